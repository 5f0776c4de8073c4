"""What was said of stations lately and still holds, short enough for a pack; times in seconds since 1970."""

import datetime
from collections.abc import Sequence
from typing import Any

from xinlian.stations.models import Report, Station
from xinlian.stations.queries.now import standings
from xinlian.stations.rules.reports import HOLDS, Standing, Why

WRITTEN = ("hours", "always", "no_hours")
UNSAID_HOLDS = datetime.timedelta(hours=3)  # a state without an end is believed this long by a phone


def live(stations: Sequence[Station], now: datetime.datetime) -> dict[int, dict[str, Any]]:
    """By station key, for those of whom something was said:

    now: [state, until, why, said at, how many say so] where keeper or workers overrule the written hours;
    doubt: [state, until, said at] that a single voice claims; seen: [said at, how many] who agree with the hours;
    cold: [until, said at, how many] who found no hot water; moved: [said at, how many] who found it elsewhere.
    """
    heard = set(Report.objects.filter(expires_at__gt=now, weight__gt=0).values_list("station_id", flat=True))
    since = now - HOLDS["door"]
    spoken = [one for one in stations if one.pk in heard or one.now or _scanned(one, since)]
    return {key: _short(standing, now) for key, standing in standings(spoken, now).items()}


def _scanned(station: Station, since: datetime.datetime) -> bool:
    place = station.place
    return place.confirmed_by == "door" and place.confirmed_at is not None and place.confirmed_at > since


def _short(standing: Standing, now: datetime.datetime) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if standing.why and standing.why[0].code not in WRITTEN:
        first = standing.why[0]
        more["now"] = [standing.state, _s(standing.until or now + UNSAID_HOLDS), first.code, _s(first.at), first.count]
    for why in standing.why[1:]:
        more |= _beside(why, standing)
    return more


def _beside(why: Why, standing: Standing) -> dict[str, Any]:
    """What a further reason adds."""
    if why.code == f"one_says_{standing.doubt}":
        code = "still_open" if standing.doubt == "open" else standing.doubt
        return {"doubt": [standing.doubt, _s(why.at) + int(HOLDS[code].total_seconds()), _s(why.at)]}
    if why.code in (f"voices_{standing.state}", "door"):
        return {"seen": [_s(why.at), why.count]}
    if why.code == "no_hot_water":
        return {"cold": [_s(why.at) + int(HOLDS[why.code].total_seconds()), _s(why.at), why.count]}
    return {"moved": [_s(why.at), why.count]} if why.code == "wrong_position" else {}


def _s(at: datetime.datetime | None) -> int:
    return int(at.timestamp()) if at else 0
