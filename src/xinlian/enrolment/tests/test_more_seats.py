"""Seats added to a batch go to who waits, within the act that added them."""

import pytest
from django.utils import timezone

from xinlian.enrolment.actions import publishing, seats
from xinlian.enrolment.actions.offering import change_batch
from xinlian.enrolment.models import Batch, Offering, Seat
from xinlian.enrolment.queries.seats import drift
from xinlian.enrolment.tests.draws import LATER, make_case
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_application, make_batch, make_offering, make_officer, make_union

pytestmark = pytest.mark.django_db


def test_first_come_the_next_numbers_are_asked_at_once() -> None:
    offering, now = make_offering(make_union()), timezone.now()
    batch, officer = make_batch(offering, 1), make_officer(offering.union)
    seats.take(application=make_application(offering), batch=batch, way="first_come", by=None, at=now)
    line = [make_application(offering) for _ in range(3)]
    for one in line:
        seats.queue(application=one, batch=batch, by=None, at=now)
    changed = change_batch(batch=batch, values={"capacity": 3}, by=officer, at=now)
    assert set(Seat.objects.filter(state="offered").values_list("application", flat=True)) == {line[0].pk, line[1].pk}
    assert (changed.capacity, changed.taken) == (3, 3)
    assert drift() == []


def test_after_a_draw_seats_are_added_and_nothing_else_is_changed() -> None:
    case = make_case()
    publishing.publish(draw=case.seeded(), by=case.officer, at=LATER)
    batch = Batch.objects.select_related("offering").get(offering=case.offering, number=3)
    given = Seat.objects.count()
    for values in ({"name": "别的"}, {"capacity": batch.capacity - 1}, {"capacity": 9, "name": "别的"}):
        with pytest.raises(Refused, match="offering_unsealed"):
            change_batch(batch=batch, values=values, by=case.officer, at=LATER)
    waiting = case.offering.applications.filter(state="standing", level="waiting").order_by("lot")
    line = [one for one in waiting if batch.number in [*one.wished, *one.possible]]
    changed = change_batch(batch=batch, values={"capacity": batch.capacity + len(line)}, by=case.officer, at=LATER)
    offered = Seat.objects.filter(way="waitlist").values_list("application", flat=True)
    assert set(offered) == {one.pk for one in line} != set()
    assert (Seat.objects.count(), changed.taken) == (given + len(line), changed.capacity)
    assert drift() == []


def test_behind_a_seal_no_seat_is_added() -> None:
    case = make_case()
    case.seal()
    batch = Batch.objects.filter(offering=case.offering).first()
    assert batch is not None
    with pytest.raises(Refused, match="offering_unsealed"):
        change_batch(batch=batch, values={"capacity": 99}, by=case.officer, at=LATER)
    assert Offering.objects.get().state == "sealed"
