"""Addresses of the training base: clearing."""

from django.urls import URLPattern, path

from xinlian.training.views import clearing_desk

CLEARANCE = "desk/base/clearance/"
BUILDER = f"{CLEARANCE}<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path(CLEARANCE, clearing_desk.clearance, name="desk_clearance"),
    path(f"{CLEARANCE}decide/<uuid:uid>/", clearing_desk.decide_many, name="desk_decide_many"),
    path(BUILDER, clearing_desk.one, name="desk_clearance_one"),
    path(f"{BUILDER}decide/", clearing_desk.decide, name="desk_decide"),
]
