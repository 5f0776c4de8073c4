"""Addresses for everybody: signing in, one's own page, one's own data, privacy."""

from django.urls import URLPattern, URLResolver, path

from xinlian.people.views import me, my_data, person_keys, privacy, sign_in, staff_login, sync

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.phone, name="sign_in"),
    path("sign-in/code/", sign_in.code, name="sign_in_code"),
    path("sign-in/again/", sign_in.again, name="sign_in_again"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("me/", me.me, name="me"),
    path("me/edit/", me.edit, name="me_edit"),
    path("me/phone/", me.change_phone, name="me_phone"),
    path("me/phone/code/", me.confirm_phone, name="me_phone_code"),
    path("me/attach/", me.attach, name="me_attach"),
    path("me/devices/", me.devices, name="me_devices"),
    path("me/login/", staff_login.set_login, name="me_login"),
    path("me/keys/", person_keys.keys, name="me_keys"),
    path("me/keys/<uuid:uid>/end/", person_keys.end, name="me_key_end"),
    path("me/consents/", my_data.consents, name="me_consents"),
    path("me/data/", my_data.show, name="my_data"),
    path("me/data/export/", my_data.export, name="my_data_export"),
    path("me/data/correct/", my_data.correct, name="my_data_correct"),
    path("me/data/delete/", my_data.delete, name="my_data_delete"),
    path("me/data/delete/code/", my_data.delete_code, name="my_data_delete_code"),
    path("sync/", sync.sync, name="sync"),
    path("privacy/", privacy.privacy, name="privacy"),
]
