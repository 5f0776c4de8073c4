"""Packs: complete, small, public, and the same facts the same tag."""

import datetime
import gzip
import json
import random
import uuid
from itertools import accumulate
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.people.models import Union
from xinlian.places.actions.roads import rebuild_stops
from xinlian.places.facilities import KINDS, bits
from xinlian.places.models import Facility, Place, Road, Town
from xinlian.stations.models import Report, Station
from xinlian.stations.queries import packs
from xinlian.testing.make import make_facility, make_person, make_station, make_union

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LINE = [[36.0, 98.0], [36.0, 99.0], [36.5, 100.0]]


def make_road(union: Union, **more: Any) -> Road:
    made = Road.objects.create(
        ref="G999", name="999 国道", start_name="东镇", end_name="西镇", points=LINE, length_m=200_000,
        start_mark_m=2_000_000, union_path=union.union_path, **more,
    )  # fmt: skip
    rebuild_stops(road=made, by=None, at=NOW)
    return made


@pytest.fixture
def union() -> Union:
    return make_union()


def column(pack: packs.Pack, name: str) -> list[Any]:
    return list(accumulate(pack["stations"][name]))


def test_a_road_s_pack_holds_its_stations_in_order_with_all_that_is_needed(union: Union) -> None:
    far = make_station(union, 36.4, 99.8, code="B", facilities=["bed"])
    near = make_station(
        union, 36.01, 98.5, code="A", facilities=["shower"], trucks=True, truck_bays=8, max_length_m=17.5, entry="按铃",
        place={"phone": "0977-1", "hours": "24/7", "confirmed_at": NOW, "name": "近站"},
    )  # fmt: skip
    make_facility(near.place, "bed", count=6, women_only=2, fee_fen=500)
    make_facility(near.place, "hot_water", state="broken", count=3)
    make_station(union, 37.9, 98.5, code="C")
    pack = packs.road_pack(make_road(union), NOW)
    stations, more = pack["stations"], pack["more"]["0"]
    assert stations["code"] == ["A", "B"]
    assert stations["name"][0] == "近站"
    assert column(pack, "lat") == [3601000, round(far.place.lat * 1e5)]
    assert column(pack, "along")[0] == pytest.approx(45_100, abs=300)
    assert (stations["off"][0], stations["side"][0]) == (
        pytest.approx(994, abs=3),
        "L",
    )  # the great circle bulges to the north
    assert stations["bits"][0] == bits(["shower", "bed"])
    assert stations["counts"] == "060"
    assert more["women"] == [[KINDS["bed"].bit, 2]]
    assert pack["hours"][stations["hours"][0]] == [0, 7 * 1440]
    assert stations["trucks"] == [[8, 17.5, 0.0], []]
    assert stations["phone"][0] == "0977-1"
    assert stations["day"] == [(timezone.localdate(NOW) - packs.EPOCH).days, 0]
    assert more["broken"] == [KINDS["hot_water"].bit]
    assert more["fees"] == [[KINDS["bed"].bit, 500]]
    assert more["entry"] == "按铃"
    assert (pack["start_mark_m"], pack["marks_fall"], pack["tz_min"]) == (2_000_000, False, 480)
    assert list(accumulate(pack["line"]["along"]))[-1] == pytest.approx(pack["line"] and 195_700, rel=0.02)


def test_a_written_mark_travels_only_when_the_line_says_otherwise(union: Union) -> None:
    place = {"road_ref": "G999", "mark_m": 2_046_000}
    make_station(union, 36.0, 98.5, code="A", place=place)
    make_station(union, 36.0, 98.6, code="B", place={"road_ref": "G1", "mark_m": 5})
    pack = packs.road_pack(make_road(union), NOW)
    assert pack["more"]["0"]["mark"] == 2_046_000
    assert "1" not in pack["more"]


def test_what_nobody_may_see_or_use_is_left_out(union: Union) -> None:
    make_station(union, 36.0, 98.5, state="draft")
    make_station(union, 36.0, 98.5, state="removed")
    make_station(union, 36.0, 98.5, place={"listed": False})
    removed = {"removed_on": datetime.date(2026, 1, 1), "removed_why": "拆迁"}
    make_station(union, 36.0, 98.5, place=removed)
    assert packs.road_pack(make_road(union), NOW)["stations"]["code"] == []


def test_what_workers_say_travels_until_it_expires_and_without_their_names(union: Union) -> None:
    station = make_station(union, 36.0, 98.5, place={"hours": "24/7"})
    for number, code in enumerate(["closed", "closed", "no_hot_water"]):
        Report.objects.create(
            station=station, code=code, person=make_person(union, name=f"张三{number}"), at=NOW, arrived_at=NOW,
            expires_at=NOW + datetime.timedelta(hours=6), client_uid=uuid.uuid4(), union_path=union.union_path,
        )  # fmt: skip
    pack = packs.road_pack(make_road(union), NOW)
    state, until, why, said_at, count = pack["more"]["0"]["now"]
    assert (state, why, count, said_at) == ("closed", "voices_closed", 2, int(NOW.timestamp()))
    assert until - said_at == 6 * 3600
    assert pack["more"]["0"]["cold"][2] == 1
    assert "张三" not in json.dumps(pack, ensure_ascii=False)


