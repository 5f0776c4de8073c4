"""What stations are now: hours by the calendar, keepers' words and workers' words, gathered for many at once."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone

from xinlian.engines import hours as engine
from xinlian.places.models import CalendarDay, Place
from xinlian.stations.models import Report, Station
from xinlian.stations.rules.reports import DOOR_WEIGHT, Hours, Keeper, Said, Standing, standing

AROUND = datetime.timedelta(days=engine.LOOK_DAYS + 1)

Kinds = Mapping[datetime.date, str]


def kinds(start_on: datetime.date, end_on: datetime.date) -> dict[datetime.date, str]:
    """Holidays and worked weekend days from one day to another; one query."""
    return dict(CalendarDay.objects.filter(on__range=(start_on, end_on)).values_list("on", "kind"))


def kinds_around(at: datetime.datetime) -> dict[datetime.date, str]:
    """The special days that decide when a station opens or closes next."""
    today = timezone.localdate(at)
    return kinds(today - AROUND, today + AROUND)


def hours_at(place: Place, at: datetime.datetime, special: Kinds) -> Hours:
    """What the written hours of a place say at a moment; nothing when they cannot be read."""
    if not place.hours:
        return Hours(None)
    local = timezone.localtime(at).replace(tzinfo=None)
    try:
        found = engine.state(place.hours, local, special, (place.lat, place.lon))
    except engine.HoursError:
        return Hours(None)
    known = None if found.state == "unknown" else found.is_open
    return Hours(known, _aware(found.since), _aware(found.until), always=found.always)


def _aware(local: datetime.datetime | None) -> datetime.datetime | None:
    return timezone.make_aware(local) if local else None


def standings(stations: Sequence[Station], at: datetime.datetime) -> dict[int, Standing]:
    """The standing of each station by its key, at most two queries; each station has its place at hand."""
    if not stations:
        return {}
    said = _said(stations, at)
    special = kinds_around(at)
    return {
        station.pk: standing(
            now=at, hours=hours_at(station.place, at, special), keeper=keeper_of(station), said=said[station.pk]
        )
        for station in stations
    }


def keeper_of(station: Station) -> Keeper | None:
    """The keeper's last word, if there is one."""
    if not station.now or station.now_at is None:
        return None
    return Keeper(station.now, station.now_at, station.now_until)


def _said(stations: Sequence[Station], at: datetime.datetime) -> dict[int, list[Said]]:
    """Words that still count, by station; a check-in at the door speaks through the place's confirmation."""
    said: dict[int, list[Said]] = defaultdict(list)
    rows = Report.objects.filter(station__in=[station.pk for station in stations], expires_at__gt=at, weight__gt=0)
    for row in rows.values_list("station_id", "code", "at", "person_id", "voice", "uid", "weight"):
        station_id, code, said_at, person_id, voice, uid, weight = row
        said[station_id].append(Said(code, said_at, str(person_id or voice or uid), weight))
    for station in stations:
        place = station.place
        if place.confirmed_by == "door" and place.confirmed_at:
            said[station.pk].append(Said("door", place.confirmed_at, "door", DOOR_WEIGHT))
    return said


def open_first(stations: Iterable[Station], found: Mapping[int, Standing]) -> list[Station]:
    """Only those one can enter now, in the order given; those nobody knows of are left out."""
    return [station for station in stations if found[station.pk].state == "open"]
