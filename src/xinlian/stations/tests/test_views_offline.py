"""The pages and the door for phones without a network: what is kept, what comes in, and from whom."""

import json
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.people.marks import mark
from xinlian.places.actions.roads import rebuild_stops
from xinlian.places.models import Road, Town
from xinlian.rows.ids import new_id
from xinlian.stations.models import Report, Station
from xinlian.testing.make import make_person, make_station, make_union

pytestmark = pytest.mark.django_db
SYNC = "/sync/"


@pytest.fixture
def station() -> Station:
    return make_station(make_union(), 36.0, 98.5, code="X1", facilities=["shower"], place={"name": "近站"})


@pytest.fixture
def road(station: Station) -> Road:
    made = Road.objects.create(
        ref="G999", name="999 国道", start_name="东镇", end_name="西镇", points=[[36.0, 98.0], [36.0, 99.0]],
        length_m=90_100, start_mark_m=2_000_000,
    )  # fmt: skip
    make_station(station.place.union, 36.0, 98.8, code="X2", facilities=["bed"], place={"name": "远站"})
    rebuild_stops(road=made, by=None, at=timezone.now())
    return made


def batch(*items: dict[str, object]) -> str:
    now = int(timezone.now().timestamp() * 1000)
    return json.dumps({"sent_at": now, "items": [{"said_at": now - 60_000, **item} for item in items]})


def report(**more: object) -> dict[str, object]:
    return {"uid": str(uuid.uuid4()), "kind": "report", "station": "X1", "code": "closed", **more}


def post(client: Client, body: str, token: str = "") -> object:
    return client.post(SYNC, body, content_type="application/json", headers={"X-CSRFToken": token})


def test_a_token_is_fetched_and_what_waited_is_taken(station: Station) -> None:
    client = Client(enforce_csrf_checks=True)
    one = report()
    assert post(client, batch(one)).status_code == 403  # type: ignore[attr-defined]
    token = client.get(SYNC).json()["token"]
    answer = post(client, batch(one), token)
    assert answer.json() == {"results": [{"uid": one["uid"], "ok": True}]}  # type: ignore[attr-defined]
    assert Report.objects.count() == 1
    assert "no-store" in client.get(SYNC)["Cache-Control"]


def test_a_refusal_is_told_in_words_and_the_rest_is_taken(client: Client, station: Station) -> None:
    results = post(client, batch(report(station="gone"), report())).json()["results"]  # type: ignore[attr-defined]
    assert [result["ok"] for result in results] == [False, True]
    assert results[0]["code"] == "station_unknown"
    assert "没有找到这个驿站" in results[0]["words"]
    assert results[0]["later"] is False


@pytest.mark.parametrize("body", ["", "x", "[]", '{"items": 3}', json.dumps({"items": [{"text": "x" * 70_000}]})])
def test_what_is_no_batch_is_refused_in_words(client: Client, body: str) -> None:
    answer = post(client, body)
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert answer.json()["words"]  # type: ignore[attr-defined]


def test_a_report_is_in_the_name_of_who_was_signed_in_when_it_was_said(client: Client, station: Station) -> None:
    person = make_person()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    post(client, batch(report(**{"as": mark(person)}), report(**{"as": "somebody"})))
    assert set(Report.objects.values_list("person", flat=True)) == {person.pk, None}


def test_too_many_in_ten_minutes_are_asked_to_come_again(client: Client, station: Station) -> None:
    for _ in range(3):
        results = post(client, batch(*(report() for _ in range(20)))).json()["results"]  # type: ignore[attr-defined]
    assert results[-1] == {**results[-1], "ok": False, "later": True, "code": "limit_reached"}
    assert Report.objects.count() == 30


@pytest.mark.parametrize("path", ["/stations/ahead/", "/stations/saved/", "/offline/", "/"])
def test_a_stranger_s_page_may_be_kept_and_nobody_else_s(client: Client, path: str) -> None:
    assert client.get(path)["X-Offline"] == "keep"
    client.force_login(make_person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "X-Offline" not in client.get(path)


def test_the_road_ahead_is_drawn_without_scripts(client: Client, road: Road) -> None:
    page = client.get(f"/stations/ahead/?road={road.uid}&mark=K2020&need=bed")
    assert [card.code for card in page.context["stops"]] == ["X2"]
    assert page.context["stops"][0].ahead_m == pytest.approx(52_100, abs=200)
    back = client.get(f"/stations/ahead/?road={road.uid}&mark=2100&way=back")
    assert [card.code for card in back.context["stops"]] == ["X2", "X1"]
    assert "往 西镇" in page.content.decode()


def test_a_mark_that_is_none_is_said_beside_the_field(client: Client, road: Road) -> None:
    page = client.get(f"/stations/ahead/?road={road.uid}&mark=here")
    assert page.context["form"].errors["mark"]
    assert page.status_code == 200


def test_an_area_and_a_circle_are_drawn_too(client: Client, station: Station) -> None:
    Town.objects.create(name="都兰", lat=36.01, lon=98.5)
    area = client.get(f"/stations/ahead/?area={station.place.union.uid}")
    assert [card.code for card in area.context["rows"]] == ["X1"]
    circle = client.get("/stations/ahead/?around=36.0,98.5&km=5")
    assert [card.code for card in circle.context["rows"]] == ["X1"]
    assert "都兰周围 5 公里" in circle.content.decode()


@pytest.mark.parametrize("query", [f"road={uuid.UUID(int=7)}", f"area={uuid.UUID(int=7)}"])
def test_a_road_that_is_none_is_not_found(client: Client, query: str) -> None:
    assert client.get(f"/stations/ahead/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["road=x", "around=north", "around=99,400", "km=-1", "need=gold", "way=up"])
def test_a_query_that_cannot_be_read_counts_as_none(client: Client, query: str) -> None:
    assert client.get(f"/stations/ahead/?{query}").status_code == 200


def test_roads_unions_and_towns_can_be_found_to_take_along(client: Client, road: Road) -> None:
    union = make_union("都兰县总工会")
    Town.objects.create(name="都兰", lat=36.30, lon=98.09)
    Town.objects.create(name="都兰", lat=36.301, lon=98.09)
    page = client.get("/stations/saved/?q=都兰")
    assert page.context["roads"][0]["count"] == 2
    assert [one["url"].split("area=")[1] for one in page.context["areas"]] == [str(union.uid)]
    assert len(page.context["towns"]) == 1
    assert str(new_id())[:6] not in page.content.decode()
