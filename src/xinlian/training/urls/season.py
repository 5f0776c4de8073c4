"""Addresses of the labour contest."""

from django.urls import URLPattern, path

from xinlian.training.views import season, season_marks, season_mine

SEASONS = "desk/base/seasons/"
ONE = f"{SEASONS}<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path(SEASONS, season.seasons, name="desk_seasons"),
    path(f"{SEASONS}new/", season.new, name="desk_season_new"),
    path(ONE, season.season, name="desk_season"),
    path(f"{ONE}edit/", season.edit, name="desk_season_edit"),
    path(f"{ONE}drop/", season.drop, name="desk_season_drop"),
    path(f"{ONE}start/", season.start, name="desk_season_start"),
    path(f"{ONE}end/", season.end, name="desk_season_end"),
    path(f"{ONE}reckon/", season.reckon, name="desk_season_reckon"),
    path(f"{ONE}publish/", season.publish, name="desk_season_publish"),
    path(f"{ONE}withdraw/", season.withdraw, name="desk_season_withdraw"),
    path(f"{ONE}marks/<int:year>-<int:month>/", season_marks.marks, name="desk_season_marks"),
    path(f"{ONE}marks/all.xlsx", season_marks.given_out, name="desk_season_marks_file"),
    path(f"{ONE}marks/bring/", season_marks.bring, name="desk_season_marks_bring"),
    path(f"{ONE}table/<slug:kind>/<slug:period>/", season.download, name="desk_season_file"),
    path("my-work/season/", season_mine.mine, name="my_season"),
]
