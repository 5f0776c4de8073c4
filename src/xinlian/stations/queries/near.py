"""Stations near a point or along a line that have what somebody looks for."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from xinlian.places.facilities import bits
from xinlian.places.models import Facility, Road, RoadStop
from xinlian.places.queries import along, mark_of, nearest, with_rows
from xinlian.stations.models import Station
from xinlian.stations.queries.cards import Point, StationCard, of_stations, shown
from xinlian.stations.queries.now import COLUMNS, known, row_of
from xinlian.stations.rules.wishes import Wishes

FARTHEST_M = 500_000.0
LONG_GAP_M = 80_000.0
SIDES = {"left": "L", "right": "R"}

Keep = Callable[[tuple[Any, ...]], bool]


def having(wishes: Wishes) -> QuerySet[Station]:
    """Stations that have what is asked for, as far as the database can tell: all but the hours."""
    rows = shown().select_related("place")
    if wishes.needs:
        mask = bits(wishes.needs)
        rows = rows.annotate(has=F("place__facility_bits").bitand(mask)).filter(has=mask)
    if wishes.women:
        kept = Facility.objects.filter(place=OuterRef("place"), state="working", women_only__gt=0)
        rows = rows.filter(Exists(kept.filter(code__in=wishes.needs) if wishes.needs else kept))
    if wishes.truck_m:
        rows = rows.filter(Q(max_length_m=None) | Q(max_length_m__gte=wishes.truck_m), trucks=True)
    return rows


def keep(wishes: Wishes, at: datetime.datetime) -> Keep | None:
    """What only the clock can tell, asked about near rows only; two queries when it is needed."""
    if not (wishes.open_now or wishes.always):
        return None
    found = known(at) if wishes.open_now else known(at, [])

    def kept(row: tuple[Any, ...]) -> bool:
        return (not wishes.open_now or found.is_open(row)) and (not wishes.always or found.is_always_open(row))

    return kept


def near(point: Point, wishes: Wishes, at: datetime.datetime, count: int) -> list[StationCard]:
    """The `count` nearest stations within 500 km of (lat, lon) that have what is asked for, nearest first."""
    found = nearest(
        having(wishes),
        *point,
        count,
        within_m=FARTHEST_M,
        columns=COLUMNS,
        keep=keep(wishes, at),
        point="place__",
    )
    return of_stations([one.row for one in found], at, point, wanted=wishes.needs)


def by_line(points: Sequence[Point], width_m: float, wishes: Wishes, at: datetime.datetime) -> list[StationCard]:
    """Stations within `width_m` of a line, in the order in which one passes them. Refused: route_one_point."""
    stops = along(having(wishes), points, width_m, columns=COLUMNS, keep=keep(wishes, at), point="place__")
    pairs = with_rows(having(Wishes()), stops)
    cards = of_stations([station for station, _ in pairs], at, wanted=wishes.needs)
    return [
        replace(card, ahead_m=stop.along_m, distance_m=stop.offset_m, side=SIDES[stop.side])
        for card, (_, stop) in zip(cards, pairs, strict=True)
    ]


def by_road(road: Road, from_m: float, to_m: float, wishes: Wishes, at: datetime.datetime) -> list[StationCard]:
    """Stations by a road between two points of it, in the order of driving (backwards when `to_m` is smaller)."""
    low, high = min(from_m, to_m), max(from_m, to_m)
    backwards = to_m < from_m
    rows = {one.place_id: one for one in having(wishes).filter(place__stops__road=road)}
    stops = RoadStop.objects.filter(road=road, along_m__range=(low, high), place__in=list(rows))
    ordered = list(stops.order_by("-along_m" if backwards else "along_m", "id"))
    kept = keep(wishes, at)
    if kept:
        ordered = [stop for stop in ordered if kept(row_of(rows[stop.place_id]))]
    cards = of_stations([rows[stop.place_id] for stop in ordered], at, wanted=wishes.needs)
    return [
        replace(
            card,
            ahead_m=abs(stop.along_m - from_m),
            distance_m=stop.offset_m,
            side=_side(stop.side, backwards),
            mark=card.mark or mark_of(road, stop.along_m),
        )
        for card, stop in zip(cards, ordered, strict=True)
    ]


def _side(side: str, backwards: bool) -> str:
    """Which hand it is on for somebody who drives that way."""
    return {"L": "R", "R": "L"}[side] if backwards else side
