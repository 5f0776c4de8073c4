"""A station's card to pass on: a page, a drawing, and a picture for the chats that show no drawings."""

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from xinlian.people.access import public
from xinlian.sheets import qr
from xinlian.stations import cardfile
from xinlian.stations.queries import station as stations
from xinlian.stations.views.worker import station_or_404

HOUR = 3600


@public
@require_safe
def card(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The page that is shown to a workmate, or sent on."""
    found = station_or_404(request, uid)
    page = stations.page(found, timezone.now())
    address = settings.SITE_URL + page.short
    context = {
        "page": page,
        "place": found.place,
        "station": found,
        "address": address,
        "qr": mark_safe(qr.svg(address)),  # noqa: S308 (drawn here from our own address)
        "picture": cardfile.can_draw(),
        "site": settings.SITE_URL,
        "back": reverse("stations:station", args=[uid]),
    }
    return render(request, "stations/card.html", context)


@public
@require_safe
def card_png(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The card as a picture, to keep and to print."""
    found = station_or_404(request, uid)
    drawn = cardfile.png(stations.page(found, timezone.now()), settings.SITE_URL)
    if drawn is None:
        raise Http404
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": f"public, max-age={HOUR}"})
