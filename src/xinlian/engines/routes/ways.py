"""From A to B over the roads that are held: lines joined where they meet, the shortest way by Dijkstra."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from xinlian.engines.routes.polyline import Line, Point, working
from xinlian.engines.routes.track import Foot, Track

JOIN_M = 300.0
ACCESS_M = 10_000.0

Node = tuple[str, float]  # a road and the metres along it; ("", 0) and ("", 1) are the two ends asked for
START: Node = ("", 0.0)
END: Node = ("", 1.0)


class WayError(ValueError):
    """No way: "start_far" or "end_far" (no road near), "no_way" (the roads do not connect)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one road, driven from `from_m` to `to_m` along it (backwards when `to_m` is smaller)."""

    road: str
    from_m: float
    to_m: float


@dataclass(frozen=True, slots=True)
class Way:
    """The points from A to B, the metres on roads, the stretches, and how far A and B lie off."""

    points: tuple[Point, ...]
    length_m: float
    parts: tuple[Part, ...]
    start_off_m: float
    end_off_m: float


class Roads:
    """Named lines as a graph. Building it samples every line at half the join distance: keep it."""

    def __init__(self, roads: Mapping[str, Sequence[Point]], join_m: float = JOIN_M) -> None:
        self._lines = {name: working(points) for name, points in sorted(roads.items())}
        self._joins: dict[Node, list[tuple[float, Node]]] = {}
        self._stops: dict[str, set[float]] = {name: set() for name in self._lines}
        tracks = {name: Track(line, join_m) for name, line in self._lines.items()}
        names = list(self._lines)
        for i, name in enumerate(names):
            for other in names[i + 1 :]:
                for join in _joints(self._lines[name], tracks[other], join_m):
                    self._join((name, join[0]), (other, join[1]), join[2])
        self._access = {name: Track(line, ACCESS_M) for name, line in self._lines.items()}

    def _join(self, a: Node, b: Node, gap: float) -> None:
        for here, there in ((a, b), (b, a)):
            self._joins.setdefault(here, []).append((gap, there))
            self._stops[here[0]].add(here[1])

    def way(self, start: Point, end: Point) -> Way:
        """The shortest way between two points within 10 km of a road. Raises WayError."""
        starts, ends = self._reach(start), self._reach(end)
        if not starts:
            raise WayError("start_far")
        if not ends:
            raise WayError("end_far")
        chain = self._shortest(starts, ends)
        return self._told(chain, starts[chain[0][0]].offset_m, ends[chain[-1][0]].offset_m)

    def _reach(self, point: Point) -> dict[str, Foot]:
        feet = {name: track.foot(*point) for name, track in self._access.items()}
        return {name: foot for name, foot in feet.items() if foot is not None}

    def _shortest(self, starts: dict[str, Foot], ends: dict[str, Foot]) -> list[Node]:
        """The nodes of the shortest way, without the two ends asked for."""
        stops = {
            name: sorted({*on_road, *(feet[name].along_m for feet in (starts, ends) if name in feet)})
            for name, on_road in self._stops.items()
        }
        best: dict[Node, float] = {START: 0.0}
        before: dict[Node, Node] = {}
        queue: list[tuple[float, Node]] = [(0.0, START)]
        while queue:
            cost, node = heappop(queue)
            if node == END:
                return _trail(before)
            if cost > best[node]:
                continue
            for step, there in self._steps(node, stops, starts, ends):
                if cost + step < best.get(there, float("inf")):
                    best[there], before[there] = cost + step, node
                    heappush(queue, (cost + step, there))
        raise WayError("no_way")

    def _steps(
        self, node: Node, stops: dict[str, list[float]], starts: dict[str, Foot], ends: dict[str, Foot]
    ) -> list[tuple[float, Node]]:
        """Where one can go from a node and at what cost in metres."""
        road, along = node
        if node == START:
            return [(foot.offset_m, (name, foot.along_m)) for name, foot in starts.items()]
        steps = list(self._joins.get(node, ()))
        if road in ends and ends[road].along_m == along:
            steps.append((ends[road].offset_m, END))
        i = bisect_left(stops[road], along)
        for j in (i - 1, i + 1):
            if 0 <= j < len(stops[road]):
                steps.append((abs(stops[road][j] - along), (road, stops[road][j])))
        return steps

    def _told(self, chain: list[Node], start_off: float, end_off: float) -> Way:
        parts: list[Part] = []
        points: list[Point] = []
        for (road, here), (next_road, there) in pairwise(chain):
            if parts and parts[-1].road == road == next_road:
                parts[-1] = Part(road, parts[-1].from_m, there)
            elif road == next_road:
                parts.append(Part(road, here, there))
        for part in parts or [Part(*chain[0], chain[0][1])]:
            points += self._lines[part.road].part(part.from_m, part.to_m)
        points = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
        length = sum(abs(part.to_m - part.from_m) for part in parts)
        return Way(tuple(points), length, tuple(parts), start_off, end_off)


def _trail(before: dict[Node, Node]) -> list[Node]:
    chain, node = [], before[END]
    while node != START:
        chain.append(node)
        node = before[node]
    return chain[::-1]


def _joints(line: Line, other: Track, join_m: float) -> list[tuple[float, float, float]]:
    """Where a line comes within `join_m` of another: (along it, along the other, gap).

    Of a stretch where both run together its first, its nearest and its last point are taken.
    """
    runs: list[list[tuple[float, float, float]]] = []
    count = int(line.length_m // (join_m / 2)) + 1
    was_near = False
    for i in range(count + 1):
        along = line.length_m * i / count
        foot = other.foot(*line.point_at(along))
        if foot is not None:
            if not was_near:
                runs.append([])
            runs[-1].append((along, foot.along_m, foot.offset_m))
        was_near = foot is not None
    joints = []
    for run in runs:
        nearest = min(run, key=lambda joint: joint[2])
        joints += sorted({run[0], nearest, run[-1]})
    return joints
