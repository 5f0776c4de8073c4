"""What stations are now: hours by the calendar, keepers' words and workers' words, gathered for many at once."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from xinlian.places import hours as clock
from xinlian.rows.refusals import Refused
from xinlian.stations.models import Report, Station
from xinlian.stations.rules.reports import DOOR_WEIGHT, Hours, Keeper, Said, Standing, standing

# What a standing is made from, in the order in which `Known.standing` takes it behind (key, lat, lon).
COLUMNS = (
    "place__hours",
    "now",
    "now_at",
    "now_until",
    "place__confirmed_at",
    "place__confirmed_by",
)
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """All that is needed to say how stations stand at a moment; two queries."""

    at: datetime.datetime
    kinds: Mapping[datetime.date, str]
    said: Mapping[int, list[Said]] = field(default_factory=dict)

    def standing(self, row: Row) -> Standing:
        """The standing of a station given as (key, lat, lon, *COLUMNS); no query."""
        key, lat, lon, hours, now, now_at, now_until, confirmed_at, confirmed_by = row
        said = self.said.get(key, [])
        if confirmed_by == "door" and confirmed_at:
            said = [*said, Said("door", confirmed_at, "door", DOOR_WEIGHT)]
        keeper = Keeper(now, now_at, now_until) if now and now_at else None
        return standing(now=self.at, hours=hours_at(hours, (lat, lon), self.at, self.kinds), keeper=keeper, said=said)

    def is_open(self, row: Row) -> bool:
        """Whether one can enter, as far as anybody knows."""
        return self.standing(row).state == "open"

    def is_always_open(self, row: Row) -> bool:
        """Whether the written hours never close."""
        return hours_at(row[3], (row[1], row[2]), self.at, self.kinds).always


def known(at: datetime.datetime, stations: Sequence[int] | None = None) -> Known:
    """What is known at `at` of the stations with these keys, or of all."""
    rows = Report.objects.filter(expires_at__gt=at, weight__gt=0)
    if stations is not None:
        rows = rows.filter(station__in=stations)
    return Known(at, clock.kinds_around(at), _said(rows))


def _said(rows: QuerySet[Report]) -> dict[int, list[Said]]:
    """Words that still count, by station; who is not signed in is told apart by phone."""
    said: dict[int, list[Said]] = defaultdict(list)
    for station, code, at, person, voice, uid, weight in rows.values_list(
        "station_id", "code", "at", "person_id", "voice", "uid", "weight"
    ):
        said[station].append(Said(code, at, str(person or voice or uid), weight))
    return said


def hours_at(
    hours: str, where: tuple[float, float], at: datetime.datetime, kinds: Mapping[datetime.date, str]
) -> Hours:
    """What written hours say at a moment; nothing where none are written or nobody can read them."""
    try:
        found = clock.moment(hours, at, kinds, where)
    except Refused:
        return Hours(None)
    return Hours(found.open, found.since, found.until, found.always)


def row_of(station: Station) -> Row:
    """A station that has its place at hand as (key, lat, lon, *COLUMNS)."""
    place = station.place
    facts = (place.hours, station.now, station.now_at, station.now_until, place.confirmed_at, place.confirmed_by)
    return (station.pk, place.lat, place.lon, *facts)


def standings(stations: Sequence[Station], at: datetime.datetime) -> dict[int, Standing]:
    """The standing of each station by its key; two queries, none without stations."""
    if not stations:
        return {}
    all_known = known(at, [station.pk for station in stations])
    return {station.pk: all_known.standing(row_of(station)) for station in stations}
