"""Addresses of the training base: programmes, classes, the timetable, attendance, hours."""

from django.urls import URLPattern, path

from xinlian.training.views import desk_class, desk_hours, desk_new_class, desk_programme, desk_session, teach
from xinlian.training.views import timetable as calendar

BASE = "desk/base/"
PROGRAMME = f"{BASE}programmes/<uuid:uid>/"
CLASS = f"{BASE}classes/<uuid:uid>/"
SESSION = f"{BASE}sessions/<uuid:uid>/"
HOURS = f"{BASE}hours/"

urlpatterns: list[URLPattern] = [
    path(f"{BASE}timetable/", calendar.timetable, name="desk_timetable"),
    path(f"{BASE}programmes/", desk_programme.programmes, name="desk_programmes"),
    path(f"{BASE}programmes/new/", desk_programme.new, name="desk_programme_new"),
    path(PROGRAMME, desk_programme.programme, name="desk_programme"),
    path(f"{PROGRAMME}edit/", desk_programme.edit, name="desk_programme_edit"),
    path(f"{PROGRAMME}lessons/", desk_programme.lessons, name="desk_lessons"),
    path(f"{PROGRAMME}tasks/", desk_programme.add_task, name="desk_tasks"),
    path(f"{PROGRAMME}tasks/<uuid:task_uid>/drop/", desk_programme.drop_task, name="desk_task_drop"),
    path(f"{PROGRAMME}wait/", desk_programme.wait, name="desk_wait"),
    path(f"{PROGRAMME}wait/<uuid:builder_uid>/stop/", desk_programme.stop_waiting, name="desk_wait_stop"),
    path(f"{BASE}classes/", desk_class.classes, name="desk_classes"),
    path(f"{BASE}classes/new/", desk_new_class.new, name="desk_class_new"),
    path(CLASS, desk_class.one, name="desk_class"),
    path(f"{CLASS}add/", desk_class.add, name="desk_class_add"),
    path(f"{CLASS}out/<uuid:builder_uid>/", desk_class.out, name="desk_class_out"),
    path(f"{CLASS}exam/", desk_class.exam, name="desk_class_exam"),
    path(f"{CLASS}cancel/", desk_class.cancel, name="desk_class_cancel"),
    path(f"{CLASS}finish/", desk_class.finish, name="desk_class_finish"),
    path(SESSION, desk_session.session, name="desk_session"),
    path(f"{SESSION}move/", desk_session.move, name="desk_session_move"),
    path(f"{SESSION}tick/", desk_session.tick, name="desk_session_tick"),
    path(f"{SESSION}come/", desk_session.come, name="desk_session_come"),
    path(f"{SESSION}code/", desk_session.code, name="desk_session_code"),
    path(f"{SESSION}make-up/", desk_session.make_up, name="desk_session_make_up"),
    path(f"{SESSION}elsewhere/", desk_session.elsewhere, name="desk_session_elsewhere"),
    path(f"{BASE}make-up/", desk_session.needed, name="desk_make_up"),
    path(HOURS, desk_hours.hours, name="desk_hours"),
    path(f"{HOURS}team/", desk_hours.team, name="desk_hours_team"),
    path(f"{HOURS}rules/", desk_hours.rule, name="desk_hours_rule"),
    path(f"{HOURS}noted/<uuid:uid>/drop/", desk_hours.drop, name="desk_hours_drop"),
    path(f"{HOURS}<uuid:uid>/", desk_hours.one, name="desk_hours_of"),
    path("teach/", teach.shell, name="teach"),
    path("teach/sessions.json", teach.sessions, name="teach_sessions"),
    path("teach/plain/", teach.plain, name="teach_plain"),
    path("teach/<uuid:uid>.json", teach.roster, name="teach_roster"),
    path("teach/<uuid:uid>/tick/", teach.tick, name="teach_tick"),
    path("teach/<uuid:uid>/here/", teach.here, name="here"),
]
