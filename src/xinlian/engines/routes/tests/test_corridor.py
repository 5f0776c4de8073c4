import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinlian.engines.routes.corridor import boxes, corridor
from xinlian.engines.routes.polyline import LineError, densify, measure, simplify, working
from xinlian.engines.routes.tests.truth import WGS84, inside, metres, places, to_segment, winding
from xinlian.engines.routes.track import Track

WIDTH = 5_000


def fetch_from(rows):
    def fetch(boxes):
        assert len(boxes) <= 60
        return [row for box in boxes for row in inside(rows, box)]

    return fetch


def brute(rows, points, width):
    """key -> (offset, along) by exact geodesics; a coarse bound first, as geodesics are slow."""
    found, along = {}, 0.0
    for start, end in pairwise(points):
        length = metres(*start, *end)
        for key, lat, lon in rows:
            if abs(lat - start[0]) * 110_000 > length + width * 1.1:
                continue
            if metres(lat, lon, *start) <= length + width * 1.1:
                off, at = to_segment((lat, lon), start, end)
                if off <= width and off < found.get(key, (width + 1, 0))[0]:
                    found[key] = (off, along + at)
        along += length
    return found


def beside(points, count, seed):
    """Places thrown around the vertices and the gaps of a road."""
    rng = random.Random(seed)
    rows = []
    for key in range(count):
        i = rng.randrange(len(points) - 1)
        whole = WGS84.Inverse(*points[i], *points[i + 1])
        at = WGS84.Direct(*points[i], whole["azi1"], rng.random() * whole["s12"])
        spot = WGS84.Direct(at["lat2"], at["lon2"], rng.uniform(0, 360), rng.uniform(0, 9_000))
        rows.append((key, spot["lat2"], spot["lon2"]))
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_corridor_equals_brute_force_geodesics(seed):
    points = winding(random.Random(seed), 600, gap_km=(2, 179))
    rows = beside(points, 80, seed)
    found = corridor(fetch_from(rows), points, WIDTH)
    truth = brute(rows, points, WIDTH)
    assert {stop.key for stop in found} == set(truth)
    assert [stop.along_m for stop in found] == sorted(stop.along_m for stop in found)
    for stop in found:
        assert abs(stop.offset_m - truth[stop.key][0]) < 0.6
    near = [stop for stop in found if truth[stop.key][0] > 10]
    off = sorted(abs(stop.along_m - truth[stop.key][1]) for stop in near)
    assert off[len(off) * 9 // 10] < 10


def test_a_single_gap_of_179_km_is_filled_along_the_geodesic():
    start, end = (36.43, 94.9), (36.43, 96.9)
    middle = WGS84.InverseLine(*start, *end).Position(metres(*start, *end) / 2)
    rows = [("on the road", middle["lat2"], middle["lon2"])]
    (stop,) = corridor(fetch_from(rows), [start, end], 100)
    assert stop.offset_m < 0.5
    assert metres(36.43, 95.9, middle["lat2"], middle["lon2"]) > 300


def test_the_length_is_that_of_the_ellipsoid():
    points = winding(random.Random(4), 2_600)
    truth = sum(metres(*a, *b) for a, b in pairwise(points))
    assert abs(working(points).length_m - truth) < 1


def test_left_and_right_are_seen_in_the_direction_of_travel():
    rows = [("north", 30.01, 120.05), ("south", 29.99, 120.05)]
    there = corridor(fetch_from(rows), [(30, 120), (30, 120.1)], WIDTH)
    back = corridor(fetch_from(rows), [(30, 120.1), (30, 120)], WIDTH)
    assert {stop.key: stop.side for stop in there} == {"north": "left", "south": "right"}
    assert {stop.key: stop.side for stop in back} == {"north": "right", "south": "left"}


def test_outside_a_hairpin_the_side_is_that_of_the_outside():
    hairpin = [(30, 120), (30, 120.02), (30.001, 120)]
    rows = [
        ("beyond", 30.0, 120.03),
        ("a little north", 30.0008, 120.03),
        ("a little south", 29.9992, 120.03),
    ]
    assert {stop.side for stop in corridor(fetch_from(rows), hairpin, WIDTH)} == {"right"}


def test_a_road_that_passes_twice_lists_a_place_once_where_it_is_nearest():
    there_and_back = [(30, 120), (30, 120.1), (30.01, 120.1), (30.01, 120)]
    (stop,) = corridor(fetch_from([(1, 30.0095, 120.05)]), there_and_back, WIDTH)
    assert stop.offset_m < 60
    assert stop.along_m > 15_000


def test_what_is_not_kept_is_left_out():
    rows = [(1, 30.0, 120.01), (2, 30.0, 120.02)]
    assert [s.key for s in corridor(fetch_from(rows), [(30, 120), (30, 120.1)], 100, keep=lambda r: r[0] == 2)] == [2]


def test_a_long_road_asks_in_batches_of_at_most_sixty_boxes():
    points = winding(random.Random(8), 2_600)
    assert 104 <= len(list(boxes(working(points), WIDTH))) <= 140
    asked = []
    corridor(lambda boxes: asked.append(len(boxes)) or [], points, WIDTH)
    assert len(asked) in (2, 3)
    assert max(asked) == 60


def test_across_the_180th_meridian():
    line = [(10, 179.5), (10.1, -179.5)]
    rows = [(1, 10.05, 179.999), (2, 10.05, -179.999), (3, 10.0, 0.0)]
    assert [stop.key for stop in corridor(fetch_from(rows), line, WIDTH)] == [1, 2]


def test_one_point_is_refused():
    with pytest.raises(LineError) as refused:
        corridor(fetch_from([]), [(30, 120), (30, 120)], WIDTH)
    assert refused.value.code == "one_point"


def jagged(count, seed):
    rng = random.Random(seed)
    lat, lon, azimuth = 36.0, 95.0, 80.0
    points = []
    for _ in range(count):
        points.append((lat, lon))
        azimuth += rng.gauss(0, 20) + (80 - azimuth) * 0.05
        end = WGS84.Direct(lat, lon, azimuth, rng.uniform(20, 120))
        lat, lon = end["lat2"], end["lon2"]
    return points


def test_a_recorded_track_is_simplified_to_fifty_metres_and_stays_as_long():
    points = jagged(5_000, seed=9)
    whole, fewer = measure(points), simplify(measure(points))
    assert len(fewer.along) < 1_500
    assert fewer.length_m == whole.length_m
    track = Track(densify(fewer), 500)
    offsets = [track.foot(*point).offset_m for point in points]
    assert max(offsets) < 51
    assert sum(metres(*a, *b) for a, b in pairwise(fewer.points)) < whole.length_m - 500
    for i in range(0, 5_000, 250):
        assert abs(track.foot(*points[i]).along_m - whole.along[i]) < 150


def test_a_short_track_is_not_simplified():
    points = jagged(300, seed=10)
    assert len(working(points).along) >= 300


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(0, 1))
def test_a_point_of_the_line_lies_on_the_line(seed, share):
    line = working(winding(random.Random(seed), 200))
    foot = Track(line, 1_000).foot(*line.point_at(share * line.length_m))
    assert foot.offset_m < 0.5


def test_a_part_of_a_line_runs_the_way_asked_for():
    line = measure([(30, 120), (30, 120.1), (30, 120.2)])
    forth, back = line.part(5_000, 12_000), line.part(12_000, 5_000)
    assert forth == back[::-1]
    assert forth[1] == (30, 120.1)
    assert abs(measure(forth).length_m - 7_000) < 1
    assert line.point_at(-5) == (30, 120)
    assert line.point_at(1e9) == (30, 120.2)


def test_a_corridor_through_two_thousand_places_is_quick_enough_to_ask_often():
    rows = places(2_000, seed=11)
    found = corridor(fetch_from(rows), winding(random.Random(12), 2_600), WIDTH)
    assert found == sorted(found, key=lambda stop: stop.along_m)
