"""Pages of the desk: what they show, what they refuse, what neighbours do not see."""

import datetime
import io
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from xinlian.enrolment.actions import seats
from xinlian.enrolment.models import Application, Batch, Offering, Seat
from xinlian.journal.models import Entry
from xinlian.testing.make import impossible_id, make_officer, make_person
from xinlian.trips.actions import money
from xinlian.trips.models import Cost, Programme, Trip
from xinlian.trips.tests.scene import Scene, batch, browser, make_scene, neighbour
from xinlian.trips.urls import desk as urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return browser(scene.officer)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(name: str, *args: object) -> str:
    return reverse(f"trips:{name}", args=args)


def seated(scene: Scene, *, agreed: bool = True, number: int = 1, **more: Any) -> Application:
    """Somebody with a seat given by hand."""
    application = scene.applicant(**more)
    seats.place_by_hand(
        application=application,
        batch=batch(scene, number),
        why="试",
        agreed=agreed,
        by=scene.officer,
        at=timezone.now(),
    )
    return application


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


def test_the_filter_narrows(scene: Scene, client: Client) -> None:
    scene.applicant(who={"name": "甲一"}, wished=[1])
    seated(scene, who={"name": "甲二"}, wished=[2])
    address = url("desk_applications", scene.programme.uid)

    def names(query: str) -> set[str]:
        page = text(client.get(f"{address}?{query}"))
        return {name for name in ("甲一", "甲二") if name in page}

    assert names("") == {"甲一", "甲二"}
    assert names("batch=2") == {"甲二"}
    assert names("seat=none") == {"甲一"}
    assert names("seat=accepted") == {"甲二"}
    assert names("q=甲一") == {"甲一"}
    assert names(f"union={scene.county.uid}&state=nonsense") == {"甲一", "甲二"}
    assert names(f"union={scene.street.uid}&state=withdrawn") == set()


def test_many_are_placed_after_a_look(scene: Scene, client: Client) -> None:
    three = [scene.applicant() for _ in range(3)]
    ids = [str(one.uid) for one in three]
    address = url("desk_applications_many", scene.programme.uid)
    assert "就这样办：3 人" in text(client.post(address, {"act": "place", "ids": ids}))
    assert not Seat.objects.exists()
    said = {"act": "place", "ids": ids, "go": "1", "batch": str(batch(scene, 1).uid), "why": "补位"}
    page = text(client.post(address, said, follow=True))
    assert "办好了 2 个人" in page
    assert "1 个人没有办成" in page
    assert batch(scene, 1).taken == 2


def test_many_are_refused_with_a_reason(scene: Scene, client: Client) -> None:
    one, other = scene.applicant(), seated(scene)
    said = {"act": "refuse", "ids": [str(one.uid), str(other.uid)], "go": "1", "why": "不在职"}
    client.post(url("desk_applications_many", scene.programme.uid), said)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == ("refused", "standing")
    assert client.post(url("desk_applications_many", scene.programme.uid), {"act": "eat"}).status_code == 404


def test_one_application_with_its_story(scene: Scene, client: Client) -> None:
    application = seated(scene, who={"name": "甲三", "phone": "19900077123"})
    address = url("desk_application", application.uid)
    page = text(client.get(address))
    assert "甲三" in page
    assert "199****7123" in page
    assert "19900077123" not in page
    assert "给了座位" in page
    client.post(url("desk_move", application.uid), {"batch": str(batch(scene, 3).uid), "why": "换班", "agreed": "on"})
    assert Seat.objects.get(application=application, state="accepted").batch == batch(scene, 3)
    client.post(url("desk_take_away", application.uid), {"why": "取消"})
    assert not Seat.objects.filter(application=application, state="accepted").exists()
    client.post(url("desk_place", application.uid), {"batch": str(batch(scene, 2).uid), "why": "再排"})
    assert Seat.objects.get(application=application, state="offered").batch == batch(scene, 2)
    assert "请把理由和其他格子填好" in text(client.post(url("desk_place", application.uid), {"why": "x"}, follow=True))


def test_somebody_comes_instead(scene: Scene, client: Client) -> None:
    application = seated(scene)
    make_person(scene.street, phone="19900077200", name="甲四")
    client.post(url("desk_substitute", application.uid), {"phone": "19900077200", "why": "生病"})
    assert Seat.objects.get(state="accepted").application.person.name == "甲四"
    page = text(client.post(url("desk_substitute", application.uid), {"phone": "19900077201", "why": "x"}, follow=True))
    assert "没有人用这个手机号登记过" in page


