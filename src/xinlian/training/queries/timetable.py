"""The base's calendar: what is held where and by whom, who and what is free."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from xinlian.people.scope import Viewer, scope
from xinlian.training.models import Project, Room, Session, Slot, Trainer, TrainingClass
from xinlian.training.rules import timetable
from xinlian.training.who import READERS

WEEK = 7


def sessions(viewer: Viewer) -> QuerySet[Session]:
    """The sessions a viewer may see at the desk."""
    rows = scope(viewer, Session.objects.all(), READERS)
    return rows.select_related(
        "training_class__batch__offering",
        "training_class__programme__project",
        "training_class__lead",
        "subject",
        "room",
        "trainer__person",
        "makes_up",
    )


def held(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Those that take place here: not of a class that was cancelled, not one sat in with others."""
    return rows.filter(Exists(Slot.objects.filter(session=OuterRef("pk"))))


def moment(on: datetime.date, time: datetime.time = datetime.time()) -> datetime.datetime:
    """A day and time here."""
    return timezone.make_aware(datetime.datetime.combine(on, time))


@dataclass(frozen=True, slots=True)
class Line:
    """A room or a trainer of a week: for each of its days the sessions in order."""

    name: str
    note: str
    days: tuple[tuple[Session, ...], ...]


def week(viewer: Viewer, project: Project, monday: datetime.date, by: str) -> list[Line]:
    """The timetable of a week by rooms or by trainers, those without sessions too."""
    until = monday + datetime.timedelta(days=WEEK)
    rows = held(sessions(viewer)).filter(training_class__programme__project=project)
    found = list(rows.filter(starts_at__gte=moment(monday), starts_at__lt=moment(until)).order_by("starts_at"))
    if by == "trainer":
        return _by_trainers(project, found, monday)
    rooms = Room.objects.filter(project=project).filter(
        Q(closed_on=None) | Q(closed_on__gt=monday) | Q(pk__in={one.room_id for one in found})
    )
    return [
        Line(room.name, str(room.capacity), _days([one for one in found if one.room_id == room.pk], monday))
        for room in rooms
    ]


def _by_trainers(project: Project, found: Sequence[Session], monday: datetime.date) -> list[Line]:
    keys = {one.trainer_id for one in found}
    rows = Trainer.objects.filter(Q(ended_on=None) | Q(pk__in=keys - {None}), project=project).select_related("person")
    lines = [
        Line(one.person.name, "", _days([each for each in found if each.trainer_id == one.pk], monday)) for one in rows
    ]
    without = [one for one in found if one.trainer_id is None]
    return [*lines, Line("", "", _days(without, monday))] if without else lines


def _days(several: Sequence[Session], monday: datetime.date) -> tuple[tuple[Session, ...], ...]:
    days = [monday + datetime.timedelta(days=number) for number in range(WEEK)]
    return tuple(tuple(one for one in several if timezone.localdate(one.starts_at) == day) for day in days)


def teachers(project: Project) -> list[timetable.Teacher]:
    """Who teaches there now, as the rules know them."""
    rows = Trainer.objects.filter(project=project, ended_on=None).prefetch_related("subjects", "absences")
    return [
        timetable.Teacher(
            one.pk,
            [subject.pk for subject in one.subjects.all()],
            list(one.weekdays),
            [(away.first_on, away.last_on) for away in one.absences.all()],
        )
        for one in rows
    ]


def busy(trainers: Iterable[int], spans: Sequence[timetable.Span]) -> dict[int, set[datetime.datetime]]:
    """The quarters in the time of these spans that trainers teach already."""
    found: dict[int, set[datetime.datetime]] = {}
    if spans:
        first, last = min(one.starts_at for one in spans), max(one.ends_at for one in spans)
        rows = Slot.objects.filter(trainer__in=list(trainers), at__gte=first - timetable.QUARTER, at__lt=last)
        for key, at in rows.values_list("trainer", "at"):
            found.setdefault(key, set()).add(at)
    return found


def clash(
    quarters: Collection[datetime.datetime], *, room: Room, trainer: Trainer | None, training_class: TrainingClass
) -> tuple[str, Slot] | None:
    """What stands in the way of holding these quarters: a code and the slot that does."""
    rows = Slot.objects.filter(at__in=list(quarters)).select_related(
        "session__subject", "session__training_class__batch__offering", "session__trainer__person", "session__room"
    )
    mine = {"clash_room": Q(room=room), "clash_class": Q(training_class=training_class)}
    if trainer is not None:
        mine["clash_trainer"] = Q(trainer=trainer)
    for code, condition in mine.items():
        slot = rows.filter(condition).order_by("at").first()
        if slot is not None:
            return code, slot
    return None


def taken_rooms(project: Project, spans: Sequence[timetable.Span]) -> dict[int, Slot]:
    """The rooms in which something is held at the time of these spans, with the first of it."""
    at = {quarter for one in spans for quarter in timetable.quarters(one.starts_at, one.ends_at)}
    rows = Slot.objects.filter(room__project=project, at__in=list(at)).select_related(
        "session__subject", "session__training_class__batch__offering"
    )
    found: dict[int, Slot] = {}
    for slot in rows.order_by("-at"):
        found[slot.room_id] = slot
    return found


def free_trainers(session: Session) -> list[Trainer]:
    """Who could teach a session as it stands: may, is there, teaches nothing else then."""
    project, on = session.training_class.programme.project, timezone.localdate(session.starts_at)
    at = timetable.quarters(session.starts_at, session.ends_at)
    taken = set(Slot.objects.filter(at__in=at).exclude(session=session).values_list("trainer", flat=True))
    able = {one.key for one in teachers(project) if one.teaches(session.subject_id, on)} - taken
    return list(Trainer.objects.filter(pk__in=able).select_related("person").order_by("person__name"))
