"""What the screen in a base's hall shows: today's sessions, person-times beside the goal, who leads the boards and the contest."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from xinlian.boards.models import Board
from xinlian.boards.queries.pages import leader
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.training.models import Project, Session
from xinlian.training.queries import figures
from xinlian.training.queries.season import Leading, leading

SHOWN, LEADERS = 7, 5


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A session: whether it is over, is going on or comes, and how many sit in its class."""

    session: Session
    clock: str
    state: str
    seats: int


@dataclass(frozen=True, slots=True)
class Told:
    """All of the screen. `more`: sessions of today that have no room on it."""

    lines: list[OnScreen]
    more: int
    goal: figures.Goal
    per_cent: int
    leaders: list[dict[str, Any]]
    season: Leading | None


def by_key(key: uuid.UUID) -> Project | None:
    """The project that a screen's address shows."""
    return Project.objects.filter(hall_key=key).first()


def told(project: Project, now: datetime.datetime) -> Told:
    """What is over goes first, where there is no room for all."""
    sat = Count("training_class__batch__seats", filter=Q(training_class__batch__seats__state__in=SEAT_STANDS))
    begins = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Session.objects.filter(
        training_class__programme__project=project,
        training_class__batch__state="standing",
        starts_at__gte=begins,
        starts_at__lt=begins + datetime.timedelta(days=1),
    )
    found = list(rows.select_related("subject", "room").annotate(seats=sat).order_by("starts_at", "room__name"))
    left = [one for one in found if one.ends_at > now]
    shown = (left if len(found) > SHOWN else found)[:SHOWN]
    goal = figures.goal(project, now)
    return Told(
        lines=[_line(one, now) for one in shown],
        more=len(found) - len(shown),
        goal=goal,
        per_cent=min(100, goal.done * 100 // goal.goal),
        leaders=[leader(one) for one in _boards(project)],
        season=leading(project, now),
    )


def _line(one: Any, now: datetime.datetime) -> OnScreen:
    begins, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    state = "over" if one.ends_at <= now else "now" if one.starts_at <= now else "soon"
    return OnScreen(one, f"{begins:%H:%M}–{ends:%H:%M}", state, one.seats)


def _boards(project: Project) -> list[Board]:
    """The boards of the base's simulators, in the order in which they were made."""
    rows = Board.objects.filter(union=project.union_id, room="simulators", state="live")
    return list(rows.order_by("made_at", "pk")[:LEADERS])
