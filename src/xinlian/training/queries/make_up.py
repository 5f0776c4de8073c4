"""Who missed which session, and has not made up for it."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from xinlian.enrolment.models import Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.training.models import Builder, Session, TrainingClass
from xinlian.training.queries import facts
from xinlian.training.queries.timetable import held

HALF_YEAR = datetime.timedelta(days=183)
WITH = ("subject", "room", "trainer__person", "training_class__batch__offering", "training_class__programme__project")


@dataclass(frozen=True, slots=True)
class Missed:
    """A session that is over with those who were not there; `again`: the sessions opened to make up for it."""

    session: Session
    people: tuple[Builder, ...]
    again: tuple[Session, ...]


def begun(rows: QuerySet[TrainingClass], at: datetime.datetime) -> list[TrainingClass]:
    """Those that have begun, of half a year; no more of each than its key."""
    several = rows.filter(batch__state="standing", batch__starts_at__lte=at, batch__ends_at__gte=at - HALF_YEAR)
    return list(several.select_related(None).only("pk"))


def needed(classes: Sequence[TrainingClass], at: datetime.datetime) -> list[Missed]:
    """What of these classes has to be made up, in the order it was missed; a few queries whatever their number.

    Only what somebody missed is fetched whole: nearly everybody of half a year was there.
    """
    keys = [one.pk for one in classes]
    absent = _absent(keys, at)
    people = _people({builder for several in absent.values() for builder in several})
    order = {key: place for place, key in enumerate(people)}
    sessions = Session.objects.filter(Q(pk__in=absent) | Q(makes_up__in=absent)).select_related(*WITH)
    several, again = list(sessions.order_by("starts_at", "id")), dict[int, list[Session]]()
    for one in several:
        if one.makes_up_id is not None:
            again.setdefault(one.makes_up_id, []).append(one)
    return [
        Missed(
            one,
            tuple(people[key] for key in sorted(absent[one.pk], key=order.__getitem__)),
            tuple(again.get(one.pk, ())),
        )
        for one in several
        if one.pk in absent
    ]


def _absent(classes: Sequence[int], at: datetime.datetime) -> dict[int, list[int]]:
    """By session that is over: the keys of the builders who missed it."""
    timetables: dict[int, list[Session]] = {}
    for one in Session.objects.filter(training_class__in=classes).only("code", "makes_up", "training_class", "ends_at"):
        timetables.setdefault(one.training_class_id, []).append(one)
    seats = _seats(classes)
    came = facts.attended({person for several in seats.values() for person, _builder in several}, classes)
    absent: dict[int, list[int]] = {}
    for key, timetable in timetables.items():
        for person, builder in seats.get(key, ()):
            for session in facts.missing(timetable, came.get((person, key), ())):
                if session.ends_at <= at:
                    absent.setdefault(session.pk, []).append(builder)
    return absent


def _seats(classes: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """(person, builder) of everybody who has a seat in each class and still works there."""
    rows = Seat.objects.filter(
        batch__training_class__in=classes,
        state__in=SEAT_STANDS,
        application__person__works_at__project=F("batch__training_class__programme__project"),
        application__person__works_at__left_on=None,
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for key, person, builder in rows.values_list(
        "batch__training_class", "application__person", "application__person__works_at"
    ):
        found.setdefault(key, []).append((person, builder))
    return found


def _people(keys: Collection[int]) -> dict[int, Builder]:
    """Builders by key, in the order of team and name."""
    rows = Builder.objects.filter(pk__in=keys).select_related("person", "team__section", "trade")
    return {one.pk: one for one in rows.order_by("team__name", "person__name", "pk")}


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
