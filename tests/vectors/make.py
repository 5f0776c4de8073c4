"""Golden vectors for the phone's geometry and hours, worked out by the engines: `python tests/vectors/make.py`."""

import datetime
import json
import random
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from xinlian.engines import hours as hours_engine
from xinlian.engines.routes.ellipsoid import distance
from xinlian.engines.routes.polyline import densify, measure
from xinlian.engines.routes.track import Track

FILE = Path(__file__).parent / "phone.json"
ZONE = ZoneInfo("Asia/Shanghai")
CASES = 60
BENDS = [(36.62, 101.77), (36.30, 100.10), (36.30, 98.08), (35.90, 97.40), (36.40, 95.20), (36.41, 94.90)]
WRITTEN = [
    "24/7",
    "Mo-Su 06:00-22:00",
    "Mo-Fr 08:30-12:00,13:30-17:30",
    "Mo-Su 20:00-06:00",
    "Mo-Sa 07:00-24:00; Su off",
    "Su 10:00-12:00",
]


def vectors() -> dict[str, Any]:
    """{"distances", "line", "feet", "weeks"}; the same on every machine to 1e-6."""
    draw = random.Random(109)
    line = densify(measure(BENDS), 5_000)
    return {
        "distances": [_distance(draw, spread) for spread in (0.001, 0.05, 2.0, 20.0) for _ in range(CASES)],
        "line": {name: [round(value, 7) for value in getattr(line, name)] for name in ("along",)}
        | {"lat": [round(lat, 7) for lat in line.lats], "lon": [round(lon, 7) for lon in line.lons]},
        "feet": _feet(draw, line),
        "weeks": [_week(text, hour) for text in WRITTEN for hour in range(0, 7 * 24, 5)],
    }


def _distance(draw: random.Random, spread: float) -> list[float]:
    lat, lon = draw.uniform(18, 53), draw.uniform(74, 134)
    there = lat + draw.uniform(-spread, spread) / 2, lon + draw.uniform(-spread, spread)
    points = [round(value, 7) for value in (lat, lon, *there)]
    return [*points, round(distance(*points), 4)]


def _feet(draw: random.Random, line: Any) -> list[list[float]]:
    track = Track(line, 20_000)
    found = []
    while len(found) < CASES:
        lat, lon = line.point_at(draw.uniform(0, line.length_m))
        lat, lon = round(lat + draw.uniform(-0.1, 0.1), 6), round(lon + draw.uniform(-0.1, 0.1), 6)
        foot = track.foot(lat, lon)
        if foot is not None:
            found.append([lat, lon, round(foot.along_m, 2), round(foot.offset_m, 2)])
    return found


def _week(text: str, hour: int) -> dict[str, Any]:
    """What is written, as a pack carries it from Monday, 1 June 2026, and what holds `hour` hours later."""
    on = datetime.date(2026, 6, 1)
    low = datetime.datetime.combine(on, datetime.time())
    spans = hours_engine.spans(text, on, 7, {})
    week = [int((edge - low).total_seconds() // 60) for span in spans for edge in (span.start, span.end)]
    at = low + datetime.timedelta(hours=hour)
    state = hours_engine.state(text, at, {})
    until = int(state.until.replace(tzinfo=ZONE).timestamp() * 1000) if state.until else None
    return {
        "week": week,
        "first_day": (on - datetime.date(1970, 1, 1)).days,
        "now": int(at.replace(tzinfo=ZONE).timestamp() * 1000),
        "open": state.is_open,
        "until": until,
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), separators=(",", ":")), encoding="utf-8")
