"""A line on the Earth that knows how far along each of its points lies."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, ceil, cos, radians, sin, sqrt

from xinlian.engines.routes.ellipsoid import MEAN_RADIUS_M, between, distance, wrap

STEP_M = 2_500.0  # a straight line of degrees this long leaves the geodesic by at most 0.2 m below latitude 60
MANY_VERTICES = 2_000
TOLERANCE_M = 50.0
RUN = 400  # vertices simplified at a time: bounds the work and keeps the great circles short

Point = tuple[float, float]
Vector = tuple[float, float, float]


class LineError(ValueError):
    """A line that cannot be used; `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Line:
    """Vertices in degrees and metres `along` from the start; longitudes run on past the 180th meridian."""

    lats: tuple[float, ...]
    lons: tuple[float, ...]
    along: tuple[float, ...]

    @property
    def length_m(self) -> float:
        return self.along[-1]

    @property
    def points(self) -> list[Point]:
        """The vertices as (lat, lon)."""
        return [(lat, wrap(lon)) for lat, lon in zip(self.lats, self.lons, strict=True)]

    def point_at(self, along_m: float) -> Point:
        """Where one is after `along_m` metres; the nearer end when that is off the line."""
        if along_m <= 0:
            return self.lats[0], wrap(self.lons[0])
        if along_m >= self.length_m:
            return self.lats[-1], wrap(self.lons[-1])
        i = bisect_right(self.along, along_m) - 1
        t = (along_m - self.along[i]) / (self.along[i + 1] - self.along[i])
        return (
            self.lats[i] + t * (self.lats[i + 1] - self.lats[i]),
            wrap(self.lons[i] + t * (self.lons[i + 1] - self.lons[i])),
        )

    def part(self, start_m: float, end_m: float) -> list[Point]:
        """The points from `start_m` to `end_m`, backwards when `end_m` is the smaller."""
        low, high = min(start_m, end_m), max(start_m, end_m)
        inner = [(self.lats[i], wrap(self.lons[i])) for i in range(len(self.along)) if low < self.along[i] < high]
        points = [self.point_at(low), *inner, self.point_at(high)]
        return points if start_m <= end_m else points[::-1]


def measure(points: Iterable[Sequence[float]]) -> Line:
    """A line through (lat, lon) points, measured along WGS-84; repeated points count once.

    Raises LineError "one_point" when fewer than two different points are given.
    """
    lats: list[float] = []
    lons: list[float] = []
    along = [0.0]
    for lat, lon, *_ in points:
        if not lats:
            lats, lons = [lat], [lon]
            continue
        step = distance(lats[-1], lons[-1], lat, lon)
        if step > 0:
            lons.append(lons[-1] + wrap(lon - lons[-1]))
            lats.append(lat)
            along.append(along[-1] + step)
    if len(lats) < 2:
        raise LineError("one_point")
    return Line(tuple(lats), tuple(lons), tuple(along))


def densify(line: Line, step_m: float = STEP_M) -> Line:
    """The same line with no gap over `step_m`: long gaps are filled along the geodesic, `along` is kept.

    Real roads are published with single gaps of 179 km; a straight line of degrees is 400 m off there.
    """
    lats, lons, along = [line.lats[0]], [line.lons[0]], [0.0]
    for i in range(1, len(line.along)):
        lat1, lon1, lat2, lon2 = line.lats[i - 1], line.lons[i - 1], line.lats[i], line.lons[i]
        start, gap = line.along[i - 1], line.along[i] - line.along[i - 1]
        parts = ceil(gap / step_m)
        inner = between(lat1, lon1, lat2, lon2, parts) if parts > 1 else []
        chain = [(lat1, lon1), *inner, (lat2, lon2)]
        steps = [distance(*a, *b) for a, b in pairwise(chain)]
        scale, done = gap / sum(steps), 0.0
        for (lat, lon), step in zip(inner, steps, strict=False):
            done += step
            lats.append(lat)
            lons.append(lons[-1] + wrap(lon - lons[-1]))
            along.append(start + done * scale)
        lats.append(lat2)
        lons.append(lon2)
        along.append(line.along[i])
    return Line(tuple(lats), tuple(lons), tuple(along))


def simplify(line: Line, tolerance_m: float = TOLERANCE_M) -> Line:
    """Fewer vertices, no dropped one over `tolerance_m` off (Douglas and Peucker 1973, on the sphere).

    The kept vertices keep their `along`, so a winding road stays as long as it is.
    """
    vectors = [_vector(lat, lon) for lat, lon in zip(line.lats, line.lons, strict=True)]
    last = len(vectors) - 1
    kept = {*range(0, last, RUN), last}
    for start in range(0, last, RUN):
        kept |= _corners(vectors, start, min(start + RUN, last), sin(tolerance_m / MEAN_RADIUS_M))
    order = sorted(kept)
    return Line(
        tuple(line.lats[i] for i in order),
        tuple(line.lons[i] for i in order),
        tuple(line.along[i] for i in order),
    )


def _vector(lat: float, lon: float) -> Vector:
    phi, lam = radians(lat), radians(lon)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def _corners(vectors: list[Vector], first: int, last: int, tolerance: float) -> set[int]:
    """The vertices between two kept ones that must stay, found without recursion."""
    corners: set[int] = set()
    stack = [(first, last)]
    while stack:
        start, end = stack.pop()
        if end - start < 2:
            continue
        off, i = _farthest(vectors, start, end)
        if off > tolerance:
            corners.add(i)
            stack += [(start, i), (i, end)]
    return corners


def _farthest(vectors: list[Vector], start: int, end: int) -> tuple[float, int]:
    """Largest distance (as a sine) of an inner vertex from the arc between two, and which vertex."""
    a, b = vectors[start], vectors[end]
    n = _cross(a, b)
    size = sqrt(_dot(n, n))
    along_a, along_b = _cross(n, a), _cross(b, n)
    worst, index = -1.0, start
    for i in range(start + 1, end):
        v = vectors[i]
        if size == 0 or _dot(v, along_a) < 0:
            off = _chord(v, a)
        elif _dot(v, along_b) < 0:
            off = _chord(v, b)
        else:
            off = abs(_dot(v, n)) / size
        if off > worst:
            worst, index = off, i
    return worst, index


def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _chord(a: Vector, b: Vector) -> float:
    return sin(2 * asin(min(1.0, sqrt(sum((p - q) ** 2 for p, q in zip(a, b, strict=True))) / 2)))


def working(points: Iterable[Sequence[float]]) -> Line:
    """The line that places are measured against: simplified above 2,000 vertices, then densified."""
    line = measure(points)
    if len(line.along) > MANY_VERTICES:
        line = simplify(line)
    return densify(line)
