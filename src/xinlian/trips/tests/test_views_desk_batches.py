"""A batch at the desk: its costs, its lists to take along, called off, its roll; and the year."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.enrolment.models import Batch, Seat
from xinlian.journal.models import Entry
from xinlian.testing.make import impossible_id, make_officer
from xinlian.trips.actions import money
from xinlian.trips.models import Cost
from xinlian.trips.tests.scene import Scene, batch, browser, make_scene, seated, table_rows, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def client(scene: Scene) -> Client:
    return browser(scene.officer)


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


def test_lists_to_take_along_are_written_down(scene: Scene, client: Client) -> None:
    number = impossible_id(77_001)
    seated(scene, who={"name": "甲五", "phone": "19900077300", "id_type": "mainland", "id_number": number})
    seated(scene, agreed=False, who={"name": "甲六"})
    trip = scene.trips[0]
    roster = client.post(url("desk_roster", trip.uid, "xlsx"))
    assert roster["Cache-Control"] == "no-store"
    rows = table_rows(roster)
    assert [row[1] for row in rows[1:]] == ["甲五", "甲六"]
    assert "19900077300" in rows[1]
    insurance = client.post(url("desk_insurance", trip.uid, "xlsx"))
    assert insurance["Cache-Control"] == "no-store"
    rows = table_rows(insurance)
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
    rows = table_rows(client.get(url("desk_year_export", 2026, "xlsx")))
    assert rows[1][:8] == ["试验疗休养", 3, 6, 1, 1, 0, "100", "100"]
    assert rows[2][0] == "合计"
    assert client.get(url("desk_year_export", 2026, "csv")).status_code == 404


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
