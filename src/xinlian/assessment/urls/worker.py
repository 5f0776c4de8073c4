"""Addresses of one's own exams."""

from django.urls import URLPattern, path

from xinlian.assessment.views import chief, exams, judge, practice, sitting

urlpatterns: list[URLPattern] = [
    path("exams/", exams.exams, name="exams"),
    path("exams/sit/", sitting.shell, name="sit"),
    path("exams/<uuid:uid>/", exams.exam, name="exam"),
    path("exams/<uuid:uid>/begin/", exams.begin, name="begin"),
    path("exams/<uuid:uid>/appeal/", exams.appeal, name="appeal"),
    path("exams/sittings/<uuid:uid>.json", sitting.data, name="sitting_data"),
    path("exams/sittings/<uuid:uid>/clock.json", sitting.clock, name="sitting_clock"),
    path("exams/sittings/<uuid:uid>/hand-in/", sitting.hand_in, name="hand_in"),
    path("exams/sittings/<uuid:uid>/<int:place>/", sitting.plain, name="plain"),
    path("practice/<uuid:uid>/", practice.practice, name="practice"),
    path("judge/", judge.shell, name="judge"),
    path("judge/mine.json", judge.data, name="judge_data"),
    path("judge/<uuid:uid>/", judge.plain, name="judge_plain"),
    path("judge/<uuid:uid>/chief/", chief.chief, name="judge_chief"),
    path("judge/<uuid:uid>/sign/", judge.sign, name="judge_sign"),
    path("judge/<uuid:uid>/<uuid:entrant>/", judge.plain_one, name="judge_one"),
]
