"""Seats are made here and nowhere else: taken, queued for, and passed on to who is next.

Whoever holds the row of a batch may wait for seats, never the other way round, and two batches are taken in the
order of their ids: so no two transactions wait for each other. A fresh application's own seat is wanted by nobody
else; `take` therefore inserts it first and touches the hot row of the batch last.
"""

import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from xinlian.enrolment.models import Application, Batch, Seat, Waiting
from xinlian.enrolment.queries.waiting import in_line, times
from xinlian.enrolment.rules import seats as rules
from xinlian.enrolment.telling import about_seats
from xinlian.enrolment.who import acting, may_give, may_run
from xinlian.journal.actions import record, record_many
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand


@transaction.atomic
def take(
    *,
    application: Application,
    batch: Batch,
    way: str,
    by: Person | None,
    at: datetime.datetime,
    answer_by: datetime.datetime | None = None,
    why: str = "",
) -> Seat:
    """Give a seat of a batch to an application: offered when there is a deadline to answer, else accepted.

    Raises Refused: batch_full, seat_already, application_standing, batch_of_offering, batch_standing, batch_not_over.
    """
    _may(by, application, at)
    seat = insert(application=application, batch=batch, way=way, by=by, at=at, answer_by=answer_by, why=why)
    hold(batch.pk)
    return seat


@transaction.atomic
def take_many(
    *,
    applications: Sequence[Application],
    batch: Batch,
    way: str,
    by: Person | None,
    at: datetime.datetime,
    answer_by: datetime.datetime | None = None,
    again: bool = False,
) -> list[Seat]:
    """As `take`, for many of one batch at once: all of them or none. `again`: also who had a seat in a batch that is over."""
    if by is not None:
        demand(may_give(acting(by, at), batch.offering.union_path, "", oneself=False))
    for application in applications:
        _may_now(application, batch, at)
    seats = [_seat(application, batch, way, by, at, answer_by, "") for application in applications]
    before = times([application.pk for application in applications], at) if again else {}
    for seat in seats:
        seat.again = before.get(seat.application_id, 0)
    try:
        Seat.objects.bulk_create(seats, batch_size=1000)
    except IntegrityError as error:
        raise Refused("seat_already") from error
    record_many("seat.given", seats, by=by, at=at, batch=batch.number, way=way)
    hold(batch.pk, len(seats))
    if answer_by is not None:
        about_seats("seat_offered", seats, by=by, at=at)
    return seats


@transaction.atomic
def queue(*, application: Application, batch: Batch, by: Person | None, at: datetime.datetime) -> int:
    """Its number in the waiting list of a batch, given once. A seat that came free meanwhile is passed on at once."""
    _may(by, application, at)
    _may_now(application, batch, at)
    known = Waiting.objects.filter(application=application, batch=batch).first()
    if known is not None:
        return known.number
    Batch.objects.filter(pk=batch.pk).update(queued=F("queued") + 1)
    number, capacity, taken = Batch.objects.values_list("queued", "capacity", "taken").get(pk=batch.pk)
    row = Waiting(application=application, batch=batch, number=number, since=at)
    row.union_path, row.shard = batch.union_path, batch.shard
    row.save(force_insert=True)
    Application.objects.filter(pk=application.pk).update(level="waiting")
    record("seat.queued", row, by=by, at=at, batch=batch.number, number=number)
    if taken < capacity:
        serve(batch=batch, by=None, at=at)
    return number


@transaction.atomic
def fill(*, batch: Batch, by: Person | None, at: datetime.datetime) -> list[Seat]:
    """Offer the free seats of a batch to who is next, until none is free or nobody waits."""
    if by is not None:
        demand(may_run(acting(by, at), batch.offering.union_path))
    return serve(batch=batch, by=by, at=at)


