"""Who came: ticked by a leader or scanned on the spot, once, however often and however late it is sent."""

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.db.models import Q

from xinlian.enrolment.marshals import demand_there, marshals
from xinlian.enrolment.models import Attendance, Batch, Seat
from xinlian.enrolment.queries.seats import own_seat
from xinlian.enrolment.rules import seats as rules
from xinlian.enrolment.rules.states import SEAT_NEXT
from xinlian.enrolment.who import acting, may_mark
from xinlian.journal.actions import record, record_many
from xinlian.people.models import Person
from xinlian.rows.diagrams import before
from xinlian.rows.refusals import Refused, demand


@transaction.atomic
def mark(
    *,
    seat: Seat,
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    way: str,
    by: Person,
    at: datetime.datetime,
    session: str = "",
) -> Attendance:
    """Tick that somebody is there; whoever was ticked already stays ticked as first told.

    Who comes without having answered has answered. Raises Refused: role_marshal, seat_stands, tick_not_too_early,
    tick_not_too_late.
    """
    _may_mark(by, seat.batch, at)
    return _mark(seat, client_uid, said_at, way, session, by=by, at=at)


@transaction.atomic
def here(
    *,
    batch: Batch,
    proof: str,
    by: Person,
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    at: datetime.datetime,
    session: str = "",
) -> Attendance:
    """Say oneself that one is there, with the code read on the spot. Raises Refused: here_not_proven, here_no_seat, and
    what the room's `front.demand_there` refuses.
    """
    if not rules.proven(batch.proof_key, proof, session):
        raise Refused("here_not_proven")
    demand_there(batch, session, by, said_at)
    seat = own_seat(by, batch)
    if seat is None:
        raise Refused("here_no_seat")
    return _mark(seat, client_uid, said_at, "code", session, by=by, at=at)


@transaction.atomic
def undo(*, attendance: Attendance, by: Person, at: datetime.datetime) -> Attendance:
    """Take back a tick made by mistake; a copy of it that comes late stays undone. Twice is once."""
    seat = attendance.seat
    _may_mark(by, seat.batch, at)
    if not Attendance.objects.filter(pk=attendance.pk, undone_at=None).update(undone_at=at):
        attendance.refresh_from_db()
        return attendance
    attendance.undone_at = at
    if not Attendance.objects.filter(seat=seat, undone_at=None).exists():
        Seat.objects.filter(pk=seat.pk, state="attended").update(state="accepted")
    record("attendance.undone", attendance, by=by, at=at, batch=seat.batch.number)
    return attendance


@transaction.atomic
def turn(
    *,
    seat: Seat,
    here: bool,
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    by: Person,
    at: datetime.datetime,
    session: str = "",
) -> bool:
    """A tick on a roster set or taken back, as a phone sends it, late or twice: whether the person is there now.

    A message that came before changes nothing, whatever was ticked since.
    """
    if not Attendance.objects.filter(Q(client_uid=client_uid) | Q(undo_uid=client_uid)).exists():
        if here:
            mark(seat=seat, client_uid=client_uid, said_at=said_at, way="list", by=by, at=at, session=session)
        else:
            _take_back(seat, client_uid, session, by=by, at=at)
    return Attendance.objects.filter(seat=seat, session=session, undone_at=None).exists()


def _take_back(seat: Seat, client_uid: uuid.UUID, session: str, *, by: Person, at: datetime.datetime) -> None:
    standing = Attendance.objects.select_related("seat__batch__offering").filter(
        seat=seat, session=session, undone_at=None
    )
    attendance = standing.first()
    if attendance is None:
        _may_mark(by, seat.batch, at)
        return
    undo(attendance=attendance, by=by, at=at)
    Attendance.objects.filter(pk=attendance.pk).update(undo_uid=client_uid)


@transaction.atomic
def close_roll(*, batch: Batch, by: Person, at: datetime.datetime) -> int:
    """End the roll of a batch that has begun: who confirmed and was not ticked has missed it. How many.

    Whoever never answered is no no-show: their offer lapses by itself.
    """
    _may_mark(by, batch, at)
    if at < batch.starts_at:
        raise Refused("batch_not_begun")
    absent = list(Seat.objects.filter(batch=batch, state="accepted"))
    missed = Seat.objects.filter(pk__in=[seat.pk for seat in absent], state="accepted")
    missed.update(state="missed")
    record("roll.closed", batch, by=by, at=at, missed=len(absent))
    record_many("seat.missed", absent, by=by, at=at, batch=batch.number)
    return len(absent)


def proof_of(batch: Batch, session: str = "") -> str:
    """What stands in the code that people scan on the spot."""
    return rules.proof(batch.proof_key, session)


def _may_mark(by: Person, batch: Batch, at: datetime.datetime) -> None:
    demand(may_mark(acting(by, at), batch.offering.union_path, marshal=by.pk in marshals(batch)))


def _mark(
    seat: Seat,
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    way: str,
    session: str,
    *,
    by: Person,
    at: datetime.datetime,
) -> Attendance:
    known = _known(seat, client_uid, session)
    if known is not None:
        return known
    said_at, batch = min(said_at, at), seat.batch
    demand(rules.may_tick(state=_state(seat), said_at=said_at, at=at, begins=batch.starts_at, ends=batch.ends_at))
    made = Attendance(seat=seat, session=session, way=way, at=said_at, arrived_at=at, marked_by=by)
    made.client_uid, made.union_path, made.shard = client_uid, seat.union_path, seat.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        known = _known(seat, client_uid, session)
        if known is None:
            raise
        return known
    _came(seat, by=by, at=at)
    record("attended", made, by=by, at=at, batch=batch.number, way=way)
    return made


def _known(seat: Seat, client_uid: uuid.UUID, session: str) -> Attendance | None:
    """This very message, or the same thing told before by another phone."""
    same = Attendance.objects.filter(client_uid=client_uid).first()
    return same or Attendance.objects.filter(seat=seat, session=session, undone_at=None).first()


def _state(seat: Seat) -> str:
    return Seat.objects.values_list("state", flat=True).get(pk=seat.pk)


def _came(seat: Seat, *, by: Person, at: datetime.datetime) -> None:
    if Seat.objects.filter(pk=seat.pk, state="offered").update(state="accepted", answered_at=at):
        record("seat.accepted", seat, by=by, at=at, batch=seat.batch.number)
    Seat.objects.filter(pk=seat.pk, state__in=before(SEAT_NEXT, "attended")).update(state="attended")
    seat.state = "attended"
