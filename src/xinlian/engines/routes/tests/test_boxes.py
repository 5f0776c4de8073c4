import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinlian.engines.routes.boxes import around, nearest
from xinlian.engines.routes.tests.truth import WGS84, inside, metres, places


def brute(rows, lat, lon, k):
    return sorted((metres(lat, lon, row[1], row[2]), row[0]) for row in rows)[:k]


@pytest.mark.slow
def test_a_thousand_nearest_tens_equal_brute_force_geodesics():
    rows = places(600, seed=1)
    rng = random.Random(2)
    for case in range(1_000):
        some = rng.sample(rows, 60)
        lat, lon = rng.uniform(18, 53), rng.uniform(74, 134)
        if case % 3 == 0:
            lat, lon = some[0][1] + rng.gauss(0, 0.02), some[0][2] + rng.gauss(0, 0.02)
        found = nearest(lambda box, some=some: inside(some, box), lat, lon, 10)
        truth = brute(some, lat, lon, 10)
        assert [hit.key for hit in found] == [key for _, key in truth]
        assert all(abs(hit.metres - m) < 0.05 for hit, (m, _) in zip(found, truth, strict=True))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=40),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.integers(1, 5),
)
def test_anywhere_on_earth_the_distances_are_the_smallest_ones(points, lat, lon, k):
    rows = [(i, *point) for i, point in enumerate(points)]
    found = nearest(lambda box: inside(rows, box), lat, lon, k)
    truth = brute(rows, lat, lon, k)
    assert len(found) == len(truth)
    for hit, (m, _) in zip(found, truth, strict=True):
        assert abs(metres(lat, lon, hit.row[1], hit.row[2]) - m) <= 0.05 + (0.012 * m if m > 19_000_000 else 0)


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0, 360), st.floats(1, 3_000_000))
def test_a_box_holds_its_circle(lat, lon, azimuth, reach):
    end = WGS84.Direct(lat, lon, azimuth, reach * 0.99)
    boxes = around(lat, lat, lon, lon, reach)
    assert any(box.south <= end["lat2"] <= box.north and box.west <= end["lon2"] <= box.east for box in boxes)


@pytest.mark.parametrize(("lat", "lon"), [(0, 179.999), (0, -180), (89.99, 10), (-90, 0), (90, 180)])
def test_poles_and_the_180th_meridian_are_no_edge(lat, lon):
    rng = random.Random(5)
    rows = [(i, max(-90, min(90, lat + rng.gauss(0, 1))), rng.uniform(-180, 180)) for i in range(200)]
    rows += [(200 + i, lat * 0.999, -179.9 if lon > 0 else 179.9) for i in range(3)]
    found = nearest(lambda box: inside(rows, box), lat, lon, 7)
    truth = brute(rows, lat, lon, 7)
    assert [round(hit.metres, 2) for hit in found] == [round(m, 2) for m, _ in truth]


def test_equal_distances_come_by_key():
    rows = [(key, 30.0, 120.0) for key in (5, 3, 9, 1)]
    assert [hit.key for hit in nearest(lambda box: inside(rows, box), 30.0, 120.001, 3)] == [1, 3, 5]


def test_the_tenth_and_the_eleventh_at_one_distance_are_told_apart_by_key():
    rows = [(key, 30.0, 120.0) for key in range(40, 0, -1)]
    assert [hit.key for hit in nearest(lambda box: inside(rows, box), 30, 120, 10)] == list(range(1, 11))


def test_what_is_not_kept_is_passed_over():
    rows = places(400, seed=6)
    found = nearest(lambda box: inside(rows, box), 30, 110, 10, keep=lambda row: row[0] % 7 == 0)
    truth = brute([row for row in rows if row[0] % 7 == 0], 30, 110, 10)
    assert [hit.key for hit in found] == [key for _, key in truth]


def test_within_is_a_limit_and_needs_no_more_than_its_box():
    rows = places(400, seed=7)
    asked = []

    def fetch(box):
        asked.append(box)
        return inside(rows, box)

    found = nearest(fetch, 30, 110, 400, within=300_000)
    assert [hit.key for hit in found] == [key for m, key in brute(rows, 30, 110, 400) if m <= 300_000]
    assert max(box.north - box.south for box in asked) < 2 * 300_000 * 1.03 / 110_500


def test_nothing_anywhere_ends_and_asks_few_times():
    asked = []
    assert nearest(lambda box: asked.append(box) or [], 36, 98, 10) == []
    assert len(asked) < 12


def test_fewer_than_asked_are_all_given():
    rows = [(1, -33.0, 151.0), (2, 50.0, 90.0)]
    assert [hit.key for hit in nearest(lambda box: inside(rows, box), 30, 120, 10)] == [2, 1]
