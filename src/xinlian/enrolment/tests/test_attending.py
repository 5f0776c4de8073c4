"""Who came: once, by whom it may be ticked, scanned oneself, taken back, and who stayed away."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.enrolment.actions import attending, seats
from xinlian.enrolment.models import Application, Attendance, Batch, Offering, Seat
from xinlian.enrolment.queries.seats import counts, drift, own_seat, roster, seat_of, seats_for
from xinlian.people.models import Person, Union
from xinlian.people.scope import viewer_of
from xinlian.rows.refusals import Refused
from xinlian.stations import front
from xinlian.testing.make import make_application, make_batch, make_offering, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def now() -> datetime.datetime:
    return timezone.now()


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


@pytest.fixture
def batch(county: Union, now: datetime.datetime) -> Batch:
    return make_batch(make_offering(county), 4, starts_at=now)


def seat_in(batch: Batch, now: datetime.datetime, **more: object) -> Seat:
    application = make_application(batch.offering)
    return seats.take(application=application, batch=batch, way="first_come", by=None, at=now, **more)


def tick(seat: Seat, by: Person, now: datetime.datetime, **more: object) -> Attendance:
    given = {"client_uid": uuid.uuid4(), "said_at": now, "way": "list", "at": now, **more}
    return attending.mark(seat=seat, by=by, **given)


def refusal(call: object) -> str:
    with pytest.raises(Refused) as no, transaction.atomic():
        call()  # type: ignore[operator]
    return no.value.code


def test_ticked_twice_is_ticked_once(batch: Batch, officer: Person, now: datetime.datetime) -> None:
    seat, uid = seat_in(batch, now), uuid.uuid4()
    first = tick(seat, officer, now, client_uid=uid)
    assert tick(seat, officer, now + HOUR, client_uid=uid) == first
    assert tick(seat, officer, now + HOUR) == first  # another phone says the same
    seat.refresh_from_db()
    assert (seat.state, Attendance.objects.count()) == ("attended", 1)
    assert tick(seat, officer, now, session="回程") != first
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(seat=seat, way="list", at=now, arrived_at=now, client_uid=uuid.uuid4())


def test_who_ticks(batch: Batch, officer: Person, now: datetime.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    seat, leader = seat_in(batch, now), make_person()
    assert refusal(lambda: tick(seat, leader, now)) == "role_marshal"
    assert refusal(lambda: tick(seat, make_officer(make_union()), now)) == "role_marshal"
    assert tick(seat, officer, now).marked_by == officer
    Offering.objects.update(room="stations")
    monkeypatch.setattr(front, "marshals", lambda batch: {leader.pk}, raising=False)
    assert tick(Seat.objects.get(), leader, now, session="回程").marked_by == leader


def test_only_with_a_seat_and_in_time(batch: Batch, officer: Person, now: datetime.datetime) -> None:
    gone = seat_in(batch, now)
    late = now + datetime.timedelta(days=30)
    assert refusal(lambda: tick(gone, officer, now - 20 * HOUR, at=now)) == "tick_not_too_early"
    assert refusal(lambda: tick(gone, officer, late)) == "tick_not_too_late"
    seats.take_away(seat=gone, why="重复", by=officer, at=now)
    assert refusal(lambda: tick(gone, officer, now)) == "seat_stands"
    assert tick(seat_in(batch, now), officer, now + HOUR, at=now).at == now  # a phone whose clock runs ahead


def test_coming_without_an_answer_is_an_answer(batch: Batch, officer: Person, now: datetime.datetime) -> None:
    seat = seat_in(batch, now, answer_by=now + HOUR)
    tick(seat, officer, now)
    seat.refresh_from_db()
    assert (seat.state, seat.answered_at) == ("attended", now)


def test_a_tick_taken_back_stays_taken_back(batch: Batch, officer: Person, now: datetime.datetime) -> None:
    seat, uid = seat_in(batch, now), uuid.uuid4()
    made = tick(seat, officer, now, client_uid=uid)
    attending.undo(attendance=made, by=officer, at=now)
    attending.undo(attendance=made, by=officer, at=now + HOUR)
    assert tick(seat, officer, now, client_uid=uid).undone_at == now
    seat.refresh_from_db()
    assert seat.state == "accepted"
    assert tick(seat, officer, now) != made
    assert refusal(lambda: attending.undo(attendance=made, by=make_person(), at=now)) == "role_marshal"


def test_the_code_on_the_spot(batch: Batch, now: datetime.datetime) -> None:
    seat = seat_in(batch, now)
    person, code = seat.application.person, attending.proof_of(batch)
    scan = {"batch": batch, "client_uid": uuid.uuid4(), "said_at": now, "at": now}
    assert refusal(lambda: attending.here(proof="AAAA", by=person, **scan)) == "here_not_proven"
    assert refusal(lambda: attending.here(proof=code, by=make_person(), **scan)) == "here_no_seat"
    assert attending.here(proof=code, by=person, **scan).way == "code"
    assert attending.here(proof=code, by=person, **scan) == Attendance.objects.get()


def test_who_stayed_away(batch: Batch, officer: Person, now: datetime.datetime) -> None:
    came, stayed, silent = seat_in(batch, now), seat_in(batch, now), seat_in(batch, now, answer_by=now + HOUR)
    assert refusal(lambda: attending.close_roll(batch=batch, by=officer, at=now - HOUR)) == "batch_not_begun"
    tick(came, officer, now)
    assert attending.close_roll(batch=batch, by=officer, at=now + HOUR) == 1
    states = dict(Seat.objects.values_list("pk", "state"))
    assert states == {came.pk: "attended", stayed.pk: "missed", silent.pk: "offered"}
    tick(stayed, officer, now, at=now + 2 * HOUR)  # the leader's phone found a network only now
    assert Seat.objects.get(pk=stayed.pk).state == "attended"
    assert attending.close_roll(batch=batch, by=officer, at=now + 3 * HOUR) == 0
    assert drift() == []


def test_the_roster(batch: Batch, officer: Person, now: datetime.datetime, django_assert_num_queries: object) -> None:
    came, stayed = seat_in(batch, now), seat_in(batch, now)
    tick(came, officer, now)
    with django_assert_num_queries(2):  # type: ignore[operator]
        rows = {row.seat: row for row in roster(batch)}
    assert (rows[came].attended, rows[stayed].attended) == (True, False)
    assert rows[came].union == "甲县总工会"
    assert rows[came].phone.count("*") >= 4


def test_the_numbers(batch: Batch, now: datetime.datetime, django_assert_num_queries: object) -> None:
    for _ in range(3):
        seat_in(batch, now)
    seat_in(batch, now, answer_by=now + HOUR)
    Batch.objects.update(capacity=4)
    waiting = make_application(batch.offering)
    seats.queue(application=waiting, batch=batch, by=None, at=now)
    with django_assert_num_queries(3):  # type: ignore[operator]
        (numbers,) = counts(batch.offering)
    assert (numbers.offered, numbers.accepted, numbers.waiting, numbers.free) == (1, 3, 1, 0)


def test_ones_own_seat_and_whose_are_seen(batch: Batch, officer: Person, now: datetime.datetime) -> None:
    seat = seat_in(batch, now)
    person = seat.application.person
    assert own_seat(person, batch) == seat_of(seat.application) == seat
    assert own_seat(officer, batch) is None
    today = timezone.localdate(now)
    assert list(seats_for(viewer_of(person, today))) == list(seats_for(viewer_of(officer, today))) == [seat]
    assert list(seats_for(viewer_of(make_officer(make_union()), today))) == []
    assert seat_of(make_application(batch.offering)) is None
    assert Application.objects.count() == 2
