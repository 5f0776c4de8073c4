"""The desk's programmes: the list, a new one, the page of one, its words, its steps."""

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.enrolment.actions import offering as offerings
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.trips import tables
from xinlian.trips.actions import programmes as acts
from xinlian.trips.forms.desk import ProgrammeForm, SeasonForm, UnionForm
from xinlian.trips.models import Programme
from xinlian.trips.queries import desk, desk_money, steps
from xinlian.trips.rules.planning import years_later
from xinlian.trips.who import READERS, RUNNERS

PAGE = 30
HOME = "trips:desk_trips"
ONE = "trips:desk_programme"


def find(request: HttpRequest, uid: str) -> Programme:
    """The programme of an address, if the viewer may see it."""
    return get_object_or_404(desk.programme(viewer(request), uid))


def crumbs(programme: Programme, here: str = "", *between: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below a programme: its title, what lies between, the page itself."""
    top = [(_("疗休养"), reverse(HOME)), (programme.offering.title, reverse(ONE, args=[programme.uid]))]
    return [*top, *between, *([(here, "")] if here else [])]


@staff(*READERS)
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme, the newest first."""
    who, wanted = viewer(request), request.GET.get("year", "")
    page = Paginator(desk.listed(who, wanted, request.GET.get("sort", "-year")), PAGE).get_page(request.GET.get("page"))
    years = desk.years(who)
    context = {
        "table": tables.programmes_table(page),
        "page": page,
        "years": [{"url": "?", "label": _("全部"), "active": not wanted}]
        + [{"url": f"?year={one}", "label": str(one), "active": wanted == str(one)} for one in years],
        "latest": years[0] if years else timezone.localdate().year,
        "officer": bool(who.paths(RUNNERS)),
    }
    return render(request, "trips/desk/programmes.html", context)


@staff(*RUNNERS)
def new(request: HttpRequest) -> HttpResponse:
    """A programme from the template, or from another year's with its dates moved."""
    who = viewer(request)
    source = desk.programme(who, request.GET["from"]).first() if request.GET.get("from") else None
    data = request.POST or None
    unions = UnionForm(data, unions=desk.union_choices(who), initial=_union_of(source))
    form = ProgrammeForm(data, initial=_proposal(source))
    routes = desk.routes(who.paths(RUNNERS)[0])
    season = None if source else SeasonForm(data, routes=routes, initial={"first_on": _in_days(45)})
    context = {"unions": unions, "form": form, "season": season, "source": source, "sources": desk.sources(who)}
    forms = [one for one in (unions, form, season) if one is not None]
    valid = [one.is_valid() for one in forms]  # every form says what is wrong with it
    if request.method == "POST" and all(valid):
        made = _made(request, form, season, source, unions.cleaned_data["union"])
        if isinstance(made, Programme):
            return redirect(ONE, made.uid)
        form.add_error(None, sentence(made))
    return render(request, "trips/desk/new.html", context)


def _made(
    request: HttpRequest, form: ProgrammeForm, season: SeasonForm | None, source: Programme | None, union_uid: str
) -> Programme | Refused:
    by, now = the_person(request), timezone.now()
    union = desk.union(viewer(request), union_uid)
    try:
        if source is not None:
            return acts.copy(source=source, union=union, values=form.values(), by=by, at=now)
        laid = season.season() if season else None
        return acts.draw_up(union=union, values=form.values(), season=laid, by=by, at=now)
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        return refused


def _in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def _union_of(source: Programme | None) -> dict[str, str]:
    return {"union": str(source.offering.union.uid)} if source else {}


def _proposal(source: Programme | None) -> dict[str, Any]:
    """What the form of a new programme begins with."""
    year = timezone.localdate().year
    if source is None:
        opens = timezone.localtime().replace(hour=9, minute=0)
        return {
            "title": _("%(year)d 年一线职工疗休养") % {"year": year},
            "year": year,
            "opens_at": opens + datetime.timedelta(days=1),
            "closes_at": opens + datetime.timedelta(days=15, hours=8),
        }
    to = max(year, source.year + 1)
    return words_of(source) | {
        "title": source.offering.title.replace(str(source.year), str(to)),
        "year": to,
        "opens_at": _moved(source.offering.opens_at, to - source.year),
        "closes_at": _moved(source.offering.closes_at, to - source.year),
    }


def _moved(moment: datetime.datetime, years: int) -> datetime.datetime:
    local = timezone.localtime(moment)
    return local.replace(**_ymd(years_later(local.date(), years)))


def _ymd(day: datetime.date) -> dict[str, Any]:
    return {"year": day.year, "month": day.month, "day": day.day}


def words_of(programme: Programme) -> dict[str, Any]:
    """A programme as its form shows it."""
    offering = programme.offering
    own = {name: getattr(programme, name) for name in acts.OWN}
    offered = {name: getattr(offering, name) for name in acts.OFFERED}
    window = {name: timezone.localtime(getattr(offering, name)) for name in ("opens_at", "closes_at")}
    caps = {"day_cap": _yuan(programme.day_cap_fen), "year_cap": _yuan(programme.year_cap_fen)}
    return {**own, **offered, **window, **caps}


def _yuan(fen: int | None) -> float | int | None:
    return None if fen is None else fen // 100 if fen % 100 == 0 else fen / 100


@staff(*READERS)
def programme(request: HttpRequest, uid: str) -> HttpResponse:
    """A programme: where it stands, its figures, its batches, who is left."""
    found, who = find(request, uid), viewer(request)
    offering, trips = found.offering, desk.trips(found)
    states, wished = desk.seat_states(offering), desk.wishes(offering)
    bills = desk_money.bills(found, trips)
    drawn = offering.state in ("drawn", "done")
    context = {
        "programme": found,
        "offering": offering,
        "tone": tables.OFFERING_TONES[offering.state],
        "steps": steps.steps(offering),
        "next": steps.next_of(found, timezone.now()),
        "figures": desk.figures(found, trips, states),
        "batches": tables.batches_table(bills, wished, states, drawn),
        "unions": desk.by_union(offering),
        "groups": desk.by_group(offering),
        "given": any(states.values()),
        "peak": tables.peak(wished),
        "over": [one for one in bills if one.excesses],
        "draw_url": tables.address("enrolment:desk_draw", offering.uid),
        "import_url": tables.address("enrolment:desk_import", offering.uid),
        "conditions_url": tables.address("enrolment:desk_conditions"),
        "officer": who.holds(RUNNERS, found.union_path),
        "crumbs": [*crumbs(found)[:1], (offering.title, "")],
    }
    return render(request, "trips/desk/programme.html", context)


@staff(*RUNNERS)
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """The words, the window and the caps."""
    found = find(request, uid)
    form = ProgrammeForm(request.POST or None, initial=words_of(found))
    if request.method == "POST" and form.is_valid():
        by, now = the_person(request), timezone.now()
        values = form.values()
        return attempt(
            request,
            lambda: acts.change(programme=found, values=values, by=by, at=now),
            _("改好了。"),
            ONE,
            uid,
        )
    return render(
        request, "trips/desk/edit.html", {"programme": found, "form": form, "crumbs": crumbs(found, _("改说明和标准"))}
    )


@staff(*RUNNERS)
@require_POST
def step(request: HttpRequest, uid: str) -> HttpResponse:
    """Open, close, finish or call off."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    to, why = request.POST.get("to", ""), request.POST.get("why", "")
    if to not in steps.DONE:
        raise Http404
    return attempt(
        request,
        lambda: offerings.move(offering=found.offering, to=to, why=why, by=by, at=now),
        str(steps.DONE[to]),
        ONE,
        uid,
    )
