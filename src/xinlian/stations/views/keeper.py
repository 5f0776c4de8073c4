"""Keepers on a phone: their stations, how they are now, who came, what is broken."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import signed_in, the_person, today, viewer
from xinlian.people.answering import attempt
from xinlian.stations.actions import keeping, proposals, repairs
from xinlian.stations.forms.describe import HoursForm
from xinlian.stations.forms.desk import CountForm, FaultForm, NowForm
from xinlian.stations.models import Station
from xinlian.stations.queries import desk_station as station_queries
from xinlian.stations.queries import faults, keeper
from xinlian.stations.queries.keeping import kept

PAGE = "stations:keep_station"


def _find(request: HttpRequest, uid: object) -> Station:
    return get_object_or_404(kept(viewer(request), today()), uid=uid)


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """My stations; straight to the only one."""
    stations = list(kept(viewer(request), today())[:100])
    if len(stations) == 1:
        return redirect(PAGE, stations[0].uid)
    return render(request, "stations/keep/mine.html", {"rows": keeper.cards(stations, timezone.now())})


@signed_in
def page(request: HttpRequest, uid: str) -> HttpResponse:
    """One station: four buttons, a counter, what waits."""
    found, now = _find(request, uid), timezone.now()
    context = {
        "station": found,
        "card": keeper.cards([found], now)[0],
        "today": keeper.counted(found, now),
        "faults": keeper.faults(found, today()),
        "client_uid": uuid.uuid4(),
        "form": NowForm(),
        "proposals": keeper.proposals(found, the_person(request)),
        "back": reverse("stations:keep"),
    }
    return render(request, "stations/keep/station.html", context)


@signed_in
@require_POST
def say_now(request: HttpRequest, uid: str) -> HttpResponse:
    """Open, closed, full, broken, or take it back."""
    found, by, now, form = _find(request, uid), the_person(request), timezone.now(), NowForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有听懂。请重新点一次。"))
        return redirect(PAGE, uid)
    data, until = form.cleaned_data, form.until_at(timezone.localtime(now))
    return attempt(
        request,
        lambda: keeping.say_now(by=by, at=now, station=found, now=data["now"], until=until, note=data["note"]),
        _("好了，大家现在看到的就是这个。"),
        PAGE,
        uid,
    )


@signed_in
@require_POST
def count(request: HttpRequest, uid: str) -> HttpResponse:
    """Somebody came in; the same tap twice is counted once."""
    found, by, now, form = _find(request, uid), the_person(request), timezone.now(), CountForm(request.POST)
    if not form.is_valid():
        raise Http404
    data = form.cleaned_data
    return attempt(
        request,
        lambda: keeping.count_visit(by=by, at=now, station=found, client_uid=data["client_uid"], heads=data["heads"]),
        _("记上了。"),
        PAGE,
        uid,
    )


@signed_in
@require_POST
def confirm(request: HttpRequest, uid: str) -> HttpResponse:
    """All as described today."""
    found, by, now = _find(request, uid), the_person(request), timezone.now()
    done = _("谢谢。大家会看到：管理员今天确认过。")
    return attempt(request, lambda: keeping.confirm(by=by, at=now, station=found), done, PAGE, uid)


@signed_in
@require_POST
def fault(request: HttpRequest, uid: str, fault_uid: str) -> HttpResponse:
    """The next step of a fault, as far as a keeper goes."""
    station, by, now, form = _find(request, uid), the_person(request), timezone.now(), FaultForm(request.POST)
    found = get_object_or_404(faults.of_stations([station]), uid=fault_uid)
    if not form.is_valid():
        raise Http404
    to, outcome = form.cleaned_data["to"], form.cleaned_data["outcome"]
    return attempt(
        request,
        lambda: repairs.move(by=by, at=now, fault=found, to=to, outcome=outcome, cost_fen=form.cost_fen()),
        _("记下了。"),
        PAGE,
        uid,
    )


@signed_in
def hours(request: HttpRequest, uid: str) -> HttpResponse:
    """Propose other hours: written, looked at for fourteen days, sent."""
    found, now = _find(request, uid), timezone.now()
    form = HoursForm(request.POST or None, initial={"hours": found.place.hours})
    place = found.place
    wanted, asked = place.hours, request.method == "POST" and form.is_valid()
    if asked:
        wanted = form.cleaned_data["hours"]
    if asked and request.POST.get("go") == wanted:
        by, why = the_person(request), form.cleaned_data["why"]
        return attempt(
            request,
            lambda: proposals.propose(by=by, at=now, station=found, values={"hours": wanted}, why=why),
            _("交上去了。工会看过以后，大家就能看到新的时间。"),
            PAGE,
            uid,
        )
    days = station_queries.fortnight(wanted, place.lat, place.lon, now) if wanted else []
    context = {"station": found, "form": form, "wanted": wanted, "asked": asked, "days": days}
    return render(request, "stations/keep/hours.html", {**context, "back": reverse(PAGE, args=[uid])})
