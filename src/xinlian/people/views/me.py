"""One's own page: who I am, my phone, my devices, finding the record that my union made."""

from functools import partial
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from xinlian.people.access import signed_in, the_person, today, viewer
from xinlian.people.actions import devices as device_actions
from xinlian.people.actions import my_data
from xinlian.people.actions.attach import attach as attach_record
from xinlian.people.forms.me import AttachForm, MeForm
from xinlian.people.forms.sign_in import CodeForm, PhoneForm
from xinlian.people.identity import mask_id, mask_phone
from xinlian.people.languages import LANGUAGES
from xinlian.people.queries.devices import devices_of, keys_of, short_agent
from xinlian.people.queries.me import links_for, roles_of, with_union
from xinlian.people.views import codes
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import say, sentence

ACT = "phone"


@signed_in
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what I can do about it."""
    person = with_union(the_person(request))
    context = {
        "person": person,
        "phone": mask_phone(person.phone),
        "id_number": mask_id(person.id_number),
        "languages": [LANGUAGES.get(code, code) for code in person.languages],
        "roles": roles_of(person, today()),
        "has_role": bool(viewer(request).grants),
        "can_attach": person.origin == "self" and person.id_key is None,
        "devices": len(keys_of(person)),
        "links": links_for(person),
    }
    return render(request, "people/me.html", context)


@signed_in
@never_cache
def edit(request: HttpRequest) -> HttpResponse:
    """Name, occupation, languages."""
    person = the_person(request)
    form = MeForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        my_data.change(wishes=form.cleaned_data, by=person, at=timezone.now())
        messages.success(request, _("已经改好了。"))
        return redirect("people:me")
    return render(request, "people/me_edit.html", {"form": form, "back": reverse("people:me")})


@signed_in
@never_cache
def change_phone(request: HttpRequest) -> HttpResponse:
    """A new number: a code goes to it first."""
    person = the_person(request)
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        then = redirect("people:me_phone_code")
        gone_on = codes.send(request, ACT, form.cleaned_data["phone"], then=then, no=partial(form.add_error, "phone"))
        if gone_on:
            return gone_on
    context = {"form": form, "phone": mask_phone(person.phone), "back": reverse("people:me")}
    return render(request, "people/me_phone.html", context)


@signed_in
@never_cache
def confirm_phone(request: HttpRequest) -> HttpResponse:
    """The code that came to the new number."""
    now = timezone.now()
    code = codes.standing(request, ACT, now)
    if code is None:
        return redirect("people:me_phone")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wrong = my_data.change_phone(ticket=code.uid, digits=form.cleaned_data["code"], by=the_person(request), at=now)
        if not wrong:
            messages.success(request, _("手机号已经换好，下次用新号码登录。"))
            return redirect("people:me")
        form.add_error("code", say(wrong, {}))
    return codes.page(request, "people/me_phone_code.html", form, code, now, back=reverse("people:me_phone"))


@signed_in
@never_cache
def attach(request: HttpRequest) -> HttpResponse:
    """Find the record that my union made before I came."""
    form = AttachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = attach_record(
                name=form.cleaned_data["name"],
                number=form.cleaned_data["number"],
                by=the_person(request),
                at=timezone.now(),
            )
        except Refused as no:
            if no.code == "limit_reached":
                return codes.too_often(request, no)
            form.add_error(None, sentence(no))
        else:
            record_authentication(request, found, method="attach")
            response: HttpResponse = perform_login(request, Login(user=found, redirect_url=reverse("people:me")))
            messages.success(request, _("找到了，已经合成一份登记。"))
            return response
    return render(request, "people/me_attach.html", {"form": form, "back": reverse("people:me")})


@signed_in
@never_cache
def devices(request: HttpRequest) -> HttpResponse:
    """Where I am signed in, and out with what I do not know."""
    person = the_person(request)
    here = request.session.session_key
    if request.method == "POST":
        wanted = request.POST.getlist("device")
        shown = {str(one.pk): one.session_key for one in devices_of(person)}
        keys = list(shown.values()) if "all" in wanted else [shown[pk] for pk in wanted if pk in shown]
        keys = [key for key in keys if key != here]
        ended = device_actions.end_devices(keys=keys, of=person, by=person, at=timezone.now())
        messages.success(request, _("已经让 %(n)d 台设备退出。") % {"n": ended})
        return redirect("people:me_devices")
    rows: list[dict[str, Any]] = [
        {"one": one, "name": short_agent(one.user_agent), "here": one.session_key == here} for one in devices_of(person)
    ]
    return render(request, "people/me_devices.html", {"rows": rows, "back": reverse("people:me")})
