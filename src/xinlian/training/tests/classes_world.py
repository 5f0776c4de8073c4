"""A base with rooms, trainers, subjects and a two-day programme, and builders who wait; for the tests of classes."""

import datetime
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.assessment.actions import banks, papers
from xinlian.assessment.models import Paper
from xinlian.credentials.models import Trade
from xinlian.engines.exams.papers import Row
from xinlian.engines.exams.questions import Question
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_grant, make_officer, make_person, make_union
from xinlian.training.actions import classes, programmes
from xinlian.training.models import (
    Absence,
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

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY = datetime.timedelta(days=1)
CLOCK = [(9, 0, 10, 30), (10, 45, 12, 0), (14, 0, 16, 0)]


@dataclass
class World:
    """What is there."""

    union: Union
    officer: Person
    project: Project
    team: Team
    rooms: list[Room]
    subjects: list[Subject]
    trainers: list[Trainer]
    trades: list[Trade]
    programme: Programme
    now: datetime.datetime = field(default_factory=timezone.now)

    @property
    def owned(self) -> dict[str, Any]:
        """The union that every row belongs to."""
        return {"union_path": self.union.union_path, "shard": self.union.shard}

    def day(self, number: int) -> datetime.date:
        """So many days from now."""
        return timezone.localdate(self.now) + number * DAY

    @property
    def days(self) -> list[datetime.date]:
        """The two days of the next class."""
        return [self.day(5), self.day(6)]

    def builder(self, *, fit: int | None = 300, result: str = FIT, found: Found | None = None, **more: Any) -> Builder:
        """Somebody of the project with a medical that holds so many days; None: without one."""
        person = more.pop("person", None) or make_person(self.union, **more.pop("who", {}))
        more.setdefault("team", self.team)
        more.setdefault("trade", self.trades[0])
        came_at = more.pop("came_at", self.now - 2 * DAY)
        made = Builder.objects.create(
            project=self.project,
            person=person,
            way="desk",
            came_at=came_at,
            client_uid=uuid.uuid4(),
            **more,
            **self.owned,
        )
        if fit is not None:
            Medical.objects.create(
                builder=made,
                checked_on=self.day(min(fit, 0)),
                valid_until=self.day(fit),
                found=(found or Found(result)).sealed(),
                noted_at=self.now,
                client_uid=uuid.uuid4(),
                **self.owned,
            )
        return made

    def waits(self, *, at: datetime.datetime | None = None, **more: Any) -> Builder:
        """The same, on the waiting list of the programme."""
        made = self.builder(**more)
        self.wait(made, at=at)
        return made

    def wait(self, builder: Builder, *, at: datetime.datetime | None = None) -> None:
        """On the waiting list."""
        programmes.wait(
            builder=builder, programme=self.programme, client_uid=uuid.uuid4(), by=self.officer, at=at or self.now
        )

    def held(self, people: int = 2, **more: Any) -> TrainingClass:
        """A class of so many."""
        builders = more.pop("builders", None) or [self.waits() for _ in range(people)]
        said: dict[str, Any] = {"room": self.rooms[0], "days": self.days, "at": self.now, **more}
        return classes.hold_class(programme=self.programme, people=builders, by=self.officer, **said)

    def absent(self, trainer: Trainer, number: int) -> None:
        """A trainer away on a day."""
        Absence.objects.create(trainer=trainer, first_on=self.day(number), last_on=self.day(number), **self.owned)


def make_world(name: str = "甲项目") -> World:
    """The base, empty of classes: rooms of 30 and 3, three trainers, three subjects, a programme of two days."""
    now = timezone.now()
    union = make_union(f"{name}工会")
    officer = make_officer(union)
    owned = {"union_path": union.union_path, "shard": union.shard}
    today = timezone.localdate(now)
    project = Project.objects.create(
        union=union,
        name=name,
        base_name="培训基地",
        goal=10000,
        begins_on=today - 100 * DAY,
        ends_on=today + 1000 * DAY,
        made_at=now,
        **owned,
    )
    section = Section.objects.create(project=project, number=1, name="一标", **owned)
    team = Team.objects.create(section=section, name="钢筋一班", join_key=uuid.uuid4().hex, **owned)
    rooms = [
        Room.objects.create(project=project, name=label, kind="room", capacity=seats, **owned)
        for label, seats in (("301 教室", 30), ("302 教室", 3))
    ]
    tiers = [("安全法规", "company"), ("高处作业", "project"), ("急救", "team")]
    subjects = [Subject.objects.create(project=project, name=label, tier=tier, **owned) for label, tier in tiers]
    trades = [make_trade(code, label) for code, label in ((101, "焊工"), (102, "架子工"))]
    world = World(union, officer, project, team, rooms, subjects, [], trades, Programme(), now)
    world.trainers = [make_trainer(world, f"演示老师{number}") for number in range(3)]
    world.programme = make_programme(world)
    return world


def make_trade(code: int, name: str) -> Trade:
    """A trade that every installation has, unless a test of races emptied its table."""
    return Trade.objects.get_or_create(code=code, defaults={"name": name, "name_en": name})[0]


def make_trainer(world: World, name: str) -> Trainer:
    """Somebody who teaches every subject, every day."""
    person = make_person(world.union, name=name)
    make_grant(person, "trainer", world.union)
    made = Trainer.objects.create(project=world.project, person=person, **world.owned)
    made.subjects.set(world.subjects)
    return made


def make_programme(world: World, title: str = "上岗培训", **more: Any) -> Programme:
    """Three lessons on each of two days."""
    said = {"project": world.project, "title": title, "kind": "entry", "by": world.officer, "at": world.now, **more}
    made = programmes.draw_up(**said)
    lessons = [
        programmes.Taught(world.subjects[place], number, datetime.time(*one[:2]), datetime.time(*one[2:]))
        for number in (1, 2)
        for place, one in enumerate(CLOCK)
    ]
    programmes.set_lessons(programme=made, lessons=lessons, by=world.officer, at=world.now)
    return made


def make_paper(world: World) -> Paper:
    """One question with one right answer, 10 marks."""
    said: dict[str, Any] = {"by": world.officer, "at": world.now}
    bank = banks.make(union=world.union, name="安全题库", **said)
    question = Question("single", "几米以上是高处作业？", options=("2 米", "1 米"), right=(0,))
    items = [banks.add(bank=bank, question=question, **said)]
    banks.review(items=items, to="approved", **said)
    rows = [Row(1, Decimal(10), "single")]
    return papers.draw_up(
        union=world.union, bank=bank, title="安全试卷", rows=rows, pass_marks=Decimal(6), minutes=30, **said
    )


def sessions(training_class: TrainingClass) -> list[Session]:
    """Its sessions in order."""
    return list(Session.objects.filter(training_class=training_class).order_by("starts_at", "id"))


def browser(person: Person) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def url(name: str, *args: object) -> str:
    """The address of a page of training."""
    return reverse(f"training:{name}", args=args)


def text(answer: Any) -> str:
    """The page of an answer."""
    return str(answer.content.decode())
