"""Addresses for the desk, below /desk/trips/."""

from django.urls import URLPattern, path

from xinlian.trips.views import (
    desk_applications,
    desk_bases,
    desk_batch,
    desk_enter,
    desk_money,
    desk_papers,
    desk_programme,
    desk_rules,
    desk_seats,
    desk_sheet,
    desk_survey,
    desk_year,
)

DESK = "desk/trips/"
ONE = f"{DESK}<uuid:uid>/"
TRIP = f"{DESK}batches/<uuid:uid>/"
APPLICATION = f"{DESK}applications/<uuid:uid>/"
BASES = f"{DESK}bases/"

urlpatterns: list[URLPattern] = [
    path(DESK, desk_programme.programmes, name="desk_trips"),
    path(f"{DESK}new/", desk_programme.new, name="desk_new"),
    path(f"{DESK}year/<int:wanted>/", desk_year.year, name="desk_year"),
    path(f"{DESK}year/<int:wanted>/<slug:form>/", desk_year.export, name="desk_year_export"),
    path(BASES, desk_bases.bases, name="desk_bases"),
    path(f"{BASES}new/", desk_bases.new, name="desk_base_new"),
    path(f"{BASES}<uuid:uid>/", desk_bases.base, name="desk_base"),
    path(f"{BASES}<uuid:uid>/routes/new/", desk_bases.new_route, name="desk_route_new"),
    path(f"{BASES}routes/<uuid:uid>/", desk_bases.route, name="desk_route"),
    path(TRIP, desk_papers.trip, name="desk_trip"),
    path(f"{TRIP}note/", desk_papers.note, name="desk_trip_note"),
    path(f"{TRIP}call-off/", desk_batch.call_off, name="desk_call_off"),
    path(f"{TRIP}close-roll/", desk_batch.close_roll, name="desk_close_roll"),
    path(f"{TRIP}ask/", desk_batch.ask, name="desk_ask"),
    path(f"{TRIP}roster/<slug:form>/", desk_papers.roster, name="desk_roster"),
    path(f"{TRIP}insurance/<slug:form>/", desk_papers.insurance, name="desk_insurance"),
    path(f"{TRIP}costs/", desk_money.costs, name="desk_costs"),
    path(f"{DESK}costs/<uuid:uid>/drop/", desk_money.drop, name="desk_cost_drop"),
    path(APPLICATION, desk_seats.application, name="desk_application"),
    path(f"{APPLICATION}place/", desk_seats.place, name="desk_place"),
    path(f"{APPLICATION}move/", desk_seats.move, name="desk_move"),
    path(f"{APPLICATION}take-away/", desk_seats.take_away, name="desk_take_away"),
    path(f"{APPLICATION}substitute/", desk_seats.substitute, name="desk_substitute"),
    path(f"{APPLICATION}refuse/", desk_seats.refuse, name="desk_refuse"),
    path(f"{APPLICATION}let-in/", desk_seats.let_in, name="desk_let_in"),
    path(ONE, desk_programme.programme, name="desk_programme"),
    path(f"{ONE}edit/", desk_programme.edit, name="desk_edit"),
    path(f"{ONE}step/", desk_programme.step, name="desk_step"),
    path(f"{ONE}batches/", desk_sheet.sheet, name="desk_sheet"),
    path(f"{ONE}batches/more/", desk_sheet.more, name="desk_more_batches"),
    path(f"{ONE}rules/", desk_rules.rules, name="desk_rules"),
    path(f"{ONE}rules/groups/", desk_rules.groups, name="desk_groups"),
    path(f"{ONE}rules/quotas/", desk_rules.quota, name="desk_quota"),
    path(f"{ONE}rules/quotas/<uuid:quota_uid>/drop/", desk_rules.drop_quota, name="desk_quota_drop"),
    path(f"{ONE}satisfaction/", desk_survey.satisfaction, name="desk_satisfaction"),
    path(f"{ONE}satisfaction/choose/", desk_survey.choose, name="desk_survey_choose"),
    path(f"{ONE}satisfaction/<slug:form>/", desk_survey.export, name="desk_satisfaction_export"),
    path(f"{ONE}applications/", desk_applications.applications, name="desk_applications"),
    path(f"{ONE}applications/enter/", desk_enter.enter, name="desk_enter"),
    path(f"{ONE}applications/export/", desk_applications.export, name="desk_applications_export"),
    path(f"{ONE}applications/many/", desk_applications.many, name="desk_applications_many"),
]
