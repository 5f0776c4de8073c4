"""Packs: all that a phone needs of a road or an area when it has no network, in columns so that they are small.

Public facts only. Positions are whole hundred-thousandths of a degree; `lat`, `lon`, `along` and the line are written
as steps from the one before; days are counted from 1970; `more` holds, by number, what few stations have.
"""

import datetime
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from django.db.models import Q, QuerySet

from xinlian.engines.hours import SUN
from xinlian.engines.routes.boxes import around
from xinlian.engines.routes.ellipsoid import distance
from xinlian.engines.routes.polyline import densify, measure, simplify
from xinlian.engines.routes.track import Track
from xinlian.people.models import Union
from xinlian.people.scope import below
from xinlian.places.facilities import KINDS, codes
from xinlian.places.hours import ZONE, for_phone, kinds_around
from xinlian.places.models import Facility, Place, Road, RoadStop, Town
from xinlian.rows.refusals import Refused
from xinlian.stations.models import Station
from xinlian.stations.queries.packs_live import live

FORMAT = 1
AT_MOST = 3000
TICK = 100_000
LINE_TOLERANCE_M, LINE_STEP_M = 30.0, 5_000.0
TOWN_REACH_M, TOWNS = 8_000.0, 60
DIGITS = string.digits + string.ascii_lowercase
EPOCH = datetime.date(1970, 1, 1)

Pack = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stop:
    """A station with where it is on the road, if it is on one."""

    station: Station
    along_m: float | None = None
    offset_m: float = 0.0
    side: str = ""


def road_pack(road: Road, now: datetime.datetime) -> Pack:
    """The pack of a road: its line, the towns on it, its stations by metres along."""
    rows = RoadStop.objects.filter(road=road, place__in=_shown()).select_related("place__station")
    stops = [Stop(row.place.station, row.along_m, row.offset_m, row.side) for row in rows.order_by("along_m", "id")]
    line = densify(simplify(measure(road.points), LINE_TOLERANCE_M), LINE_STEP_M)
    head = {
        "kind": "road",
        "uid": str(road.uid),
        "name": road.name,
        "ref": road.ref,
        "start": road.start_name,
        "end": road.end_name,
        "length_m": round(road.length_m),
        "start_mark_m": road.start_mark_m,
        "marks_fall": road.marks_fall,
        "line": {
            "lat": _steps(lat * TICK for lat in line.lats),
            "lon": _steps(lon * TICK for lon in line.lons),
            "along": _steps(line.along),
        },
        "towns": _towns_on(Track(line, TOWN_REACH_M)),
    }
    return _pack(head, stops, now)


def union_pack(union: Union, now: datetime.datetime) -> Pack:
    """The pack of a union's part of the tree. Raises Refused: area_too_large (more than 3,000 stations)."""
    places = _shown().filter(below([union.union_path]))
    return _area({"kind": "area", "uid": str(union.uid), "name": union.name}, places, now)


