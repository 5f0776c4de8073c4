import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.routes.datum import DATUMS, DatumError, bd09, from_wgs84, gcj02, suspect, to_wgs84
from xinlian.engines.routes.tests.truth import metres

CHINA_LAT, CHINA_LON = st.floats(18, 53), st.floats(74, 134)


def test_published_pairs():
    assert gcj02(39.915, 116.404) == pytest.approx((39.91640428150164, 116.41024449916938), abs=1e-12)
    turned = bd09(*to_wgs84(39.915, 116.404, "gcj02"))
    assert turned == pytest.approx((39.92133699351022, 116.41036949371029), abs=1e-9)


@given(CHINA_LAT, CHINA_LON, st.sampled_from(DATUMS))
def test_there_and_back_is_the_same_place_to_a_tenth_of_a_millimetre(lat, lon, datum):
    back = to_wgs84(*from_wgs84(lat, lon, datum), datum)
    assert metres(lat, lon, *back) < 1e-4


def test_one_step_would_be_metres_off():
    rng = random.Random(1)
    worst = 0.0
    for _ in range(3_000):
        lat, lon = rng.uniform(18, 53), rng.uniform(74, 134)
        shifted = gcj02(lat, lon)
        again = gcj02(*shifted)
        one_step = 2 * shifted[0] - again[0], 2 * shifted[1] - again[1]
        worst = max(worst, metres(lat, lon, *one_step))
    assert 2 < worst < 10


def test_the_shift_is_small_at_dulan_and_large_at_deqing():
    assert metres(36.30, 98.09, *gcj02(36.30, 98.09)) < 150
    assert metres(30.54, 119.97, *gcj02(30.54, 119.97)) > 300


@pytest.mark.parametrize(("lat", "lon"), [(51.5, -0.12), (0, 0), (-33.9, 151.2), (60, 100), (35, 140)])
@pytest.mark.parametrize("datum", DATUMS)
def test_abroad_nothing_is_shifted(lat, lon, datum):
    assert from_wgs84(lat, lon, datum) == (lat, lon)
    assert to_wgs84(lat, lon, datum) == (lat, lon)


@given(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(DATUMS))
def test_no_position_on_earth_is_moved_by_more_than_three_kilometres(lat, lon, datum):
    there = to_wgs84(lat, lon, datum)
    assert abs(there[0] - lat) < 0.03
    assert abs(there[1] - lon) < 0.03


def test_an_unknown_datum_is_refused():
    for convert in (to_wgs84, from_wgs84):
        with pytest.raises(DatumError) as refused:
            convert(30, 120, "beijing54")
        assert refused.value.code == "unknown_datum"


@pytest.mark.parametrize(
    ("lat", "lon", "reasons"),
    [
        (30.54, 119.97, ()),
        (36.3, 98.1, ()),
        (0, 0, ("null_island",)),
        (0.0001, -0.0001, ("null_island",)),
        (98.1, 36.3, ("out_of_range", "swapped")),
        (119.97, 30.54, ("out_of_range", "swapped")),
        (80.0, 40.0, ("outside_china", "swapped")),
        (51.5, -0.12, ("outside_china",)),
        (91, 0, ("out_of_range",)),
        (30, 181, ("out_of_range",)),
        (float("nan"), 120, ("out_of_range",)),
    ],
)
def test_positions_that_can_hardly_be_meant(lat, lon, reasons):
    assert suspect(lat, lon) == reasons
