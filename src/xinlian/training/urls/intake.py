"""Addresses of the training base: intake."""

from django.urls import URLPattern, path

from xinlian.training.views import desk_base, desk_builders, desk_medicals, desk_parts, hall, join, mine_intake

BASE, BUILDERS, MEDICALS = "desk/base/", "desk/builders/", "desk/medicals/"

urlpatterns: list[URLPattern] = [
    path(BASE, desk_base.bases, name="desk_base"),
    path(f"{BASE}new/", desk_base.new, name="desk_project_new"),
    path(f"{BASE}<uuid:uid>/", desk_base.project, name="desk_project"),
    path(f"{BASE}<uuid:uid>/edit/", desk_base.edit, name="desk_project_edit"),
    path(f"{BASE}<uuid:uid>/screen/", hall.new_key, name="desk_hall_key"),
    path("base/hall/<uuid:key>/", hall.screen, name="hall"),
    path(f"{BASE}<uuid:uid>/sheets/", desk_base.sheets, name="desk_sheets"),
    path(f"{BASE}<uuid:uid>/add/<slug:what>/", desk_parts.add, name="desk_add"),
    path(f"{BASE}sections/<uuid:uid>/teams/new/", desk_parts.add_team, name="desk_team_new"),
    path(f"{BASE}teams/<uuid:uid>/", desk_parts.team, name="desk_team"),
    path(f"{BASE}teams/<uuid:uid>/key/", desk_base.new_key, name="desk_team_key"),
    path(f"{BASE}teams/<uuid:uid>/sheet/", desk_base.sheet, name="desk_team_sheet"),
    path(f"{BASE}rooms/<uuid:uid>/", desk_parts.room, name="desk_room"),
    path(f"{BASE}subjects/<uuid:uid>/", desk_parts.subject, name="desk_subject"),
    path(f"{BASE}trainers/<uuid:uid>/", desk_parts.trainer, name="desk_trainer"),
    path(f"{BASE}trainers/<uuid:uid>/away/", desk_parts.away, name="desk_trainer_away"),
    path(f"{BASE}absences/<uuid:uid>/drop/", desk_parts.there, name="desk_absence_drop"),
    path(BUILDERS, desk_builders.builders, name="desk_builders"),
    path(f"{BUILDERS}export/", desk_builders.export, name="desk_builders_export"),
    path(f"{BUILDERS}new/<uuid:uid>/", desk_builders.new, name="desk_builder_new"),
    path(f"{BUILDERS}import/<uuid:uid>/", desk_builders.bring, name="desk_builders_import"),
    path(f"{BUILDERS}<uuid:uid>/", desk_builders.builder, name="desk_builder"),
    path(f"{BUILDERS}<uuid:uid>/move/", desk_builders.move, name="desk_builder_move"),
    path(f"{BUILDERS}<uuid:uid>/birthday/", desk_builders.birthday, name="desk_builder_birthday"),
    path(f"{BUILDERS}<uuid:uid>/leave/", desk_builders.leave, name="desk_builder_leave"),
    path(MEDICALS, desk_medicals.medicals, name="desk_medicals"),
    path(f"{MEDICALS}import/<uuid:uid>/", desk_medicals.bring, name="desk_medicals_import"),
    path(f"{MEDICALS}withdraw/<uuid:uid>/", desk_medicals.withdraw, name="desk_medical_withdraw"),
    path(f"{MEDICALS}<uuid:uid>/", desk_medicals.medical, name="desk_medical"),
    path("join/<slug:key>/", join.join, name="join"),
    path("my-team/", mine_intake.my_team, name="my_team"),
    path("my-medicals/", mine_intake.my_medicals, name="my_medicals"),
]
