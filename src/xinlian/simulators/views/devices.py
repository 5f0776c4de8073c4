"""A device at the desk: who waits, what came, its key; blocked, its runs withdrawn and put back. And who trains."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.people.queries.desk import people_by_phone, union_choices, unions
from xinlian.rows.uids import uid_of
from xinlian.simulators import tables
from xinlian.simulators.actions import machines, trainees
from xinlian.simulators.forms import PeopleForm, PlaceForm, TurnForm, WhyForm
from xinlian.simulators.models import Device
from xinlian.simulators.queries import desk as queries
from xinlian.simulators.queries import mine
from xinlian.simulators.views.desk import crumbs
from xinlian.simulators.who import KEEPERS, READERS, RUNNERS

ONE, PEOPLE = "simulators:desk_device", "simulators:desk_trainees"
PAGE = 50


def _find(request: HttpRequest, uid: uuid.UUID) -> Device:
    device: Device = get_object_or_404(queries.devices(viewer(request)), uid=uid)
    return device


@staff(*READERS)
@never_cache
@require_safe
def device(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A device."""
    return _page(request, _find(request, uid))


def _page(request: HttpRequest, found: Device, status: int = 200, **more: Any) -> HttpResponse:
    who = viewer(request)
    stand, withdrawn = queries.standing_runs(found)
    context = {
        "device": found,
        "queue": queries.queue_of(found),
        "runs": tables.runs_table(list(queries.runs_of(found)), _("这台设备最近的成绩")),
        "stand": stand,
        "withdrawn": withdrawn,
        "versions": found.version.simulator.versions.all(),
        "runner": who.holds(RUNNERS, found.union_path),
        "keeper": who.holds(KEEPERS, found.union_path),
        "turn_form": _turn_form(found),
        "why_form": WhyForm(),
        "now": timezone.now(),
        "crumbs": crumbs(
            (found.version.simulator.name, reverse("simulators:desk_simulator", args=[found.version.simulator.uid])),
            (found.name, ""),
        ),
        **more,
    }
    return render(request, "simulators/desk/device.html", context, status=status)


def _turn_form(found: Device, data: Any = None) -> TurnForm:
    return TurnForm(data, scenarios=list(mine.tasks(found)), initial={"client_uid": uuid.uuid4()})


@staff(*RUNNERS)
@require_POST
def queue(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put somebody into the queue by number."""
    found = _find(request, uid)
    form = _turn_form(found, request.POST)
    if form.is_valid():
        data, by, now = form.cleaned_data, the_person(request), timezone.now()
        person = queries.trainee_of(found, data["number"])
        if person is None:
            form.add_error("number", _("没有这个编号。"))
        else:
            turn: dict[str, Any] = {"device": found, "trainee": person, "scenario": form.scenarios[data["scenario"]]}
            turn |= {"graded": not data["practice"], "client_uid": data["client_uid"]}
            if kept(form, lambda: trainees.queue(**turn, by=by, at=now)):
                messages.success(request, _("排上了。"))
                return redirect(ONE, uid)
    return _page(request, found, 422, turn_form=form)


@staff(*RUNNERS)
@require_POST
def miss(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """They did not come."""
    turn = get_object_or_404(queries.turn(viewer(request), uid))
    by, now = the_person(request), timezone.now()
    return attempt(request, lambda: trainees.miss(turn=turn, by=by, at=now), _("过号了。"), ONE, turn.device.uid)


@staff(*RUNNERS)
@never_cache
@require_POST
def act(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Block, free, withdraw, put back, another version, another key."""
    found, by, now, what = _find(request, uid), the_person(request), timezone.now(), request.POST.get("act")
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, why_form=form)
    why, since = form.cleaned_data["why"], form.cleaned_data["since"]
    if what == "key":
        return _renewed(request, found)
    if what == "version":
        version = get_object_or_404(found.version.simulator.versions, uid=uid_of(request.POST.get("version", "")))
        return attempt(
            request,
            lambda: machines.set_version(device=found, version=version, by=by, at=now),
            _("换了版本。"),
            ONE,
            uid,
        )
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "block": (lambda: machines.block(device=found, why=why, by=by, at=now), _("停用了，以后的成绩不收。")),
        "unblock": (lambda: machines.unblock(device=found, by=by, at=now), _("恢复了。")),
        "withdraw": (
            lambda: machines.withdraw_runs(device=found, since=since, why=why, by=by, at=now),
            _("撤下了，排行榜跟着变了。"),
        ),
        "back": (
            lambda: machines.put_back_runs(device=found, by=by, at=now),
            _("恢复了，排行榜跟着变了。"),
        ),
    }
    if what not in acts:
        raise Http404
    do, done = acts[what]
    return attempt(request, do, done, ONE, uid)


def _renewed(request: HttpRequest, found: Device) -> HttpResponse:
    """The page with the new key, or with why there is none."""
    made: list[str] = []
    form = WhyForm(request.POST)
    by, now = the_person(request), timezone.now()
    if form.is_valid() and kept(form, lambda: made.append(machines.renew_key(device=found, by=by, at=now))):
        return _page(request, found, shown_key=made[0], **queries.xapi_of(found))
    return _page(request, found, 422, why_form=form)


@staff(*READERS)
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Who trains; more of them, by their phones."""
    who, unknown = viewer(request), list[str]()
    form = PeopleForm(request.POST or None, unions=union_choices(who, RUNNERS))
    if request.method == "POST" and form.is_valid() and who.paths(RUNNERS):
        data, by, now, done = form.cleaned_data, the_person(request), timezone.now(), list[int]()
        union = get_object_or_404(unions(who, RUNNERS), uid=data["union"])
        found, unknown = people_by_phone(who, data["phones"], RUNNERS)
        said = {"site": data["site"], "team": data["team"], "by": by, "at": now}
        if not found:
            form.add_error("phones", _("没有找到人。您管的工会里，没有人登记过这些手机号。"))
        elif kept(form, lambda: done.append(trainees.enlist(union=union, people=found, **said))):
            messages.success(request, _("加了 %(n)s 个学员。") % {"n": done[0]})
            if not unknown:
                return redirect(PEOPLE)
            form = PeopleForm(unions=union_choices(who, RUNNERS))
    words = request.GET.get("q", "")
    page = Paginator(queries.trainees(who, words), PAGE).get_page(request.GET.get("page"))
    context = {
        "table": tables.trainees_table(list(page), page.paginator.count),
        "page": page,
        "form": form,
        "unknown": unknown,
        "q": words,
        "runner": bool(who.paths(RUNNERS)),
        "crumbs": crumbs((_("学员"), "")),
    }
    return render(request, "simulators/desk/trainees.html", context, status=422 if form.errors else 200)


@staff(*READERS)
@never_cache
def trainee(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Somebody who trains: runs, and where they work."""
    who = viewer(request)
    found = get_object_or_404(queries.trainees(who), uid=uid)
    form = PlaceForm(request.POST or None, initial={"site": found.site, "team": found.team})
    by, now = the_person(request), timezone.now()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        return attempt(
            request,
            lambda: trainees.settle_in(trainee=found, **said, by=by, at=now),
            _("改好了。"),
            "simulators:desk_trainee",
            uid,
        )
    context = {
        "trainee": found,
        "form": form,
        "runs": tables.runs_table(list(queries.runs(who).filter(trainee=found)[:100]), _("练过的")),
        "runner": who.holds(RUNNERS, found.union_path),
        "crumbs": crumbs((_("学员"), reverse(PEOPLE)), (found.person.name, "")),
    }
    return render(request, "simulators/desk/trainee.html", context, status=422 if form.errors else 200)
