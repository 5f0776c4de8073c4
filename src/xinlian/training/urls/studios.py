"""Addresses of the training base: studios and improvements."""

from django.urls import URLPattern, path

from xinlian.training.views import improvements_desk, my_studios, studios_desk

STUDIOS = "desk/base/studios/"
STUDIO = f"{STUDIOS}<uuid:uid>/"
WORKS = "desk/base/improvements/"
WORK = f"{WORKS}<uuid:uid>/"
MINE = "my-work/studios/"

urlpatterns: list[URLPattern] = [
    path(STUDIOS, studios_desk.listed, name="desk_studios"),
    path(f"{STUDIOS}export/", studios_desk.export, name="desk_studios_export"),
    path(f"{STUDIOS}new/", studios_desk.new, name="desk_studio_new"),
    path(STUDIO, studios_desk.one, name="desk_studio"),
    path(f"{STUDIO}edit/", studios_desk.edit, name="desk_studio_edit"),
    path(f"{STUDIO}close/", studios_desk.close, name="desk_studio_close"),
    path(f"{STUDIOS}members/<uuid:uid>/leave/", studios_desk.leave, name="desk_studio_leave"),
    path(f"{WORKS}new/", improvements_desk.new, name="desk_improvement_new"),
    path(WORK, improvements_desk.one, name="desk_improvement"),
    path(f"{WORK}move/<slug:to>/", improvements_desk.move, name="desk_improvement_move"),
    path(f"{WORK}workers/", improvements_desk.put_on, name="desk_improvement_workers"),
    path(f"{WORK}steps/", improvements_desk.plan, name="desk_improvement_steps"),
    path(f"{WORK}gains/", improvements_desk.note_gain, name="desk_improvement_gains"),
    path(f"{WORK}teams/", improvements_desk.use_in, name="desk_improvement_teams"),
    path(f"{WORK}workers/<uuid:part>/off/", improvements_desk.take_off, name="desk_improvement_off"),
    path(f"{WORK}steps/<uuid:part>/done/", improvements_desk.step_done, name="desk_improvement_step_done"),
    path(f"{WORK}steps/<uuid:part>/drop/", improvements_desk.drop_step, name="desk_improvement_step_drop"),
    path(f"{WORK}gains/<uuid:part>/confirm/", improvements_desk.confirm_gain, name="desk_improvement_confirm"),
    path(f"{WORK}gains/<uuid:part>/drop/", improvements_desk.drop_gain, name="desk_improvement_gain_drop"),
    path(MINE, my_studios.mine, name="my_studios"),
    path(f"{MINE}new/", my_studios.shell, name="improvement_new"),
    path(f"{MINE}propose/", my_studios.propose, name="improvement_propose"),
    path(f"{MINE}<uuid:uid>/gain/", my_studios.gain, name="improvement_gain"),
]
