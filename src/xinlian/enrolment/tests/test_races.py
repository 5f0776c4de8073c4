"""Many at the same moment, on real connections: never oversold, the count right, the line in order, no deadlock."""

import random
import uuid

import pytest
from django.utils import timezone

from xinlian.enrolment.actions import attending, seats
from xinlian.enrolment.models import Attendance, Batch, Seat, Waiting
from xinlian.enrolment.queries.seats import drift
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_application, make_batch, make_offering, make_officer, make_union
from xinlian.testing.threads import outcomes

THREADS = 16
pytestmark = pytest.mark.usefixtures("emptied_afterwards")


def test_sixteen_at_once_never_oversell() -> None:
    offering, now = make_offering(make_union()), timezone.now()
    batch = make_batch(offering, 10)
    people = [make_application(offering) for _ in range(64)]

    def sign_up(one: object) -> None:
        try:
            seats.take(application=one, batch=batch, way="first_come", by=None, at=now)
        except Refused:
            seats.queue(application=one, batch=batch, by=None, at=now)

    assert outcomes([lambda one=one: sign_up(one) for one in people], THREADS) == [""] * 64
    assert Seat.objects.filter(batch=batch, state="accepted").count() == 10
    assert list(Waiting.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 55))
    assert drift() == []


def test_one_person_pressing_sixteen_times_has_one_seat() -> None:
    offering, now = make_offering(make_union()), timezone.now()
    batch, other = make_batch(offering, 9), make_batch(offering, 9)
    one = make_application(offering)
    take = [
        lambda place=place: seats.take(application=one, batch=place, way="first_come", by=None, at=now)
        for place in (batch, other) * 8
    ]
    assert sorted(outcomes(take, THREADS)) == [""] + ["seat_already"] * 15
    assert drift() == []


def test_freed_seats_pass_on_in_order_under_load() -> None:
    offering, now = make_offering(make_union()), timezone.now()
    batch = make_batch(offering, 16)
    first = [
        seats.take(application=make_application(offering), batch=batch, way="first_come", by=None, at=now)
        for _ in range(16)
    ]
    line = [make_application(offering) for _ in range(40)]
    for one in line:
        seats.queue(application=one, batch=batch, by=None, at=now)
    back = [lambda seat=seat: seats.give_back(seat=seat, by=seat.application.person, at=now) for seat in first]
    assert outcomes(back, THREADS) == [""] * 16
    served = Seat.objects.filter(batch=batch, way="waitlist").values_list("application", flat=True)
    assert set(served) == {one.pk for one in line[:16]}
    assert drift() == []


class Crowd:
    """An offering with three full batches and people waiting, and somebody who does anything at random."""

    def __init__(self) -> None:
        self.union, self.now, self.rng = make_union(), timezone.now(), random.Random(7)
        self.officer, self.offering = make_officer(self.union), make_offering(self.union)
        self.batches = [make_batch(self.offering, 6) for _ in range(3)]
        for batch in self.batches:
            for _ in range(6):
                one = make_application(self.offering)
                seats.take(application=one, batch=batch, way="first_come", by=None, at=self.now)
            for _ in range(14):
                seats.queue(application=make_application(self.offering), batch=batch, by=None, at=self.now)

    def something(self) -> None:
        """One act of a worker, an officer or the clock on some seat."""
        standing = Seat.objects.filter(state__in=("offered", "accepted")).select_related("batch__offering")
        seat, batch = self.rng.choice(list(standing)), self.rng.choice(self.batches)
        waiting = self.rng.choice(list(Waiting.objects.select_related("application")))
        own = {"seat": seat, "by": seat.application.person, "at": self.now}
        hand = {"why": "试", "by": self.officer, "at": self.now}
        self.rng.choice(
            [
                lambda: seats.accept(**own),
                lambda: seats.decline(**own),
                lambda: seats.give_back(**own),
                lambda: seats.move(seat=seat, batch=batch, **hand),
                lambda: seats.take_away(seat=seat, **hand),
                lambda: seats.place_by_hand(application=waiting.application, batch=batch, **hand),
                lambda: seats.fill(batch=batch, by=None, at=self.now),
            ]
        )()


def test_everything_at_once_keeps_the_count_and_blocks_nobody() -> None:
    crowd = Crowd()
    codes = set(outcomes([crowd.something] * 96, THREADS))
    assert codes <= {"", "seat_step", "batch_full", "seat_already", "same_batch"}
    assert drift() == []
    for batch in Batch.objects.all():
        left = Waiting.objects.filter(batch=batch).exclude(application__seats__isnull=False)
        assert batch.taken == batch.capacity or not left.exists()


def test_the_same_tick_from_sixteen_phones_is_one() -> None:
    union, now = make_union(), timezone.now()
    officer, offering = make_officer(union), make_offering(union)
    batch = make_batch(offering, starts_at=now)
    seat = seats.take(application=make_application(offering), batch=batch, way="first_come", by=None, at=now)
    same = uuid.uuid4()
    ticks = [
        lambda uid=uid: attending.mark(seat=seat, client_uid=uid, said_at=now, way="list", by=officer, at=now)
        for uid in [same, *(uuid.uuid4() for _ in range(7))] * 2
    ]
    assert outcomes(ticks, THREADS) == [""] * 16
    assert Attendance.objects.count() == 1
