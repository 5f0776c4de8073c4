"""The nearest k places from a store that can only answer "what lies in this box of degrees?"."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import heapify, heappop
from math import cos, radians, sin
from typing import Any

from xinlian.engines.routes.ellipsoid import distance, wrap

START_M = 5_000.0
WORLD_M = 20_100_000.0  # farther than any two points of the Earth are apart
SAFE = 0.99  # a box of half-width r surely holds the circle of 0.99 r
GROW, GROW_EMPTY, JUST_BEYOND = 3.0, 4.0, 1.02
ELLIPTIC = 1.03  # squared distances on a sphere order as on WGS-84 once they differ by 3 %


@dataclass(frozen=True, slots=True)
class Box:
    """A range of degrees, edges included; west is never beyond east."""

    south: float
    north: float
    west: float
    east: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One place found: its distance, its key and the row that `fetch` gave."""

    metres: float
    key: Any
    row: tuple[Any, ...]


def around(south: float, north: float, west: float, east: float, reach_m: float) -> tuple[Box, ...]:
    """Boxes that hold all within `reach_m` of a range of degrees: one, or two across the 180th meridian.

    `west` may exceed -180 and `east` 180 as long as west <= east. One degree of latitude is never under
    110,500 m, one of longitude never under 111,300 m x the cosine of the latitude.
    """
    dlat = reach_m / 110_500
    south, north = south - dlat, north + dlat
    highest = max(abs(south), abs(north))
    dlon = reach_m / (111_300 * cos(radians(highest))) if highest < 89.9 else 180.0
    west, east = west - dlon, east + dlon
    south, north = max(south, -90.0), min(north, 90.0)
    if dlon >= 90 or east - west >= 360:
        return (Box(south, north, -180.0, 180.0),)
    west, east = wrap(west), wrap(east)
    if west <= east:
        return (Box(south, north, west, east),)
    return Box(south, north, west, 180.0), Box(south, north, -180.0, east)


def nearest(
    fetch: Callable[[Box], Iterable[tuple[Any, ...]]],
    lat: float,
    lon: float,
    k: int,
    *,
    within: float | None = None,
    keep: Callable[[tuple[Any, ...]], bool] | None = None,
) -> list[Hit]:
    """The `k` nearest rows, nearest first, equal distances by key; fewer when fewer are kept `within` metres.

    `fetch` gives rows that begin (key, lat, lon) for one box; `keep` is asked about near rows only, and may
    be asked again when the box grows. The box grows until nothing outside it can be nearer than the k-th.
    """
    limit = WORLD_M if within is None else min(WORLD_M, within * JUST_BEYOND)
    radius = min(START_M, limit)
    while True:
        rows = [row for box in around(lat, lat, lon, lon, radius) for row in fetch(box)]
        hits = _closest(rows, lat, lon, k, keep)
        full = len(hits) >= k
        if radius >= limit or (full and (k == 0 or hits[-1].metres <= SAFE * radius)):
            return hits if within is None else [hit for hit in hits if hit.metres <= within]
        radius = hits[-1].metres * JUST_BEYOND if full else radius * (GROW if rows else GROW_EMPTY)
        radius = min(radius, limit)


def _closest(
    rows: list[tuple[Any, ...]],
    lat: float,
    lon: float,
    k: int,
    keep: Callable[[tuple[Any, ...]], bool] | None,
) -> list[Hit]:
    """The `k` nearest of `rows` kept: ordered on the sphere first, measured on the ellipsoid last."""
    half, cos0 = radians(0.5), cos(radians(lat))
    heap = []
    for i, row in enumerate(rows):
        a, b = sin((row[1] - lat) * half), sin((row[2] - lon) * half)
        heap.append((a * a + cos0 * cos(row[1] * 2 * half) * b * b, i))
    heapify(heap)
    kept: list[Hit] = []
    farthest = 0.0
    while heap:
        h, i = heappop(heap)
        if len(kept) >= k and h > farthest:
            break
        row = rows[i]
        if keep is None or keep(row):
            kept.append(Hit(distance(lat, lon, row[1], row[2]), row[0], row))
            if len(kept) == k:
                farthest = h * ELLIPTIC + 1e-16
    kept.sort(key=lambda hit: (hit.metres, hit.key))
    return kept[:k]
