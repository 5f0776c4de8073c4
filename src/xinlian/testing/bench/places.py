"""Nearest ten and a corridor of 5 km x 2,600 km at 10,000, 200,000 and a million places, beside a KD-tree in memory.

The same questions, the same answers: the tree holds unit vectors, its candidates are measured by the same engine.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from math import sin
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from scipy.spatial import cKDTree  # type: ignore[import-untyped]

from xinlian.engines.routes.ellipsoid import MEAN_RADIUS_M, distance
from xinlian.engines.routes.polyline import STEP_M, working
from xinlian.engines.routes.track import Track
from xinlian.places.models import Place
from xinlian.places.queries import along, nearest_keys
from xinlian.testing import atlas
from xinlian.web.cli import postgres
from xinlian.web.cli.figures import Figure

SIZES = (10_000, 200_000, 1_000_000)
QUICK_POSTGRES = 200_000  # its data are made anew in each run
WIDTH_M = 5_000.0
NEAREST_TURNS, ALONG_TURNS = 5, 3
# Measured on a busy machine: 5 to 10 and 2 to 4 times the tree, which knows no filters, unions or writers.
NEAREST_BAR, ALONG_BAR = 15.0, 7.0

Report = Callable[[str, int, int], None]
Points = list[tuple[float, float]]


class Tree:
    """The peer: everything in memory in one process, given the same questions."""

    def __init__(self, points: atlas.Grid) -> None:
        self.points: list[list[float]] = points.tolist()
        self.tree = cKDTree(unit(points))

    def nearest(self, lat: float, lon: float) -> list[int]:
        """Keys of the nearest ten: some more by chord, then by metres on the ellipsoid."""
        _, found = self.tree.query(unit(np.array([[lat, lon]]))[0], k=16)
        measured = sorted((distance(lat, lon, *self.points[i]), int(i) + 1) for i in found)
        return [key for _, key in measured[:10]]

    def along(self, vertices: Points) -> list[int]:
        """Keys of the places along a line: those round each of its points, then measured as we measure."""
        line = working(vertices)
        reach = 2 * sin((WIDTH_M + STEP_M) * 1.01 / MEAN_RADIUS_M / 2)
        groups = self.tree.query_ball_point(unit(np.array(line.points)), reach)
        track = Track(line, WIDTH_M)
        feet = ((key, track.foot(*self.points[key])) for key in set().union(*groups))
        stops = sorted((foot.along_m, int(key) + 1) for key, foot in feet if foot is not None)
        return [key for _, key in stops]


def unit(points: atlas.Grid) -> atlas.Grid:
    """Degrees as vectors of length one."""
    phi, lam = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)


def run(quick: bool, progress: Report) -> list[Figure]:
    """The figures, sizes from small to large; SQLite's data are kept in the data folder for the next run."""
    folder = Path(settings.DATA) / "bench"
    folder.mkdir(exist_ok=True)
    figures: list[Figure] = []
    with postgres.server() as server:
        for size in SIZES:
            points = atlas.scatter(size, seed=1)
            asked = _questions(points, 100 if quick else 300, 4 if quick else 10)
            tree = Tree(points)
            with _sqlite(folder, points, progress) as connection:
                figures += _compare(connection, size, tree, asked, progress)
            if size <= QUICK_POSTGRES or not quick:
                with atlas.fresh_postgres("atlas", server, folder) as connection:
                    atlas.fill(connection, points, progress)
                    figures += _compare(connection, size, tree, asked, progress)
    return figures


@contextmanager
def _sqlite(folder: Path, points: atlas.Grid, progress: Report) -> Iterator[BaseDatabaseWrapper]:
    file = folder / f"places-{len(points)}.sqlite3"
    with atlas.database("atlas", f"sqlite:{file}", folder) as connection:
        whole = atlas.count_of(connection) == len(points)
        if whole:
            yield connection
            return
    for path in folder.glob(f"{file.name}*"):
        path.unlink()
    with atlas.database("atlas", f"sqlite:{file}", folder) as connection:
        atlas.fill(connection, points, progress)
        yield connection


def _questions(points: atlas.Grid, near: int, lines: int) -> tuple[Points, list[Points]]:
    """Where people ask from: three of four near a place, one anywhere; and lines."""
    rng = random.Random(len(points))  # noqa: S311 - the same questions each time are wanted
    spots = []
    for case in range(near):
        lat, lon = points[rng.randrange(len(points))] if case % 4 else (rng.uniform(20, 48), rng.uniform(80, 128))
        spots.append((float(lat) + rng.gauss(0, 0.02), float(lon) + rng.gauss(0, 0.02)))
    return spots, [atlas.wander(seed) for seed in range(lines)]


def _compare(
    connection: BaseDatabaseWrapper, size: int, tree: Tree, asked: tuple[Points, list[Points]], progress: Report
) -> list[Figure]:
    rows = Place.objects.using(connection.alias).filter(listed=True)
    spots, lines = asked
    vendor = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    progress(f"{vendor}: asking {size:,} places", 0, 0)
    nearest_keys(rows, *spots[0])
    near = _medians(
        [partial(_nearest, rows, spot) for spot in spots],
        [partial(tree.nearest, *spot) for spot in spots],
        NEAREST_TURNS,
    )
    road = _medians(
        [partial(_along, rows, line) for line in lines], [partial(tree.along, line) for line in lines], ALONG_TURNS
    )
    return [
        _figure(f"nearest 10 of {size:,}, {vendor}", near, NEAREST_BAR),
        _figure(f"5 km x 2,600 km at {size:,}, {vendor}", road, ALONG_BAR),
    ]


def _nearest(rows: QuerySet[Place], spot: tuple[float, float]) -> list[Any]:
    return [hit.key for hit in nearest_keys(rows, *spot)]


def _along(rows: QuerySet[Place], line: Points) -> list[Any]:
    return [stop.key for stop in along(rows, line, WIDTH_M)]


def _medians(ours: list[Callable[[], Any]], peers: list[Callable[[], Any]], turns: int) -> tuple[float, float, int]:
    """Median milliseconds of ours and of the peer, and how often the answers differed.

    Each question is asked several times in turn and its fastest answer counts: the machine may have other work.
    """
    mine, theirs, differ = [], [], 0
    for one, other in zip(ours, peers, strict=True):
        asked = [(_timed(one), _timed(other)) for _ in range(turns)]
        mine.append(min(us[0] for us, _ in asked))
        theirs.append(min(them[0] for _, them in asked))
        differ += any(us[1] != them[1] for us, them in asked)
    return statistics.median(mine) * 1000, statistics.median(theirs) * 1000, differ


def _timed(question: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    answer = question()
    return time.perf_counter() - start, answer


def _figure(name: str, measured: tuple[float, float, int], bar: float) -> Figure:
    value, floor, differ = measured
    ratio = value / floor
    note = f"≤ {bar:g} x the KD-tree, same answers"
    return Figure(f"{name} ({differ} differ)", value, "ms", floor, ratio, note, ratio <= bar and differ == 0)
