"""Whoever leaves the platform holds no seat, stands in no open list, and leaves the counts right."""

import pytest
from django.utils import timezone

from xinlian.enrolment.actions import drawing, publishing, seats
from xinlian.enrolment.models import Application, Seat, Waiting
from xinlian.enrolment.queries.seats import drift
from xinlian.enrolment.tests.draws import LATER, NUMBERS, make_case
from xinlian.people.actions.erase import erase_person
from xinlian.testing.make import make_application, make_batch, make_offering, make_union

pytestmark = pytest.mark.django_db


def test_a_seat_passes_on_and_the_wish_is_withdrawn() -> None:
    now = timezone.now()
    offering = make_offering(make_union())
    batch = make_batch(offering, 1)
    one, two = make_application(offering, note="组长推荐"), make_application(offering)
    seats.take(application=one, batch=batch, way="first_come", by=None, at=now)
    seats.queue(application=two, batch=batch, by=None, at=now)
    erase_person(person=one.person, by=None, at=now)
    one.refresh_from_db()
    assert (one.state, one.note) == ("withdrawn", "")
    assert Seat.objects.get(application=one).state == "returned"
    assert Seat.objects.get(application=two).state == "offered"
    assert drift() == []


def test_out_of_the_waiting_list_of_a_draw() -> None:
    now = timezone.now()
    offering = make_offering(make_union(), mode="draw", state="drawn")
    batch = make_batch(offering, 0)
    gone, left = make_application(offering, lot=1, level="waiting"), make_application(offering, lot=2, level="waiting")
    erase_person(person=gone.person, by=None, at=now)
    type(batch).objects.update(capacity=1)
    batch.refresh_from_db()
    given = seats.fill(batch=batch, by=None, at=now)
    assert [seat.application_id for seat in given] == [left.pk]


def test_a_sealed_list_stays_as_it_was_sealed() -> None:
    offering = make_offering(make_union(), mode="draw", state="sealed")
    make_batch(offering, 1)
    one = make_application(offering)
    erase_person(person=one.person, by=None, at=timezone.now())
    assert Application.objects.get(pk=one.pk).state == "standing"
    assert Waiting.objects.count() == 0


@pytest.mark.parametrize("when", ["sealed", "bound", "seeded"])
def test_a_draw_goes_on_when_somebody_leaves_on_the_way(when: str) -> None:
    case = make_case()
    gone = case.applications[3].person
    Application.objects.update(possible=[1, 2, 3])  # else those who wait may all want another day
    draw = case.seal()
    if when == "sealed":
        erase_person(person=gone, by=None, at=LATER)
    several = case.promise(draw)
    if when == "bound":
        erase_person(person=gone, by=None, at=LATER)
    drawing.fix_seed(draw=draw, public_number="03 07 11", by=case.officer, at=LATER)
    for one, number in zip(several, NUMBERS, strict=True):
        drawing.reveal(witness=one, number=number, by=one.person, at=LATER)  # type: ignore[arg-type]
    draw.refresh_from_db()
    if when == "seeded":
        erase_person(person=gone, by=None, at=LATER)
    publishing.publish(draw=draw, by=case.officer, at=LATER)
    assert drift() == []
    assert not Seat.objects.filter(application__person=gone, state="offered").exists(), "no seat waits for nobody"
    assert Seat.objects.filter(state="offered").count() == 9, "it went to who is next"
