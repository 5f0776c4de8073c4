"""A project with two sections and three teams, its officer, medic, trainer, leader; for the tests of the intake."""

import datetime
import itertools
import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import timezone

from xinlian.credentials.models import Trade
from xinlian.enrolment.models import Offering
from xinlian.people.matching import Told
from xinlian.people.models import Person, Union
from xinlian.testing.make import (
    impossible_id,
    impossible_phone,
    make_offering,
    make_officer,
    make_person,
    make_union,
)
from xinlian.training.actions import intake, medicals, projects
from xinlian.training.models import Builder, Medical, Programme, Project, Team
from xinlian.training.rules.medical import Found

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SEALED = ("试验限高", "试验医院")  # a note and a clinic that nobody but the medic may read
_numbers = itertools.count(700_001)


@dataclass
class World:
    """What is there."""

    union: Union
    officer: Person
    medic: Person
    trainer: Person
    leader: Person
    project: Project
    team: Team
    other: Team
    welder: Trade
    driver: Trade
    now: datetime.datetime

    @property
    def today(self) -> datetime.date:
        return timezone.localdate(self.now)

    def told(self, name: str = "张三", **more: Any) -> Told:
        number = next(_numbers)
        born = more.pop("born", datetime.date(1990, 5, 6))
        said = {"phone": impossible_phone(number), "id_type": "mainland", "id_number": impossible_id(number, born)}
        return Told(name=name, **(said | more))

    def register(self, told: Told | None = None, **more: Any) -> intake.Registered:
        said: dict[str, Any] = {"project": self.project, "team": self.team, "trade": self.welder, "way": "desk"}
        said |= {"client_uid": uuid.uuid4(), "by": self.officer, "at": self.now}
        return intake.register(told=told or self.told(), **(said | more))

    def builder(self, name: str = "张三", **more: Any) -> Builder:
        return self.register(self.told(name), **more).builder

    def checked(self, builder: Builder, found: Found | None = None, **more: Any) -> Medical:
        day = self.today
        said: dict[str, Any] = {"checked_on": day, "valid_until": day + datetime.timedelta(days=365)}
        said |= {"clinic": SEALED[1], "client_uid": uuid.uuid4(), "by": self.medic, "at": self.now}
        known = found or Found("limited", ("height",), SEALED[0])
        return medicals.note(builder=builder, found=known, **(said | more))

    def entry(self, *trades: Trade) -> Programme:
        """An entry programme whose list is open."""
        offering: Offering = make_offering(self.union, room="training", series="training", mode="officer")
        mine = {"union_path": self.union.union_path, "shard": self.union.shard}
        programme = Programme.objects.create(offering=offering, project=self.project, kind="entry", **mine)
        programme.trades.set(trades)
        return programme


def make_trade(code: int, name: str) -> Trade:
    """A trade by its code."""
    return Trade.objects.get_or_create(code=code, defaults={"name": name, "name_en": f"trade {code}"})[0]


def world(union: Union | None = None) -> World:
    """The project and all who have to do with it."""
    union, now = union or make_union(), timezone.now()
    officer = make_officer(union)
    said: dict[str, Any] = {"by": officer, "at": now}
    values = {
        "name": "试验大桥",
        "base_name": "试验基地",
        "area_m2": 3600,
        "goal": 10_000,
        "begins_on": datetime.date(2026, 1, 1),
        "ends_on": datetime.date(2028, 12, 31),
    }
    project = projects.set_up(union=union, values=values, **said)
    first = projects.add_section(project=project, name="一标", **said)
    projects.add_section(project=project, name="二标", **said)
    leader = make_person(union, name="班长甲", phone_verified_at=now)
    team = projects.add_team(section=first, values={"name": "焊工一班", "leader": leader}, **said)
    other = projects.add_team(section=first, values={"name": "司机班"}, **said)
    return World(
        union,
        officer,
        make_officer(union, "medic"),
        make_officer(union, "trainer"),
        leader,
        project,
        team,
        other,
        make_trade(90_001, "试验焊工"),
        make_trade(90_002, "试验司机"),
        now,
    )


def browser(person: Person | None) -> Client:
    """A browser of this person, or of a stranger."""
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def text(answer: Any) -> str:
    """What an answer says."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode(errors="replace"))
