"""The sheet that hangs at a station's door: its code as SVG and what stands beside it."""

import re
from typing import Any

import zxingcpp
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from xinlian.stations.models import Station


def door_address(station: Station) -> str:
    """What the code says: the check-in page of this station with the key that only its door knows."""
    path = reverse("stations:door", args=[station.code, station.door_key])
    return f"{settings.SITE_URL}{path}"


def qr_svg(text: str) -> SafeString:
    """A QR code of error level M as SVG."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    svg = re.sub(r"\s*<desc>.*?</desc>", "", code.to_svg(add_quiet_zones=True))
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 (drawn by the library from our own address)


def sheet(station: Station) -> dict[str, Any]:
    """The code, its address in words, and the name."""
    return {"qr": qr_svg(door_address(station)), "place": station.place, "site": settings.SITE_URL}
