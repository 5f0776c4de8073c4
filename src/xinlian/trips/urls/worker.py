"""Addresses for workers, below /trips/, and for leaders, below /lead/."""

from django.urls import URLPattern, path

from xinlian.trips.views import coming, leader, worker

ONE = "trips/<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    path("trips/", worker.trips, name="trips"),
    path(ONE, worker.programme, name="programme"),
    path(f"{ONE}apply/", worker.apply, name="apply"),
    path(f"{ONE}mine/", worker.mine, name="mine"),
    path(f"{ONE}accept/", worker.accept, name="accept"),
    path(f"{ONE}decline/", worker.decline, name="decline"),
    path(f"{ONE}give-back/", worker.give_back, name="give_back"),
    path(f"{ONE}withdraw/", worker.withdraw, name="withdraw"),
    path(f"{ONE}party/", worker.party, name="party"),
    path(f"{ONE}family/", coming.family, name="family"),
    path(f"{ONE}family/<uuid:relative_uid>/leave/", coming.leave_family, name="leave_family"),
    path(f"{ONE}health/", coming.health, name="health"),
    path("trips/kept/", worker.kept, name="kept"),
    path("trips/mine.json", worker.mine_data, name="mine_data"),
    path("lead/", leader.shell, name="lead"),
    path("lead/trips.json", leader.trips, name="lead_trips"),
    path("lead/plain/", leader.plain, name="lead_plain"),
    path("lead/<uuid:uid>.json", leader.roster, name="lead_roster"),
    path("lead/<uuid:uid>/tick/", leader.tick, name="lead_tick"),
]
