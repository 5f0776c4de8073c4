import math
import random

from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.routes.ellipsoid import between, distance, metres_per_degree, sphere, wrap
from xinlian.engines.routes.tests.truth import WGS84, metres, to_segment

LAT = st.floats(-85, 85)
LON = st.floats(-180, 180)
AZIMUTH = st.floats(0, 360)


def off_by(lat, lon, azimuth, length):
    end = WGS84.Direct(lat, lon, azimuth, length)
    return abs(distance(lat, lon, end["lat2"], end["lon2"]) - length)


@given(LAT, LON, AZIMUTH, st.floats(0, 5_000))
def test_five_kilometres_are_right_to_sixty_centimetres(lat, lon, azimuth, length):
    assert off_by(lat, lon, azimuth, length) < 0.6


@given(st.floats(3, 54), LON, AZIMUTH, st.floats(0, 12_000))
def test_in_chinas_latitudes_near_distances_are_right_to_a_centimetre(lat, lon, azimuth, length):
    assert off_by(lat, lon, azimuth, length) < 0.01


@given(LAT, LON, AZIMUTH, st.floats(10_100, 15_000_000))
def test_far_distances_are_right_to_a_millimetre(lat, lon, azimuth, length):
    assert off_by(lat, lon, azimuth, length) < 0.001


@given(st.floats(-90, 90), LON, st.floats(-90, 90), LON)
def test_any_two_points_have_a_distance_even_opposite_ones(lat1, lon1, lat2, lon2):
    truth = metres(lat1, lon1, lat2, lon2)
    assert abs(distance(lat1, lon1, lat2, lon2) - truth) <= 0.05 + 0.006 * truth
    assert abs(sphere(lat1, lon1, lat2, lon2) - truth) <= 0.01 + 0.006 * truth


def test_the_opposite_side_of_the_earth_is_answered():
    assert abs(distance(0, 0, 0.1, 179.9) - metres(0, 0, 0.1, 179.9)) < 0.006 * 20_000_000
    assert abs(distance(90, 0, -90, 0) - 20_003_931.5) < 1
    assert distance(0, 0, 0, 180) > 19_900_000


def test_plain_degrees_would_order_wrongly_and_metres_do_not():
    north, east = (36.30 + 0.009, 98.10), (36.30, 98.10 + 0.0100)
    degrees_north = math.hypot(0.009, 0)
    degrees_east = math.hypot(0, 0.0100)
    assert degrees_north < degrees_east
    assert distance(36.30, 98.10, *north) > distance(36.30, 98.10, *east)


def test_a_sphere_would_order_wrongly_and_the_ellipsoid_does_not():
    lat, lon = 30.0, 110.0
    north = WGS84.Direct(lat, lon, 0, 4_000)
    east = WGS84.Direct(lat, lon, 90, 4_010)
    ends = [(north["lat2"], north["lon2"]), (east["lat2"], east["lon2"])]
    by_sphere = [sphere(lat, lon, *end) for end in ends]
    by_ellipsoid = [distance(lat, lon, *end) for end in ends]
    assert by_sphere[0] > by_sphere[1]
    assert by_ellipsoid[0] < by_ellipsoid[1]


def test_the_meridian_of_180_degrees_is_no_edge():
    assert abs(distance(10, 179.99, 10, -179.99) - metres(10, 179.99, 10, -179.99)) < 0.01
    assert wrap(181) == -179
    assert wrap(-190) == 170
    assert wrap(180) == 180


def test_degrees_have_the_published_lengths():
    assert [round(m) for m in metres_per_degree(0)] == [110574, 111319]
    assert [round(m) for m in metres_per_degree(45)] == [111132, 78847]


def test_a_gap_of_179_km_is_filled_along_the_geodesic():
    rng = random.Random(3)
    for _ in range(50):
        lat, lon = rng.uniform(18, 53), rng.uniform(74, 134)
        end = WGS84.Direct(lat, lon, rng.uniform(0, 360), 179_000)
        ends = (lat, lon), (end["lat2"], end["lon2"])
        for at in between(*ends[0], *ends[1], 3):
            assert to_segment(at, *ends)[0] < 0.3


def test_a_straight_line_of_degrees_would_be_hundreds_of_metres_off():
    (curved,) = between(36.4, 98.2, 36.4, 100.19, 2)
    assert metres(36.4, (98.2 + 100.19) / 2, *curved) > 300
