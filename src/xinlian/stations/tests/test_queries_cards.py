"""Cards, filters and routes: the right stations, in the right order, in few queries."""

import datetime

import pytest

from xinlian.places.actions.roads import rebuild_stops
from xinlian.places.models import Place, Road, Town
from xinlian.rows.refusals import Refused
from xinlian.stations.models import Report, Station
from xinlian.stations.queries import find, routes
from xinlian.stations.queries.cards import cards
from xinlian.stations.queries.near import near
from xinlian.stations.rules.wishes import Wishes
from xinlian.testing.make import make_facility, make_station, make_union

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 23, 4, 0, tzinfo=datetime.UTC)  # a Monday, twelve o'clock in China
NIGHT = NOON + datetime.timedelta(hours=12)
HERE = (36.0, 97.0)


def said(station: Station, code: str, minutes: int, voice: str) -> None:
    at = NOON - datetime.timedelta(minutes=minutes)
    Report.objects.create(
        station=station,
        code=code,
        at=at,
        arrived_at=at,
        expires_at=at + datetime.timedelta(hours=3),
        voice=voice,
        client_uid=f"00000000-0000-4000-8000-{hash((code, minutes, voice)) % 10**12:012d}",
    )


@pytest.fixture
def three() -> list[Station]:
    union = make_union()
    first = make_station(union, 36.01, 97.0, facilities=["shower", "bed", "drinking_water"])
    second = make_station(union, 36.05, 97.0, place={"hours": "24/7"}, trucks=True, max_length_m=13)
    third = make_station(union, 36.2, 97.0, place={"hours": ""}, facilities=["shower"])
    return [first, second, third]


def names(found: list) -> list[str]:
    return [card.code for card in found]


def test_a_card_says_how_far_open_fresh_and_what(three: list[Station]) -> None:
    make_facility(three[0].place, "washing_machine", state="absent")
    card = near(HERE, Wishes(), NOON, 1)[0]
    assert 1100 < card.distance_m < 1120
    assert (card.standing.state, card.state, card.state_words) == ("open", "ok", "开着 · 到 22:00")
    assert (card.stale, card.confirmed_at) == (True, None)
    assert [chip.code for chip in card.facilities] == ["shower", "bed", "drinking_water"]
    assert card.absent == ("washing_machine",)


def test_the_same_few_queries_for_one_and_for_many(three: list[Station], django_assert_num_queries) -> None:
    places = list(Place.objects.order_by("lat"))
    for some in (places[:1], places):
        with django_assert_num_queries(4):
            assert len(cards(some, NOON, HERE)) == len(some)


def test_cards_keep_the_order_given_and_leave_drafts_out(three: list[Station]) -> None:
    draft = make_station(three[0].place.union, state="draft")
    backwards = [one.place for one in reversed(three)]
    assert names(cards([draft.place, *backwards], NOON)) == [one.code for one in reversed(three)]


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (Wishes(), [0, 1, 2]),
        (Wishes(needs=("shower",)), [0, 2]),
        (Wishes(needs=("shower", "bed")), [0]),
        (Wishes(truck_m=12.5), [1]),
        (Wishes(truck_m=13.5), []),
        (Wishes(always=True), [1]),
        (Wishes(open_now=True), [0, 1]),
        (Wishes(women=True), []),
    ],
)
def test_each_wish_narrows(three: list[Station], wishes: Wishes, expected: list[int]) -> None:
    assert names(near(HERE, wishes, NOON, 10)) == [three[at].code for at in expected]


def test_at_night_only_the_one_that_never_closes(three: list[Station]) -> None:
    assert names(near(HERE, Wishes(open_now=True), NIGHT, 10)) == [three[1].code]


def test_women_only_means_the_thing_asked_for(three: list[Station]) -> None:
    make_facility(three[2].place, "toilets", count=2, women_only=1)
    assert names(near(HERE, Wishes(women=True), NOON, 10)) == [three[2].code]
    assert names(near(HERE, Wishes(needs=("shower",), women=True), NOON, 10)) == []


def test_a_broken_shower_is_no_shower(three: list[Station]) -> None:
    three[0].place.facilities.filter(code="shower").update(state="broken")
    make_facility(three[0].place, "toilets")
    assert names(near(HERE, Wishes(needs=("shower",)), NOON, 10)) == [three[2].code]


def test_two_voices_take_a_station_off_the_list_of_open_ones(three: list[Station]) -> None:
    said(three[0], "closed", 10, "a")
    assert three[0].code in names(near(HERE, Wishes(open_now=True), NOON, 10))
    said(three[0], "closed", 5, "b")
    assert names(near(HERE, Wishes(open_now=True), NOON, 10)) == [three[1].code]
    card = near(HERE, Wishes(), NOON, 1)[0]
    assert (card.state, card.state_words, card.lines[0][0]) == ("bad", "关着", "2 位工友说关门了")


def test_a_station_nobody_wrote_hours_for_opens_by_a_voice(three: list[Station]) -> None:
    said(three[2], "still_open", 5, "a")
    assert three[2].code in names(near(HERE, Wishes(open_now=True), NOON, 10))


