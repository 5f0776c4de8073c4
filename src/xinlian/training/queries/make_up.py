"""Who missed which session, and has not made up for it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from xinlian.training.models import Builder, Session, TrainingClass
from xinlian.training.queries import facts, fitness
from xinlian.training.queries.timetable import held


@dataclass(frozen=True, slots=True)
class Missed:
    """A session that is over with those who were not there; `again`: the sessions opened to make up for it."""

    session: Session
    people: tuple[Builder, ...]
    again: tuple[Session, ...]


def needed(classes: Sequence[TrainingClass], at: datetime.datetime) -> list[Missed]:
    """What of these classes has to be made up, in the order it was missed."""
    found = []
    for one in classes:
        found += _of(one, at)
    return sorted(found, key=lambda missed: (missed.session.starts_at, missed.session.pk))


def _of(training_class: TrainingClass, at: datetime.datetime) -> list[Missed]:
    rows = Session.objects.filter(training_class=training_class).select_related(
        "subject", "room", "trainer__person", "training_class__batch__offering", "training_class__programme__project"
    )
    timetable = list(rows.order_by("starts_at", "id"))
    over = [one for one in timetable if one.makes_up_id is None and one.ends_at <= at]
    if not over:
        return []
    people = fitness.people_of(training_class)
    came = facts.attended([one.person_id for one in people], [training_class.pk])
    missing = {
        one.pk: {each.pk for each in facts.missing(timetable, came.get((one.person_id, training_class.pk), ()))}
        for one in people
    }
    found = []
    for session in over:
        absent = tuple(one for one in people if session.pk in missing[one.pk])
        again = tuple(one for one in timetable if one.makes_up_id == session.pk)
        if absent:
            found.append(Missed(session, absent, again))
    return found


def like(session: Session, at: datetime.datetime) -> list[Session]:
    """The sessions of other classes of the same base in which somebody can have sat instead, the latest first."""
    rows = held(Session.objects.filter(subject=session.subject_id, ends_at__lte=at, makes_up=None))
    rows = rows.exclude(training_class=session.training_class_id)
    length = session.ends_at - session.starts_at
    several = rows.select_related("room", "trainer__person", "training_class__batch__offering")
    return [one for one in several.order_by("-starts_at")[:60] if one.ends_at - one.starts_at >= length][:20]


def rows_of(sessions: Sequence[Session]) -> QuerySet[Session]:
    """These sessions as a form chooses among them."""
    rows = Session.objects.filter(pk__in=[one.pk for one in sessions])
    return rows.select_related("room", "trainer__person", "subject", "training_class__batch__offering").order_by(
        "-starts_at"
    )


def builders_of(people: Sequence[Builder]) -> QuerySet[Builder]:
    """These builders as a form chooses among them."""
    return Builder.objects.filter(pk__in=[one.pk for one in people]).select_related("person").order_by("person__name")
