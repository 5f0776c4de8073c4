"""What workers say about a station: one tap, thanks, complaint, fault."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import person_of, public
from xinlian.people.address import voice_of
from xinlian.people.offline import kept_offline
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.stations import guard
from xinlian.stations.actions import faults, reports, voices
from xinlian.stations.forms.worker import ComplaintForm, FaultForm, Once, ReportForm, ThanksForm
from xinlian.stations.models import Station
from xinlian.stations.queries.station import facilities_at
from xinlian.stations.views.worker import station_or_404


@public
@require_POST
def report(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One tap; the answer says what became of it and, from far away, why it waits for somebody on the spot."""
    station, form, now = station_or_404(request, uid), ReportForm(request.POST), timezone.now()
    back = redirect("stations:station", uid=uid)
    if not form.is_valid():
        messages.error(request, _("没看懂您点的是哪一个，请再点一次。"))
        return back
    try:
        guard.count(request, "report", now)
        made = reports.report(
            station=station,
            code=form.cleaned_data["code"],
            client_uid=form.uid(),
            said_at=now,
            position=form.position(),
            by=person_of(request),
            at=now,
            voice=voice_of(request, now),
        )
    except Refused as refused:
        messages.error(request, sentence(refused))
        return back
    if made.weight:
        return redirect(f"{back.url}?done=report")
    km = round((made.distance_m or 0) / 1000)
    messages.warning(request, _("您离驿站 %(km)d 公里。已记下，等现场的人确认。") % {"km": km})
    return back


@public
@kept_offline
def thanks(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A banner for a station; it hangs after somebody of the union looked at it."""
    station = station_or_404(request, uid)
    form = ThanksForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        _say(request, station, form, "thanks", said["text"], said["signed"])

    return _talked(request, station, form, "thanks", act)


@public
@kept_offline
def complaint(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A complaint; who is signed in finds the answer on the station's page."""
    station = station_or_404(request, uid)
    form = ComplaintForm(request.POST or None)

    def act() -> None:
        _say(request, station, form, "complaint", form.cleaned_data["text"], "")

    return _talked(request, station, form, "complaint", act)


def _say(request: HttpRequest, station: Station, form: Once, kind: str, text: str, signed: str) -> None:
    voices.say(
        station=station,
        kind=kind,
        text=text,
        signed=signed,
        client_uid=form.uid(),
        by=person_of(request),
        at=timezone.now(),
    )


@public
@kept_offline
def fault(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Something broken: what and how; the union repairs it."""
    station = station_or_404(request, uid)
    there = facilities_at(station)
    form = FaultForm(request.POST or None, there=[(code, name) for code, name, _icon in there])

    def act() -> None:
        faults.tell(
            station=station,
            facility=form.cleaned_data["facility"],
            text=form.cleaned_data["text"],
            client_uid=form.uid(),
            by=person_of(request),
            at=timezone.now(),
        )

    more: dict[str, object] = {
        "things": [*there, ("", _("别的东西"), "circle-help")],
        "chosen": request.POST.get("facility", "-"),
    }
    return _talked(request, station, form, "fault", act, more)


def _talked(
    request: HttpRequest,
    station: Station,
    form: Once,
    what: str,
    act: Callable[[], None],
    more: dict[str, object] | None = None,
) -> HttpResponse:
    """Show the form, or act on it once; a refusal stands beside what was typed, and nothing typed is lost."""
    back = reverse("stations:station", args=[station.uid])
    if request.method == "POST" and form.is_valid():
        try:
            guard.count(request, what, timezone.now())
            act()
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            return redirect(f"{back}?done={what}")
    context = {"form": form, "station": station, "place": station.place, "back": back, "what": what, **(more or {})}
    return render(request, f"stations/{what}.html", context, status=422 if form.errors else 200)
