"""How often something may be done from one address: nobody needs to sign in to say that a door is shut."""

import datetime

from django.http import HttpRequest

from xinlian.people import handlers
from xinlian.people.address import address_of
from xinlian.people.limits import spend

MINUTE, DAY = 60, 86400
# (times, seconds) for one network address, of what no phone keeps for later; the rest stands in `sync.py`.
LIMITS: dict[str, tuple[tuple[int, int], ...]] = {
    "media": ((20, 10 * MINUTE), (100, DAY)),
    "pack": ((120, 10 * MINUTE), (3000, DAY)),  # a large one takes a second to make
}


def count(request: HttpRequest, what: str, at: datetime.datetime) -> None:
    """Count one try from this address. Raises Refused limit_reached with the minutes to wait."""
    if what in LIMITS:
        spend(f"stations.{what}:{address_of(request)}", LIMITS[what], at)
    else:
        handlers.count(what, address_of(request), at)