def test_no_and_yes_again(scene: Scene, client: Client) -> None:
    application = scene.applicant()
    client.post(url("desk_refuse", application.uid), {"why": "不在职"})
    assert "不在职" in text(client.get(url("desk_application", application.uid)))
    client.post(url("desk_let_in", application.uid))
    application.refresh_from_db()
    assert application.state == "standing"


def test_costs_and_their_warning(scene: Scene, client: Client) -> None:
    seated(scene)
    trip = scene.trips[0]
    client.post(url("desk_costs", trip.uid), {"kind": "meals", "yuan": "250.50"})
    assert Cost.objects.get().fen == 25_050
    assert "标准是最多 200 元" in text(client.get(url("desk_trip", trip.uid)))
    assert "超过了标准" in text(client.get(url("desk_programme", scene.programme.uid)))
    client.post(url("desk_cost_drop", Cost.objects.get().uid))
    assert not Cost.objects.exists()
    client.post(url("desk_costs", trip.uid), {"kind": "meals", "yuan": "x"})
    assert not Cost.objects.exists()


def _rows(answer: Any) -> list[list[Any]]:
    content = b"".join(answer.streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_lists_to_take_along_are_written_down(scene: Scene, client: Client) -> None:
    number = impossible_id(77_001)
    seated(scene, who={"name": "甲五", "phone": "19900077300", "id_type": "mainland", "id_number": number})
    seated(scene, agreed=False, who={"name": "甲六"})
    trip = scene.trips[0]
    roster = client.post(url("desk_roster", trip.uid, "xlsx"))
    assert roster["Cache-Control"] == "no-store"
    rows = _rows(roster)
    assert [row[1] for row in rows[1:]] == ["甲五", "甲六"]
    assert "19900077300" in rows[1]
    insurance = client.post(url("desk_insurance", trip.uid, "xlsx"))
    assert insurance["Cache-Control"] == "no-store"
    rows = _rows(insurance)
    assert [row[1:4] for row in rows[1:]] == [["甲五", "居民身份证", number]]
    taken = Entry.objects.get(verb="trips.insurance_list_taken")
    assert taken.facts == {"batch": 1, "form": "xlsx", "count": 1}
    assert taken.actor_id == scene.officer.pk
    assert client.get(url("desk_insurance", trip.uid, "xlsx")).status_code == 405
    assert client.post(url("desk_insurance", trip.uid, "csv")).status_code == 404


def test_an_auditor_sees_but_takes_no_list(scene: Scene) -> None:
    seated(scene)
    auditor = browser(make_officer(scene.county, "auditor"))
    assert auditor.get(url("desk_trip", scene.trips[0].uid)).status_code == 200
    for name in ("desk_insurance", "desk_roster"):
        assert auditor.post(url(name, scene.trips[0].uid, "xlsx")).status_code == 403
    assert not Entry.objects.filter(verb__endswith="_taken").exists()


def test_papers(scene: Scene, client: Client) -> None:
    seated(scene)
    trip = scene.trips[0]
    for answer in (
        client.post(url("desk_roster", trip.uid, "pdf")),
        client.post(url("desk_insurance", trip.uid, "pdf")),
        client.get(url("desk_year_export", 2026, "pdf")),
    ):
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "no-store"
        assert answer.content.startswith(b"%PDF")


def test_the_year_in_numbers(scene: Scene, client: Client) -> None:
    seated(scene)
    money.add_cost(trip=scene.trips[0], kind="meals", fen=10_000, note="", by=scene.officer, at=timezone.now())
    assert "试验疗休养" in text(client.get(url("desk_year", 2026)))
    rows = _rows(client.get(url("desk_year_export", 2026, "xlsx")))
    assert rows[1][:8] == ["试验疗休养", 3, 6, 1, 1, 0, "100", "100"]
    assert rows[2][0] == "合计"
    assert client.get(url("desk_year_export", 2026, "csv")).status_code == 404


def test_applications_to_excel(scene: Scene, client: Client) -> None:
    scene.applicant(who={"name": "甲七", "phone": "19900077400"})
    rows = _rows(client.post(url("desk_applications_export", scene.programme.uid)))
    assert rows[1][:2] == ["甲七", "199****7400"]
    assert Entry.objects.get(verb="trips.applications_taken").facts == {"count": 1}


def test_somebody_without_a_phone_at_hand_is_signed_up(scene: Scene, client: Client) -> None:
    person = make_person(scene.street, phone="19900077500", occupation="courier")
    said = {"phone": "199 0007 7500", "wished": ["2"], "possible": ["2", "3"], "client_uid": str(uuid.uuid4())}
    address = url("desk_enter", scene.programme.uid)
    assert client.get(address).status_code == 200
    client.post(address, said)
    made = Application.objects.get(person=person)
    assert (made.wished, made.possible, made.way, made.entered_by) == ([2], [3], "desk", scene.officer)
    assert "没有人用这个手机号登记过" in text(client.post(address, {**said, "phone": "19900077501"}))
    Offering.objects.filter(pk=scene.programme.offering_id).update(state="sealed")
    make_person(scene.street, phone="19900077502")
    answer = client.post(address, {**said, "phone": "19900077502", "client_uid": str(uuid.uuid4())})
    assert answer.status_code == 200
    assert Application.objects.count() == 1


def test_a_batch_is_called_off_with_a_reason(scene: Scene, client: Client) -> None:
    seated(scene)
    trip = scene.trips[0]
    client.post(url("desk_call_off", trip.uid), {"why": " "})
    assert batch(scene, 1).state == "standing"
    client.post(url("desk_call_off", trip.uid), {"why": "台风"})
    assert (batch(scene, 1).state, batch(scene, 1).taken) == ("cancelled", 0)
    assert "这一批已经取消" in text(client.get(url("desk_trip", trip.uid)))


def test_a_roll_is_closed_once_the_trip_has_begun(scene: Scene, client: Client) -> None:
    application, trip = seated(scene), scene.trips[0]
    assert "还没开始" in text(client.post(url("desk_close_roll", trip.uid), follow=True))
    Batch.objects.filter(pk=trip.batch_id).update(starts_at=timezone.now() - datetime.timedelta(hours=2))
    assert "结束点名" in text(client.get(url("desk_trip", trip.uid)))
    client.post(url("desk_close_roll", trip.uid))
    assert Seat.objects.get(application=application).state == "missed"


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
    bad = {"whose": f"union:{uuid.uuid4()}", "guarantee": "1"}
    assert "请选一个工会" in text(client.post(url("desk_quota", scene.programme.uid), bad, follow=True))


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


def _addresses(scene: Scene) -> list[str]:
    """Every address below /desk/trips/ that names something, filled with what is there."""
    seated(scene)
    trip = scene.trips[0]
    about: dict[str, Any] = {
        "/applications/<uuid": scene.applicant(),
        "/trips/batches/<uuid": trip,
        "/routes/<uuid": scene.route,
        "/bases/<uuid": scene.route.base,
        "/costs/<uuid": Cost.objects.create(
            trip=trip, kind="meals", fen=5, at=timezone.now(), union_path=trip.union_path
        ),
    }
    found = []
    for pattern in urls.urlpatterns:
        way = str(pattern.pattern)
        if "<uuid:uid>" not in way:
            continue
        thing = next((row for part, row in about.items() if part in way), scene.programme)
        args = {"uid": thing.uid, "quota_uid": uuid.uuid4(), "form": "xlsx"}
        found.append(reverse(f"trips:{pattern.name}", kwargs={k: v for k, v in args.items() if f":{k}>" in way}))
    return found


def test_neighbours_see_and_change_nothing(scene: Scene) -> None:
    addresses = _addresses(scene)
    assert len(addresses) > 20
    other = browser(neighbour())
    before = Entry.objects.count()
    for address in addresses:
        answers = {other.get(address).status_code, other.post(address, {"to": "closed", "act": "place"}).status_code}
        assert answers <= {404, 405}, address
    assert "试验疗休养" not in text(other.get(url("desk_trips")))
    assert "甲山" not in text(other.get(url("desk_bases")))
    assert "试验疗休养" not in text(other.get(url("desk_year", 2026)))
    assert Entry.objects.count() == before


def test_strangers_and_workers_do_not_enter(scene: Scene) -> None:
    assert Client().get(url("desk_trips")).status_code == 302
    worker = browser(make_person(scene.street))
    assert worker.get(url("desk_trips")).status_code == 403
    assert worker.get(url("desk_programme", scene.programme.uid)).status_code == 403


def test_a_draft_belongs_to_the_desk() -> None:
    scene = make_scene(is_open=False)
    page = text(browser(scene.officer).get(url("desk_programme", scene.programme.uid)))
    assert "开始报名" in page
    assert Trip.objects.count() == 3
