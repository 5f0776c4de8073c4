"""A project with its base, made of rows, and builders who have done everything or lack one thing; for the tests of clearance."""

import datetime
import itertools
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xinlian.assessment.models import Bank, Candidate, Exam, Paper, Sitting
from xinlian.credentials.models import CertificateTemplate, Site, Trade, TrustRoot
from xinlian.credentials.tests.world import DAY, sign_for
from xinlian.enrolment.models import Attendance, Seat
from xinlian.people.keys import id_key
from xinlian.people.models import Person, Union
from xinlian.simulators.models import Run, Scenario, Simulator, SimulatorVersion, Trainee
from xinlian.testing.make import (
    impossible_id,
    make_application,
    make_batch,
    make_offering,
    make_officer,
    make_person,
    make_union,
)
from xinlian.training.models import (
    Builder,
    Medical,
    Programme,
    Project,
    Room,
    Section,
    Session,
    Subject,
    Task,
    Team,
    TrainingClass,
    Violation,
    ViolationRule,
)
from xinlian.training.rules.medical import Found

HOUR = datetime.timedelta(hours=1)
_numbers = itertools.count(100_000)


@dataclass
class World:
    """What the tests act on."""

    union: Union
    officer: Person
    inspector: Person
    trainer: Person
    project: Project
    team: Team
    welder: Trade
    programme: Programme
    training_class: TrainingClass
    exam: Exam
    scenario: Scenario
    version: SimulatorVersion
    now: datetime.datetime

    @property
    def mine(self) -> dict[str, Any]:
        """Whose rows these are."""
        return owned(self.union)

    def builder(self, *, without: str = "", **more: Any) -> Builder:
        """Somebody who has done everything, or all but one thing: id, medical, class, theory, practical."""
        person = more.pop("person", None) or make_person(self.union)
        if without != "id":
            number = impossible_id(next(_numbers))
            person.id_type, person.id_number, person.id_key = "mainland", number, id_key(number)
            person.save()
        came = {"came_at": self.now - 20 * DAY, "way": "desk", "client_uid": uuid.uuid4(), **self.mine, **more}
        made = Builder.objects.create(
            project=self.project, person=person, **{"team": self.team, "trade": self.welder, **came}
        )
        doings = {"medical": self.examined, "class": self.taught, "theory": self.sat, "practical": self.ran}
        for what, do in doings.items():
            if what != without:
                do(made)
        return made

    def examined(self, builder: Builder, days: int = 300, found: Found | None = None, ago: int = 15) -> Medical:
        """A check that holds for so many days more."""
        today = timezone.localdate(self.now)
        return Medical.objects.create(
            builder=builder,
            checked_on=today - datetime.timedelta(days=ago),
            valid_until=today + datetime.timedelta(days=days),
            found=(found or Found("fit")).sealed(),
            noted_at=self.now,
            client_uid=uuid.uuid4(),
            **self.mine,
        )

    def taught(self, builder: Builder, which: TrainingClass | None = None, *, skip: int = 0) -> Seat:
        """They were at every session of a class but the last so many."""
        which = which or self.training_class
        application = make_application(which.batch.offering, builder.person)
        seat = Seat.objects.create(
            application=application,
            batch=which.batch,
            state="attended",
            way="officer",
            given_at=self.now - 15 * DAY,
            **self.mine,
        )
        sessions = list(which.sessions.order_by("starts_at"))
        for one in sessions[: len(sessions) - skip]:
            Attendance.objects.create(
                seat=seat,
                session=one.code,
                way="list",
                at=one.starts_at,
                arrived_at=one.starts_at,
                client_uid=uuid.uuid4(),
                **self.mine,
            )
        return seat

    def sat(self, builder: Builder, marks: int = 90, exam: Exam | None = None) -> Sitting:
        """They sat the exam."""
        exam = exam or self.exam
        candidate = Candidate.objects.create(exam=exam, person=builder.person, added_at=self.now, **self.mine)
        return Sitting.objects.create(
            exam=exam,
            candidate=candidate,
            person=builder.person,
            attempt=1,
            client_uid=uuid.uuid4(),
            paper=[],
            began_at=exam.opens_at,
            ends_at=exam.closes_at,
            seen_at=exam.opens_at,
            ended_at=exam.closes_at,
            ended_by="self",
            marks=Decimal(marks),
            **self.mine,
        )

    def ran(self, builder: Builder, marks: int = 85) -> Run:
        """They made a graded run."""
        trainee, _ = Trainee.objects.get_or_create(
            union=self.union,
            person=builder.person,
            defaults={"number": f"T{next(_numbers)}", "made_at": self.now, **self.mine},
        )
        return Run.objects.create(
            trainee=trainee,
            scenario=self.scenario,
            version=self.version,
            mode="graded",
            marks=Decimal(marks),
            seconds=300,
            ended_at=self.now - 9 * DAY,
            door="table",
            digest=uuid.uuid4().hex,
            taken_at=self.now,
            **self.mine,
        )

    def seen(self, builder: Builder, points: int, days_ago: int = 1) -> Violation:
        """A violation as a row, with nothing done about it."""
        rule, _ = ViolationRule.objects.get_or_create(
            project=self.project,
            name=f"违章{points}",
            defaults={"points": points, "effective_on": datetime.date(2020, 1, 1), "source": "试", **self.mine},
        )
        at = self.now - days_ago * DAY
        return Violation.objects.create(
            builder=builder,
            rule=rule,
            points=points,
            seen_at=at,
            noted_at=at,
            noted_by=self.inspector,
            client_uid=uuid.uuid4(),
            **self.mine,
        )

    def a_class(self, kind: str, days_ago: int = 5, **more: Any) -> TrainingClass:
        """A class of another programme, two sessions on one day so long ago, finished."""
        programme = make_programme(self, kind, **more)
        return make_class(self, programme, self.now - days_ago * DAY)


