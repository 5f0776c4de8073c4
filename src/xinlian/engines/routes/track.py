"""Where along a line, how far from it and on which side a point lies, by a grid of its segments."""

from collections import defaultdict
from dataclasses import dataclass
from math import cos, floor, radians
from typing import Literal

from xinlian.engines.routes.ellipsoid import distance, metres_per_degree, wrap
from xinlian.engines.routes.polyline import STEP_M, Line

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Foot:
    """The nearest point of a line: metres along it, metres from it, the side seen in its direction."""

    along_m: float
    offset_m: float
    side: Side


# A segment seen from a point in local metres: squared distance, segment, share of it, cross product.
_Near = tuple[float, int, float, float]


class Track:
    """A densified line with its segments in a grid, so that a point meets only those within `reach_m`."""

    def __init__(self, line: Line, reach_m: float) -> None:
        self.line = line
        self.reach_m = reach_m
        self._reach = reach_m * 1.01 + 20
        size = max(reach_m, STEP_M)
        self._dlat = size / 110_500
        highest = min(89.0, max(map(abs, line.lats)) + self._reach / 110_500)
        self._stretch = cos(radians(highest))
        self._columns = max(1, floor(360 * 111_300 * self._stretch / size))
        self._dlon = 360 / self._columns
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._scales: list[tuple[float, float]] = []  # metres per degree in the middle of each segment
        for i in range(len(line.along) - 1):
            self._scales.append(metres_per_degree((line.lats[i] + line.lats[i + 1]) / 2))
            self._place(i)

    def _place(self, i: int) -> None:
        lats, lons = self.line.lats, self.line.lons
        dlat = self._reach / 110_500
        dlon = self._reach / (111_300 * self._stretch)
        south = floor((min(lats[i], lats[i + 1]) - dlat) / self._dlat)
        north = floor((max(lats[i], lats[i + 1]) + dlat) / self._dlat)
        west = floor((min(lons[i], lons[i + 1]) - dlon) / self._dlon)
        east = floor((max(lons[i], lons[i + 1]) + dlon) / self._dlon)
        for column in range(west, min(east, west + self._columns - 1) + 1):
            for row in range(south, north + 1):
                self._cells[row, column % self._columns].append(i)

    def foot(self, lat: float, lon: float) -> Foot | None:
        """The nearest point of the line, or None when the line is farther than `reach_m`."""
        cell = floor(lat / self._dlat), floor(lon / self._dlon) % self._columns
        scale = metres_per_degree(lat)
        near = min((self._look(i, lat, lon, scale) for i in self._cells.get(cell, ())), default=None)
        if near is None or near[0] > self._reach**2:
            return None
        return self._measured(near, lat, lon)

    def _look(self, i: int, lat: float, lon: float, scale: tuple[float, float]) -> _Near:
        """Segment `i` from a point, in metres between the latitudes of both."""
        lats, lons = self.line.lats, self.line.lons
        north, east = (scale[0] + self._scales[i][0]) / 2, (scale[1] + self._scales[i][1]) / 2
        x1 = wrap(lons[i] - lon) * east
        y1 = (lats[i] - lat) * north
        dx, dy = (lons[i + 1] - lons[i]) * east, (lats[i + 1] - lats[i]) * north
        share = -(x1 * dx + y1 * dy) / (dx * dx + dy * dy)
        share = 0.0 if share < 0 else 1.0 if share > 1 else share
        x, y = x1 + share * dx, y1 + share * dy
        return x * x + y * y, i, share, dy * x1 - dx * y1

    def _measured(self, near: _Near, lat: float, lon: float) -> Foot | None:
        _, i, share, cross = near
        line = self.line
        offset = distance(
            lat,
            lon,
            line.lats[i] + share * (line.lats[i + 1] - line.lats[i]),
            line.lons[i] + share * (line.lons[i + 1] - line.lons[i]),
        )
        if offset > self.reach_m:
            return None
        along = line.along[i] + share * (line.along[i + 1] - line.along[i])
        return Foot(along, offset, self._side(i, share, cross))

    def _side(self, segment: int, share: float, cross: float) -> Side:
        """By the cross product; at a bend the point lies outside it, whichever segment was met first."""
        turn = 0.0
        if share == 1.0:
            turn = self._turn(segment + 1)
        elif share == 0.0:
            turn = self._turn(segment)
        if turn:
            return "right" if turn > 0 else "left"
        return "left" if cross > 0 else "right"

    def _turn(self, vertex: int) -> float:
        """Positive where the line bends left at a vertex, zero at its ends and where it is straight."""
        lats, lons = self.line.lats, self.line.lons
        if not 0 < vertex < len(lats) - 1:
            return 0.0
        north, east = metres_per_degree(lats[vertex])
        dx1, dy1 = (lons[vertex] - lons[vertex - 1]) * east, (lats[vertex] - lats[vertex - 1]) * north
        dx2, dy2 = (lons[vertex + 1] - lons[vertex]) * east, (lats[vertex + 1] - lats[vertex]) * north
        turn = dx1 * dy2 - dy1 * dx2
        return turn if abs(turn) > 1e-3 * (abs(dx1 * dx2 + dy1 * dy2) + abs(turn)) else 0.0
