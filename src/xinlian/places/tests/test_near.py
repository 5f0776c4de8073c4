import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xinlian.people.scope import Viewer, scope
from xinlian.places.hours import is_open
from xinlian.places.models import Place
from xinlian.places.queries import along, nearest, with_rows
from xinlian.rows.refusals import Refused
from xinlian.stations.models import Station
from xinlian.testing.make import make_place, make_station, make_union

pytestmark = pytest.mark.django_db
DEQING = (30.54, 119.96)


@pytest.fixture
def union():
    return make_union()


def test_nearest_first_with_metres(union):
    far, near = make_place(union, 30.60, 119.96), make_place(union, 30.55, 119.96)
    found = nearest(Place.objects.all(), *DEQING, 5)
    assert [one.row for one in found] == [near, far]
    assert round(found[0].metres) == 1109


def test_equal_distances_come_by_key(union):
    places = [make_place(union, *DEQING) for _ in range(4)]
    assert [one.row for one in nearest(Place.objects.order_by("-id"), *DEQING, 3)] == places[:3]


def test_stations_are_found_through_their_place(union):
    station = make_station(union, 30.55, 119.96)
    make_place(union, 30.541, 119.96)
    (one,) = nearest(Station.objects.select_related("place"), *DEQING, point="place__")
    assert one.row == station


def test_within_and_the_rows_given_are_limits(union):
    make_place(union, 30.55, 119.96)
    make_place(union, 30.56, 119.96, listed=False)
    make_place(union, 30.90, 119.96)
    assert len(nearest(Place.objects.filter(listed=True), *DEQING, within_m=10_000)) == 1


def test_what_only_python_can_decide_is_asked_of_near_rows(union):
    make_place(union, 30.541, 119.96, hours="Mo-Su 07:00-08:00")
    open_now = make_place(union, 30.60, 119.96, hours="Mo-Su 07:00-22:00")
    noon = datetime.datetime(2025, 9, 29, 4, tzinfo=datetime.UTC)
    found = nearest(
        Place.objects.all(), *DEQING, 3, columns=("hours",), keep=lambda row: is_open(row[3], noon, kinds={})
    )
    assert [one.row for one in found] == [open_now]


def test_two_queries_when_the_tenth_is_near(union, django_assert_num_queries):
    for i in range(12):
        make_place(union, 30.54 + i / 1000, 119.96)
    with django_assert_num_queries(2):
        assert len(nearest(Place.objects.all(), *DEQING, 10)) == 10


def test_along_a_line_in_its_order_and_with_sides(union):
    last, first = make_place(union, 30.001, 120.09), make_place(union, 29.999, 120.01)
    make_place(union, 30.2, 120.05)
    stops = along(Place.objects.all(), [(30, 120), (30, 120.1)], 2_000)
    assert [(place, stop.side) for place, stop in with_rows(Place.objects.all(), stops)] == [
        (first, "right"),
        (last, "left"),
    ]
    assert abs(stops[0].offset_m - 111) < 1


def test_a_long_line_takes_a_query_for_each_sixty_boxes(union, django_assert_num_queries):
    with django_assert_num_queries(2):
        along(Place.objects.all(), [(30, 100), (30, 120)])


def test_a_line_of_one_point_is_refused():
    with pytest.raises(Refused) as refused:
        along(Place.objects.all(), [(30, 120)])
    assert refused.value.code == "route_one_point"


@pytest.mark.parametrize("viewer", [Viewer(), Viewer(1, (("officer", "0000"),))])
def test_the_index_on_the_point_is_used_also_in_scope(union, viewer):
    make_place(union, *DEQING)
    rows = scope(viewer, Place.objects.filter(kind="station", removed_on=None))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        nearest(rows, *DEQING, 1)
        along(rows, [(30, 120), (30, 121)])
    if connection.vendor == "sqlite":
        for query in (captured[0], captured[2]):
            with connection.cursor() as cursor:
                plan = " ".join(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}").fetchall())
            assert "place_lat_lon" in plan
            assert "SCAN places_place" not in plan
