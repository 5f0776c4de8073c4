"""Simulators at the desk: today, devices, boards; new simulators, versions, scenarios, devices, boards, tables of runs."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.people.queries.desk import union_choices, unions
from xinlian.people.views import uploads
from xinlian.simulators import tables
from xinlian.simulators.actions import ladders, machines, trainees
from xinlian.simulators.forms import DeviceForm, LadderForm, ScenarioForm, SimulatorForm, VersionForm, version_said
from xinlian.simulators.models import Simulator
from xinlian.simulators.queries import desk as queries
from xinlian.simulators.who import KEEPERS, READERS, RUNNERS

HOME, ONE = "simulators:desk", "simulators:desk_simulator"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("模拟机"), reverse(HOME)), *more]


@staff(*READERS)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Today, the devices, the boards, the latest runs."""
    who, now = viewer(request), timezone.now()
    context = {
        "figures": queries.figures(who, now),
        "devices": tables.devices_table(list(queries.devices(who)), now),
        "simulators": queries.simulators(who),
        "ladders": queries.ladders(who),
        "runs": tables.runs_table(list(queries.runs(who)[:10]), _("刚刚练完的")),
        "keeper": bool(who.paths(KEEPERS)),
        "runner": bool(who.paths(RUNNERS)),
    }
    return render(request, "simulators/desk/home.html", context)


@staff(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """A simulator."""
    who = viewer(request)
    form = SimulatorForm(request.POST or None, unions=union_choices(who, KEEPERS))
    if request.method == "POST" and form.is_valid():
        data, by, now, made = form.cleaned_data, the_person(request), timezone.now(), []
        union = get_object_or_404(unions(who, KEEPERS), uid=data["union"])
        said = {"kind": data["kind"], "name": data["name"], **version_said(form)}
        if kept(form, lambda: made.append(machines.add_simulator(union=union, **said, by=by, at=now))):
            messages.success(request, _("登记好了。现在加科目和设备。"))
            return redirect(ONE, made[0].uid)
    context = {"form": form, "crumbs": crumbs((_("登记模拟机"), ""))}
    return render(request, "simulators/desk/new.html", context, status=422 if form.errors else 200)


def _find(request: HttpRequest, uid: uuid.UUID) -> Simulator:
    return get_object_or_404(queries.simulators(viewer(request)), uid=uid)


@staff(*READERS)
@never_cache
@require_safe
def simulator(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A simulator: versions, scenarios, devices."""
    return _page(request, _find(request, uid))


def _page(request: HttpRequest, found: Simulator, status: int = 200, **more: Any) -> HttpResponse:
    who = viewer(request)
    context = {
        "simulator": found,
        "versions": found.versions.all(),
        "scenarios": found.scenarios.all(),
        "devices": tables.devices_table(list(queries.devices(who).filter(version__simulator=found)), timezone.now()),
        "keeper": who.holds(KEEPERS, found.union_path),
        "scenario_form": ScenarioForm(),
        "device_form": DeviceForm(),
        "version_form": VersionForm(initial={"version": "", "full": found.versions.all()[0].full}),
        "crumbs": crumbs((found.name, "")),
        **more,
    }
    return render(request, "simulators/desk/simulator.html", context, status=status)


@staff(*KEEPERS)
@require_POST
def add_scenario(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A task more."""
    found, form = _find(request, uid), ScenarioForm(request.POST)
    by, now = the_person(request), timezone.now()
    if form.is_valid() and kept(
        form, lambda: machines.add_scenario(simulator=found, **form.cleaned_data, by=by, at=now)
    ):
        messages.success(request, _("加了科目。"))
        return redirect(ONE, uid)
    return _page(request, found, 422, scenario_form=form)


@staff(*KEEPERS)
@require_POST
def add_version(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """It scores otherwise from now on."""
    found, form = _find(request, uid), VersionForm(request.POST)
    by, now = the_person(request), timezone.now()
    if form.is_valid() and kept(
        form, lambda: machines.add_version(simulator=found, **version_said(form), by=by, at=now)
    ):
        messages.success(request, _("登记了新版本。请到设备那里换上。"))
        return redirect(ONE, uid)
    return _page(request, found, 422, version_form=form)


@staff(*KEEPERS)
@never_cache
@require_POST
def add_device(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A machine more; its key is on this page and never again."""
    found, form = _find(request, uid), DeviceForm(request.POST)
    by, now, made = the_person(request), timezone.now(), []
    version = found.versions.all()[0]
    if form.is_valid() and kept(
        form, lambda: made.append(machines.add_device(version=version, **form.cleaned_data, by=by, at=now))
    ):
        device, key = made[0]
        return _page(request, found, shown_device=device, shown_key=key, **queries.xapi_of(device))
    return _page(request, found, 422, device_form=form)


@staff(*RUNNERS)
def ladder_new(request: HttpRequest) -> HttpResponse:
    """A board over runs."""
    who = viewer(request)
    several = list(queries.simulators(who))
    owners = {str(one.union.uid): one.union for one in several if who.holds(RUNNERS, one.union_path)}
    choices = [(uid, union.name) for uid, union in owners.items()]
    form = LadderForm(request.POST or None, simulators=several, unions=choices)
    if request.method == "POST" and form.is_valid():
        said, by, now, made = dict(form.cleaned_data), the_person(request), timezone.now(), []
        what = said.pop("simulator")
        chosen = form.simulators.get(what)
        union = chosen.union if chosen else owners[what.removeprefix("all-")]
        said |= {"of": said["of"] or 0, "simulator": chosen}
        if kept(form, lambda: made.append(ladders.open_ladder(union=union, **said, by=by, at=now))):
            messages.success(request, _("排行榜开好了。"))
            return redirect("boards:desk_board", made[0].board.uid)
    context = {"form": form, "any": bool(several), "crumbs": crumbs((_("开排行榜"), ""))}
    return render(request, "simulators/desk/ladder_new.html", context, status=422 if form.errors else 200)


@staff(*KEEPERS)
def bring(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Runs from Excel or CSV."""
    found = _find(request, uid)
    back = reverse(ONE, args=[uid])
    return uploads.new(request, kind="runs", preset={"simulator": str(found.uid)}, about=found.name, back=back)


@staff(*READERS)
@never_cache
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The latest runs, and what was refused."""
    who = viewer(request)
    context = {
        "runs": tables.runs_table(list(queries.runs(who)[:100]), _("模拟机成绩")),
        "strays": [tables.stray(one) for one in queries.strays(who)[:100]],
        "runner": bool(who.paths(RUNNERS)),
        "crumbs": crumbs((_("成绩"), "")),
    }
    return render(request, "simulators/desk/runs.html", context)


@staff(*RUNNERS)
@require_POST
def settle(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Somebody saw to a refused run."""
    stray = get_object_or_404(queries.strays(viewer(request)), uid=uid)
    by, now = the_person(request), timezone.now()
    return attempt(
        request, lambda: trainees.settle_stray(stray=stray, by=by, at=now), _("记下了。"), "simulators:desk_runs"
    )
