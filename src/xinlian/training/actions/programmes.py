"""A programme of the base: drawn up, its lessons and simulator tasks; who waits for it."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from xinlian.credentials.models import Trade
from xinlian.enrolment.actions import applying
from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.models import Application, Offering
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Decision, Refused, demand
from xinlian.simulators.models import Scenario
from xinlian.training.models import Builder, Lesson, Programme, Project, Subject, Task
from xinlian.training.queries import waiting as queries
from xinlian.training.rules import holding, timetable
from xinlian.training.who import demand_keeper

ROOM = SERIES = "training"
ANSWER_HOURS = 72
OWN = ("paper", "template", "pass_months")


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson as it is said: which subject, on which day of the class, from when to when."""

    subject: Subject
    day: int
    begins: datetime.time
    ends: datetime.time


@dataclass(frozen=True, slots=True)
class Tried:
    """A simulator task as it is said; `trade` None: for all trades."""

    scenario: Scenario
    least_marks: Decimal
    trade: Trade | None = None


@transaction.atomic
def draw_up(
    *,
    project: Project,
    title: str,
    kind: str,
    by: Person,
    at: datetime.datetime,
    trades: Sequence[Trade] = (),
    values: Mapping[str, Any] | None = None,
) -> Programme:
    """A programme that people can wait for at once. `values`: paper, template, pass_months; no trades: for all.

    Refused: role_officer, programme_kind, programme_title, project_over, paper_elsewhere.
    """
    demand_keeper(by, project.union_path, at)
    ends_at = timezone.make_aware(datetime.datetime.combine(project.ends_on, datetime.time(23, 59)))
    demand(
        Decision.of(
            programme_kind=kind in dict(Programme.KINDS), programme_title=bool(title.strip()), project_over=ends_at > at
        )
    )
    offering = _offered(project, title.strip(), ends_at, by=by, at=at)
    own = {name: value for name, value in (values or {}).items() if name in OWN}
    made = Programme(offering=offering, project=project, kind=kind, **own)
    made.union_path, made.shard = project.union_path, project.shard
    made.save(force_insert=True)
    made.trades.set(trades)
    record("training.programme_drawn_up", made, by=by, at=at, kind=kind)
    return made


def _offered(
    project: Project, title: str, ends_at: datetime.datetime, *, by: Person, at: datetime.datetime
) -> Offering:
    return offerings.draw_up(
        union=project.union,
        room=ROOM,
        series=SERIES,
        title=title,
        mode="officer",
        opens_at=at,
        closes_at=ends_at,
        party_max=1,
        answer_hours=ANSWER_HOURS,
        opened=True,
        by=by,
        at=at,
    )


@transaction.atomic
def change(
    *,
    programme: Programme,
    title: str,
    trades: Sequence[Trade],
    values: Mapping[str, Any],
    by: Person,
    at: datetime.datetime,
) -> Programme:
    """Other words, trades, paper, certificate, months; classes that stand keep their sessions and their exam."""
    demand_keeper(by, programme.union_path, at)
    if not title.strip():
        raise Refused("programme_title")
    offerings.change(offering=programme.offering, values={"title": title.strip()}, by=by, at=at)
    for name in OWN:
        setattr(programme, name, values[name])
    programme.save(update_fields=list(OWN))
    programme.trades.set(trades)
    record("training.programme_changed", programme, by=by, at=at)
    return programme


@transaction.atomic
def set_lessons(*, programme: Programme, lessons: Sequence[Taught], by: Person, at: datetime.datetime) -> list[Lesson]:
    """What classes of it are taught from now on, in the place of what was; classes that stand keep their sessions.

    Refused: role_officer, lessons_some, lesson_ends_after_it_begins, lessons_apart, lessons_on_quarters,
    lesson_days_whole, subject_elsewhere.
    """
    demand_keeper(by, programme.union_path, at)
    demand(holding.are_lessons([timetable.Lesson(one.subject.pk, one.day, one.begins, one.ends) for one in lessons]))
    if any(one.subject.project_id != programme.project_id or one.subject.ended_on for one in lessons):
        raise Refused("subject_elsewhere")
    Lesson.objects.filter(programme=programme).delete()
    owned = {"union_path": programme.union_path, "shard": programme.shard}
    rows = [
        Lesson(programme=programme, subject=one.subject, day=one.day, begins=one.begins, ends=one.ends, **owned)
        for one in lessons
    ]
    Lesson.objects.bulk_create(rows)
    record("training.lessons_set", programme, by=by, at=at, count=len(rows))
    return rows


@transaction.atomic
def set_tasks(*, programme: Programme, tasks: Sequence[Tried], by: Person, at: datetime.datetime) -> list[Task]:
    """Which simulator scenarios it asks for, in the place of what it asked. Refused: role_officer, task_twice."""
    demand_keeper(by, programme.union_path, at)
    if len({(one.scenario.pk, one.trade and one.trade.pk) for one in tasks}) != len(tasks):
        raise Refused("task_twice")
    Task.objects.filter(programme=programme).delete()
    owned = {"union_path": programme.union_path, "shard": programme.shard}
    rows = [
        Task(programme=programme, scenario=one.scenario, trade=one.trade, least_marks=one.least_marks, **owned)
        for one in tasks
    ]
    Task.objects.bulk_create(rows)
    record("training.tasks_set", programme, by=by, at=at, count=len(rows))
    return rows


@transaction.atomic
def wait(
    *, builder: Builder, programme: Programme, client_uid: uuid.UUID, by: Person, at: datetime.datetime
) -> Application:
    """Put somebody on the waiting list of a programme; who waits already keeps their place.

    Refused: role_officer, builder_elsewhere, builder_left, trade_not_taught with {name}, class_already with {name, day}.
    """
    demand_taught(programme, builder)
    known = queries.application_of(programme, builder.person_id)
    if known is not None and known.state == "standing":
        seat = queries.seat_ahead(known, at)
        if seat is not None:
            day = timezone.localdate(seat.batch.starts_at).isoformat()
            raise Refused("class_already", {"name": builder.person.name, "day": day})
        if queries.waits(programme, known, at):
            return known
    return applying.apply(
        offering=programme.offering,
        person=builder.person,
        wished=[],
        possible=[],
        client_uid=client_uid,
        by=by,
        at=at,
        way="phone" if by.pk == builder.person_id else "desk",
    )


def demand_taught(programme: Programme, builder: Builder) -> None:
    """Somebody of the project, there now, whose trade the programme is for."""
    if builder.project_id != programme.project_id:
        raise Refused("builder_elsewhere", {"name": builder.person.name})
    if builder.left_on is not None:
        raise Refused("builder_left", {"name": builder.person.name})
    if not queries.teaches(programme, builder.trade_id):
        raise Refused("trade_not_taught", {"name": builder.person.name})


@transaction.atomic
def stop_waiting(*, builder: Builder, programme: Programme, by: Person, at: datetime.datetime) -> Application:
    """Off the waiting list. Refused: role_officer, not_waiting; who has a seat is taken out of the class instead."""
    known = queries.application_of(programme, builder.person_id)
    if known is None or not queries.waits(programme, known, at):
        raise Refused("not_waiting", {"name": builder.person.name})
    return applying.withdraw(application=known, by=by, at=at)
