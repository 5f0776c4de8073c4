"""The sheet that hangs at a station's door: its square code and what stands beside it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from xinlian.sheets.qr import svg
from xinlian.stations.models import Station
from xinlian.stations.rules.doors import proof


def door_address(station: Station) -> str:
    """What the code says: the check-in page of this station with the proof that only its door shows."""
    return f"{settings.SITE_URL}{reverse('stations:door', args=[station.code, proof(station.door_key)])}"


def sheet(station: Station) -> dict[str, Any]:
    """The code as a drawing, the station's short address in words, and its place."""
    return {
        "qr": mark_safe(svg(door_address(station))),  # noqa: S308 (drawn from our own address)
        "short": f"{settings.SITE_URL}{reverse('stations:short', args=[station.code])}",
        "place": station.place,
    }