def test_a_single_voice_is_a_doubt(union: Union) -> None:
    station = make_station(union, 36.0, 98.5, place={"hours": "24/7"})
    Report.objects.create(
        station=station, code="full", at=NOW, arrived_at=NOW, expires_at=NOW + datetime.timedelta(hours=2),
        client_uid=uuid.uuid4(), union_path=union.union_path,
    )  # fmt: skip
    more = packs.road_pack(make_road(union), NOW)["more"]["0"]
    assert more == {"doubt": ["full", int(NOW.timestamp()) + 7200, int(NOW.timestamp())]}


def test_hours_that_cannot_be_read_or_are_not_known_are_minus_one(union: Union) -> None:
    make_station(union, 36.0, 98.5, code="A", place={"hours": "whenever"})
    make_station(union, 36.0, 98.6, code="B", place={"hours": ""})
    assert packs.road_pack(make_road(union), NOW)["stations"]["hours"] == [-1, -1]


def test_an_area_is_a_union_with_those_below_it_and_a_circle_is_round(union: Union) -> None:
    below = make_union(parent=union)
    make_station(below, 36.0, 98.5, code="A")
    make_station(make_union(), 36.0, 98.51, code="B")
    make_station(union, 36.0, 99.8, code="C")
    Town.objects.create(name="都兰", lat=36.01, lon=98.5, population=5)
    assert packs.union_pack(union, NOW)["stations"]["code"] == ["A", "C"]
    circle = packs.around_pack(36.0, 98.5, 20, NOW)
    assert (circle["stations"]["code"], circle["name"]) == (["A", "B"], "都兰")
    assert circle["towns"] == [["都兰", 36.01, 98.5]]


def test_the_same_facts_are_not_sent_again(client: Client, union: Union) -> None:
    make_station(union, 36.0, 98.5, code="A")
    url = f"/stations/packs/road/{make_road(union).uid}.json"
    first = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(first.content))["stations"]["code"] == ["A"]
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    Place.objects.update(phone="0977-2")
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.json()["stations"]["phone"]) == (200, ["0977-2"])


@pytest.mark.parametrize(
    "path",
    [
        "around/91/0/5",
        "around/x/1/5",
        "around/36/98/999",
        "around/nan/98/5",
        "road/00000000-0000-4000-8000-000000000000",
    ],
)
def test_a_pack_of_nothing_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/stations/packs/{path}.json").status_code == 404


def test_an_area_too_large_is_refused_in_words(client: Client, union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "AT_MOST", 1)
    make_station(union, 36.0, 98.5)
    make_station(union, 36.0, 98.6)
    answer = client.get(f"/stations/packs/area/{union.uid}.json")
    assert answer.status_code == 409


PLACES = [
    "舞阳",
    "武康",
    "新市",
    "乾元",
    "雷甸",
    "洛舍",
    "钟管",
    "禹越",
    "新安",
    "阜溪",
    "下渚湖",
    "莫干山",
    "康乾",
    "香日德",
    "察苏",
    "宗加",
    "巴隆",
    "热水",
    "夏日哈",
    "沟里",
]
HOSTS = [
    "社区服务中心",
    "银行网点",
    "加油站",
    "商场一楼",
    "便民服务点",
    "公园管理房",
    "司机之家",
    "服务区",
    "物流园",
    "街道党群中心",
]
HOURS = ["24/7", "Mo-Su 06:00-22:00", "Mo-Su 08:00-20:00", "Mo-Fr 08:30-17:30; PH off", "Mo-Sa 07:00-21:00", ""]


def many(union: Union, count: int) -> None:
    """Stations as different from one another as real ones: names, positions, phones, what is there, when confirmed."""
    draw = random.Random(1)
    places, facilities, stations = [], [], []
    for number in range(count):
        codes = draw.sample(sorted(KINDS), draw.randint(5, 12))
        lat, lon = draw.uniform(30.3, 30.7), draw.uniform(119.7, 120.3)
        place = Place(
            name=f"{draw.choice(PLACES)}{draw.choice(PLACES)}{draw.choice(HOSTS)}驿站",
            union=union, union_path=union.union_path, lat=lat, lon=lon, raw_lat=lat, raw_lon=lon,
            hours=draw.choice(HOURS), phone=f"199{draw.randint(0, 99_999_999):08d}", listed=True,
            facility_bits=bits(codes), confirmed_at=NOW - datetime.timedelta(days=draw.randint(0, 60)),
        )  # fmt: skip
        places.append(place)
        for code in codes:
            facilities.append(Facility(place=place, code=code, count=draw.randint(1, 6), union_path=union.union_path))
        kind = draw.choice(["driver_home", "rest_station"])
        stations.append(
            Station(
                place=place,
                code=f"Z{number:05d}",
                door_key="k",
                kind=kind,
                state="published",
                union_path=union.union_path,
            )
        )
    Place.objects.bulk_create(places)
    Facility.objects.bulk_create(facilities)
    Station.objects.bulk_create(stations)


def test_two_thousand_stations_fit_into_sixty_kilobytes(client: Client, union: Union) -> None:
    many(union, 2000)
    answer = client.get(f"/stations/packs/area/{union.uid}.json", headers={"Accept-Encoding": "gzip"})
    assert len(json.loads(gzip.decompress(answer.content))["stations"]["code"]) == 2000
    assert len(answer.content) <= 60_000


def test_a_pack_asks_the_database_a_fixed_number_of_times(union: Union, django_assert_max_num_queries: Any) -> None:
    many(union, 60)
    with django_assert_max_num_queries(6):
        packs.union_pack(union, NOW)
