"""The nearest rows to a point and the rows along a line, through ranges of an ordinary index on (lat, lon)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from xinlian.engines.routes import boxes, corridor
from xinlian.engines.routes.boxes import Box, Hit
from xinlian.engines.routes.corridor import Stop
from xinlian.engines.routes.polyline import LineError
from xinlian.rows.refusals import Refused

M = TypeVar("M", bound=Model)
Keep = Callable[[tuple[Any, ...]], bool]

WIDTH_M = 5_000.0


@dataclass(frozen=True, slots=True)
class Near(Generic[M]):
    """A row and how far it is, in metres along the ellipsoid."""

    row: M
    metres: float


def nearest(
    rows: QuerySet[M],
    lat: float,
    lon: float,
    k: int = 10,
    *,
    within_m: float | None = None,
    columns: Sequence[str] = (),
    keep: Keep | None = None,
    point: str = "",
) -> list[Near[M]]:
    """The `k` nearest of `rows` to a WGS-84 point, nearest first; equal distances by primary key.

    `point` is the way from the rows to their place ("place__" for stations). `keep` is asked about
    (pk, lat, lon, *columns) of near rows, for what the database cannot decide, such as opening hours.
    """
    hits = nearest_keys(rows, lat, lon, k, within_m=within_m, columns=columns, keep=keep, point=point)
    found = rows.in_bulk([hit.key for hit in hits])
    return [Near(found[hit.key], hit.metres) for hit in hits if hit.key in found]


def nearest_keys(
    rows: QuerySet[M],
    lat: float,
    lon: float,
    k: int = 10,
    *,
    within_m: float | None = None,
    columns: Sequence[str] = (),
    keep: Keep | None = None,
    point: str = "",
) -> list[Hit]:
    """As `nearest`, without reading whole rows: `key` is the primary key, `row` (pk, lat, lon, *columns)."""
    fetch = _fetch(rows, columns, point)
    return boxes.nearest(lambda box: fetch([box]), lat, lon, k, within=within_m, keep=keep)


def along(
    rows: QuerySet[M],
    points: Iterable[Sequence[float]],
    width_m: float = WIDTH_M,
    *,
    columns: Sequence[str] = (),
    keep: Keep | None = None,
    point: str = "",
) -> list[Stop]:
    """Every one of `rows` within `width_m` of a line of (lat, lon), by metres along it; `key` is the primary key.

    There can be thousands: the rows themselves are read by `with_rows` for the part that is shown.
    Raises Refused "route_one_point".
    """
    try:
        return corridor.corridor(_fetch(rows, columns, point), points, width_m, keep=keep)
    except LineError as error:
        raise Refused(f"route_{error.code}") from error


def with_rows(rows: QuerySet[M], stops: Sequence[Stop]) -> list[tuple[M, Stop]]:
    """The rows of some stops, in their order."""
    found = rows.in_bulk([stop.key for stop in stops])
    return [(found[stop.key], stop) for stop in stops if stop.key in found]


def _fetch(
    rows: QuerySet[M], columns: Sequence[str], point: str
) -> Callable[[Sequence[Box]], Iterable[tuple[Any, ...]]]:
    """What the engine asks: the rows in any of some boxes, as (pk, lat, lon, *columns) and in no order."""
    values = rows.order_by().values_list("pk", f"{point}lat", f"{point}lon", *columns)

    def fetch(ranges: Sequence[Box]) -> Iterable[tuple[Any, ...]]:
        return values.filter(reduce(or_, (_inside(box, point) for box in ranges)))

    return fetch


def _inside(box: Box, point: str) -> Q:
    return Q(**{f"{point}lat__range": (box.south, box.north), f"{point}lon__range": (box.west, box.east)})
