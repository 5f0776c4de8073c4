"""Finding a station near or along a road: pages answer, refuse in words, keep positions out of addresses."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from xinlian.places.models import Road, Town
from xinlian.stations.models import Station
from xinlian.stations.tests.pages import text
from xinlian.testing.make import make_station, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    return make_station(make_union("试验县总工会"), 30.54, 119.96, facilities=["shower", "bed"])


@pytest.fixture
def page(station: Station) -> str:
    return reverse("stations:station", args=[station.uid])


# -- near ----------------------------------------------------------------------------------------------------


def test_a_position_goes_into_a_cookie_rounded_and_never_into_an_address(client: Client, station: Station) -> None:
    sent = client.post("/stations/", {"lat": "30.541234567", "lon": "119.961234567", "need": "shower"})
    assert (sent.status_code, sent["Location"]) == (302, "/stations/?need=shower")
    kept = sent.cookies["here"]
    assert (kept.value, kept["httponly"], kept["max-age"]) == ("30.541,119.961", True, 3600)
    answer = client.get(sent["Location"])
    assert station.place.name in text(answer)
    assert "您附近" in text(answer)
    assert "30.541234" not in text(answer)


def test_words_go_into_an_address_that_can_be_shared(client: Client, station: Station) -> None:
    Town.objects.create(name="德清县", province="浙江", lat=30.53, lon=119.97, population=5)
    sent = client.post("/stations/", {"q": "德清"})
    assert sent["Location"] == "/stations/?near=%E5%BE%B7%E6%B8%85"
    answer = Client().get(sent["Location"])
    assert station.place.name in text(answer)
    assert "德清县" in answer.cookies["town"].value or "%E5%BE%B7" in answer.cookies["town"].value


def test_pasted_coordinates_stay_out_of_the_address(client: Client) -> None:
    assert client.post("/stations/", {"q": "119.96, 30.54"})["Location"] == "/stations/"
    abroad = client.post("/stations/", {"q": "51.5, -0.12"})
    assert abroad.status_code == 422
    assert "不在国内" in text(abroad)
    assert 'value="51.5, -0.12"' in text(abroad)


def test_namesakes_are_asked_about(client: Client) -> None:
    for within, lat in (("浙江", 30.5), ("广东", 23.1)):
        Town.objects.create(name="德清", province=within, lat=lat, lon=112.0, population=5)
    assert "您找的是哪一个" in text(client.get("/stations/?near=德清"))
    assert "您找的是哪一个" not in text(client.get("/stations/?near=德清&in=广东"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("near=不存在的地方", "没有找到这个地方"),
        ("need=massage_chair", "没有样样都有的"),
        ("truck=ask", "您的车多长"),
        ("truck=abc", "您的车多长"),
        ("n=99999&need=shower&open=x&truck=-1", "您附近"),
    ],
)
def test_what_is_not_found_says_what_to_do(client: Client, station: Station, query: str, said: str) -> None:
    client.cookies["here"] = "30.540,119.960"
    assert said in text(client.get(f"/stations/?{query}"))


def test_nothing_open_leads_to_the_closed_ones(client: Client) -> None:
    make_station(make_union(), 30.54, 119.96, place={"hours": "off"})
    client.cookies["here"] = "30.540,119.960"
    assert "现在没有开着又合适的" in text(client.get("/stations/?open=1"))


@pytest.mark.parametrize("cookie", ["x", "1,2,3", "200,300", "nan,inf", "|||", "%7C%7C91%7C0"])
def test_a_broken_cookie_is_no_cookie(client: Client, cookie: str) -> None:
    client.cookies["here"], client.cookies["town"] = cookie, cookie
    assert client.get("/stations/").status_code == 200
    assert client.get("/").status_code == 200


def test_ten_and_then_more(client: Client) -> None:
    union = make_union()
    for number in range(13):
        make_station(union, 30.54 + number / 1000, 119.96)
    client.cookies["here"] = "30.540,119.960"
    first, second = text(client.get("/stations/")), text(client.get("/stations/?n=20"))
    assert (first.count('class="st"'), second.count('class="st"')) == (10, 13)
    assert "n=20#more" in first
    assert "n=30" not in second


def test_the_truck_is_asked_for_once(client: Client, station: Station) -> None:
    client.cookies["here"] = "30.540,119.960"
    assert client.get("/stations/?truck=13,5").cookies["truck_m"].value == "13.5"
    assert "停 13.5 米货车" in text(client.get("/stations/"))


def test_near_asks_the_database_as_often_for_one_as_for_ten(client: Client, django_assert_max_num_queries) -> None:
    union = make_union()
    for number in range(12):
        make_station(union, 30.54 + number / 1000, 119.96)
    client.cookies["here"] = "30.540,119.960"
    with django_assert_max_num_queries(12):
        client.get("/stations/?open=1&need=toilets")


# -- along ---------------------------------------------------------------------------------------------------


@pytest.fixture
def road() -> Road:
    return Road.objects.create(
        ref="G109",
        name="109 国道",
        start_name="甲",
        end_name="乙",
        points=[[30.5, 119.9], [30.5, 121.0]],
        length_m=105_000,
    )


def gpx(*points: tuple[float, float]) -> io.BytesIO:
    inside = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lat, lon in points)
    file = io.BytesIO(f"<gpx><trk><trkseg>{inside}</trkseg></trk></gpx>".encode())
    file.name = "route.gpx"
    return file


def test_a_file_shows_the_strip_and_keeps_its_line_for_a_filter(client: Client, station: Station) -> None:
    answer = client.post("/stations/along/", {"by": "file", "file": gpx((30.54, 119.9), (30.54, 120.1))})
    assert station.place.name in text(answer)
    line = re.search(r'name="line" value="([^"]+)"', text(answer))[1].replace("&quot;", '"')
    again = client.post("/stations/along/", {"by": "file", "line": line, "need": "massage_chair"})
    assert station.place.name not in text(again)
    assert "这一路没有合适的" in text(again)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<gpx><trk><trkseg><trkpt lat="30" lon="120"/></trkseg></trk></gpx>', "只有一个点"),
        (b"<gpx><trk>", "读不了"),
        (b"not a route", "读不了"),
        (b'{"type": "Point", "coordinates": [120, 30]}', "没有路线"),
        (b"<gpx></gpx>", "一个坐标也没有"),
    ],
)
def test_a_bad_file_says_why(client: Client, content: bytes, said: str) -> None:
    file = io.BytesIO(content)
    file.name = "route.gpx"
    answer = client.post("/stations/along/", {"by": "file", "file": file})
    assert answer.status_code == 422
    assert said in text(answer)


def test_no_file_at_all(client: Client) -> None:
    assert "请先选一个路线文件" in text(client.post("/stations/along/", {"by": "file"}))


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("by=road", 200, "看路上有什么"),
        ("by=nonsense", 200, "看路上有什么"),
        ("by=road&road={road}", 200, "甲"),
        ("by=road&road={road}&from=K9999", 422, "没有 K9999"),
        ("by=road&road={road}&from=火星", 422, "没有找到“火星”"),
        ("by=road&road=00000000-0000-4000-8000-000000000000", 422, "没有登记这条路"),
        ("by=road&road=x", 422, "没有登记这条路"),
        ("by=way&from=甲", 422, "两个都要写"),
        ("by=way&from=火星&to=月亮", 422, "没有找到“火星”"),
    ],
)
def test_roads_and_ways(client: Client, road: Road, query: str, status: int, said: str) -> None:
    answer = client.get(f"/stations/along/?{query.format(road=road.uid)}")
    assert answer.status_code == status
    assert said in text(answer)
