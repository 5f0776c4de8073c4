"""Programmes at the desk: the list, a new one, its batches as a sheet, its rules, its bases."""

import datetime
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from xinlian.enrolment.models import Offering
from xinlian.testing.make import make_person
from xinlian.trips.models import Programme, Trip
from xinlian.trips.tests.scene import Scene, browser, make_scene, seated, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return browser(scene.officer)


def test_from_the_programme_to_its_draw_and_back(scene: Scene, client: Client) -> None:
    offering = scene.programme.offering
    Offering.objects.filter(pk=offering.pk).update(mode="draw")
    here, draw = url("desk_programme", scene.programme.uid), reverse("enrolment:desk_draw", args=[offering.uid])
    assert f'href="{draw}"' in text(client.get(here))
    assert f'href="{here}"' in text(client.get(draw))


def test_the_list_and_the_page_of_a_programme(scene: Scene, client: Client) -> None:
    scene.applicant(wished=[2])
    page = text(client.get(url("desk_trips")))
    assert "试验疗休养" in page
    page = text(client.get(url("desk_programme", scene.programme.uid)))
    assert "第 3 批" in page
    assert "甲街道工会" in page
    assert "甲山一日" in page


def test_number_of_queries_does_not_grow(
    scene: Scene, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        scene.applicant()
    seated(scene)
    pages = {
        url("desk_trips"): 14,
        url("desk_programme", scene.programme.uid): 26,
        url("desk_applications", scene.programme.uid): 20,
        url("desk_sheet", scene.programme.uid): 18,
        url("desk_trip", scene.trips[0].uid): 22,
        url("desk_year", 2026): 22,
    }
    for address, most in pages.items():
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200, address


def _said(scene: Scene) -> dict[str, str]:
    return {
        "union": str(scene.county.uid),
        "title": "新项目",
        "year": "2027",
        "mode": "draw",
        "opens_at": "2027-04-01T09:00",
        "closes_at": "2027-04-20T17:00",
        "party_max": "2",
        "answer_hours": "72",
        "funding": "union",
        "day_cap": "600",
        "year_cap": "",
        "days_cap": "",
        "rules_text": "",
        "rules_source": "",
        "health_days": "30",
    }


def test_a_programme_from_the_template(scene: Scene, client: Client) -> None:
    more = {
        "first_on": "2027-05-08",
        "count": "15",
        "every_days": "4",
        "days": "1",
        "capacity": "48",
        "leaves": "07:20",
        "returns": "18:00",
        "route": str(scene.route.uid),
    }
    answer = client.post(url("desk_new"), {**_said(scene), **more})
    made = Programme.objects.get(year=2027)
    assert answer["Location"] == url("desk_programme", made.uid)
    assert (made.day_cap_fen, made.offering.state, made.trips.count()) == (60_000, "draft", 15)


def test_a_programme_copied_from_last_year(scene: Scene, client: Client) -> None:
    address = f"{url('desk_new')}?from={scene.programme.uid}"
    assert "试验疗休养" in text(client.get(address))
    client.post(address, _said(scene))
    assert Programme.objects.get(year=2027).trips.count() == 3


def test_a_window_that_ends_before_it_begins_stays_on_the_page(scene: Scene, client: Client) -> None:
    answer = client.post(
        f"{url('desk_new')}?from={scene.programme.uid}", {**_said(scene), "closes_at": "2027-03-01T09:00"}
    )
    assert answer.status_code == 200
    assert "报名截止要在开始报名之后" in text(answer)
    assert not Programme.objects.filter(year=2027).exists()


def _sheet(client: Client, scene: Scene) -> dict[str, str]:
    """What the browser would send of the sheet as it stands."""
    rows = client.get(url("desk_sheet", scene.programme.uid)).context["rows"]
    return {field.html_name: str(field.value() or "") for row in rows for field in row} | {
        f"{row.prefix}-{name}": f"{row.initial[name]:%Y-%m-%dT%H:%M}"
        for row in rows
        for name in ("starts_at", "ends_at")
    }


def test_the_sheet_saves_what_changed(scene: Scene, client: Client) -> None:
    leader = make_person(scene.street, phone="19900077001")
    said = _sheet(client, scene) | {"1-leader_phone": "199 0007 7001", "2-capacity": "9", "3-bus": "甲 1"}
    answer = client.post(url("desk_sheet", scene.programme.uid), said, follow=True)
    assert "改了 3 批" in text(answer)
    first, second, third = scene.trips
    assert (first.leader, first.leader_phone) == (leader, "19900077001")
    assert (second.batch.capacity, third.bus) == (9, "甲 1")
    assert "没有什么要改的" in text(
        client.post(url("desk_sheet", scene.programme.uid), _sheet(client, scene), follow=True)
    )


def test_the_sheet_saves_all_or_nothing(scene: Scene, client: Client) -> None:
    seated(scene, number=2)
    seated(scene, number=2)
    said = _sheet(client, scene) | {"1-bus": "甲 1", "2-capacity": "1"}
    assert "座位不能比这少" in text(client.post(url("desk_sheet", scene.programme.uid), said))
    assert [trip.bus for trip in scene.trips] == ["", "", ""]


def test_a_leader_nobody_knows_is_named(scene: Scene, client: Client) -> None:
    said = _sheet(client, scene) | {"1-leader_phone": "19900099999"}
    assert "没有人用这个手机号登记过" in text(client.post(url("desk_sheet", scene.programme.uid), said))


def test_more_batches_follow(scene: Scene, client: Client) -> None:
    said = {"first_on": "2027-09-01", "count": "2", "every_days": "3", "days": "2", "capacity": "10"}
    client.post(url("desk_more_batches", scene.programme.uid), {**said, "leaves": "07:00", "returns": "18:00"})
    assert [trip.batch.number for trip in scene.trips] == [1, 2, 3, 4, 5]
    client.post(url("desk_more_batches", scene.programme.uid), said)
    assert len(scene.trips) == 5


def test_steps_by_hand(scene: Scene, client: Client) -> None:
    client.post(url("desk_step", scene.programme.uid), {"to": "closed"})
    scene.programme.offering.refresh_from_db()
    assert scene.programme.offering.state == "closed"
    assert client.post(url("desk_step", scene.programme.uid), {"to": "sealed"}).status_code == 404


def test_groups_and_quotas(scene: Scene, client: Client) -> None:
    client.post(
        url("desk_groups", scene.programme.uid),
        {"name0": "骑手", "occupations0": ["rider"], "name1": "其他", "name2": "", "name3": ""},
    )
    assert list(scene.programme.offering.groups.values_list("name", flat=True)) == ["骑手", "其他"]
    client.post(
        url("desk_quota", scene.programme.uid), {"whose": f"union:{scene.street.uid}", "guarantee": "4", "ceiling": "5"}
    )
    quota = scene.programme.offering.quotas.get()
    assert (quota.union, quota.guarantee, quota.ceiling) == (scene.street, 4, 5)
    assert "甲街道工会" in text(client.get(url("desk_rules", scene.programme.uid)))
    client.post(url("desk_quota_drop", scene.programme.uid, quota.uid))
    assert not scene.programme.offering.quotas.exists()
    bad = {"whose": f"union:{uuid.uuid4()}", "guarantee": "7", "ceiling": "5"}
    again = text(client.post(url("desk_quota", scene.programme.uid), bad))
    assert "上限不能比保底少" in again
    assert 'value="7"' in again
    assert not scene.programme.offering.quotas.exists()


def test_groups_that_are_not_taken_stay_as_typed(scene: Scene, client: Client) -> None:
    before = list(scene.programme.offering.groups.values_list("name", flat=True))
    said = {"name0": "新组", "occupations0": ["rider"], "name1": "", "occupations1": ["trucker"]}
    again = text(client.post(url("desk_groups", scene.programme.uid), said))
    assert "第 2 组勾了职业" in again
    assert 'value="新组"' in again
    assert re.search(r'name="occupations1" value="trucker"[^>]* checked', again)
    assert list(scene.programme.offering.groups.values_list("name", flat=True)) == before


def test_an_open_programme_says_when_its_window_begins(scene: Scene, client: Client) -> None:
    offering = scene.programme.offering
    Offering.objects.filter(pk=offering.pk).update(
        state="open",
        opens_at=timezone.now() + datetime.timedelta(days=2),
        closes_at=timezone.now() + datetime.timedelta(days=9),
    )
    page = text(client.get(url("desk_programme", scene.programme.uid)))
    assert "起可以报名" in page
    assert "提前截止" not in page
    Offering.objects.filter(pk=offering.pk).update(opens_at=timezone.now() - datetime.timedelta(days=1))
    assert "提前截止" in text(client.get(url("desk_programme", scene.programme.uid)))


def test_bases_and_routes(scene: Scene, client: Client) -> None:
    client.post(url("desk_base_new"), {"union": str(scene.county.uid), "name": "甲水"})
    assert "甲水" in text(client.get(url("desk_bases")))
    base = scene.route.base
    said = {"name": "甲山两日", "days": "2", "price": "99.5", "itinerary": "1 7:20 集合\n12：00 午饭\n2 9:00 返程"}
    client.post(url("desk_route_new", base.uid), said)
    route = base.routes.get(name="甲山两日")
    assert route.price_fen == 9950
    assert [(one["day"], one["time"], one["text"]) for one in route.itinerary] == [
        (1, "7:20", "集合"),
        (1, "12:00", "午饭"),
        (2, "9:00", "返程"),
    ]
    assert "1 12:00 午饭" in text(client.get(url("desk_route", route.uid)))
    assert "同名的线路" in text(client.post(url("desk_route_new", base.uid), said))
    client.post(url("desk_base", base.uid), {"name": "甲山新名"})
    base.refresh_from_db()
    assert base.name == "甲山新名"


def test_a_draft_belongs_to_the_desk() -> None:
    scene = make_scene(is_open=False)
    page = text(browser(scene.officer).get(url("desk_programme", scene.programme.uid)))
    assert "开始报名" in page
    assert Trip.objects.count() == 3
