"""The demo's training base: an expressway project of eighteen months, with sections, teams, rooms, trainers and programmes.

The rows of its people are made in bulk (`base_people`, `base_classes`, `base_results`), as many as asked for; its studios
(`base_studios`) through the actions.
"""

import datetime
import random
import secrets
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from xinlian.assessment.models import Paper
from xinlian.credentials.actions import templates
from xinlian.credentials.models import Site, Trade
from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.models import Offering
from xinlian.people.models import Firm, Person, Union
from xinlian.simulators.models import Scenario
from xinlian.testing.demo import base_classes, base_people, base_results, base_season, base_studios
from xinlian.training.actions import hours, levels, violations
from xinlian.training.models import (
    Lesson,
    Programme,
    Project,
    Room,
    Section,
    Subject,
    Task,
    Team,
    TradeDemand,
    Trainer,
)

DAY = datetime.timedelta(days=1)
MONTHS = 18
FEW = 240
SECTIONS = ("一标", "二标", "三标", "四标")
TEAMS = ("钢筋班", "焊接班", "模板班", "架桥班", "路面班", "梁场班", "桩基班", "隧道班")
FIRMS = ("示例一建公司", "示例二建公司", "示例路桥劳务", "示例安装劳务", "示例预制构件公司")
ROOMS = [
    ("服务中心", "centre", 60),
    ("模拟中心", "centre", 24),
    ("教培室", "room", 48),
    ("模型室", "room", 36),
    ("实训室", "room", 40),
    ("工作室", "room", 16),
]
SUBJECTS = [
    ("安全生产法律法规", "company", False),
    ("现场隐患排查", "project", False),
    ("梁板运输和安装", "project", False),
    ("起重吊装安全", "project", False),
    ("应急逃生", "company", False),
    ("本工种操作要领", "team", True),
]
LESSONS = [
    (0, 1, "08:30", "11:30"),
    (1, 1, "13:30", "15:30"),
    (4, 1, "15:45", "17:45"),
    (2, 2, "08:30", "10:30"),
    (3, 2, "10:45", "12:00"),
    (5, 2, "13:30", "17:30"),
]
TASKS = [(101, "W1", 55), (202, "G1", 55), (204, "L1", 60), (206, "P1", 60), (208, "F1", 60)]
BARRED = [(102, ["height"]), (202, ["height", "crane"]), (203, ["height", "crane"]), (204, ["driving"])]
SOURCE = "演示项目的规定"


@dataclass(slots=True)
class World:
    """What the loaders share."""

    union: Union
    officer: Person
    now: datetime.datetime
    rng: random.Random
    project: Project
    teams: list[Team] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    trainers: list[Trainer] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    entry: Programme | None = None
    refresher: Programme | None = None

    @property
    def owned(self) -> dict[str, object]:
        """What every row carries."""
        return {"union_path": self.union.union_path, "shard": self.union.shard}


def load(now: datetime.datetime, builders: int = FEW) -> int:
    """The project with so many builders over eighteen months; how many rows, about."""
    union, officer = Union.objects.get(name="永康市总工会"), Person.objects.get(username="yongkang")
    began = timezone.localdate(now) - datetime.timedelta(days=30 * MONTHS)
    project = Project.objects.create(
        union=union,
        name="演示高速公路工程",
        base_name="演示高速产业工人培训基地",
        area_m2=1350,
        goal=10_000,
        begins_on=began,
        ends_on=began + datetime.timedelta(days=3 * 365),
        site=Site.objects.filter(union=union).first(),
        made_at=now - 30 * MONTHS * DAY,
        looked_at=now,
        union_path=union.union_path,
        shard=union.shard,
    )
    world = World(union, officer, now, random.Random(1350), project)  # noqa: S311 - a demo
    _places(world)
    _rules(world)
    _teachers(world)
    _programmes(world)
    several = base_people.load(world, builders)
    classes = base_classes.load(world, several[: -base_people.FRESH])
    base_classes.coming(world, several[-base_people.FRESH :])
    rows = base_studios.load(world, several) + base_results.load(world, several, classes) + len(several) * 4
    return rows + base_season.load(world)


