"""Seats: given once, never more than there are, answered in time, passed on in order, by hand only with a reason."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.enrolment.actions import seats
from xinlian.enrolment.due import DUE
from xinlian.enrolment.models import Application, Batch, Offering, Seat, Waiting
from xinlian.enrolment.queries.seats import drift
from xinlian.enrolment.queries.waiting import place_in_line
from xinlian.journal.models import Entry
from xinlian.notices.models import Notice
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
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
def offering(county: Union) -> Offering:
    return make_offering(county)


@pytest.fixture
def batch(offering: Offering) -> Batch:
    return make_batch(offering, 2)


@pytest.fixture(autouse=True)
def _counted() -> object:
    """Whatever a test does, every batch counts exactly the seats that stand."""
    yield
    assert drift() == []


def take(batch: Batch, now: datetime.datetime, **more: object) -> Seat:
    """A seat for somebody new."""
    application = more.pop("application", None) or make_application(batch.offering)
    return seats.take(application=application, batch=batch, way="first_come", by=None, at=now, **more)


def refusal(call: object) -> str:
    with pytest.raises(Refused) as no, transaction.atomic():
        call()  # type: ignore[operator]
    return no.value.code


def test_a_seat_is_counted_and_written_down(batch: Batch, now: datetime.datetime) -> None:
    seat = take(batch, now)
    batch.refresh_from_db()
    assert (batch.taken, seat.state, seat.union_path) == (1, "accepted", batch.union_path)
    assert Entry.objects.get(verb="seat.given").facts == {"batch": 1, "way": "first_come"}


def test_no_seat_beyond_the_last(batch: Batch, now: datetime.datetime) -> None:
    take(batch, now)
    take(batch, now)
    assert refusal(lambda: take(batch, now)) == "batch_full"
    assert Seat.objects.count() == 2


def test_nobody_has_two_seats(offering: Offering, batch: Batch, now: datetime.datetime) -> None:
    seat = take(batch, now)
    other = make_batch(offering)
    assert refusal(lambda: take(other, now, application=seat.application)) == "seat_already"


def test_what_cannot_be_taken(offering: Offering, batch: Batch, county: Union, now: datetime.datetime) -> None:
    elsewhere = make_batch(make_offering(county))
    stranger = make_application(offering)
    assert refusal(lambda: take(elsewhere, now, application=stranger)) == "batch_of_offering"
    gone = make_application(offering, state="withdrawn")
    assert refusal(lambda: take(batch, now, application=gone)) == "application_standing"
    assert refusal(lambda: take(batch, now + datetime.timedelta(days=99))) == "batch_not_over"
    Batch.objects.filter(pk=batch.pk).update(state="cancelled")
    assert refusal(lambda: take(batch, now)) == "batch_full"  # a stale object: the database knows better
    batch.refresh_from_db()
    assert refusal(lambda: take(batch, now)) == "batch_standing"


def test_the_database_is_the_last_guard(batch: Batch, now: datetime.datetime) -> None:
    seat = take(batch, now)
    copy = Seat(application=seat.application, batch=batch, state="offered", way="draw", given_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(taken=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(taken=-1)


def test_many_at_once_are_all_or_none(offering: Offering, batch: Batch, now: datetime.datetime) -> None:
    three = [make_application(offering) for _ in range(3)]
    give = {"batch": batch, "way": "draw", "by": None, "at": now, "answer_by": now + HOUR}
    assert refusal(lambda: seats.take_many(applications=three, **give)) == "batch_full"
    assert Seat.objects.count() == 0
    assert [seat.state for seat in seats.take_many(applications=three[:2], **give)] == ["offered", "offered"]
    assert refusal(lambda: seats.take_many(applications=three[:1], **give)) == "seat_already"


def test_only_oneself_and_officers_take(batch: Batch, officer: Person, now: datetime.datetime) -> None:
    application = make_application(batch.offering)
    give = {"application": application, "batch": batch, "way": "first_come", "at": now}
    assert refusal(lambda: seats.take(by=make_person(), **give)) == "role_officer"
    assert refusal(lambda: seats.take(by=make_officer(make_union()), **give)) == "role_officer"
    assert seats.take(by=application.person, **give).given_by == application.person


def test_yes_and_no(batch: Batch, now: datetime.datetime) -> None:
    seat = take(batch, now, answer_by=now + HOUR)
    person = seat.application.person
    assert refusal(lambda: seats.accept(seat=seat, by=make_person(), at=now)) == "role_officer"
    assert refusal(lambda: seats.accept(seat=seat, by=person, at=now + 2 * HOUR)) == "answer_in_time"
    assert seats.accept(seat=seat, by=person, at=now).state == "accepted"
    assert seats.accept(seat=seat, by=person, at=now).state == "accepted"  # a second tap is the same yes
    assert Entry.objects.filter(verb="seat.accepted").count() == 1
    assert refusal(lambda: seats.decline(seat=seat, by=person, at=now)) == "seat_step"
    assert seats.give_back(seat=seat, by=person, at=now).state == "returned"
    assert seats.give_back(seat=seat, by=person, at=now).state == "returned"
    batch.refresh_from_db()
    assert batch.taken == 0
    assert refusal(lambda: seats.decline(seat=seat, by=person, at=now)) == "seat_step"  # not one below none


def test_a_seat_is_not_given_back_once_it_has_begun(batch: Batch, now: datetime.datetime) -> None:
    seat = take(batch, now)
    late = batch.starts_at + HOUR
    assert refusal(lambda: seats.give_back(seat=seat, by=seat.application.person, at=late)) == "batch_begun"


def queued(batch: Batch, now: datetime.datetime, count: int = 1) -> list[Application]:
    """Some who wait for a batch, in order."""
    waiting = [make_application(batch.offering) for _ in range(count)]
    numbers = [seats.queue(application=one, batch=batch, by=None, at=now) for one in waiting]
    assert numbers == sorted(numbers)
    return waiting


def test_a_freed_seat_goes_to_who_is_next(batch: Batch, now: datetime.datetime) -> None:
    first, second = take(batch, now), take(batch, now)
    one, two, three = queued(batch, now, 3)
    assert place_in_line(three, batch) == 2
    seats.give_back(seat=first, by=first.application.person, at=now)
    offered = Seat.objects.get(application=one)
    assert (offered.state, offered.way, offered.answer_by) == ("offered", "waitlist", now + 72 * HOUR)
    assert place_in_line(three, batch) == 1
    assert place_in_line(one, batch) is None
    seats.decline(seat=offered, by=one.person, at=now)
    assert Seat.objects.get(application=two).state == "offered"
    seats.give_back(seat=second, by=second.application.person, at=now)
    assert Seat.objects.get(application=three).state == "offered"
    assert Seat.objects.filter(application=one).count() == 1  # who said no is not asked again


def test_a_number_is_given_once(batch: Batch, now: datetime.datetime) -> None:
    take(batch, now)
    take(batch, now)
    (one,) = queued(batch, now)
    assert seats.queue(application=one, batch=batch, by=None, at=now) == 1
    assert Waiting.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiting.objects.create(application=make_application(batch.offering), batch=batch, number=1, since=now)


def test_nobody_waits_while_a_seat_is_free(batch: Batch, now: datetime.datetime) -> None:
    (one,) = queued(batch, now)
    assert Seat.objects.get(application=one).state == "offered"


def test_withdrawn_people_are_passed_over(batch: Batch, now: datetime.datetime) -> None:
    first, _ = take(batch, now), take(batch, now)
    one, two = queued(batch, now, 2)
    Application.objects.filter(pk=one.pk).update(state="withdrawn")
    seats.give_back(seat=first, by=first.application.person, at=now)
    assert list(Seat.objects.filter(way="waitlist").values_list("application", flat=True)) == [two.pk]


def drawn(
    county: Union, capacity: int, lots: list[tuple[int, list[int], list[int]]]
) -> tuple[Batch, list[Application]]:
    """A drawn offering with two batches, and applications by (lot, wished, possible)."""
    offering = make_offering(county, mode="draw", state="drawn")
    batch, _ = make_batch(offering, capacity), make_batch(offering, 0)
    return batch, [make_application(offering, lot=lot, wished=w, possible=p) for lot, w, p in lots]


def test_after_a_draw_the_lots_are_the_line(county: Union, officer: Person, now: datetime.datetime) -> None:
    batch, people = drawn(county, 2, [(9, [1], []), (2, [2], []), (5, [2], [1]), (7, [1], [])])
    given = seats.fill(batch=batch, by=officer, at=now)
    assert [seat.application for seat in given] == [people[2], people[3]]
    assert refusal(lambda: seats.fill(batch=batch, by=make_person(), at=now)) == "role_officer"


def test_a_party_gets_seats_together_or_waits(county: Union, now: datetime.datetime) -> None:
    batch, people = drawn(county, 1, [(1, [1], []), (1, [1], []), (2, [1], [])])
    assert [seat.application for seat in seats.fill(batch=batch, by=None, at=now)] == [people[2]]
    Batch.objects.filter(pk=batch.pk).update(capacity=3)
    assert {seat.application for seat in seats.fill(batch=batch, by=None, at=now)} == set(people[:2])


def test_nothing_is_passed_on_before_the_draw_nor_after_the_start(county: Union, now: datetime.datetime) -> None:
    batch, _ = drawn(county, 1, [(1, [1], [])])
    assert seats.fill(batch=batch, by=None, at=batch.starts_at) == []
    Offering.objects.update(state="sealed")
    batch.offering.refresh_from_db()
    assert seats.fill(batch=batch, by=None, at=now) == []


def test_unanswered_offers_lapse_and_pass_on(batch: Batch, now: datetime.datetime) -> None:
    take(batch, now)
    silent = take(batch, now, answer_by=now + HOUR)
    (one,) = queued(batch, now)
    assert seats.lapse_overdue(by=None, at=now + HOUR) == 0
    ((_, _, job),) = DUE
    job(now + 2 * HOUR)
    silent.refresh_from_db()
    assert silent.state == "lapsed"
    offered = Seat.objects.get(application=one)
    assert offered.answer_by == now + 74 * HOUR
    assert seats.lapse_overdue(by=None, at=now + 3 * HOUR) == 0


def test_added_seats_reach_who_waits(batch: Batch, now: datetime.datetime) -> None:
    take(batch, now)
    take(batch, now)
    (one,) = queued(batch, now)
    Batch.objects.filter(pk=batch.pk).update(capacity=3)
    assert seats.fill_free(by=None, at=now) == 1
    assert Seat.objects.get(application=one).way == "waitlist"


def test_by_hand_needs_a_role_and_a_reason(batch: Batch, officer: Person, now: datetime.datetime) -> None:
    application = make_application(batch.offering)
    hand = {"application": application, "batch": batch, "at": now}
    assert refusal(lambda: seats.place_by_hand(by=application.person, why="照顾", **hand)) == "role_officer"
    assert refusal(lambda: seats.place_by_hand(by=officer, why="  ", **hand)) == "why_needed"
    assert refusal(lambda: seats.place_by_hand(by=officer, why="长" * 201, **hand)) == "why_too_long"
    seat = seats.place_by_hand(by=officer, why=" 工伤后休养 ", **hand)
    assert (seat.why, seat.state, seat.way) == ("工伤后休养", "offered", "officer")


def test_moving_frees_the_old_seat(offering: Offering, batch: Batch, officer: Person, now: datetime.datetime) -> None:
    first, _ = take(batch, now), take(batch, now)
    (one,) = queued(batch, now)
    other = make_batch(offering, 1)
    change = {"why": "孩子考试", "by": officer, "at": now}
    assert refusal(lambda: seats.move(seat=first, batch=batch, **change)) == "same_batch"
    new = seats.move(seat=first, batch=other, agreed=True, **change)
    first.refresh_from_db()
    assert (first.state, new.state, new.batch) == ("moved", "accepted", other)
    assert Seat.objects.get(application=one).batch == batch
    assert refusal(lambda: seats.move(seat=Seat.objects.get(application=one), batch=other, **change)) == "batch_full"
    assert refusal(lambda: seats.move(seat=first, batch=make_batch(offering), **change)) == "seat_step"


def test_what_was_taken_away_goes_to_the_next(batch: Batch, officer: Person, now: datetime.datetime) -> None:
    first, _ = take(batch, now), take(batch, now)
    (one,) = queued(batch, now)
    gone = seats.take_away(seat=first, why="重复报名", by=officer, at=now)
    gone.refresh_from_db()
    assert (gone.state, gone.why) == ("revoked", "重复报名")
    assert Seat.objects.get(application=one).state == "offered"


def test_a_substitute_of_the_same_union(batch: Batch, county: Union, officer: Person, now: datetime.datetime) -> None:
    first, _ = take(batch, now), take(batch, now)
    queued(batch, now)
    change = {"seat": first, "why": "临时出车", "by": officer, "at": now}
    assert refusal(lambda: seats.substitute(person=make_person(make_union()), **change)) == "same_union"
    mate = make_person(county)
    new = seats.substitute(person=mate, **change)
    assert (new.application.person, new.way, new.state) == (mate, "substitute", "accepted")
    assert not Seat.objects.filter(way="waitlist").exists()  # the seat was not free in between
    assert refusal(lambda: seats.substitute(person=make_person(county), **change)) == "seat_step"


def test_people_of_a_cancelled_batch_wait_again(county: Union, officer: Person, now: datetime.datetime) -> None:
    batch, (one, *_) = drawn(county, 1, [(1, [1], [2])])
    other = Batch.objects.get(offering=batch.offering, number=2)
    seats.fill(batch=batch, by=None, at=now)
    assert seats.call_off(batch=batch, why="台风", by=officer, at=now) == 1
    Batch.objects.filter(pk=other.pk).update(capacity=1)
    seats.fill(batch=other, by=None, at=now)
    assert Seat.objects.get(batch=other).application == one
    assert refusal(lambda: seats.call_off(batch=batch, why="台风", by=officer, at=now)) == "batch_begun"


def test_people_are_told_once(offering: Offering, batch: Batch, officer: Person, now: datetime.datetime) -> None:
    first, _ = take(batch, now), take(batch, now)
    one, two = queued(batch, now, 2)
    seats.give_back(seat=first, by=first.application.person, at=now)
    ((_, _, job),) = DUE
    for hours in (1, 49, 50, 73, 74):
        job(now + hours * HOUR)
    told = list(Notice.objects.filter(person=one.person).order_by("made_at").values_list("kind", flat=True))
    assert told == ["enrolment.waitlist_moved", "enrolment.seat_reminder", "enrolment.seat_lapsed"]
    assert Notice.objects.get(person=two.person).facts["batch"] == 1
    seats.call_off(batch=batch, why="台风", by=officer, at=now)
    assert Notice.objects.filter(kind="enrolment.batch_cancelled", facts__why="台风").count() == 2
    other = make_batch(offering)
    (seat,) = seats.take_many(
        applications=[make_application(offering)], batch=other, way="draw", by=None, at=now, answer_by=now + HOUR
    )
    assert Notice.objects.get(person=seat.application.person).kind == "enrolment.seat_offered"
    seats.move(seat=seat, batch=make_batch(offering), why="孩子考试", by=officer, at=now)
    assert Notice.objects.filter(person=seat.application.person, kind="enrolment.batch_changed").count() == 1


def test_client_uids_are_unique(batch: Batch) -> None:
    uid = uuid.uuid4()
    make_application(batch.offering, client_uid=uid)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_application(batch.offering, client_uid=uid)
