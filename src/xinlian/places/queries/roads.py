"""What comes next on a road, where on it I am, and the way between two points over the roads that are held."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from django.db.models import Q

from xinlian.engines.routes.marks import format_mark
from xinlian.engines.routes.polyline import Line, Point, working
from xinlian.engines.routes.track import Foot, Track
from xinlian.engines.routes.ways import Roads, Way, WayError
from xinlian.places.models import Road, RoadStop
from xinlian.rows.refusals import Refused

ON_ROAD_M = 3_000.0  # farther off than this, one is not on that road
LISTED = Q(place__listed=True)

Direction = Literal["forward", "backward"]
Shape = tuple[tuple[float, float], ...]


def ahead(
    road: Road, along_m: float, direction: Direction = "forward", n: int = 20, *, only: Q = LISTED
) -> list[RoadStop]:
    """The next `n` stops from `along_m`, nearest first: towards the road's end ("forward") or its start.

    One range of the index (road, along_m); `only` is a condition on stops.
    """
    stops = RoadStop.objects.filter(only, road=road).select_related("place")
    if direction == "forward":
        return list(stops.filter(along_m__gte=along_m).order_by("along_m")[:n])
    return list(stops.filter(along_m__lte=along_m).order_by("-along_m")[:n])


def line_of(road: Road) -> Line:
    """The road as a line that places are measured against; kept for the next time."""
    return _line(_shape(road))


def my_place_on(road: Road, lat: float, lon: float) -> Foot | None:
    """Where along the road a WGS-84 point lies, how far off and on which side; None over 3 km away."""
    return track_of(road, ON_ROAD_M).foot(lat, lon)


def track_of(road: Road, reach_m: float) -> Track:
    """What finds the nearest point of the road within `reach_m`; kept for the next time."""
    return _track(_shape(road), reach_m)


def mark_of(road: Road, along_m: float) -> str:
    """The kilometre mark after `along_m` metres of the road, such as K2425+300."""
    return format_mark(max(0.0, road.start_mark_m + (-along_m if road.marks_fall else along_m)))


def way(roads: Iterable[Road], start: Point, end: Point) -> Way:
    """The shortest way over the roads. Raises Refused route_start_far, route_end_far or route_no_way."""
    shapes = tuple(sorted((f"{road.ref} {road.name}", _shape(road)) for road in roads))
    try:
        return _graph(shapes).way(start, end)
    except WayError as error:
        raise Refused(f"route_{error.code}") from error


def _shape(road: Road) -> Shape:
    points: Sequence[Sequence[float]] = road.points
    return tuple((point[0], point[1]) for point in points)


@lru_cache(maxsize=32)
def _line(shape: Shape) -> Line:
    return working(shape)


@lru_cache(maxsize=32)
def _track(shape: Shape, reach_m: float) -> Track:
    return Track(_line(shape), reach_m)


@lru_cache(maxsize=4)
def _graph(shapes: tuple[tuple[str, Shape], ...]) -> Roads:
    return Roads(dict(shapes))
