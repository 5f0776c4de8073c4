"""The one tap and the form lead to the same seats: whoever comes by either is asked the same and gets the same."""

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from xinlian.enrolment.actions import seats
from xinlian.enrolment.actions.applying import apply, withdraw
from xinlian.enrolment.actions.first_come import sign_up
from xinlian.enrolment.actions.offering import set_groups
from xinlian.enrolment.actions.refusing import let_in, turn_down
from xinlian.enrolment.models import Application, Batch, Offering, Seat, Waiting
from xinlian.enrolment.queries.first_come import standing
from xinlian.enrolment.queries.seats import drift
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_batch, make_offering, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
Door = Callable[[Person, Batch], Application]


def tap(person: Person, batch: Batch, by: Person | None = None) -> Application:
    batch = Batch.objects.select_related("offering").get(pk=batch.pk)
    said = {"client_uid": uuid.uuid4(), "by": by or person, "at": timezone.now()}
    return sign_up(offering=batch.offering, batch=batch, person=person, **said)  # type: ignore[arg-type]


def form(person: Person, batch: Batch, by: Person | None = None) -> Application:
    said = {"client_uid": uuid.uuid4(), "by": by or person, "at": timezone.now()}
    return apply(offering=batch.offering, person=person, wished=[batch.number], possible=[], **said)  # type: ignore[arg-type]


@pytest.fixture(params=[tap, form], ids=["tap", "form"])
def door(request: pytest.FixtureRequest) -> Door:
    way: Door = request.param
    return way


@pytest.fixture
def batch() -> Batch:
    return make_batch(make_offering(make_union("甲县总工会")), 1)


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as no, transaction.atomic():
        call()
    return no.value.code


def somebody(batch: Batch, **more: str) -> Person:
    return make_person(batch.offering.union, **more)


def test_a_seat_then_numbers_and_nothing_counted_twice(door: Door, batch: Batch) -> None:
    people = [somebody(batch) for _ in range(3)]
    found = [standing(door(one, batch)) for one in people]
    assert [(one.kind, one.state, one.number) for one in found] == [
        ("seat", "accepted", 0),
        ("queue", "", 1),
        ("queue", "", 2),
    ]
    assert Seat.objects.get().way == "first_come"
    assert drift() == []


def test_everybody_stands_in_their_group(door: Door, batch: Batch) -> None:
    officer = make_officer(batch.offering.union)
    groups = [("骑手", ["courier"]), ("其他", [])]
    set_groups(offering=batch.offering, groups=groups, by=officer, at=timezone.now())
    names = [door(somebody(batch, occupation=one), batch).group for one in ("courier", "domestic")]
    assert [group.name for group in names if group] == ["骑手", "其他"]


def test_whoever_gave_a_seat_up_is_told_that_it_is_full(door: Door, batch: Batch) -> None:
    one, two = somebody(batch), somebody(batch)
    door(one, batch)
    seats.give_back(seat=Seat.objects.get(), by=one, at=timezone.now())
    door(two, batch)
    assert refusal(lambda: door(one, batch)) == "batch_full"
    assert not Waiting.objects.exists(), "a number that would never be called"


def test_an_officer_s_no_is_taken_back_by_an_officer_alone(door: Door, batch: Batch) -> None:
    person, officer, now = somebody(batch), make_officer(batch.offering.union), timezone.now()
    withdraw(application=door(person, batch), by=person, at=now)
    one = door(somebody(batch), batch)
    seats.take_away(seat=Seat.objects.get(application=one, state="accepted"), why="试", by=officer, at=now)
    turn_down(application=one, why="试", by=officer, at=now)
    assert refusal(lambda: door(one.person, batch)) == "application_standing"
    assert Application.objects.get(pk=one.pk).state == "refused"
    let_in(application=one, by=officer, at=now)
    assert door(one.person, batch).state == "standing"


def test_the_office_enters_again_whom_it_refused(batch: Batch) -> None:
    person, officer, now = somebody(batch), make_officer(batch.offering.union), timezone.now()
    said = {"offering": batch.offering, "person": person, "wished": [1], "possible": [], "at": now}
    Application.objects.filter(pk=form(person, batch).pk).update(state="refused")
    again = apply(**said, client_uid=uuid.uuid4(), by=officer, way="desk", note="查过了")  # type: ignore[arg-type]
    assert (again.state, again.note) == ("standing", "查过了")


def test_nobody_waits_for_what_is_called_off_or_over(door: Door, batch: Batch) -> None:
    door(somebody(batch), batch)
    past = timezone.now() - datetime.timedelta(days=1)
    Batch.objects.update(starts_at=past, ends_at=past)
    assert refusal(lambda: door(somebody(batch), batch)) == "batch_not_over"
    Batch.objects.update(state="cancelled")
    assert refusal(lambda: door(somebody(batch), batch)) in {"batch_standing", "dates_known"}


def test_nobody_comes_in_for_another_or_at_another_time(door: Door, batch: Batch) -> None:
    assert refusal(lambda: door(somebody(batch), batch, by=make_person())) == "role_officer"  # type: ignore[call-arg]
    Offering.objects.update(closes_at=timezone.now())
    batch.refresh_from_db()
    assert refusal(lambda: door(somebody(batch), batch)) == "offering_not_over"


def test_the_tap_asks_little(batch: Batch, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    people = [somebody(batch) for _ in range(2)]
    for one in people:
        with django_assert_max_num_queries(19):
            tap(one, batch)
