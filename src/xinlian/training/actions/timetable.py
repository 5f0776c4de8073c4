"""The timetable as it is changed by hand."""

import datetime

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training import guard, laying, telling
from xinlian.training.models import Room, Session, Slot, Trainer
from xinlian.training.rules import holding
from xinlian.training.who import demand_keeper


@transaction.atomic
def move_session(
    *,
    session: Session,
    starts_at: datetime.datetime,
    room: Room,
    trainer: Trainer | None,
    by: Person,
    at: datetime.datetime,
) -> Session:
    """Hold a session at another time, in another room, by another trainer; its length stays. Its people are told.

    Refused: role_officer, class_finished, session_begun, session_in_past, session_on_quarter, room_elsewhere, room_too_small,
    trainer_cannot, class_medical_ends, clash_room, clash_trainer, clash_class.
    """
    training_class = session.training_class
    demand_keeper(by, session.union_path, at)
    guard.lock(training_class, afterwards=session.makes_up_id is not None)
    session.refresh_from_db()
    if session.starts_at <= at:
        raise Refused("session_begun")
    holding.demand_when(starts_at, at)
    guard.demand_room(training_class, room)
    guard.demand_trainer(session.subject_id, trainer, training_class, starts_at)
    before = (session.starts_at, session.room_id)
    session.ends_at = starts_at + (session.ends_at - session.starts_at)
    session.starts_at, session.room, session.trainer = starts_at, room, trainer
    Slot.objects.filter(session=session).delete()
    session.save(update_fields=["starts_at", "ends_at", "room", "trainer"])
    laying.hold(session)
    laying.relay(training_class, by=by, at=at)
    record("training.session_moved", session, by=by, at=at, code=session.code, when=laying.when(session))
    if before != (session.starts_at, session.room_id):
        telling.moved(session, by=by, at=at)
    return session
