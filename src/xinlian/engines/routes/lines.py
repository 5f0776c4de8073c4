"""Reads a route file, GPX or GeoJSON, as one line; a code says why a file is refused."""

import json
import math
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.parsers import expat

from xinlian.engines.routes.ellipsoid import distance
from xinlian.engines.routes.polyline import LineError, Point

MAX_BYTES = 10_000_000
MAX_POINTS = 200_000
MAX_DEPTH = 60
MAX_PARTS = 500  # joining them costs the square of their number

TRACK_POINTS = {"trkpt": "trkseg", "rtept": "rte"}
CONTAINERS = {"FeatureCollection": "features", "GeometryCollection": "geometries", "Feature": "geometry"}


def read_line(data: bytes) -> list[Point]:
    """The (lat, lon) points of a GPX or GeoJSON file as one line.

    Parts of a GPX follow in the order of the file; parts of a GeoJSON, which have no order, are joined end to
    nearest end. Raises LineError: "too_big", "broken" (with where), "no_coordinates" (nothing in it),
    "not_a_line" (only points or areas), "one_point", "out_of_range" (with the pair).
    """
    if len(data) > MAX_BYTES:
        raise LineError("too_big", f"{len(data)} > {MAX_BYTES}")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        points = _chained(_checked(_geojson(data)))
    else:
        points = [point for part in _checked(_gpx(data)) for point in part]
    if len(set(points)) < 2:
        raise LineError("one_point")
    return points


def _checked(parts: list[list[Point]]) -> list[list[Point]]:
    """Parts that have points, every point on the Earth."""
    if sum(map(len, parts)) > MAX_POINTS:
        raise LineError("too_big", f"{sum(map(len, parts))} > {MAX_POINTS}")
    for part in parts:
        for lat, lon in part:
            if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                raise LineError("out_of_range", f"{lat}, {lon}")
    filled = [part for part in parts if part]
    if not filled:
        raise LineError("no_coordinates")
    return filled


class _Gpx:
    """Collects the points of tracks and routes; a document type is refused before anything in it is read."""

    def __init__(self) -> None:
        self.parts: list[list[Point]] = []
        self.depth = 0
        self.root = ""
        self.waypoints = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        self.root = self.root or tag
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise LineError("broken", "depth")
        if tag in TRACK_POINTS.values():
            self.parts.append([])
        elif tag in TRACK_POINTS:
            self._add(attributes)
        elif tag == "wpt":
            self.waypoints += 1

    def closed(self, _name: str) -> None:
        self.depth -= 1

    def _add(self, attributes: dict[str, str]) -> None:
        try:
            point = (float(attributes["lat"]), float(attributes["lon"]))
        except (KeyError, ValueError) as error:
            raise LineError("broken", str(error)) from error
        if not self.parts:
            self.parts.append([])
        self.parts[-1].append(point)

    def refuse(self, *_: object) -> NoReturn:
        raise LineError("broken", "DOCTYPE")


def _gpx(data: bytes) -> list[list[Point]]:
    reader = _Gpx()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.opened
    parser.EndElementHandler = reader.closed
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        parser.Parse(data, True)
    except LineError:
        raise
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise LineError("broken", str(error)) from error
    if reader.root != "gpx":
        raise LineError("not_a_line", reader.root)
    if not any(reader.parts) and reader.waypoints:
        raise LineError("not_a_line", "wpt")
    return reader.parts


def _geojson(data: bytes) -> list[list[Point]]:
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise LineError("broken", str(error)) from error
    found = list(_geometries(document, 0))
    lines = [line for kind, line in found if kind == "line"]
    if not lines and found:
        raise LineError("not_a_line", found[0][0])
    return [[_pair(pair) for pair in line] for line in lines]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _geometries(node: Any, depth: int) -> Iterator[tuple[str, list[Any]]]:
    """Every line of a GeoJSON node as ("line", positions), every other geometry by its type."""
    if depth > MAX_DEPTH or not isinstance(node, dict) or not isinstance(node.get("type"), str):
        raise LineError("broken", "type")
    kind = node["type"]
    if kind in CONTAINERS:
        for child in _children(node, CONTAINERS[kind]):
            yield from _geometries(child, depth + 1)
    elif kind == "LineString":
        yield "line", _array(node.get("coordinates"))
    elif kind == "MultiLineString":
        for line in _array(node.get("coordinates")):
            yield "line", _array(line)
    else:
        yield kind, []


def _children(node: dict[str, Any], key: str) -> list[Any]:
    """What a container holds; a feature may hold nothing."""
    value = node.get(key)
    if key == "geometry":
        return [] if value is None else [value]
    return _array(value)


def _array(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise LineError("broken", "coordinates")
    return value


def _pair(position: Any) -> Point:
    """(lat, lon) of a GeoJSON position, which has the longitude first."""
    values = _array(position)[:2]
    if len(values) < 2 or not all(_is_number(value) for value in values):
        raise LineError("broken", str(position)[:40])
    return float(values[1]), float(values[0])


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e9 and math.isfinite(value)


def _chained(parts: list[list[Point]]) -> list[Point]:
    """Parts joined into one line: each time the part whose end lies nearest to an end of the line."""
    if len(parts) > MAX_PARTS:
        raise LineError("too_big", f"{len(parts)} parts > {MAX_PARTS}")
    line, rest = list(parts[0]), parts[1:]
    while rest:
        _, i, at_start, turned = min(
            (
                distance(*(line[0] if at_start else line[-1]), *(part[-1] if turned else part[0])),
                i,
                at_start,
                turned,
            )
            for i, part in enumerate(rest)
            for at_start in (False, True)
            for turned in (False, True)
        )
        part = rest.pop(i)
        if at_start:
            line = (part if turned else part[::-1]) + line
        else:
            line += part[::-1] if turned else part
    return line
