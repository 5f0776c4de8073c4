"""What a leader's and a worker's phone say later, through the one door for phones."""

import datetime
import json
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.enrolment.actions import attending, seats
from xinlian.enrolment.models import Attendance, Batch, Seat
from xinlian.people.marks import mark
from xinlian.people.models import Person
from xinlian.testing.make import make_application, make_batch, make_offering, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime.datetime:
    return timezone.now()


@pytest.fixture
def batch(now: datetime.datetime) -> Batch:
    return make_batch(make_offering(make_union()), starts_at=now - datetime.timedelta(hours=2))


@pytest.fixture
def seat(batch: Batch, now: datetime.datetime) -> Seat:
    application = make_application(batch.offering)
    return seats.take(application=application, batch=batch, way="first_come", by=None, at=now)


def send(person: Person, *items: dict[str, object]) -> list[dict[str, object]]:
    """What becomes of things said an hour ago."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    sent = 1_700_000_000_000
    whole = [{"uid": str(uuid.uuid4()), "as": mark(person), "said_at": sent - 3_600_000, **item} for item in items]
    body = json.dumps({"sent_at": sent, "items": whole})
    answer = client.post("/sync/", body, content_type="application/json")
    return [{key: value for key, value in one.items() if key != "uid"} for one in answer.json()["results"]]


def test_a_leader_ticks_offline(batch: Batch, seat: Seat, now: datetime.datetime) -> None:
    officer, uid = make_officer(batch.offering.union), str(uuid.uuid4())
    tick = {"kind": "attend", "uid": uid, "seat": str(seat.uid), "name": "试验"}
    first, second = send(officer, tick, tick)
    assert first == second
    assert first["ok"]
    made = Attendance.objects.get()
    assert abs(made.at - now + datetime.timedelta(hours=1)) < datetime.timedelta(minutes=1)
    assert send(officer, {**tick, "uid": str(uuid.uuid4()), "here": "0"}) == [first]
    assert send(officer, tick) == [first]
    seat.refresh_from_db()
    assert seat.state == "accepted"


def test_strangers_and_nonsense(batch: Batch, seat: Seat) -> None:
    officer = make_officer(batch.offering.union)
    tick = {"kind": "attend", "seat": str(seat.uid)}
    codes = [one["code"] for one in send(make_person(), tick)]
    codes += [one["code"] for one in send(officer, {**tick, "seat": str(uuid.uuid4())}, {**tick, "seat": "x"})]
    codes += [one["code"] for one in send(officer, {"kind": "here", "batch": str(uuid.uuid4())})]
    assert codes == ["role_marshal", "seat_stands", "sync_malformed", "batch_unknown"]
    assert Attendance.objects.count() == 0


def test_a_worker_scans_offline(batch: Batch, seat: Seat) -> None:
    scan = {"kind": "here", "batch": str(batch.uid), "proof": attending.proof_of(batch), "title": "试验"}
    (no,) = send(seat.application.person, {**scan, "proof": "A" * 16})
    assert no["code"] == "here_not_proven"
    (yes,) = send(seat.application.person, scan)
    assert yes["answer"]["way"] == "code"