def _places(world: World) -> None:
    own, project = world.owned, world.project
    firms = [
        Firm.objects.get_or_create(union=world.union, name=name, defaults={"kind": "employer", **own})[0]
        for name in FIRMS
    ]
    for number, name in enumerate(SECTIONS, 1):
        section = Section.objects.create(project=project, number=number, name=name, **own)
        for place, team in enumerate(TEAMS):
            firm = firms[(number + place) % len(firms)]
            key = secrets.token_urlsafe(16)
            world.teams.append(Team.objects.create(section=section, name=team, firm=firm, join_key=key, **own))
    world.rooms = [
        Room.objects.create(project=project, name=name, kind=kind, capacity=capacity, **own)
        for name, kind, capacity in ROOMS
    ]
    world.subjects = [
        Subject.objects.create(project=project, name=name, tier=tier, practical=practical, **own)
        for name, tier, practical in SUBJECTS
    ]


def _rules(world: World) -> None:
    hours.lay_down(project=world.project, by=world.officer, at=world.now)
    violations.seed_rules(project=world.project, by=world.officer, at=world.now)
    said = {"project": world.project, "effective_on": world.project.begins_on, "source": SOURCE, **world.owned}
    TradeDemand.objects.create(trade=None, most_age_men=60, most_age_women=55, **said)
    for code, barred in BARRED:
        trade = Trade.objects.get(code=code)
        TradeDemand.objects.create(trade=trade, barred_by=barred, most_age_men=60, most_age_women=50, **said)
    _standards(world)


def _standards(world: World) -> None:
    paper = Paper.objects.filter(union=world.union).first()
    scenario = Scenario.objects.get(simulator__union=world.union, code="W1")
    levels.seed_welder(project=world.project, paper=paper, scenario=scenario, by=world.officer, at=world.now)


def _teachers(world: World) -> None:
    for place, person in enumerate(base_people.teachers(world)):
        trainer = Trainer.objects.create(project=world.project, person=person, weekdays=[], **world.owned)
        trainer.subjects.set([world.subjects[(place + step) % len(world.subjects)] for step in range(4)])
        world.trainers.append(trainer)


def _programmes(world: World) -> None:
    template = templates.make(
        issuer=world.union,
        title="演示红匠结业证书",
        about="完成岗前两天培训，理论和实操考核合格，特发此证。",
        criteria="两天课程全到；理论 60 分以上；实操达标。",
        prefix="红匠",
        months=0,
        signed_as="演示高速产业工人培训基地",
        by=world.officer,
        at=world.now - 500 * DAY,
    )
    world.entry = _programme(world, "新工人岗前培训（两天）", "entry", Paper.objects.filter(union=world.union).first())
    Programme.objects.filter(pk=world.entry.pk).update(template=template)
    world.refresher = _programme(world, "违章复训（一天）", "refresher", None)
    for code, scenario, marks in TASKS:
        Task.objects.create(
            programme=world.entry,
            trade=Trade.objects.get(code=code),
            scenario=Scenario.objects.get(simulator__union=world.union, code=scenario),
            least_marks=Decimal(marks),
            **world.owned,
        )


def _programme(world: World, title: str, kind: str, paper: Paper | None) -> Programme:
    made_at = world.now - 30 * MONTHS * DAY
    offering = offerings.draw_up(
        union=world.union,
        room="training",
        series="training",
        title=title,
        mode="officer",
        opens_at=made_at,
        closes_at=made_at + 5 * 365 * DAY,
        party_max=1,
        answer_hours=72,
        by=world.officer,
        at=world.now,
    )
    Offering.objects.filter(pk=offering.pk).update(state="open")
    programme = Programme.objects.create(
        offering=offering, project=world.project, kind=kind, paper=paper, pass_months=12, **world.owned
    )
    for subject, day, begins, ends in LESSONS:
        if kind == "entry" or day == 1:
            Lesson.objects.create(
                programme=programme,
                subject=world.subjects[subject],
                day=day,
                begins=datetime.time.fromisoformat(begins),
                ends=datetime.time.fromisoformat(ends),
                **world.owned,
            )
    return programme
