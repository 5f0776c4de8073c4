"""Addresses of enrolment for the desk, below /desk/enrolment/."""

from django.urls import URLPattern, path

from xinlian.enrolment.views import desk_conditions, desk_import

urlpatterns: list[URLPattern] = [
    path("desk/enrolment/conditions/", desk_conditions.page, name="desk_conditions"),
    path("desk/enrolment/conditions/<uuid:uid>/end/", desk_conditions.end, name="desk_condition_end"),
    path("desk/enrolment/<uuid:uid>/import/", desk_import.bring, name="desk_import"),
]
