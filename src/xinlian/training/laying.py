"""Sessions in the calendar: laid out, their quarters held, the class with them. The database refuses whatever is held twice;
here it is told as a reason. Parts of actions.
"""

import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.models import Batch
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training.models import Room, Session, Slot, Trainer, TrainingClass
from xinlian.training.queries import fitness
from xinlian.training.queries import timetable as queries
from xinlian.training.rules import timetable


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
