"""Addresses of enrolment for the desk, below /desk/enrolment/."""

from django.urls import URLPattern, path

from xinlian.enrolment.views import desk_import

urlpatterns: list[URLPattern] = [
    path("desk/enrolment/<uuid:uid>/import/", desk_import.bring, name="desk_import"),
]
