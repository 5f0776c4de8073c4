"""Addresses of simulators."""

from django.urls import URLPattern, URLResolver, include, path

from xinlian.people.access import public
from xinlian.simulators.api import api
from xinlian.simulators.views import desk, devices, mine

app_name = "simulators"
patterns, _app, _namespace = api.urls
for pattern in patterns:
    if isinstance(pattern, URLPattern):
        pattern.callback = public(pattern.callback)  # each operation but the description asks for a key itself

_DESK, _ONE, _DEVICE = "desk/simulators/", "desk/simulators/<uuid:uid>/", "desk/simulators/devices/<uuid:uid>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("simulators/", mine.home, name="mine"),
    path("simulators/queue/", mine.queue, name="queue"),
    path("simulators/turns/<uuid:uid>/leave/", mine.leave, name="leave"),
    path(_DESK, desk.home, name="desk"),
    path(f"{_DESK}new/", desk.new, name="desk_new"),
    path(f"{_DESK}boards/new/", desk.ladder_new, name="desk_ladder_new"),
    path(f"{_DESK}runs/", desk.runs, name="desk_runs"),
    path(f"{_DESK}runs/refused/<uuid:uid>/", desk.settle, name="desk_settle"),
    path(f"{_DESK}trainees/", devices.people, name="desk_trainees"),
    path(f"{_DESK}trainees/<uuid:uid>/", devices.trainee, name="desk_trainee"),
    path(f"{_DESK}turns/<uuid:uid>/missed/", devices.miss, name="desk_miss"),
    path(_DEVICE, devices.device, name="desk_device"),
    path(f"{_DEVICE}queue/", devices.queue, name="desk_queue"),
    path(f"{_DEVICE}act/", devices.act, name="desk_device_act"),
    path(_ONE, desk.simulator, name="desk_simulator"),
    path(f"{_ONE}scenarios/", desk.add_scenario, name="desk_scenario_new"),
    path(f"{_ONE}versions/", desk.add_version, name="desk_version_new"),
    path(f"{_ONE}devices/", desk.add_device, name="desk_device_new"),
    path(f"{_ONE}import/", desk.bring, name="desk_import"),
    path("api/v1/simulators/", include((patterns, "machines"), namespace="machines")),
]
