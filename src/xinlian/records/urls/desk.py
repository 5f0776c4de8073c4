"""Addresses of the desk."""

from django.urls import URLPattern, path

from xinlian.records.views import desk

RECORDS = "desk/records/"
urlpatterns: list[URLPattern] = [
    path(RECORDS, desk.home, name="desk"),
    path(f"{RECORDS}<uuid:uid>/", desk.one, name="desk_client"),
    path(f"{RECORDS}<uuid:uid>/key/", desk.renew, name="desk_renew"),
    path(f"{RECORDS}<uuid:uid>/block/", desk.block, name="desk_block"),
    path(f"{RECORDS}<uuid:uid>/statements/<uuid:statement>/", desk.statement, name="desk_statement"),
]
