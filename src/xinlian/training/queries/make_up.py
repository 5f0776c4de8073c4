"""Who missed which session, and has not made up for it."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from xinlian.enrolment.models import Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.training.models import Builder, Session, TrainingClass
from xinlian.training.queries import facts
from xinlian.training.queries.timetable import held

HALF_YEAR = datetime.timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Missed:
    """A session that is over with those who were not there; `again`: the sessions opened to make up for it."""

    session: Session
    people: tuple[Builder, ...]
    again: tuple[Session, ...]


def begun(rows: QuerySet[TrainingClass], at: datetime.datetime) -> list[TrainingClass]:
    """Those that have begun, of half a year."""
    return list(rows.filter(batch__state="standing", batch__starts_at__lte=at, batch__ends_at__gte=at - HALF_YEAR))


def needed(classes: Sequence[TrainingClass], at: datetime.datetime) -> list[Missed]:
    """What of these classes has to be made up, in the order it was missed; a few queries whatever their number."""
    keys = [one.pk for one in classes]
    timetables: dict[int, list[Session]] = {}
    for session in _timetable(keys):
        timetables.setdefault(session.training_class_id, []).append(session)
    people = _people(keys)
    came = facts.attended([one.person_id for several in people.values() for one in several], keys)
    found: list[Missed] = []
    for key, timetable in timetables.items():
        found += _of(
            timetable,
            people.get(key, []),
            {one.pk: came.get((one.person_id, key), ()) for one in people.get(key, [])},
            at,
        )
    return sorted(found, key=lambda missed: (missed.session.starts_at, missed.session.pk))


def _timetable(classes: Sequence[int]) -> QuerySet[Session]:
    rows = Session.objects.filter(training_class__in=classes).select_related(
        "subject", "room", "trainer__person", "training_class__batch__offering", "training_class__programme__project"
    )
    return rows.order_by("starts_at", "id")


def _people(classes: Sequence[int]) -> dict[int, list[Builder]]:
    """Who has a seat in each class and still works there, by team and name."""
    rows = Seat.objects.filter(batch__training_class__in=classes, state__in=SEAT_STANDS)
    pairs = rows.values_list(
        "batch__training_class", "application__person", "batch__training_class__programme__project"
    )
    seats = list(pairs)
    builders = Builder.objects.filter(person__in={person for _key, person, _project in seats}, left_on=None)
    by_person = {
        (one.project_id, one.person_id): one
        for one in builders.select_related("person", "team__section", "trade").order_by("team__name", "person__name")
    }
    order = {key: place for place, key in enumerate(by_person)}
    found: dict[int, list[Builder]] = {}
    for key, person, project in sorted(seats, key=lambda seat: order.get((seat[2], seat[1]), -1)):
        if (project, person) in by_person:
            found.setdefault(key, []).append(by_person[project, person])
    return found


def _of(
    timetable: Sequence[Session],
    people: Sequence[Builder],
    came: Mapping[int, Collection[str]],
    at: datetime.datetime,
) -> list[Missed]:
    missing = {one.pk: {each.pk for each in facts.missing(timetable, came[one.pk])} for one in people}
    found = []
    for session in timetable:
        if session.makes_up_id is None and session.ends_at <= at:
            absent = tuple(one for one in people if session.pk in missing[one.pk])
            again = tuple(one for one in timetable if one.makes_up_id == session.pk)
            found += [Missed(session, absent, again)] if absent else []
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
