"""One station at the desk: its page, changing it, opening a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.stations.actions import proposals, publishing
from xinlian.stations.forms.describe import NewStationForm, StationForm, digest, doubt_words
from xinlian.stations.models import Station
from xinlian.stations.queries import changes, desk, faults, reviews, visits
from xinlian.stations.queries import desk_station as station
from xinlian.stations.rules.changes import diff
from xinlian.stations.who import READERS


def find(request: HttpRequest, uid: object) -> Station:
    """The station of the viewer's part of the tree, or 404."""
    return get_object_or_404(desk.one(viewer(request), uid))


@staff(*READERS)
def page(request: HttpRequest, uid: str) -> HttpResponse:
    """Everything about one station and what can be done."""
    found, now = find(request, uid), timezone.now()
    place = found.place
    window = visits.window("day", today())
    context = {
        "station": found,
        "place": place,
        "may": station.allowed(viewer(request), found),
        "facilities": station.facilities(found),
        "faults": station.open_faults(found),
        "proposals": station.waiting(found),
        "keepings": station.keepings(found, today()),
        "reviews": reviews.history(found),
        "days": station.fortnight(place.hours, place.lat, place.lon, now) if place.hours else [],
        "heat": dict(visits.of_station(found, window)),
        "entries": faults.entries(found.uid)[:12],
        "facts": station.facts(found),
    }
    return render(request, "stations/desk/station.html", context)


def _preview(form: StationForm, found: Station | None, path: str) -> dict[str, Any]:
    """What a filled form would do: line by line, where it lands, the next fortnight."""
    values = form.values()
    before = form.before
    given = station.position_of(values, dict(before)) if before else values["position"]
    land = station.landing(given, found, path)
    hours = values.get("hours", before.get("hours", ""))
    return {
        "rows": changes.rows(diff(before, values)),
        "landing": land,
        "doubts": [doubt_words(one.code, one.facts) for one in land.doubts],
        "days": station.fortnight(hours, land.lat, land.lon, timezone.now()) if hours else [],
        "seen": digest(values),
    }


def _looked_at(request: HttpRequest, form: StationForm) -> bool:
    """Whether exactly these values were shown before."""
    return request.POST.get("go") == "1" and request.POST.get("seen") == digest(form.values())


@staff("officer")
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Change a station: filled in, looked at with what it would do, then proposed."""
    found = find(request, uid)
    form = StationForm(request.POST or None, before=changes.describe(found))
    context: dict[str, Any] = {"station": found, "form": form}
    if request.method == "POST" and form.is_valid():
        if not form.values():
            messages.info(request, _("没有改动。"))
        elif not _looked_at(request, form):
            context["preview"] = _preview(form, found, found.union_path)
        else:
            return _propose(request, found, form)
    return render(request, "stations/desk/edit.html", context)


def _propose(request: HttpRequest, found: Station, form: StationForm) -> HttpResponse:
    proposal = proposals.propose(
        by=the_person(request),
        at=timezone.now(),
        station=found,
        values=form.values(),
        why=form.cleaned_data["why"],
    )
    if proposal.state == "accepted":
        messages.success(request, _("改好了。这个驿站还是草稿，公布以后大家才看得到。"))
        return redirect("stations:desk_station", found.uid)
    messages.success(request, _("修改已经提交，审核以后大家就能看到。"))
    return redirect("stations:desk_proposal", proposal.uid)


@staff("officer")
def new(request: HttpRequest) -> HttpResponse:
    """Open a station as a draft."""
    unions = desk.unions(viewer(request))
    form = NewStationForm(request.POST or None, unions=unions)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        union = station.union_at(form.cleaned_data["union"])
        if union is not None and _looked_at(request, form):
            try:
                made = publishing.open_station(
                    by=the_person(request),
                    at=timezone.now(),
                    union=union,
                    code=form.cleaned_data["code"],
                    values=form.values(),
                )
            except Refused as refused:
                form.add_error("code" if refused.code == "station_code_taken" else None, sentence(refused))
            else:
                messages.success(request, _("新驿站存成了草稿。看一遍没问题，就点“公布”。"))
                return redirect("stations:desk_station", made.uid)
        elif union is not None:
            context["preview"] = _preview(form, None, union.union_path)
    return render(request, "stations/desk/edit.html", context)
