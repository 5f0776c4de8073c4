"""Answers to a seat, and an officer's acts by hand. Seats are counted in `giving`, whose order of rows holds here too."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from xinlian.enrolment.actions.giving import (
    fill,
    hold,
    insert,
    lock,
    queue,
    release,
    serve,
    take,
    take_many,
)
from xinlian.enrolment.models import Application, Batch, Seat
from xinlian.enrolment.queries.conditions import judged
from xinlian.enrolment.queries.waiting import with_free_seats
from xinlian.enrolment.rules import seats as rules
from xinlian.enrolment.rules.states import SEAT_NEXT
from xinlian.enrolment.telling import about_seats
from xinlian.enrolment.who import acting, may_enter, may_give, may_run
from xinlian.journal.actions import record, record_many
from xinlian.people.models import Person
from xinlian.rows import diagrams
from xinlian.rows.refusals import Refused, demand

__all__ = [
    "accept",
    "call_off",
    "decline",
    "fill",
    "give_back",
    "lapse_overdue",
    "move",
    "place_by_hand",
    "queue",
    "remind",
    "substitute",
    "take",
    "take_away",
    "take_many",
]


@transaction.atomic
def accept(*, seat: Seat, by: Person, at: datetime.datetime) -> Seat:
    """Say yes to an offered seat, in time; said twice it is the same yes. Raises Refused: seat_step, answer_in_time."""
    _may_answer(seat, by, at)
    seat.refresh_from_db()
    if seat.state == "accepted":
        return seat
    demand(rules.may_accept(seat.state, seat.answer_by, at))
    _step(seat, ("offered",), state="accepted", answered_at=at)
    record("seat.accepted", seat, by=by, at=at, batch=seat.batch.number)
    return seat


@transaction.atomic
def decline(*, seat: Seat, by: Person, at: datetime.datetime) -> Seat:
    """Say no to an offered seat; it goes to who is next."""
    _may_answer(seat, by, at)
    return _end(seat, "declined", "seat.declined", by=by, at=at)


@transaction.atomic
def give_back(*, seat: Seat, by: Person, at: datetime.datetime) -> Seat:
    """Give up a confirmed seat before the batch begins; it goes to who is next. Raises Refused: seat_step, batch_begun."""
    _may_answer(seat, by, at)
    if seat.batch.starts_at <= at:
        raise Refused("batch_begun")
    return _end(seat, "returned", "seat.returned", by=by, at=at)


@transaction.atomic
def take_away(*, seat: Seat, why: str, by: Person, at: datetime.datetime) -> Seat:
    """Take a seat away with a reason; it goes to who is next, not to the same person again."""
    demand(may_run(acting(by, at), seat.batch.offering.union_path))
    return _end(seat, "revoked", "seat.taken_away", by=by, at=at, why=_reason(why))


@transaction.atomic
def place_by_hand(
    *, application: Application, batch: Batch, why: str, by: Person, at: datetime.datetime, agreed: bool = False
) -> Seat:
    """Give a seat out of turn, with a reason that stays beside it. `agreed`: they said yes already.

    Raises Refused: why_needed, role_officer, batch_full, seat_already.
    """
    demand(may_run(acting(by, at), batch.offering.union_path))
    reason, until = _reason(why), _until(batch, at, agreed)
    hold(batch.pk)  # first, as somebody may be offering this person a seat at this moment
    seat = insert(application=application, batch=batch, way="officer", by=by, at=at, answer_by=until, why=reason)
    if until is not None:
        about_seats("seat_offered", [seat], by=by, at=at)
    return seat


@transaction.atomic
def move(*, seat: Seat, batch: Batch, why: str, by: Person, at: datetime.datetime, agreed: bool = False) -> Seat:
    """Change somebody's seat for one in another batch, with a reason; the old one goes to who is next.

    They are asked to confirm again unless they `agreed`. Raises Refused: why_needed, same_batch, batch_full.
    """
    demand(may_run(acting(by, at), seat.batch.offering.union_path))
    reason = _reason(why)
    if seat.batch_id == batch.pk:
        raise Refused("same_batch")
    release_and_hold = sorted([(seat.batch_id, release), (batch.pk, hold)], key=lambda pair: pair[0])
    for batch_id, count in release_and_hold:
        count(batch_id)
    _step(seat, diagrams.before(SEAT_NEXT, "moved"), state="moved", ended_at=at)
    seat.application.refresh_from_db()
    until = _until(batch, at, agreed)
    new = insert(application=seat.application, batch=batch, way="officer", by=by, at=at, answer_by=until, why=reason)
    about_seats("batch_changed", [new], by=by, at=at, why=reason)
    record("seat.moved", new, by=by, at=at, before=seat.batch.number, after=batch.number)
    serve(batch=seat.batch, by=None, at=at)
    return new


@transaction.atomic
def substitute(*, seat: Seat, person: Person, why: str, by: Person, at: datetime.datetime, agreed: bool = True) -> Seat:
    """Somebody of the same union comes instead, with a reason; the seat is not free in between.

    Raises Refused: why_needed, role_officer, same_union, batch_begun, substitute_not_oneself, seat_already,
    and the reasons of eligibility.
    """
    batch, before = seat.batch, seat.application
    viewer = acting(by, at)
    demand(may_enter(viewer, batch.offering.union_path, before.person.union_path, oneself=False))
    reason = _reason(why)
    demand(
        rules.may_substitute(
            same=person.pk == before.person_id,
            unions=(before.person.union_path, person.union_path),
            begun=batch.starts_at <= at,
        )
    )
    for reason_against in judged(batch.offering, [person], timezone.localdate(at)).get(person.pk, ()):
        raise Refused(reason_against.code, reason_against.facts)
    lock(batch, at)
    to = "declined" if seat.state == "offered" else "returned"
    _step(seat, diagrams.before(SEAT_NEXT, to), state=to, ended_at=at)
    application, until = _application_of(person, before, reason, by, at), _until(batch, at, agreed)
    new = insert(application=application, batch=batch, way="substitute", by=by, at=at, answer_by=until, why=reason)
    record("seat.substituted", new, by=by, at=at, batch=batch.number, instead_of=str(before.uid))
    return new


@transaction.atomic
def call_off(*, batch: Batch, why: str, by: Person, at: datetime.datetime) -> int:
    """Cancel a batch that has not begun: its seats end, and their holders wait again. How many seats ended."""
    demand(may_run(acting(by, at), batch.offering.union_path))
    reason = _reason(why)
    standing = Batch.objects.filter(pk=batch.pk, state="standing", starts_at__gt=at)
    if not standing.update(state="cancelled", taken=0):
        raise Refused("batch_begun")
    rows = Seat.objects.filter(batch=batch, state__in=diagrams.before(SEAT_NEXT, "revoked"))
    seats = list(rows.select_related("application__person", "batch__offering"))
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(state="revoked", ended_at=at, why=reason)
    batch.refresh_from_db()
    record("batch.cancelled", batch, by=by, at=at, seats=len(seats))
    record_many("seat.taken_away", seats, by=by, at=at, batch=batch.number)
    about_seats("batch_cancelled", seats, by=by, at=at, why=reason)
    return len(seats)


def lapse_overdue(*, by: Person | None, at: datetime.datetime) -> int:
    """End every offer that nobody answered in time, each in a transaction of its own; how many."""
    overdue = Seat.objects.filter(state="offered", answer_by__lt=at)
    overdue = overdue.select_related("batch__offering", "application__person")
    lapsed = 0
    for seat in overdue.order_by("answer_by", "id"):
        try:
            _lapse(seat, by=by, at=at)
        except Refused:
            continue  # answered at the last moment, by somebody else's clock
        lapsed += 1
    return lapsed


def fill_free(*, by: Person | None, at: datetime.datetime) -> int:
    """Offer what stands free while somebody waits, such as seats added to a batch; how many."""
    return sum(len(fill(batch=batch, by=by, at=at)) for batch in with_free_seats(at))


def remind(*, by: Person | None, at: datetime.datetime) -> int:
    """Remind once, in the last day before the deadline, who has not answered yet; how many."""
    soon = Seat.objects.filter(state="offered", answer_by__gt=at, answer_by__lte=at + rules.REMIND)
    # Whoever was offered the seat within this same day has just been told.
    rows = soon.filter(given_at__lte=at - rules.REMIND).select_related("application__person", "batch__offering")
    return sum(_remind(seat, by=by, at=at) for seat in rows.order_by("answer_by", "id"))


@transaction.atomic
def _remind(seat: Seat, *, by: Person | None, at: datetime.datetime) -> int:
    return about_seats("seat_reminder", [seat], by=by, at=at)


@transaction.atomic
def _lapse(seat: Seat, *, by: Person | None, at: datetime.datetime) -> None:
    _end(seat, "lapsed", "seat.lapsed", by=by, at=at)
    about_seats("seat_lapsed", [seat], by=by, at=at)


def _end(seat: Seat, to: str, verb: str, *, by: Person | None, at: datetime.datetime, **values: object) -> Seat:
    """Free the seat and pass it on; ended twice the same way is ended once."""
    known = Seat.objects.values_list("state", flat=True).get(pk=seat.pk)
    if known == to:
        seat.refresh_from_db()
        return seat
    release(seat.batch_id)
    _step(seat, diagrams.before(SEAT_NEXT, to), state=to, ended_at=at, **values)
    record(verb, seat, by=by, at=at, batch=seat.batch.number)
    serve(batch=seat.batch, by=None, at=at)
    return seat


def _step(seat: Seat, before: tuple[str, ...], **values: object) -> None:
    """Change a seat only from one of these states: two who answer at once cannot both be right."""
    if not Seat.objects.filter(pk=seat.pk, state__in=before).update(**values):
        raise Refused("seat_step")
    for name, value in values.items():
        setattr(seat, name, value)


def _application_of(person: Person, like: Application, why: str, by: Person, at: datetime.datetime) -> Application:
    """The substitute's own application to the same offering, made when there is none."""
    made, new = Application.objects.get_or_create(
        offering_id=like.offering_id,
        person=person,
        defaults={
            "wished": like.wished,
            "note": why,
            "way": "desk",
            "applied_at": at,
            "changed_at": at,
            "entered_by": by,
            "client_uid": uuid.uuid4(),
            "union_path": like.union_path,
            "shard": like.shard,
        },
    )
    if new:
        record("applied", made, by=by, at=at, way="desk")
    return made


def _reason(why: str) -> str:
    reason = why.strip()
    demand(rules.is_reason(reason))
    return reason


def _until(batch: Batch, at: datetime.datetime, agreed: bool) -> datetime.datetime | None:
    return None if agreed else rules.deadline(at, batch.offering.answer_hours, batch.starts_at)


def _may_answer(seat: Seat, by: Person, at: datetime.datetime) -> None:
    """Oneself; and officers for somebody who told them by telephone."""
    person = seat.application.person
    if by.pk != person.pk:
        path = seat.batch.offering.union_path
        demand(may_give(acting(by, at), path, person.union_path, oneself=False))
