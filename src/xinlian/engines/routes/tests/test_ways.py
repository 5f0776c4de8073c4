import pytest

from xinlian.engines.routes.polyline import measure
from xinlian.engines.routes.ways import Roads, WayError

# A west-east road, a south-north road that crosses it between vertices, a bypass, and one apart.
WEST_EAST = [(36.0, 98.0), (36.0, 98.45), (36.0, 98.9), (36.0, 99.5), (36.0, 100.0)]
SOUTH_NORTH = [(35.0, 99.013), (37.0, 99.013)]
BYPASS = [(36.0, 98.5), (36.1, 98.8), (36.5, 99.013)]
APART = [(40.0, 110.0), (40.0, 111.0)]


@pytest.fixture(scope="module")
def roads():
    return Roads({"G109": WEST_EAST, "S2": SOUTH_NORTH, "bypass": BYPASS, "far": APART})


def length(*points):
    return measure(points).length_m


def test_along_one_road(roads):
    way = roads.way((36.001, 98.1), (35.999, 98.4))
    assert [part.road for part in way.parts] == ["G109"]
    assert abs(way.length_m - length((36, 98.1), (36, 98.4))) < 20
    assert abs(measure(way.points).length_m - way.length_m) < 5


def test_backwards_the_points_run_backwards(roads):
    forth, back = roads.way((36, 98.1), (36, 98.4)), roads.way((36, 98.4), (36, 98.1))
    assert back.parts[0].from_m > back.parts[0].to_m
    assert abs(forth.length_m - back.length_m) < 1
    assert abs(back.points[0][1] - 98.4) < 0.001


def test_over_a_crossing_that_is_no_vertex(roads):
    way = roads.way((36, 99.5), (35.5, 99.013))
    assert [part.road for part in way.parts] == ["G109", "S2"]
    assert abs(way.length_m - length((36, 99.5), (36, 99.013), (35.5, 99.013))) < 400
    assert way.points[0] == pytest.approx((36, 99.5), abs=0.001)
    assert way.points[-1] == pytest.approx((35.5, 99.013), abs=0.001)


def test_the_shorter_of_two_ways_is_taken(roads):
    way = roads.way((36, 98.1), (36.5, 99.02))
    assert [part.road for part in way.parts] == ["G109", "bypass"]
    assert way.length_m < length((36, 98.1), (36, 99.013), (36.5, 99.013))


def test_how_far_the_ends_lie_off_is_told(roads):
    way = roads.way((36.05, 98.1), (36, 98.4))
    assert abs(way.start_off_m - 5_550) < 40
    assert way.end_off_m < 20


def test_the_same_place_is_no_way_to_go(roads):
    way = roads.way((36, 98.1), (36, 98.1))
    assert way.length_m == 0
    assert len(way.points) == 1


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ((30, 120), (36, 98.1), "start_far"),
        ((36, 98.1), (30, 120), "end_far"),
        ((36, 98.1), (40, 110.5), "no_way"),
    ],
)
def test_refusals(roads, start, end, code):
    with pytest.raises(WayError) as refused:
        roads.way(start, end)
    assert refused.value.code == code


def test_roads_that_run_together_are_joined_at_both_ends_of_the_stretch():
    one = [(36.0, 98.0), (36.0, 98.5), (36.0, 99.0)]
    other = [(36.3, 98.2), (36.0005, 98.2), (36.0005, 98.8), (36.3, 98.8)]
    roads = Roads({"one": one, "other": other})
    way = roads.way((36.25, 98.8), (36, 99.0))
    assert way.length_m < 28_000 + length((36, 98.8), (36, 99.0))
    way = roads.way((36.25, 98.2), (36, 98.0))
    assert way.length_m < 28_000 + length((36, 98.0), (36, 98.2))


def test_two_roads_end_to_end_with_a_small_gap():
    roads = Roads({"a": [(36, 98), (36, 98.5)], "b": [(36.001, 98.501), (36, 99)]})
    assert [part.road for part in roads.way((36, 98.1), (36, 98.9)).parts] == ["a", "b"]
    with pytest.raises(WayError):
        Roads({"a": [(36, 98), (36, 98.5)], "b": [(36.1, 98.501), (36, 99)]}).way((36, 98.1), (36, 98.9))
