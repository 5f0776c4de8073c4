"""Addresses of the training base: clearing."""

from django.urls import URLPattern, path

from xinlian.training.views import clearing_desk, levels_desk, my_work, violations, violations_desk

CLEARANCE, VIOLATIONS = "desk/base/clearance/", "desk/base/violations/"
LEVELS = "desk/base/levels/"
BUILDER = f"{CLEARANCE}<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path(CLEARANCE, clearing_desk.clearance, name="desk_clearance"),
    path(f"{CLEARANCE}decide/<uuid:uid>/", clearing_desk.decide_many, name="desk_decide_many"),
    path(BUILDER, clearing_desk.one, name="desk_clearance_one"),
    path(f"{BUILDER}decide/", clearing_desk.decide, name="desk_decide"),
    path(VIOLATIONS, violations_desk.listed, name="desk_violations"),
    path(f"{VIOLATIONS}rules/", violations_desk.rules, name="desk_violation_rules"),
    path(f"{VIOLATIONS}rules/<uuid:uid>/end/", violations_desk.end_rule, name="desk_violation_rule_end"),
    path(f"{VIOLATIONS}<uuid:uid>/", violations_desk.one, name="desk_violation"),
    path(f"{BUILDER}level/", levels_desk.give, name="desk_level_give"),
    path(LEVELS, levels_desk.board, name="desk_levels"),
    path(f"{LEVELS}standards/", levels_desk.standards, name="desk_level_standards"),
    path("violations/new/", violations.shell, name="violation_new"),
    path("violations/rules.json", violations.data, name="violation_data"),
    path("violations/who.json", violations.found, name="violation_who"),
    path("violations/plain/", violations.plain, name="violation_plain"),
    path("my-work/", my_work.mine, name="my_work"),
    path("my-work/points/", violations.mine, name="my_points"),
    path("my-work/points/<uuid:uid>/appeal/", violations.appeal, name="violation_appeal"),
]
