"""Projects with what others are named by: teams, rooms, trainers, programmes, trades; a month in numbers."""

import datetime
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import HttpError

from xinlian.people.access import today
from xinlian.people.bearing import found, says, viewer
from xinlian.training.api.door import Trade
from xinlian.training.models import Project
from xinlian.training.queries import base, figures, months
from xinlian.training.queries.classes import programmes as programmes_of
from xinlian.training.queries.new_class import trainers
from xinlian.training.queries.waiting import waiting
from xinlian.training.who import DESK, WATCHERS

router = Router(tags=["projects"])


class ProjectOut(Schema):
    """A project and its base."""

    uid: uuid.UUID
    name: str
    base: str
    goal: int
    begins_on: datetime.date
    ends_on: datetime.date


class TeamOut(Schema):
    """A team of a section."""

    uid: uuid.UUID
    section: str
    name: str


class RoomOut(Schema):
    """A room, and how many fit in."""

    uid: uuid.UUID
    name: str
    capacity: int


class TrainerOut(Schema):
    """Somebody who teaches."""

    uid: uuid.UUID
    name: str


class ProgrammeOut(Schema):
    """A course: whom it is for (no trades: all), how many days, how many wait. `kind`: entry, refresher, yearly."""

    uid: uuid.UUID
    kind: str
    title: str
    trades: list[int]
    days: int
    waiting: int
    exam: bool


class ProjectWhole(ProjectOut):
    """With what classes and builders are named by."""

    teams: list[TeamOut]
    rooms: list[RoomOut]
    trainers: list[TrainerOut]
    programmes: list[ProgrammeOut]


class Stage(Schema):
    """How many of those who were registered in the month have come so far by now."""

    code: str
    people: int


class Rate(Schema):
    """Of so many who sat exams, so many passed."""

    name: str
    sat: int
    passed: int


class MonthOut(Schema):
    """A month: person-times, the goal, from intake to the pass, pass rates."""

    first: datetime.date
    last: datetime.date
    person_times: int
    classes: int
    goal: int
    goal_done: int
    goal_even: int
    stages: list[Stage]
    trainers: list[Rate]
    teams: list[Rate]


def _project(one: Project) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "name": one.name,
        "base": one.base_name,
        "goal": one.goal,
        "begins_on": one.begins_on,
        "ends_on": one.ends_on,
    }


def project_named(request: HttpRequest, uid: uuid.UUID, roles: tuple[str, ...] = DESK) -> Project:
    """A project in which one of the roles is held, or 404."""
    return found(base.projects(viewer(request), roles).filter(uid=uid).first())


@router.get("/trades", response=says(list[Trade]), summary="Trades, by their codes")
def trades(request: HttpRequest) -> list[dict[str, Any]]:
    """Those that are there today."""
    return [{"code": one.code, "name": one.name} for one in base.trades(today()).order_by("code")]


@router.get("/projects", response=says(list[ProjectOut]), summary="The projects where you hold a role")
def projects(request: HttpRequest) -> list[dict[str, Any]]:
    """As an officer, trainer, medic, inspector, approver or auditor."""
    return [_project(one) for one in base.projects(viewer(request), tuple({*DESK, *WATCHERS}))]


@router.get(
    "/projects/{uid}", response=says(ProjectWhole), summary="A project with its teams, rooms, trainers, programmes"
)
def project(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """What everything else is named by."""
    one, now = project_named(request, uid), timezone.now()
    programmes = programmes_of(viewer(request)).filter(project=one).prefetch_related("lessons")
    return {
        **_project(one),
        "teams": [{"uid": t.uid, "section": t.section.name, "name": t.name} for t in base.teams(one, today())],
        "rooms": [
            {"uid": room.uid, "name": room.name, "capacity": room.capacity}
            for room in base.rooms(one)
            if room.closed_on is None
        ],
        "trainers": [{"uid": trainer.uid, "name": trainer.person.name} for trainer in trainers(one)],
        "programmes": [_programme(programme, now) for programme in programmes],
    }


def _programme(one: Any, now: datetime.datetime) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "kind": one.kind,
        "title": one.offering.title,
        "trades": sorted(trade.code for trade in one.trades.all()),
        "days": max((lesson.day for lesson in one.lessons.all()), default=0),
        "waiting": waiting(one, now).count(),
        "exam": one.paper_id is not None,
    }


@router.get("/projects/{uid}/months/{year}/{month}", response=says(MonthOut), summary="A month of a base in numbers")
def month_of(request: HttpRequest, uid: uuid.UUID, year: int, month: int) -> dict[str, Any]:
    """As its page, its workbook and its paper say."""
    one, now = project_named(request, uid), timezone.now()
    if not (1900 < year < 2200 and 0 < month < 13):
        raise HttpError(404, "no such month")
    said = months.month(one, year, month, now)
    return {
        "first": said.first,
        "last": said.last,
        "person_times": said.came,
        "classes": len(said.classes),
        "goal": said.goal.goal,
        "goal_done": said.goal.done,
        "goal_even": said.goal.even,
        "stages": [{"code": stage.code, "people": stage.people} for stage in said.funnel],
        "trainers": _rates(said.trainers),
        "teams": _rates(said.teams),
    }


def _rates(rates: list[figures.Rate]) -> list[dict[str, Any]]:
    return [{"name": one.name, "sat": one.sat, "passed": one.passed} for one in rates]
