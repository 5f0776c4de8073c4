"""What was said of stations lately and still holds, short enough for a pack; times in seconds since 1970."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from xinlian.engines import hours as engine
from xinlian.places.models import CalendarDay, Visit
from xinlian.stations.models import Report, Station
from xinlian.stations.rules import reports as rules

WRITTEN = ("hours", "always", "no_hours")
UNSAID_HOLDS = datetime.timedelta(hours=3)  # a state without an end is believed this long by a phone


def live(stations: Sequence[Station], now: datetime.datetime) -> dict[int, dict[str, Any]]:
    """By station key, for those of whom something was said:

    now: [state, until, why, said at, how many say so] where keeper or workers overrule the written hours;
    doubt: [state, said at] that a single voice claims; seen: [said at, how many] who agree with the written hours;
    cold: [said at, until, how many] who found no hot water; moved: [said at, how many] who found it elsewhere.
    """
    said = _said(stations, now)
    spoken = [station for station in stations if station.now or station.pk in said]
    if not spoken:
        return {}
    span = (now - datetime.timedelta(days=10), now + datetime.timedelta(days=10))
    days = CalendarDay.objects.filter(on__range=tuple(timezone.localdate(at) for at in span))
    kinds = dict(days.values_list("on", "kind"))
    found = {}
    for station in spoken:
        standing = rules.standing(
            now=now, hours=_hours(station, kinds, now), keeper=_keeper(station), said=said.get(station.pk, [])
        )
        found[station.pk] = _short(standing, now)
    return found


def _said(stations: Sequence[Station], now: datetime.datetime) -> dict[int, list[rules.Said]]:
    keys = {station.pk for station in stations}
    places = {station.place_id: station.pk for station in stations}
    found: dict[int, list[rules.Said]] = {}
    for word in Report.objects.filter(expires_at__gt=now):
        if word.station_id in keys:
            voice = str(word.person_id or word.voice or word.client_uid)
            found.setdefault(word.station_id, []).append(rules.Said(word.code, word.at, voice, word.weight))
    since = now - rules.HOLDS["door"]
    for visit in Visit.objects.filter(Q(way="door"), at__gt=since, at__lte=now):
        if visit.place_id in places:
            voice = str(visit.person_id or visit.client_uid)
            word = rules.Said("door", visit.at, voice, rules.DOOR_WEIGHT)
            found.setdefault(places[visit.place_id], []).append(word)
    return found


def _hours(station: Station, kinds: engine.Kinds, now: datetime.datetime) -> rules.Hours:
    place = station.place
    if not place.hours:
        return rules.Hours(None)
    try:
        found = engine.state(place.hours, timezone.make_naive(now), kinds, (place.lat, place.lon))
    except engine.HoursError:
        return rules.Hours(None)
    if found.state == "unknown":
        return rules.Hours(None)
    return rules.Hours(found.is_open, _aware(found.since), _aware(found.until), found.always)


def _aware(local: datetime.datetime | None) -> datetime.datetime | None:
    return timezone.make_aware(local) if local else None


def _keeper(station: Station) -> rules.Keeper | None:
    if not station.now or not station.now_at:
        return None
    return rules.Keeper(station.now, station.now_at, station.now_until)


def _short(standing: rules.Standing, now: datetime.datetime) -> dict[str, Any]:
    more: dict[str, Any] = {}
    first = standing.why[0] if standing.why else None
    if first and first.code not in WRITTEN:
        until = standing.until or now + UNSAID_HOLDS
        more["now"] = [standing.state, _s(until), first.code, _s(first.at), first.count]
    if standing.doubt:
        more["doubt"] = [standing.doubt, _s(_why(standing.why, f"one_says_{standing.doubt}").at)]
    for why in standing.why[1:]:
        if why.code == f"voices_{standing.state}":
            more["seen"] = [_s(why.at), why.count]
        elif why.code == "no_hot_water" and why.at:
            more["cold"] = [_s(why.at), _s(why.at + rules.HOLDS[why.code]), why.count]
        elif why.code == "wrong_position":
            more["moved"] = [_s(why.at), why.count]
    return more


def _why(reasons: Iterable[rules.Why], code: str) -> rules.Why:
    return next(why for why in reasons if why.code == code)


def _s(at: datetime.datetime | None) -> int:
    return int(at.timestamp()) if at else 0
