"""At 200,000 places: nearest and along give what geodesics give that know no box, no grid and no database."""

import itertools
import os
import random
import tempfile
from bisect import bisect_right
from contextlib import ExitStack, nullcontext
from pathlib import Path

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from scipy.spatial import cKDTree

from xinlian.places.models import Place
from xinlian.places.queries import along, nearest_keys
from xinlian.testing import atlas
from xinlian.web.cli import postgres

COUNT = 200_000
WIDTH = 5_000.0
SAMPLE_M = 250.0
AXIS = 6_378_137.0
E2 = 0.0066943799901413165
WGS84 = Geodesic.WGS84

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def points():
    return atlas.scatter(COUNT, seed=1)


@pytest.fixture(scope="module")
def earth(points):
    return ecef(points[:, 0], points[:, 1])


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def rows(request, points, django_db_blocker):
    with ExitStack() as stack, django_db_blocker.unblock():
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="xinlian-atlas-")))
        if request.param == "sqlite":
            made = atlas.database("atlas", f"sqlite:{folder / 'atlas.sqlite3'}", folder)
        else:
            made = atlas.fresh_postgres("atlas", stack.enter_context(address()), folder)
        with made as connection:
            atlas.fill(connection, points)
            assert atlas.count_of(connection) == COUNT
            yield Place.objects.using("atlas").filter(listed=True)


def address():
    """The server that ./xinlian test has started, or one of our own."""
    known = os.environ.get("XINLIAN_TEST_POSTGRES")
    return nullcontext(known) if known else postgres.server()


def ecef(lat, lon):
    """Points of the ellipsoid in metres from the middle of the Earth; a chord is never longer than the geodesic."""
    phi, lam = np.radians(lat), np.radians(lon)
    n = AXIS / np.sqrt(1 - E2 * np.sin(phi) ** 2)
    return np.stack([n * np.cos(phi) * np.cos(lam), n * np.cos(phi) * np.sin(lam), n * (1 - E2) * np.sin(phi)], axis=-1)


def metres(lat1, lon1, lat2, lon2):
    return WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)["s12"]


def truly_nearest(points, earth, lat, lon, k):
    """The k smallest (metres, id). A chord under 1,500 km is shorter than its arc by less than 0.3 %."""
    chords = np.linalg.norm(earth - ecef(lat, lon), axis=1)
    limit = np.partition(chords, k)[k] * 1.01 + 1
    close = np.nonzero(chords <= limit)[0]
    assert limit < 1_500_000
    return sorted((metres(lat, lon, *points[i]), int(i) + 1) for i in close)[:k]


def test_a_thousand_nearest_tens(rows, points, earth):
    rng = random.Random(7)
    for case in range(1_000):
        lat, lon = (rng.uniform(18, 53), rng.uniform(74, 134)) if case % 4 == 0 else points[rng.randrange(COUNT)]
        lat, lon = float(lat) + rng.gauss(0, 0.02), float(lon) + rng.gauss(0, 0.02)
        found = nearest_keys(rows, lat, lon, 10)
        truth = truly_nearest(points, earth, lat, lon, 10)
        assert [hit.key for hit in found] == [key for _, key in truth]
        assert all(abs(hit.metres - m) < 0.05 for hit, (m, _) in zip(found, truth, strict=True))


class TrueLine:
    """A line as geodesics between its vertices, with a point on it every 250 m."""

    def __init__(self, vertices):
        self.legs = [WGS84.InverseLine(*a, *b) for a, b in itertools.pairwise(vertices)]
        self.starts = [0.0, *itertools.accumulate(leg.s13 for leg in self.legs)]
        self.length = self.starts[-1]
        self.along = np.append(np.arange(0, self.length, SAMPLE_M), self.length)
        self.samples = [self.at(s) for s in self.along]
        self.tree = cKDTree(ecef(*np.array(self.samples).T))

    def at(self, s):
        leg = min(bisect_right(self.starts, s) - 1, len(self.legs) - 1)
        found = self.legs[leg].Position(s - self.starts[leg])
        return found["lat2"], found["lon2"]

    def offset(self, lat, lon, sample):
        """Metres from a point to the line near a sample: the smaller of two ternary searches beside it."""
        best = metres(lat, lon, *self.at(self.along[sample]))
        for low, high in ((sample - 1, sample), (sample, sample + 1)):
            if low >= 0 and high < len(self.along):
                best = min(best, self._search(lat, lon, self.along[low], self.along[high]))
        return best

    def _search(self, lat, lon, low, high):
        while high - low > 1:
            a, b = low + (high - low) / 3, high - (high - low) / 3
            if metres(lat, lon, *self.at(a)) <= metres(lat, lon, *self.at(b)):
                high = b
            else:
                low = a
        return metres(lat, lon, *self.at((low + high) / 2))


@pytest.mark.parametrize("seed", range(20))
def test_along_2600_km(rows, points, earth, seed):
    vertices = atlas.wander(seed)
    line = TrueLine(vertices)
    rough, sample = line.tree.query(earth, distance_upper_bound=WIDTH + SAMPLE_M)
    surely = set((np.nonzero(rough < WIDTH - 10)[0] + 1).tolist())
    perhaps = np.nonzero((rough >= WIDTH - 10) & np.isfinite(rough))[0]
    truth = surely | {int(i) + 1 for i in perhaps if line.offset(*points[i], int(sample[i])) <= WIDTH}
    found = along(rows, vertices, WIDTH)
    assert line.length > 2_600_000
    assert {stop.key for stop in found} == truth
    assert len(found) > 50
    assert [stop.along_m for stop in found] == sorted(stop.along_m for stop in found)
    for stop in random.Random(seed).sample(found, 25):
        i = stop.key - 1
        assert abs(stop.offset_m - line.offset(*points[i], int(sample[i]))) < 0.6
        assert abs(metres(*points[i], *line.at(stop.along_m)) - stop.offset_m) < 2


def test_nearest_on_plain_degrees_would_be_wrong_in_a_third_of_all_cases(points, earth):
    """The trap that the engine is there for; were it not one, all of this would be needless."""
    tree, rng, wrong = cKDTree(points), random.Random(9), 0
    for _ in range(200):
        lat, lon = (float(v) + rng.gauss(0, 0.02) for v in points[rng.randrange(COUNT)])
        by_degrees = {int(i) + 1 for i in tree.query((lat, lon), k=10)[1]}
        wrong += by_degrees != {key for _, key in truly_nearest(points, earth, lat, lon, 10)}
    assert wrong > 66
