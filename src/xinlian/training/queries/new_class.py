"""What the page of a new class shows: days, rooms and what is held there, the proposal."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.languages import LANGUAGES
from xinlian.training.classes_texts import waits_on
from xinlian.training.models import Programme, Project, Room, Trainer
from xinlian.training.queries.forming import ProposedClass, propose
from xinlian.training.queries.teaching import clock
from xinlian.training.queries.timetable import taken_rooms
from xinlian.training.queries.waiting import waiting
from xinlian.training.rules import holding, timetable

SUNDAY = 7


def _lessons(programme: Programme) -> list[timetable.Lesson]:
    return [timetable.Lesson(one.subject_id, one.day, one.begins, one.ends) for one in programme.lessons.all()]


def length(programme: Programme) -> int:
    """How many days a class of it takes."""
    return holding.length(_lessons(programme))


def days_from(today: datetime.date, count: int) -> list[datetime.date]:
    """So many days in a row from tomorrow on."""
    return [today + datetime.timedelta(days=number) for number in range(1, count + 1)]


def days_said(said: Mapping[str, str], count: int) -> list[datetime.date]:
    """The days of an address that can be read."""
    found = []
    for number in range(1, count + 1):
        try:
            found.append(datetime.date.fromisoformat(said.get(f"day{number}", "")))
        except ValueError:
            continue
    return found


def taken(programme: Programme, days: Sequence[datetime.date]) -> dict[int, str]:
    """The rooms in which something is held at the hours of a class, with what: "12-03 09:00–10:30 有课"."""
    lessons = _lessons(programme)
    if len(days) != holding.length(lessons):
        return {}
    spans = timetable.laid(lessons, days, timezone.get_current_timezone())
    found = {}
    for key, slot in taken_rooms(programme.project, spans).items():
        on = timezone.localdate(slot.session.starts_at)
        found[key] = _("%(when)s 有课") % {"when": f"{on:%m-%d} {clock(slot.session)}"}
    return found


def waiting_count(programme: Programme, at: datetime.datetime) -> int:
    """How many wait for it."""
    return waiting(programme, at).count()


def trainers(project: Project) -> list[Trainer]:
    """Who could lead a class."""
    rows = Trainer.objects.filter(project=project, ended_on=None).select_related("person")
    return list(rows.order_by("person__name"))


@dataclass(frozen=True, slots=True)
class Offered:
    """A class that could be held, with the words of its language."""

    proposed: ProposedClass
    language: str


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits on, and why."""

    name: str
    team: str
    trade: str
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The proposal as the page shows it."""

    classes: tuple[Offered, ...]
    left: tuple[Waiter, ...]


def proposed(
    programme: Programme, days: Sequence[datetime.date], rooms: Sequence[Room], least: int, at: datetime.datetime
) -> Shown:
    """What could be held on these days in these rooms."""
    found = propose(programme, days=days, rooms=rooms, least=least, at=at)
    classes = tuple(Offered(one, str(LANGUAGES.get(one.language, one.language))) for one in found.classes)
    left = tuple(
        Waiter(
            one.person.name,
            one.builder.team.name if one.builder and one.builder.team else "",
            one.builder.trade.name if one.builder else "",
            waits_on(one.reason),
        )
        for one in found.left
    )
    return Shown(classes, left)
