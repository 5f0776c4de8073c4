"""Addresses of the desk: people, unions, roles, firms, imports, the journal."""

from django.urls import URLPattern, URLResolver, path

from xinlian.people.views import desk, journal, requests, roles, unions, uploads

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/people/", desk.people, name="people"),
    path("desk/people/new/", desk.add, name="person_new"),
    path("desk/people/export/", desk.export, name="people_export"),
    path("desk/people/import/", uploads.new, {"kind": "people"}, name="import"),
    path("desk/people/<uuid:uid>/", desk.person, name="person"),
    path("desk/people/<uuid:uid>/edit/", desk.edit, name="person_edit"),
    path("desk/people/<uuid:uid>/numbers/", desk.reveal, name="person_reveal"),
    path("desk/people/<uuid:uid>/roles/", roles.give, name="role_give"),
    path("desk/people/<uuid:uid>/account/", roles.account, name="account_open"),
    path("desk/roles/", roles.roles, name="roles"),
    path("desk/roles/<uuid:uid>/end/", roles.end, name="role_end"),
    path("desk/unions/", unions.unions, name="unions"),
    path("desk/unions/<uuid:uid>/", unions.union, name="union"),
    path("desk/unions/<uuid:uid>/below/", unions.add, name="union_add"),
    path("desk/unions/<uuid:uid>/edit/", unions.edit, name="union_edit"),
    path("desk/unions/<uuid:uid>/close/", unions.close, name="union_close"),
    path("desk/firms/", unions.firms, name="firms"),
    path("desk/firms/new/", unions.firm, name="firm_new"),
    path("desk/firms/<uuid:uid>/", unions.firm, name="firm"),
    path("desk/requests/", requests.requests, name="requests"),
    path("desk/requests/<uuid:uid>/", requests.answer, name="request_answer"),
    path("desk/imports/", uploads.uploads, name="uploads"),
    path("desk/imports/template/<slug:kind>/", uploads.template, name="import_template"),
    path("desk/imports/<uuid:uid>/", uploads.upload, name="upload"),
    path("desk/imports/<uuid:uid>/progress/", uploads.progress, name="upload_progress"),
    path("desk/imports/<uuid:uid>/confirm/", uploads.confirm, name="upload_confirm"),
    path("desk/imports/<uuid:uid>/cancel/", uploads.cancel, name="upload_cancel"),
    path("desk/imports/<uuid:uid>/go-on/", uploads.go_on, name="upload_go_on"),
    path("desk/imports/<uuid:uid>/rows/", uploads.bad_rows, name="upload_rows"),
    path("desk/journal/", journal.journal, name="journal"),
    path("desk/journal/export/", journal.export, name="journal_export"),
]
