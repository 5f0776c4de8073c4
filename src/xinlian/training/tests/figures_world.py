"""A base with two classes: who came, who passed, who is cleared is said by the test."""

import datetime
import itertools
import uuid
from decimal import Decimal

from django.utils import timezone

from xinlian.assessment.models import Bank, Candidate, Exam, Item, Paper, Sitting
from xinlian.credentials.models import Trade
from xinlian.engines.exams.questions import Question
from xinlian.enrolment.models import Application, Seat
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_batch, make_offering, make_person, make_union
from xinlian.training.models import Builder, Programme, Project, Room, Section, Team, Trainer, TrainingClass

NOW = datetime.datetime(2030, 6, 20, 12, tzinfo=timezone.get_default_timezone())
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
_numbers = itertools.count(1)


class Base:
    """A project of a union with one programme, a team, a room and a trainer."""

    def __init__(self, union: Union | None = None) -> None:
        self.union = union or make_union()
        self.own = {"union_path": self.union.union_path, "shard": self.union.shard}
        self.project = Project.objects.create(
            union=self.union,
            name=f"工程{next(_numbers)}",
            base_name="基地",
            goal=1000,
            begins_on=datetime.date(2030, 1, 1),
            ends_on=datetime.date(2033, 1, 1),
            made_at=NOW - 100 * DAY,
            **self.own,
        )
        self.section = Section.objects.create(project=self.project, number=1, name="一标", **self.own)
        self.team = self.add_team("钢筋班")
        self.room = Room.objects.create(project=self.project, name="教培室", kind="room", capacity=30, **self.own)
        self.lead = Trainer.objects.create(
            project=self.project, person=make_person(self.union, name="老师甲"), **self.own
        )
        offering = make_offering(self.union, room="training", series="training", mode="officer", state="open")
        self.paper = self._paper()
        self.programme = Programme.objects.create(
            offering=offering, project=self.project, kind="entry", paper=self.paper, **self.own
        )
        self.trade = Trade.objects.get_or_create(code=103, defaults={"name": "钢筋工", "name_en": "Rebar worker"})[0]

    def add_team(self, name: str) -> Team:
        """One team more."""
        return Team.objects.create(section=self.section, name=name, join_key=uuid.uuid4().hex, **self.own)

    def _paper(self) -> Paper:
        bank = Bank.objects.create(union=self.union, name="题库", made_at=NOW, **self.own)
        question = Question("judge", "戴安全帽。", right=(True,))
        self.item = Item.of(bank, question, make_person(self.union), NOW)
        self.item.save()
        return Paper.objects.create(
            union=self.union, bank=bank, title="卷", pass_marks=Decimal(60), minutes=30, made_at=NOW, **self.own
        )

    def add_class(self, starts_at: datetime.datetime, seats: int = 30) -> TrainingClass:
        """A class of two hours with an exam whose results are published."""
        batch = make_batch(self.programme.offering, seats, starts_at=starts_at, ends_at=starts_at + 2 * HOUR)
        made = TrainingClass.objects.create(
            batch=batch, programme=self.programme, room=self.room, lead=self.lead, **self.own
        )
        exam = Exam.objects.create(
            paper=self.paper,
            union=self.union,
            title="考试",
            opens_at=starts_at + 2 * HOUR,
            closes_at=starts_at + 3 * HOUR,
            seed="0" * 32,
            items=[self.item.pk],
            state="published",
            published_at=starts_at + 4 * HOUR,
            set_at=starts_at,
            about_uid=made.uid,
            **self.own,
        )
        TrainingClass.objects.filter(pk=made.pk).update(exam=exam)
        made.exam = exam
        return made

    def add_builder(
        self, came_at: datetime.datetime, team: Team | None = None, person: Person | None = None
    ) -> Builder:
        """Somebody registered at that moment."""
        return Builder.objects.create(
            project=self.project,
            person=person or make_person(self.union),
            team=team or self.team,
            trade=self.trade,
            way="desk",
            came_at=came_at,
            client_uid=uuid.uuid4(),
            **self.own,
        )

    def seat(self, builder: Builder, training_class: TrainingClass, state: str = "attended") -> Seat:
        """A seat of theirs in a class."""
        application, _made = Application.objects.get_or_create(
            offering=self.programme.offering,
            person=builder.person,
            defaults={"applied_at": NOW, "changed_at": NOW, "client_uid": uuid.uuid4(), **self.own},
        )
        Seat.objects.filter(application=application, state="attended").update(state="moved")
        return Seat.objects.create(
            application=application, batch=training_class.batch, state=state, way="officer", given_at=NOW, **self.own
        )

    def sat(self, builder: Builder, training_class: TrainingClass, marks: int) -> Sitting:
        """Their sitting in the exam of a class."""
        exam = training_class.exam
        assert exam is not None
        candidate = Candidate.objects.create(exam=exam, person=builder.person, added_at=NOW, **self.own)
        return Sitting.objects.create(
            exam=exam,
            candidate=candidate,
            person=builder.person,
            attempt=1,
            client_uid=uuid.uuid4(),
            paper=[[self.item.pk, "100", []]],
            earned=[str(marks)],
            marks=Decimal(marks),
            began_at=exam.opens_at,
            ends_at=exam.closes_at,
            seen_at=exam.opens_at,
            ended_at=exam.opens_at + HOUR / 2,
            ended_by="self",
            **self.own,
        )
