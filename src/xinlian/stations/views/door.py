"""The code at the door: one button, and the visit counts."""

import datetime
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.access import person_of, public
from xinlian.places.actions.visits import check_in
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.stations import guard
from xinlian.stations.forms.worker import Once
from xinlian.stations.models import Station
from xinlian.stations.queries import station as stations
from xinlian.stations.rules.doors import proven
from xinlian.stations.shown import told


@public
def door(request: HttpRequest, code: str, proof: str) -> HttpResponse:
    """Somebody scanned the code at the door. An old print leads to the station, and says that it is old."""
    station = stations.by_code(code)
    if station is None:
        raise Http404
    if not proven(station.door_key, proof):
        messages.warning(request, _("门口的码换过了，这一张不算签到。请扫新的那张。"))
        return redirect("stations:station", uid=station.uid)
    now = timezone.now()
    form = Once(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _came(request, station, form.uid(), now)
    page = stations.page(station, now)
    context = {
        "page": page,
        "place": station.place,
        "station": station,
        "card": told([page.card], now)[0],
        "form": form,
        "proof": proof,
    }
    return render(request, "stations/door.html", context)


def _came(request: HttpRequest, station: Station, uid: uuid.UUID, now: datetime.datetime) -> HttpResponse:
    try:
        guard.count(request, "visit", now)
        check_in(place=station.place, client_uid=uid, came_at=now, way="door", heads=1, by=person_of(request), at=now)
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("stations:station", uid=station.uid)
    return redirect(f"{reverse('stations:station', args=[station.uid])}?done=visit")