def around_pack(lat: float, lon: float, km: int, now: datetime.datetime) -> Pack:
    """The pack of a circle. Raises Refused: area_too_large."""
    boxes = Q()
    for box in around(lat, lat, lon, lon, km * 1000):
        boxes |= Q(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    near = [
        key
        for key, place_lat, place_lon in _shown().filter(boxes).values_list("pk", "lat", "lon")
        if distance(lat, lon, place_lat, place_lon) <= km * 1000
    ]
    head = {"kind": "around", "name": nearest_town(lat, lon), "centre": [lat, lon], "km": km}
    return _area(head, Place.objects.filter(pk__in=near[: AT_MOST + 1]), now)


def nearest_town(lat: float, lon: float) -> str:
    """The largest town within some kilometres, else the nearest within a hundred; empty in the desert."""
    towns = [
        (distance(lat, lon, town.lat, town.lon), town)
        for town in Town.objects.filter(lat__range=(lat - 1, lat + 1), lon__range=(lon - 1.5, lon + 1.5))
    ]
    close = [town for metres, town in towns if metres < 5_000]
    if close:
        return max(close, key=lambda town: town.population).name
    return min(towns, key=lambda found: found[0])[1].name if towns else ""


def _shown() -> QuerySet[Place]:
    return Place.objects.filter(station__state="published", listed=True, removed_on=None)


def _area(head: Pack, places: QuerySet[Place], now: datetime.datetime) -> Pack:
    found = Station.objects.filter(place__in=places).select_related("place").order_by("code")[: AT_MOST + 1]
    stops = [Stop(station) for station in found]
    if len(stops) > AT_MOST:
        raise Refused("area_too_large")
    inside = [stop.station.place for stop in stops]
    return _pack({**head, "towns": _towns_among(inside)}, stops, now)


def _pack(head: Pack, stops: Sequence[Stop], now: datetime.datetime) -> Pack:
    local = now.astimezone(ZONE)
    places = [stop.station.place for stop in stops]
    facilities = _facilities(places)
    table = HoursTable(now)
    said = live([stop.station for stop in stops], now)
    offset = local.utcoffset() or datetime.timedelta(0)
    return {
        "format": FORMAT,
        **head,
        "made_at": int(now.timestamp()),
        "tz_min": int(offset.total_seconds() // 60),
        "first_day": (local.date() - EPOCH).days,
        "stations": _columns(stops, table, facilities),
        "hours": table.weeks,
        "more": {
            str(i): more
            for i, stop in enumerate(stops)
            if (more := _more(stop, head, facilities.get(stop.station.place_id, []), said.get(stop.station.pk, {})))
        },
    }


def _columns(stops: Sequence[Stop], table: "HoursTable", facilities: dict[int, list[Facility]]) -> Pack:
    places = [stop.station.place for stop in stops]
    columns: Pack = {
        "code": [stop.station.code for stop in stops],
        "name": [place.name for place in places],
        "lat": _steps(place.lat * TICK for place in places),
        "lon": _steps(place.lon * TICK for place in places),
        "bits": [place.facility_bits for place in places],
        "counts": "".join(_counts(place, facilities.get(place.pk, [])) for place in places),
        "hours": [table.number(place) for place in places],
        "phone": [place.phone for place in places],
        "day": [_day(place.confirmed_at) for place in places],
        "trucks": [_trucks(stop.station) for stop in stops],
    }
    if any(stop.along_m is not None for stop in stops):
        columns["along"] = _steps(stop.along_m or 0 for stop in stops)
        columns["off"] = [round(stop.offset_m) for stop in stops]
        columns["side"] = "".join(stop.side for stop in stops)
    return columns


def _facilities(places: Sequence[Place]) -> dict[int, list[Facility]]:
    found: dict[int, list[Facility]] = {}
    wanted = {place.pk for place in places}
    if not wanted:
        return found
    rows = (
        Facility.objects.filter(place__in=_shown()) if len(wanted) > 500 else Facility.objects.filter(place__in=wanted)
    )
    used = ("place_id", "code", "state", "count", "women_only", "fee_fen", "confirmed_at")
    for row in rows.only(*used).order_by("code"):
        if row.place_id in wanted:
            found.setdefault(row.place_id, []).append(row)
    return found


def _counts(place: Place, rows: Iterable[Facility]) -> str:
    """A digit of base 36 for each bit of the place, lowest first: how many there are, 0 not counted, z 35 or more."""
    many = {row.code: row.count or 0 for row in rows if row.state == "working"}
    return "".join(DIGITS[min(many.get(code, 0), 35)] for code in sorted(codes(place.facility_bits), key=_bit))


def _bit(code: str) -> int:
    return KINDS[code].bit


def _more(stop: Stop, head: Pack, rows: Iterable[Facility], said: Pack) -> Pack:
    station, place = stop.station, stop.station.place
    mine = _day(place.confirmed_at)
    working = [row for row in rows if row.state == "working"]
    more: Pack = {
        "many": [[_bit(row.code), row.count] for row in working if (row.count or 0) >= 35],
        "women": [[_bit(row.code), row.women_only] for row in working if row.women_only],
        "broken": [_bit(row.code) for row in rows if row.state == "broken"],
        "absent": [_bit(row.code) for row in rows if row.state == "absent"],
        "fees": [[_bit(row.code), row.fee_fen] for row in working if row.fee_fen],
        "days": [[_bit(row.code), day] for row in working if (day := _day(row.confirmed_at)) and abs(day - mine) > 1],
        "entry": station.entry,
        "directions": place.directions,
        "mark": _mark(stop, head),
        **said,
    }
    return {name: value for name, value in more.items() if value}


def _mark(stop: Stop, head: Pack) -> int | None:
    """The written kilometre mark, in metres, when it is of this road and not what the line itself says."""
    place = stop.station.place
    if stop.along_m is None or place.mark_m is None or place.road_ref != head["ref"]:
        return None
    counted = head["start_mark_m"] + stop.along_m * (-1 if head["marks_fall"] else 1)
    return place.mark_m if abs(place.mark_m - counted) >= 50 else None


def _trucks(station: Station) -> list[float]:
    """[bays, longest in metres or 0, highest in metres or 0]; empty when trucks do not fit."""
    if not station.trucks:
        return []
    return [station.truck_bays, float(station.max_length_m or 0), float(station.max_height_m or 0)]


def _day(at: datetime.datetime | None) -> int:
    return (at.astimezone(ZONE).date() - EPOCH).days if at else 0


def _steps(values: Iterable[float]) -> list[int]:
    whole = [0, *(round(value) for value in values)]
    return [b - a for a, b in pairwise(whole)]


def _towns_on(track: Track) -> list[list[object]]:
    """The larger towns by a road: [name, lat, lon], in the order of the road."""
    lats, lons = track.line.lats, track.line.lons
    rows = Town.objects.filter(
        lat__range=(min(lats) - 0.1, max(lats) + 0.1), lon__range=(min(lons) - 0.1, max(lons) + 0.1)
    )
    found = [(foot.along_m, town) for town in rows if (foot := track.foot(town.lat, town.lon))]
    largest = sorted(found, key=lambda one: -one[1].population)[:TOWNS]
    return [_town(town) for _along, town in sorted(largest, key=lambda one: one[0])]


def _towns_among(places: Sequence[Place]) -> list[list[object]]:
    """The larger towns among some places: [name, lat, lon]."""
    if not places:
        return []
    lats, lons = [place.lat for place in places], [place.lon for place in places]
    rows = Town.objects.filter(
        lat__range=(min(lats) - 0.1, max(lats) + 0.1), lon__range=(min(lons) - 0.1, max(lons) + 0.1)
    )
    return [_town(town) for town in rows.order_by("-population", "name")[:TOWNS]]


def _town(town: Town) -> list[object]:
    return [town.name, round(town.lat, 4), round(town.lon, 4)]


class HoursTable:
    """The different weeks among many stations, each worked out once: [from, to, ...] in minutes of seven days."""

    def __init__(self, now: datetime.datetime) -> None:
        self.now = now
        self.kinds = kinds_around(now)
        self.weeks: list[list[int]] = []
        self._numbers: dict[str, int] = {}

    def number(self, place: Place) -> int:
        """Which week is a place's; -1 when its hours are not known or cannot be read."""
        if not place.hours:
            return -1
        key = f"{place.hours}|{place.lat:.1f},{place.lon:.1f}" if SUN.search(place.hours) else place.hours
        if key not in self._numbers:
            self._numbers[key] = self._add(place)
        return self._numbers[key]

    def _add(self, place: Place) -> int:
        try:
            week = list(chain.from_iterable(for_phone(place, self.now, self.kinds)))
        except Refused:  # hours that nobody can read are unknown hours; the desk lists them for mending
            return -1
        if week not in self.weeks:
            self.weeks.append(week)
        return self.weeks.index(week)
