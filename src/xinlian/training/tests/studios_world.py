"""A project with two studios' worth of people, made of rows; for the tests of studios and improvements."""

import datetime
import itertools
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from xinlian.credentials.models import Trade
from xinlian.credentials.tests.world import DAY
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_officer, make_person, make_union
from xinlian.training.actions import improvements, studios
from xinlian.training.models import Builder, Improvement, Project, Room, Section, Studio, Team

_numbers = itertools.count(1)


@dataclass
class World:
    """What the tests act on."""

    union: Union
    officer: Person
    other_officer: Person
    project: Project
    room: Room
    team: Team
    welder: Trade
    now: datetime.datetime

    @property
    def mine(self) -> dict[str, Any]:
        """Whose rows these are."""
        return {"union_path": self.union.union_path, "shard": self.union.shard}

    @property
    def today(self) -> datetime.date:
        """The day of `now`."""
        return timezone.localdate(self.now)

    def said(self, by: Person | None = None) -> dict[str, Any]:
        """Who acts, and when."""
        return {"by": by or self.officer, "at": self.now}

    def builder(self, name: str = "", **more: Any) -> Builder:
        """Somebody who works here."""
        person = more.pop("person", None) or make_person(self.union, name=name or f"工人{next(_numbers)}号")
        said = {"came_at": self.now - 90 * DAY, "way": "desk", "client_uid": uuid.uuid4(), **self.mine, **more}
        return Builder.objects.create(project=self.project, person=person, team=self.team, trade=self.welder, **said)

    def studio(self, name: str = "", **values: Any) -> Studio:
        """A studio of the base."""
        said = {"name": name or f"工作室{next(_numbers)}", "field": "焊接工装", "since_on": self.today - 60 * DAY}
        return studios.found(project=self.project, values={**said, **values}, **self.said())

    def join(self, studio: Studio, person: Person, part: str = "member") -> Any:
        """Somebody in a studio since a month ago."""
        since = self.today - 30 * DAY
        return studios.join(studio=studio, person=person, part=part, since_on=since, **self.said())

    def proposed(self, person: Person, title: str = "给吊具加定位销", **more: Any) -> Improvement:
        """What somebody proposes."""
        said = {"problem": "对位要三个人", "idea": "加一个销", "said_at": self.now, "client_uid": uuid.uuid4(), **more}
        return improvements.propose(project=self.project, title=title, **said, **self.said(person))

    def moved(self, one: Improvement, *states: str, studio: Studio | None = None) -> Improvement:
        """The same, brought through some states."""
        for to in states:
            why = "用得好" if to in ("done", "dropped") else ""
            improvements.move(improvement=one, to=to, why=why, studio=studio, **self.said())
        return one


def make_world(name: str = "甲县") -> World:
    """A project of a union with a room and a team."""
    now = timezone.now()
    union = make_union(f"{name}总工会")
    mine: dict[str, Any] = {"union_path": union.union_path, "shard": union.shard}
    span = {"begins_on": now.date() - 200 * DAY, "ends_on": now.date() + 800 * DAY}
    project = Project.objects.create(
        union=union, name=f"{name}项目", base_name=f"{name}基地", goal=10_000, made_at=now, **span, **mine
    )
    section = Section.objects.create(project=project, number=1, name="一标", **mine)
    return World(
        union=union,
        officer=make_officer(union, name=f"{name}干部"),
        other_officer=make_officer(union, name=f"{name}另一位干部"),
        project=project,
        room=Room.objects.create(project=project, name="工作室一", kind="room", capacity=16, **mine),
        team=Team.objects.create(section=section, name="焊接班", join_key=uuid.uuid4().hex, **mine),
        welder=Trade.objects.get_or_create(code=101, defaults={"name": "焊工", "name_en": "Welder"})[0],
        now=now,
    )
