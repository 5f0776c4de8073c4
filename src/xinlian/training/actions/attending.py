"""Who was at a session: ticked by who teaches it, noted at the desk; sessions made up for."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from xinlian.enrolment.actions import attending
from xinlian.enrolment.models import Attendance, Seat
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training import guard, laying, telling
from xinlian.training.models import Builder, Room, Session, Trainer, TrainingClass
from xinlian.training.queries import facts, fitness
from xinlian.training.queries.classes import seat_in, timetable_of
from xinlian.training.rules import holding

MAKES_UP, ELSEWHERE = "M", "E"


def turn(
    *,
    session: Session,
    person: Person,
    here: bool,
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    by: Person,
    at: datetime.datetime,
) -> bool:
    """A tick set or taken back at a session: whether somebody is there now.

    Refused: not_in_class, role_marshal, tick_not_too_early, tick_not_too_late.
    """
    seat = seat_in(session.training_class, person.pk)
    if seat is None:
        guard.demand_teaches(session.training_class, by, at)
        raise Refused("not_in_class")
    return attending.turn(
        seat=seat, here=here, client_uid=client_uid, said_at=said_at, by=by, at=at, session=session.code
    )


def come(
    *,
    session: Session,
    proof: str,
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    by: Person,
    at: datetime.datetime,
) -> Attendance:
    """Say oneself that one is there, with the code on the wall of the room.

    Refused: here_not_proven, session_not_now with {when}, not_in_class.
    """
    batch = session.training_class.batch
    return attending.here(
        batch=batch, proof=proof, by=by, client_uid=client_uid, said_at=said_at, at=at, session=session.code
    )


@transaction.atomic
def make_up(
    *,
    session: Session,
    starts_at: datetime.datetime,
    room: Room,
    trainer: Trainer | None,
    by: Person,
    at: datetime.datetime,
) -> Session:
    """Hold a session again for who missed it, as long as it was; they are told.

    Refused: role_marshal, class_finished, session_in_past, session_on_quarter, makes_up_itself, nobody_missed, room_elsewhere, room_too_small,
    trainer_cannot, class_medical_ends, clash_room, clash_trainer, clash_class.
    """
    training_class = session.training_class
    guard.demand_teaches(training_class, by, at)
    guard.lock(training_class, afterwards=True)
    if session.makes_up_id is not None:
        raise Refused("makes_up_itself")
    holding.demand_when(starts_at, at)
    people = who_missed(session)
    if not people:
        raise Refused("nobody_missed")
    guard.demand_room(training_class, room, len(people))
    guard.demand_trainer(session.subject_id, trainer, training_class, starts_at)
    made = _again(session, MAKES_UP, starts_at, starts_at + (session.ends_at - session.starts_at), room, trainer)
    fitness.demand_until(people, timezone.localdate(made.ends_at))
    _lay(training_class, made, by=by, at=at)
    record("training.make_up_opened", made, by=by, at=at, code=session.code, people=len(people))
    telling.make_up(made, [one.person for one in people], by=by, at=at)
    return made


def _again(
    session: Session,
    prefix: str,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    room: Room,
    trainer: Trainer | None,
) -> Session:
    training_class = session.training_class
    codes = list(Session.objects.filter(training_class=training_class).values_list("code", flat=True))
    return laying.add(
        training_class,
        code=holding.fresh_code(codes, prefix),
        subject_id=session.subject_id,
        room=room,
        trainer=trainer,
        starts_at=starts_at,
        ends_at=ends_at,
        makes_up=session,
        here=prefix == MAKES_UP,
    )


def _lay(training_class: TrainingClass, session: Session, *, by: Person, at: datetime.datetime) -> None:
    """The class lasts until a session that was added behind its end, so that it can be ticked."""
    batch = training_class.batch
    batch.refresh_from_db()
    laying.lay(batch, min(batch.starts_at, session.starts_at), max(batch.ends_at, session.ends_at), by=by, at=at)


def who_missed(session: Session) -> list[Builder]:
    """The people of a class who were not at a session that is over, nor at one that made up for it."""
    training_class = session.training_class
    people, timetable = fitness.people_of(training_class), timetable_of(training_class)
    came = facts.attended([one.person_id for one in people], [training_class.pk])
    return [
        one
        for one in people
        if session.pk
        in {each.pk for each in facts.missing(timetable, came.get((one.person_id, training_class.pk), ()))}
    ]


@transaction.atomic
def sat_elsewhere(
    *, session: Session, other: Session, builder: Builder, client_uid: uuid.UUID, by: Person, at: datetime.datetime
) -> bool:
    """Note that somebody who missed a session sat in another class's of the same subject. Twice is once.

    Refused: role_marshal, class_finished, other_subject, other_not_over, other_shorter, not_in_class, tick_not_too_late.
    """
    training_class = session.training_class
    guard.demand_teaches(training_class, by, at)
    guard.lock(training_class, afterwards=True)
    _demand_like(session, other, at)
    seat = seat_in(training_class, builder.person_id)
    if seat is None:
        raise Refused("not_in_class")
    made = _as_held_there(session, other)
    _lay(training_class, made, by=by, at=at)
    seat = Seat.objects.select_related("batch__offering", "application__person").get(pk=seat.pk)
    attending.turn(
        seat=seat, here=True, client_uid=client_uid, said_at=other.starts_at, by=by, at=at, session=made.code
    )
    record("training.sat_elsewhere", made, by=by, at=at, code=session.code, batch=other.training_class.batch.number)
    return True


def _demand_like(session: Session, other: Session, at: datetime.datetime) -> None:
    """The same subject, as long at least, over, at the same base, of another class."""
    same = other.subject_id == session.subject_id and other.training_class_id != session.training_class_id
    if not same or session.makes_up_id is not None:
        raise Refused("other_subject")
    if other.ends_at > at:
        raise Refused("other_not_over")
    if other.ends_at - other.starts_at < session.ends_at - session.starts_at:
        raise Refused("other_shorter")


def _as_held_there(session: Session, other: Session) -> Session:
    """The session as the other class had it: one row for all who sat in there."""
    known = Session.objects.filter(
        training_class=session.training_class_id,
        makes_up=session,
        starts_at=other.starts_at,
        room=other.room_id,
        code__startswith=ELSEWHERE,
    ).first()
    return known or _again(session, ELSEWHERE, other.starts_at, other.ends_at, other.room, other.trainer)