def serve(*, batch: Batch, by: Person | None, at: datetime.datetime) -> list[Seat]:
    """The part of `fill` that asks nobody's leave: a freed seat passes on within the act that freed it."""
    given: list[Seat] = []
    if batch.offering.state not in rules.SERVED_STATES or not lock(batch, at):
        return given
    while free := _free(batch):
        chosen = rules.choose(in_line(batch), free)
        served = [seat for keys in chosen for seat in _offer(batch, keys, by=by, at=at)]
        given += served
        if not served:
            break
    return given


def _offer(batch: Batch, keys: Sequence[int], *, by: Person | None, at: datetime.datetime) -> list[Seat]:
    """Offer a seat to each of one party, or to none of them when somebody else was quicker with one."""
    until = rules.deadline(at, batch.offering.answer_hours, batch.starts_at)
    wanted = Application.objects.filter(pk__in=keys).select_related("person").order_by("id")
    try:
        with transaction.atomic():
            seats = [
                insert(application=one, batch=batch, way="waitlist", by=by, at=at, answer_by=until) for one in wanted
            ]
            hold(batch.pk, len(seats))
    except Refused:
        return []
    about_seats("waitlist_moved", seats, by=by, at=at)
    return seats


@transaction.atomic
def insert(
    *,
    application: Application,
    batch: Batch,
    way: str,
    by: Person | None,
    at: datetime.datetime,
    answer_by: datetime.datetime | None = None,
    why: str = "",
) -> Seat:
    """The row of a seat, not counted: whoever calls this has counted it, or calls `hold` in the same transaction."""
    _may_now(application, batch, at)
    seat = _seat(application, batch, way, by, at, answer_by, why)
    try:
        seat.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("seat_already") from error
    record("seat.given", seat, by=by, at=at, batch=batch.number, way=way)
    return seat


def hold(batch_id: int, seats: int = 1) -> None:
    """Count seats as taken, if the batch stands and has them: one conditional update. Raises Refused batch_full."""
    rows = Batch.objects.filter(pk=batch_id, state="standing", capacity__gte=F("taken") + seats)
    if not rows.update(taken=F("taken") + seats):
        raise Refused("batch_full")


def release(batch_id: int, seats: int = 1) -> None:
    """Count seats as free again. Raises Refused seat_step when none is taken: then this one has ended already."""
    if not Batch.objects.filter(pk=batch_id, taken__gte=seats).update(taken=F("taken") - seats):
        raise Refused("seat_step")


def lock(batch: Batch, now: datetime.datetime) -> bool:
    """Hold the row of a batch that has not begun until the transaction ends: a write that changes nothing, as every
    database understands it."""
    rows = Batch.objects.filter(pk=batch.pk, state="standing", starts_at__gt=now)
    return bool(rows.update(taken=F("taken")))


def _free(batch: Batch) -> int:
    capacity, taken = Batch.objects.values_list("capacity", "taken").get(pk=batch.pk)
    return capacity - taken


def _may(by: Person | None, application: Application, at: datetime.datetime) -> None:
    if by is None or by.pk == application.person_id:
        return
    offering, person = application.offering, application.person
    demand(may_give(acting(by, at), offering.union_path, person.union_path, oneself=False))


def _may_now(application: Application, batch: Batch, at: datetime.datetime) -> None:
    same = application.offering_id == batch.offering_id
    ended = batch.ends_at < at
    demand(rules.may_take(application=application.state, same_offering=same, batch=batch.state, ended=ended))


def _seat(
    application: Application,
    batch: Batch,
    way: str,
    by: Person | None,
    at: datetime.datetime,
    answer_by: datetime.datetime | None,
    why: str,
) -> Seat:
    return Seat(
        application=application,
        batch=batch,
        state="offered" if answer_by else "accepted",
        way=way,
        why=why,
        given_at=at,
        given_by=by,
        answer_by=answer_by,
        answered_at=None if answer_by else at,
        union_path=batch.union_path,
        shard=batch.shard,
    )