def road() -> Road:
    made = Road.objects.create(
        ref="G109",
        name="109 国道",
        start_name="甲",
        end_name="乙",
        points=[[36.0, 97.0], [36.0, 98.0], [36.0, 99.0]],
        length_m=180_000,
        start_mark_m=2_000_000,
    )
    rebuild_stops(road=made, by=None, at=NOON)
    return made


@pytest.fixture
def by_road() -> list[Station]:
    union = make_union()
    return [make_station(union, 36.01, lon, facilities=["shower"]) for lon in (97.1, 97.6, 98.7)]


def test_a_road_in_both_directions(by_road: list[Station]) -> None:
    made = road()
    there = routes.stations_on(routes.on_road(str(made.uid), "", "", back=False), Wishes(), NOON)
    again = routes.stations_on(routes.on_road(str(made.uid), "", "", back=True), Wishes(), NOON)
    assert names(there) == [one.code for one in by_road]
    assert names(again) == names(there)[::-1]
    assert [card.side for card in there] == ["L", "L", "L"]
    assert [card.side for card in again] == ["R", "R", "R"]
    assert 8000 < there[0].ahead_m < 10_000


def test_from_a_mark_only_what_lies_ahead(by_road: list[Station]) -> None:
    made = road()
    route = routes.on_road(str(made.uid), "K2030", "", back=False)
    found = routes.stations_on(route, Wishes(), NOON)
    assert names(found) == [one.code for one in by_road[1:]]
    assert route.mark == "K2030+000"
    back = routes.stations_on(routes.on_road(str(made.uid), "K2030", "", back=True), Wishes(), NOON)
    assert names(back) == [by_road[0].code]


def test_from_town_to_town(by_road: list[Station]) -> None:
    made = road()
    Town.objects.create(name="丙县", lat=36.05, lon=97.3, population=9)
    Town.objects.create(name="丁县", lat=36.05, lon=98.0, population=9)
    Town.objects.create(name="远方市", lat=30.0, lon=120.0, population=9)
    route = routes.on_road(str(made.uid), "丙县", "丁县", back=False)
    assert names(routes.stations_on(route, Wishes(), NOON)) == [by_road[1].code]
    way = routes.between("丙县", "丁县")
    assert names(routes.stations_on(way, Wishes(), NOON)) == [by_road[1].code]
    for words, code in (("远方", "road_place_unknown"), ("K5000", "mark_off_road"), ("不存在", "road_place_unknown")):
        with pytest.raises(Refused) as refused:
            routes.on_road(str(made.uid), words, "", back=False)
        assert refused.value.code == code
    for start, end, code in (
        ("丙县", "远方", "route_end_far"),
        ("丙县", "", "way_needs_both"),
        ("无", "丁县", "place_unknown"),
    ):
        with pytest.raises(Refused) as refused:
            routes.between(start, end)
        assert refused.value.code == code


def test_a_file_finds_the_same_as_the_road_and_comes_back_with_a_filter(by_road: list[Station]) -> None:
    gpx = (
        b"<gpx><trk><trkseg>"
        + b"".join(b'<trkpt lat="36.0" lon="%f"/>' % lon for lon in (97.0, 98.0, 99.0))
        + b"</trkseg></trk></gpx>"
    )
    route = routes.of_file(gpx, "去格尔木.gpx")
    assert names(routes.stations_on(route, Wishes(), NOON)) == [one.code for one in by_road]
    again = routes.unpacked(routes.packed(route))
    assert again.start == "去格尔木.gpx"
    assert names(routes.stations_on(again, Wishes(needs=("bed",)), NOON)) == []
    assert names(routes.stations_on(again, Wishes(needs=("shower",)), NOON)) == [one.code for one in by_road]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", "route_broken"),
        ("x", "route_broken"),
        ('["a", [[1, 2]]]', "route_one_point"),
        ('["a", [[99, 2], [1, 2]]]', "route_out_of_range"),
    ],
)
def test_a_line_that_we_did_not_write(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        routes.unpacked(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("30.54, 119.96", (30.54, 119.96)),
        ("119.96,30.54", (30.54, 119.96)),
        ("纬度 30.54 经度 119.96", None),
        ("N30.54 E119.96", (30.54, 119.96)),
        ("德清县", None),
        ("109 国道 12 公里", None),
    ],
)
def test_pasted_coordinates_in_either_order(words: str, expected: tuple[float, float] | None) -> None:
    assert find.coordinates(words) == expected


def test_coordinates_of_another_country_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        find.coordinates("51.5, -0.12")
    assert refused.value.code == "point_abroad"


def test_towns_by_any_form_of_their_name() -> None:
    Town.objects.create(name="德清县", province="浙江", lat=30.5, lon=120.0, population=5)
    Town.objects.create(name="德清", province="广东", lat=23.1, lon=111.8, population=4)
    assert [spot.within for spot in find.spots("德清")] == ["浙江", "广东"]
    assert [spot.within for spot in find.spots("德清县", "浙江")] == ["浙江"]
    assert find.spots("德") == []


def test_a_union_without_a_town_is_where_its_stations_are() -> None:
    union = make_union("舞阳街道总工会")
    make_station(union, 30.5, 119.9)
    make_station(union, 30.6, 119.9)
    spot = find.spots("舞阳街道")[0]
    assert (round(spot.lat, 3), spot.kind) == (30.55, "union")
