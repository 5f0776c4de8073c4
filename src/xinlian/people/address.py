"""Where a request comes from: the network address, behind as many proxies as settings say, and which phone."""

import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from xinlian.people.sensitive import keyed_hash


def address_of(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw; what a client writes into the header itself is not believed."""
    direct: str = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if settings.PROXIES and len(hops) >= settings.PROXIES:
        return hops[-settings.PROXIES]
    return direct


def voice_of(request: HttpRequest, at: datetime.datetime) -> str:
    """Tells two phones apart for a day without knowing whose they are: a keyed digest of day, address and browser."""
    phone = f"{timezone.localdate(at)}|{address_of(request)}|{request.headers.get('User-Agent', '')}"
    return keyed_hash(phone, "people.voice")[:16]
