"""Routes as people give them, and the stations on them."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass

from xinlian.engines.routes.lines import MAX_BYTES
from xinlian.engines.routes.polyline import measure, simplify
from xinlian.places.models import Road
from xinlian.places.queries import mark_of, way
from xinlian.places.routes import points_of_file
from xinlian.rows.refusals import Refused
from xinlian.stations.queries.cards import Point, StationCard
from xinlian.stations.queries.find import metres_on, road, roads, spots
from xinlian.stations.queries.near import by_line, by_road
from xinlian.stations.rules.wishes import Wishes

WIDTH_M = 5_000.0
KEPT_POINTS = 2_000
MOST_PACKED = 200_000  # characters of a line that comes back with a filter

__all__ = ["MAX_BYTES", "Route", "between", "of_file", "on_road", "packed", "roads", "stations_on", "unpacked"]


@dataclass(frozen=True, slots=True)
class Route:
    """A line or a stretch of a road: what to call its ends, how long it is, the road's mark at the start."""

    start: str
    end: str
    length_m: float
    points: tuple[Point, ...] = ()
    road: Road | None = None
    from_m: float = 0.0
    to_m: float = 0.0
    mark: str = ""


def on_road(uid: str, start: str, end: str, *, back: bool) -> Route:
    """A stretch of a road between marks or towns; without ends the whole road, `back` towards its start.

    Raises Refused: road_unknown, mark_off_road, road_place_unknown.
    """
    found = road(uid)
    if found is None:
        raise Refused("road_unknown")
    low, high = (found.length_m, 0.0) if back else (0.0, found.length_m)
    from_m = metres_on(found, start) if start else low
    to_m = metres_on(found, end) if end else (0.0 if back else found.length_m) if start else high
    names = (found.end_name, found.start_name) if back else (found.start_name, found.end_name)
    return Route(
        start or names[0],
        end or names[1],
        abs(to_m - from_m),
        road=found,
        from_m=from_m,
        to_m=to_m,
        mark=mark_of(found, from_m),
    )


def between(start: str, end: str) -> Route:
    """The shortest way over the roads that are held.

    Raises Refused: way_needs_both, place_unknown, and route_start_far, route_end_far, route_no_way.
    """
    if not start or not end:
        raise Refused("way_needs_both")
    ends = [_point(words) for words in (start, end)]
    found = way(Road.objects.all(), *ends)
    if len(set(found.points)) < 2:
        raise Refused("route_one_point")
    return Route(start, end, found.length_m, points=found.points)


def _point(words: str) -> Point:
    found = spots(words)
    if not found:
        raise Refused("place_unknown", {"text": words})
    return found[0].lat, found[0].lon


def of_file(data: bytes, name: str) -> Route:
    """The line of a GPX or GeoJSON file. Raises Refused: the codes of `places.routes.points_of_file`."""
    return _lined(points_of_file(data), name)


def _lined(points: Sequence[Point], name: str) -> Route:
    line = measure(points)
    if len(line.along) > KEPT_POINTS:
        line = simplify(line)
    return Route(name, "", line.length_m, points=tuple(line.points))


def packed(route: Route) -> str:
    """The line as text for a hidden field: a route is personal and is not kept on the server."""
    if route.road is not None or route.end:
        return ""
    return json.dumps([route.start, [[round(lat, 5), round(lon, 5)] for lat, lon in route.points]])


def unpacked(text: str) -> Route:
    """The line out of a hidden field. Raises Refused route_broken for what we did not write."""
    try:
        name, pairs = json.loads(text[:MOST_PACKED])
        points = [(float(lat), float(lon)) for lat, lon in pairs]
    except (ValueError, TypeError) as error:
        raise Refused("route_broken", {"detail": ""}) from error
    if len(set(points)) < 2:
        raise Refused("route_one_point")
    if any(abs(lat) > 90 or abs(lon) > 180 for lat, lon in points):
        raise Refused("route_out_of_range", {"detail": ""})
    return _lined(points, str(name)[:60])


def stations_on(route: Route, wishes: Wishes, at: datetime.datetime) -> list[StationCard]:
    """The stations of a route in the order of driving, those up to five kilometres off it."""
    if route.road is not None:
        return by_road(route.road, route.from_m, route.to_m, wishes, at)
    return by_line(route.points, WIDTH_M, wishes, at)
