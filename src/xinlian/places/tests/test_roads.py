import datetime

import pytest

from xinlian.journal.models import Entry
from xinlian.places.actions.roads import place_by_roads, rebuild_stops
from xinlian.places.models import Place, Road, RoadStop
from xinlian.places.queries import ahead, line_of, mark_of, my_place_on, way
from xinlian.places.routes import mark_m, points_of_file
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_place, make_union

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2025, 9, 29, tzinfo=datetime.UTC)


def make_road(points=((36.0, 98.0), (36.0, 98.5), (36.0, 99.0)), **more):
    road = Road(ref=more.pop("ref", "G109"), name=more.pop("name", "试验路"), points=[list(p) for p in points], **more)
    road.length_m = line_of(road).length_m
    road.save()
    return road


@pytest.fixture
def road():
    return make_road(start_mark_m=2_400_000)


@pytest.fixture
def places():
    union = make_union()
    return [
        make_place(union, 36.01, 98.10),
        make_place(union, 35.99, 98.60),
        make_place(union, 36.2, 98.30),
        make_place(union, 36.001, 98.30, listed=False),
        make_place(union, 36.001, 98.40, removed_on=NOW.date(), removed_why="x"),
    ]


def test_stops_are_those_within_five_kilometres_and_written_to_the_journal(road, places):
    assert rebuild_stops(road=road, by=None, at=NOW) == 3
    assert [(stop.place, stop.side) for stop in RoadStop.objects.all()] == [
        (places[0], "L"),
        (places[3], "L"),
        (places[1], "R"),
    ]
    entry = Entry.objects.get(verb="rebuild_stops")
    assert (entry.facts, entry.at) == ({"stops": 3}, NOW)


def test_rebuilding_twice_is_the_same_as_once(road, places):
    rebuild_stops(road=road, by=None, at=NOW)
    before = list(RoadStop.objects.values_list("place_id", "along_m"))
    rebuild_stops(road=road, by=None, at=NOW)
    assert list(RoadStop.objects.values_list("place_id", "along_m")) == before


def test_a_place_that_moves_or_goes_is_found_again(road, places):
    rebuild_stops(road=road, by=None, at=NOW)
    place = places[2]
    place.lat = 36.0
    assert place_by_roads(place=place, by=None, at=NOW) == 1
    assert abs(RoadStop.objects.get(place=place).along_m - my_place_on(road, 36.0, 98.3).along_m) < 1
    place.removed_on = NOW.date()
    assert place_by_roads(place=place, by=None, at=NOW) == 0
    assert not RoadStop.objects.filter(place=place).exists()


def test_ahead_is_one_query_in_the_order_of_driving(road, places, django_assert_num_queries):
    rebuild_stops(road=road, by=None, at=NOW)
    with django_assert_num_queries(1):
        assert [stop.place for stop in ahead(road, 0)] == [places[0], places[1]]
    here = my_place_on(road, 36.0, 98.3).along_m
    assert [stop.place for stop in ahead(road, here)] == [places[1]]
    assert [stop.place for stop in ahead(road, here, "backward")] == [places[0]]
    assert [stop.place for stop in ahead(road, road.length_m, "backward", 1)] == [places[1]]


def test_off_the_road_there_is_no_place_on_it(road):
    assert my_place_on(road, 36.2, 98.3) is None
    assert my_place_on(road, 36.01, 98.3).side == "left"


def test_marks_grow_or_fall_along_the_road(road):
    assert mark_of(road, 25_300) == "K2425+300"
    road.marks_fall = True
    assert mark_of(road, 25_300) == "K2374+700"


def test_the_way_goes_over_several_roads(road):
    other = make_road(points=((36.0, 98.7), (36.4, 98.7)), ref="S2")
    found = way(Road.objects.all(), (36.001, 98.1), (36.3, 98.7))
    assert [part.road for part in found.parts] == ["G109 试验路", "S2 试验路"]
    with pytest.raises(Refused) as refused:
        way([other], (36.001, 98.1), (36.3, 98.7))
    assert refused.value.code == "route_start_far"


def test_files_and_marks_are_refused_in_words_of_the_house():
    with pytest.raises(Refused) as refused:
        points_of_file(b"<gpx><trk><trkseg><trkpt lat='1' lon='1'/></trkseg></trk></gpx>")
    assert refused.value.code == "route_one_point"
    with pytest.raises(Refused) as refused:
        mark_m("前方")
    assert (refused.value.code, refused.value.facts) == ("mark_unreadable", {"text": "前方"})
    assert mark_m(" K2425+300 ") == 2_425_300
    assert mark_m("  ") is None
    assert len(points_of_file(b'{"type":"LineString","coordinates":[[98,36],[99,36]]}')) == 2


def test_a_place_is_only_by_a_road_once(road, places):
    rebuild_stops(road=road, by=None, at=NOW)
    assert Place.objects.filter(stops__road=road).count() == 3
