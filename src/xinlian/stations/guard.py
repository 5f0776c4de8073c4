"""Who speaks from which phone, and how often: nobody needs to sign in to say that a door is shut."""

import datetime

from django.http import HttpRequest
from django.utils import timezone

from xinlian.people.address import address_of
from xinlian.people.limits import spend
from xinlian.people.sensitive import keyed_hash

MINUTE, DAY = 60, 86400
# (times, seconds) for one network address; a station's Wi-Fi is one address for many phones.
LIMITS: dict[str, tuple[tuple[int, int], ...]] = {
    "report": ((30, 10 * MINUTE), (300, DAY)),
    "visit": ((60, 10 * MINUTE), (600, DAY)),
    "fault": ((10, 10 * MINUTE), (60, DAY)),
    "thanks": ((5, 10 * MINUTE), (20, DAY)),
    "complaint": ((5, 10 * MINUTE), (20, DAY)),
    "media": ((20, 10 * MINUTE), (100, DAY)),
    "pack": ((120, 10 * MINUTE), (3000, DAY)),  # a large one takes a second to make
}


def count(request: HttpRequest, what: str, at: datetime.datetime) -> None:
    """Count one try from this address. Raises Refused limit_reached with the minutes to wait."""
    spend(f"stations.{what}:{address_of(request)}", LIMITS[what], at)


def voice_of(request: HttpRequest, at: datetime.datetime) -> str:
    """Tells two phones apart for a day without knowing whose they are: a keyed digest of day, address and browser."""
    phone = f"{timezone.localdate(at)}|{address_of(request)}|{request.headers.get('User-Agent', '')}"
    return keyed_hash(phone, "stations.report.voice")[:16]
