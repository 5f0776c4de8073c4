"""A base's programmes, classes before, under way and over, and hours, marked, for the walk over all addresses."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xinlian.assessment.models import Paper
from xinlian.credentials.models import Trade
from xinlian.people.models import Person, Union
from xinlian.simulators.models import Scenario
from xinlian.testing.make import make_person
from xinlian.training.actions import classes, hours, programmes
from xinlian.training.models import (
    Builder,
    Medical,
    Programme,
    Project,
    Room,
    Section,
    Session,
    Subject,
    Team,
    Trainer,
    TrainingClass,
)
from xinlian.training.rules.medical import FIT, Found

DAY = datetime.timedelta(days=1)


def fill(union: Union, officer: Person, mark: str) -> None:
    """A programme with a task and somebody who waits; a class to come, one that is over with its sessions missed."""
    now, today = timezone.now(), timezone.localdate()
    mine = {"union_path": union.union_path, "shard": union.shard}
    said: dict[str, Any] = {"by": officer, "at": now}
    project = _project(union, mark)
    room = Room.objects.create(project=project, name=f"{mark}小教室", kind="room", capacity=9, **mine)
    subject = Subject.objects.create(project=project, name=f"{mark}课目", tier="project", **mine)
    section = Section.objects.create(project=project, number=77, name=f"{mark}七标", **mine)
    team = Team.objects.create(section=section, name=f"{mark}班组", join_key=uuid.uuid4().hex, **mine)
    Trainer.objects.create(project=project, person=make_person(union, name=f"{mark}老师"), **mine).subjects.add(subject)
    paper = {"paper": Paper.objects.filter(union=union, retired_at=None).first()}
    programme = programmes.draw_up(project=project, title=f"{mark}培训", kind="yearly", values=paper, **said)
    lesson = programmes.Taught(subject, 1, datetime.time(9), datetime.time(10))
    programmes.set_lessons(programme=programme, lessons=[lesson], **said)
    scenario = Scenario.objects.filter(union_path=union.union_path).first()
    if scenario is not None:
        programmes.set_tasks(programme=programme, tasks=[programmes.Tried(scenario, Decimal(60))], **said)
    people = [_builder(project, team, mark, number) for number in range(4)]
    programmes.wait(builder=people[3], programme=programme, client_uid=uuid.uuid4(), **said)
    _classes(programme, people, room, today, said)
    hours.lay_down(project=project, **said)
    note = {"tier": "team", "minutes": 60, "on": today, "what": f"{mark}班前会"}
    hours.note(builder=people[0], client_uid=uuid.uuid4(), **note, **said)


def _project(union: Union, mark: str) -> Project:
    known = Project.objects.filter(union=union).first()
    today = timezone.localdate()
    return known or Project.objects.create(
        union=union,
        name=f"{mark}项目",
        base_name=f"{mark}基地",
        goal=100,
        begins_on=today - 9 * DAY,
        ends_on=today + 900 * DAY,
        made_at=timezone.now(),
        union_path=union.union_path,
        shard=union.shard,
    )


def _builder(project: Project, team: Team, mark: str, number: int) -> Builder:
    now, today = timezone.now(), timezone.localdate()
    mine = {"union_path": project.union_path, "shard": project.shard, "client_uid": uuid.uuid4()}
    made = Builder.objects.create(
        project=project,
        person=make_person(project.union, name=f"{mark}工人{number}"),
        team=team,
        trade=Trade.objects.get(code=101),
        way="desk",
        came_at=now - 3 * DAY,
        **mine,
    )
    found = Found(FIT).sealed()
    span = {"checked_on": today - DAY, "valid_until": today + 90 * DAY}
    Medical.objects.create(builder=made, found=found, noted_at=now, **span, **{**mine, "client_uid": uuid.uuid4()})
    return made


def _classes(
    programme: Programme, people: list[Builder], room: Room, today: datetime.date, said: dict[str, Any]
) -> None:
    """One to come this week, where it stands in the timetable; one that was held a day ago."""
    held: list[TrainingClass] = []
    for number, several in enumerate((people[:1], people[1:3]), 1):
        day = [today + number * DAY]
        held.append(classes.hold_class(programme=programme, people=several, room=room, days=day, **said))
    past = held[1]
    for session in Session.objects.filter(training_class=past):
        starts_at = session.starts_at - 3 * DAY
        Session.objects.filter(pk=session.pk).update(
            starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=1)
        )
    batch = past.batch
    type(batch).objects.filter(pk=batch.pk).update(starts_at=batch.starts_at - 3 * DAY, ends_at=batch.ends_at - 3 * DAY)
