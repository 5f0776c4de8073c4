"""The places along a route: everything within some metres of a line, in the order in which one meets it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xinlian.engines.routes.boxes import Box, around
from xinlian.engines.routes.polyline import Line, working
from xinlian.engines.routes.track import Side, Track

BOX_M = 25_000.0
BOXES_PER_QUERY = 60


@dataclass(frozen=True, slots=True)
class Stop:
    """One place along a line: its key, metres along and from the line, the side, and the row `fetch` gave."""

    key: Any
    along_m: float
    offset_m: float
    side: Side
    row: tuple[Any, ...]


def corridor(
    fetch: Callable[[Sequence[Box]], Iterable[tuple[Any, ...]]],
    points: Iterable[Sequence[float]],
    width_m: float,
    *,
    keep: Callable[[tuple[Any, ...]], bool] | None = None,
) -> list[Stop]:
    """Every row within `width_m` of the line through (lat, lon) `points`, by metres along it.

    `fetch` gives rows that begin (key, lat, lon) and lie in any of at most 60 boxes; a row given twice
    counts once. A place that the line passes several times is listed where it comes nearest. Lines of over
    2,000 vertices are simplified to 50 m first. Raises LineError "one_point".
    """
    line = working(points)
    track = Track(line, width_m)
    stops: dict[Any, Stop | None] = {}
    ranges = list(boxes(line, width_m))
    for i in range(0, len(ranges), BOXES_PER_QUERY):
        for row in fetch(ranges[i : i + BOXES_PER_QUERY]):
            if row[0] not in stops:
                stops[row[0]] = _stop(track, row, keep)
    found = [stop for stop in stops.values() if stop is not None]
    return sorted(found, key=lambda stop: (stop.along_m, stop.key))


def _stop(track: Track, row: tuple[Any, ...], keep: Callable[[tuple[Any, ...]], bool] | None) -> Stop | None:
    foot = track.foot(row[1], row[2])
    if foot is None or (keep is not None and not keep(row)):
        return None
    return Stop(row[0], foot.along_m, foot.offset_m, foot.side, row)


def boxes(line: Line, width_m: float) -> Iterator[Box]:
    """One box of degrees (two across the 180th meridian) for each 25 km of a densified line."""
    start, last = 0, len(line.along) - 1
    for i in range(1, last + 1):
        if i == last or line.along[i + 1] - line.along[start] > BOX_M:
            lats, lons = line.lats[start : i + 1], line.lons[start : i + 1]
            yield from around(min(lats), max(lats), min(lons), max(lons), width_m * 1.01 + 20)
            start = i