def owned(union: Union) -> dict[str, Any]:
    """Whose rows these are."""
    return {"union_path": union.union_path, "shard": union.shard}


def make_programme(world: World, kind: str, **more: Any) -> Programme:
    """A programme for all trades."""
    offering = make_offering(world.union, room="training", series="training", mode="officer")
    return Programme.objects.create(offering=offering, project=world.project, kind=kind, **world.mine, **more)


def make_class(world: World, programme: Programme, starts_at: datetime.datetime, **more: Any) -> TrainingClass:
    """A class of two sessions on one day, finished."""
    starts_at = timezone.localtime(starts_at).replace(hour=8, minute=0)
    batch = make_batch(programme.offering, 200, starts_at=starts_at, ends_at=starts_at + 9 * HOUR)
    room, _ = Room.objects.get_or_create(
        project=world.project, name="一号教室", defaults={"kind": "room", "capacity": 50, **world.mine}
    )
    subject, _ = Subject.objects.get_or_create(
        project=world.project, name="高处作业", defaults={"tier": "project", **world.mine}
    )
    made = TrainingClass.objects.create(
        batch=batch, programme=programme, room=room, **{"finished_at": starts_at + 9 * HOUR, **world.mine, **more}
    )
    for number in range(2):
        begins = starts_at + number * 5 * HOUR
        Session.objects.create(
            training_class=made,
            subject=subject,
            room=room,
            code=f"s{number}",
            starts_at=begins,
            ends_at=begins + 4 * HOUR,
            **world.mine,
        )
    return made


def make_exam(world: World, paper: Paper, opens_at: datetime.datetime) -> Exam:
    """An exam of a paper that is published."""
    return Exam.objects.create(
        paper=paper,
        union=world.union,
        title=f"考试{next(_numbers)}",
        opens_at=opens_at,
        closes_at=opens_at + HOUR,
        seed="0",
        items=[],
        state="published",
        set_at=opens_at,
        published_at=opens_at + 2 * HOUR,
        **world.mine,
    )


def _simulator(union: Union, now: datetime.datetime) -> tuple[Scenario, SimulatorVersion]:
    mine = owned(union)
    simulator = Simulator.objects.create(union=union, kind="welding", name="焊接模拟机", made_at=now, **mine)
    version = SimulatorVersion.objects.create(simulator=simulator, version="1", full=100, made_at=now, **mine)
    scenario = Scenario.objects.create(
        simulator=simulator, code="W1", name="立焊", iri=f"https://x.example/{uuid.uuid4()}", made_at=now, **mine
    )
    return scenario, version


def _paper(union: Union, now: datetime.datetime) -> Paper:
    mine = owned(union)
    bank = Bank.objects.create(union=union, name="题库", made_at=now, **mine)
    return Paper.objects.create(
        union=union, bank=bank, title="上岗理论", pass_marks=60, minutes=30, made_at=now, **mine
    )


def make_world(name: str = "甲县") -> World:
    """A project with a site, an entry programme with an exam, a task and a certificate, and a class ten days ago.

    The first one can sign.
    """
    now = timezone.now()
    union = make_union(f"{name}总工会")
    mine = owned(union)
    if not TrustRoot.objects.exists():
        sign_for(union)
    site = Site.objects.create(union=union, name=f"{name}工地", made_at=now, **mine)
    today = timezone.localdate(now)
    project = Project.objects.create(
        union=union,
        name=f"{name}高速",
        base_name="培训基地",
        goal=10_000,
        begins_on=today - datetime.timedelta(days=400),
        ends_on=today + datetime.timedelta(days=700),
        site=site,
        made_at=now,
        **mine,
    )
    section = Section.objects.create(project=project, number=1, name="一标", **mine)
    team = Team.objects.create(section=section, name="焊工一班", join_key=uuid.uuid4().hex, **mine)
    welder = Trade.objects.get_or_create(code=101, defaults={"name": "焊工", "name_en": "Welder"})[0]
    scenario, version = _simulator(union, now)
    people = {role: make_officer(union, role) for role in ("officer", "inspector", "trainer")}
    world = World(
        union,
        people["officer"],
        people["inspector"],
        people["trainer"],
        project,
        team,
        welder,
        None,  # type: ignore[arg-type]
        None,  # type: ignore[arg-type]
        None,  # type: ignore[arg-type]
        scenario,
        version,
        now,
    )
    paper = _paper(union, now)
    template = CertificateTemplate.objects.create(
        issuer=union,
        title="岗前培训证书",
        about="考核合格",
        criteria="学满",
        prefix=f"P{next(_numbers)}",
        made_at=now,
        **mine,
    )
    world.programme = make_programme(world, "entry", paper=paper, template=template)
    world.programme.trades.add(welder)
    Task.objects.create(programme=world.programme, scenario=scenario, least_marks=80, **mine)
    world.training_class = make_class(world, world.programme, now - 10 * DAY)
    world.exam = make_exam(world, paper, now - 9 * DAY)
    return world
