"""The timetable: sessions laid out and moved. The database refuses whatever is held twice; here it is told as a reason."""

import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.models import Batch
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training import telling
from xinlian.training.models import Room, Session, Slot, Trainer, TrainingClass
from xinlian.training.queries import fitness
from xinlian.training.queries import timetable as queries
from xinlian.training.rules import holding, timetable
from xinlian.training.who import demand_keeper


def lay_out(training_class: TrainingClass, lessons: Sequence[timetable.Lesson], days: Sequence[datetime.date]) -> None:
    """The sessions of a class that is being made, each with whoever is free to teach it, or nobody.

    Refused: clash_room, clash_class, clash_trainer, each with the session in the way.
    """
    spans = timetable.laid(lessons, days, timezone.get_current_timezone())
    teachers = queries.teachers(training_class.programme.project)
    given = timetable.chosen(spans, teachers, queries.busy([one.key for one in teachers], spans))
    trainers = Trainer.objects.in_bulk([key for key in given if key])
    for number, (span, key) in enumerate(zip(spans, given, strict=True), 1):
        add(
            training_class,
            code=str(number),
            subject_id=span.subject,
            room=training_class.room,
            trainer=trainers[key] if key else None,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
        )


def add(
    training_class: TrainingClass,
    *,
    code: str,
    subject_id: int,
    room: Room,
    trainer: Trainer | None,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    makes_up: Session | None = None,
    here: bool = True,
) -> Session:
    """A session with its quarters; `here` False: it was another class's, and holds none of its own. Refused: clash_*."""
    made = Session(training_class=training_class, subject_id=subject_id, room=room, trainer=trainer, code=code)
    made.starts_at, made.ends_at, made.makes_up = starts_at, ends_at, makes_up
    made.union_path, made.shard = training_class.union_path, training_class.shard
    made.save(force_insert=True)
    if here:
        hold(made)
    return made


def hold(session: Session) -> None:
    """Its quarters, in the order of time, so that no two who hold some wait for each other. Refused: clash_*."""
    quarters = timetable.quarters(session.starts_at, session.ends_at)
    rows = [
        Slot(
            session=session,
            training_class_id=session.training_class_id,
            room_id=session.room_id,
            trainer_id=session.trainer_id,
            at=at,
        )
        for at in quarters
    ]
    try:
        with transaction.atomic():
            Slot.objects.bulk_create(rows)
    except IntegrityError as error:
        raise _clash(session, quarters) from error


def _clash(session: Session, quarters: Sequence[datetime.datetime]) -> Refused:
    found = queries.clash(quarters, room=session.room, trainer=session.trainer, training_class=session.training_class)
    if found is None:  # whoever was in the way has gone again
        return Refused("clash_gone")
    code, slot = found
    other = slot.session
    return Refused(
        code,
        {
            "room": session.room.name,
            "trainer": session.trainer.person.name if session.trainer else "",
            "subject": other.subject.name,
            "title": other.training_class.batch.offering.title,
            "batch": other.training_class.batch.number,
            "when": when(other),
        },
    )


def when(session: Session) -> str:
    """12-03 09:00–10:30, for a sentence of any language."""
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return f"{starts:%m-%d %H:%M}–{ends:%H:%M}"


def lock(training_class: TrainingClass) -> None:
    """Hold the row of a class that is not finished until the transaction ends. Refused: class_finished."""
    rows = TrainingClass.objects.filter(pk=training_class.pk, finished_at=None, batch__state="standing")
    if not rows.update(language=F("language")):
        raise Refused("class_finished")


def relay(training_class: TrainingClass, *, by: Person, at: datetime.datetime) -> None:
    """The class begins and ends with its sessions. Refused: class_medical_ends, when it ends later than somebody may."""
    spans = list(Session.objects.filter(training_class=training_class).values_list("starts_at", "ends_at"))
    batch = training_class.batch
    before = batch.ends_at
    starts_at, ends_at = min(one for one, _ in spans), max(one for _, one in spans)
    lay(batch, starts_at, ends_at, by=by, at=at)
    if timezone.localdate(ends_at) > timezone.localdate(before):
        people = fitness.people_of(training_class)
        fitness.demand_until(people, timezone.localdate(ends_at))


def lay(
    batch: Batch, starts_at: datetime.datetime, ends_at: datetime.datetime, *, by: Person, at: datetime.datetime
) -> None:
    """A batch begins and ends like this."""
    offerings.lay(batch=batch, starts_at=starts_at, ends_at=ends_at, by=by, at=at)


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

    Refused: role_officer, class_finished, session_begun, session_in_past, room_elsewhere, room_too_small,
    trainer_cannot, class_medical_ends, clash_room, clash_trainer, clash_class.
    """
    training_class = session.training_class
    demand_keeper(by, session.union_path, at)
    lock(training_class)
    session.refresh_from_db()
    if session.starts_at <= at:
        raise Refused("session_begun")
    if starts_at <= at:
        raise Refused("session_in_past")
    demand_room(training_class, room)
    demand_trainer(session.subject_id, trainer, training_class, starts_at)
    before = (session.starts_at, session.room_id)
    session.ends_at = starts_at + (session.ends_at - session.starts_at)
    session.starts_at, session.room, session.trainer = starts_at, room, trainer
    Slot.objects.filter(session=session).delete()
    session.save(update_fields=["starts_at", "ends_at", "room", "trainer"])
    hold(session)
    relay(training_class, by=by, at=at)
    record("training.session_moved", session, by=by, at=at, code=session.code, when=when(session))
    if before != (session.starts_at, session.room_id):
        telling.moved(session, by=by, at=at)
    return session


def demand_room(training_class: TrainingClass, room: Room) -> None:
    """A room of the base that is open and holds the class. Refused: room_elsewhere, room_closed, room_too_small."""
    if room.project_id != training_class.programme.project_id:
        raise Refused("room_elsewhere")
    if room.closed_on is not None:
        raise Refused("room_closed", {"room": room.name})
    training_class.batch.refresh_from_db()
    holding.demand_fits(training_class.batch.taken, room.capacity, room.name)


def demand_trainer(
    subject_id: int, trainer: Trainer | None, training_class: TrainingClass, starts_at: datetime.datetime
) -> None:
    """Somebody who teaches the subject and is there on that day; nobody is nobody yet. Refused: trainer_cannot."""
    if trainer is None:
        return
    known = {one.key: one for one in queries.teachers(training_class.programme.project)}
    one = known.get(trainer.pk)
    if one is None or not one.teaches(subject_id, timezone.localdate(starts_at)):
        raise Refused("trainer_cannot", {"trainer": trainer.person.name})
