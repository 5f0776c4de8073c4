"""A base with two sections and three teams, and what the labour contest counts of them; the test says what there is."""

import datetime
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xinlian.enrolment.models import Application, Attendance, Seat
from xinlian.people.models import Union
from xinlian.simulators.models import Run, Scenario, Simulator, SimulatorVersion, Trainee
from xinlian.testing.make import make_officer
from xinlian.training.actions import season as acts
from xinlian.training.actions import season_marks
from xinlian.training.models import (
    Builder,
    Clearance,
    Season,
    SeasonItem,
    Section,
    Session,
    Subject,
    Team,
    Violation,
    ViolationRule,
)
from xinlian.training.queries import season as queries
from xinlian.training.rules.season import Item
from xinlian.training.tests.figures_world import DAY, HOUR, NOW, Base

__all__ = ["DAY", "HOUR", "NOW", "Contest"]
MAY, JUNE = datetime.date(2030, 5, 1), datetime.date(2030, 6, 1)
HALVES = (Item("", "比质量", 60), Item("", "比进度", 40))


class Contest(Base):
    """Teams 钢筋班 and 焊接班 of 一标, 架桥班 of 二标; a season from May to July 2030."""

    def __init__(self, union: Union | None = None) -> None:
        super().__init__(union)
        self.officer = make_officer(self.union, "officer")
        self.said: dict[str, Any] = {"by": self.officer, "at": NOW}
        self.other_section = Section.objects.create(project=self.project, number=2, name="二标", **self.own)
        self.welders = self.add_team("焊接班")
        self.bridge = Team.objects.create(
            section=self.other_section, name="架桥班", join_key=uuid.uuid4().hex, **self.own
        )

    def people(self, n: int = 2, *teams: Team, days: int = 100) -> list[Builder]:
        """So many in each team, since so many days."""
        several = teams or (self.team, self.welders, self.bridge)
        return [self.add_builder(NOW - days * DAY, team) for team in several for _ in range(n)]

    def draft(self, items: Sequence[Item] = HALVES, title: str = "第一季", **days: Any) -> Season:
        """A season with these items."""
        said = {"title": title, "first_on": MAY, "last_on": datetime.date(2030, 7, 31), **days}
        made = acts.make(project=self.project, **said, **self.said)
        return acts.change(season=made, items=items, **said, **self.said)

    def running(self, items: Sequence[Item] = HALVES, **more: Any) -> Season:
        """One that runs."""
        return acts.start(season=self.draft(items, **more), **self.said)

    def cell(self, season: Season, name: str, unit: Section | Team, mark: object, seen: object = None) -> Any:
        """A mark to give."""
        item = SeasonItem.objects.get(season=season, name=name)
        given = [None if one is None else (Decimal(str(one)), "检查") for one in (seen, mark)]
        return season_marks.Change(f"{item.place}-{unit.uid}", item, unit, *given)

    def give(self, season: Season, month: datetime.date, *cells: tuple[str, Section | Team, object]) -> int:
        """Give marks that were not there."""
        changes = [self.cell(season, *one) for one in cells]
        return season_marks.give_marks(season=season, month=month, changes=changes, **self.said)

    def fill(self, season: Season, mark: int = 80) -> None:
        """Every mark of every month that has begun."""
        for month in queries.begun(season, NOW.date()):
            sheet = queries.sheet(season, month)
            cells = [(one.item.name, sheet.units[unit.id], mark) for unit, _section, row in sheet.rows for one in row]
            self.give(season, month, *cells)

    def session(self, starts_at: datetime.datetime, minutes: int = 120) -> Session:
        """A session of a class of its own."""
        held = self.add_class(starts_at)
        subject, _made = Subject.objects.get_or_create(
            project=self.project, name="法规", defaults={"tier": "project", **self.own}
        )
        return Session.objects.create(
            training_class=held,
            subject=subject,
            room=self.room,
            code="1",
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(minutes=minutes),
            **self.own,
        )

    def came(self, builder: Builder, session: Session, **more: Any) -> Attendance:
        """They were there."""
        application, _made = Application.objects.get_or_create(
            offering=self.programme.offering,
            person=builder.person,
            defaults={"applied_at": NOW, "changed_at": NOW, "client_uid": uuid.uuid4(), **self.own},
        )
        seat = Seat.objects.create(
            application=application,
            batch=session.training_class.batch,
            state="attended",
            way="officer",
            again=application.seats.count(),
            given_at=NOW,
            **self.own,
        )
        return Attendance.objects.create(
            seat=seat,
            session=session.code,
            way="list",
            at=session.starts_at,
            arrived_at=session.starts_at,
            client_uid=uuid.uuid4(),
            **self.own,
            **more,
        )

    def decided(self, builder: Builder, at: datetime.datetime, *, ok: bool = True, days: int = 90) -> Clearance:
        """A decision."""
        until = (at + days * DAY).date() if ok else None
        return Clearance.objects.create(
            builder=builder, ok=ok, until=until, trade=self.trade, decided_at=at, decided_by=self.officer, **self.own
        )

    def seen(self, builder: Builder, points: int, at: datetime.datetime, **more: Any) -> Violation:
        """A violation that was noted."""
        rule, _made = ViolationRule.objects.get_or_create(
            project=self.project,
            name=f"违章{points}",
            defaults={"points": points, "effective_on": MAY, "source": "试", **self.own},
        )
        said = {"seen_at": at, "noted_at": at, "client_uid": uuid.uuid4(), **self.own, **more}
        return Violation.objects.create(builder=builder, rule=rule, points=points, **said)

    def ran(self, builder: Builder, marks: int, at: datetime.datetime, full: int = 100, **more: Any) -> Run:
        """A graded run on a simulator with such full marks."""
        simulator, _made = Simulator.objects.get_or_create(
            union=self.union, kind=f"k{full}", defaults={"name": f"模拟机{full}", "made_at": NOW, **self.own}
        )
        version, _made = SimulatorVersion.objects.get_or_create(
            simulator=simulator, version="1", defaults={"full": full, "made_at": NOW, **self.own}
        )
        scenario, _made = Scenario.objects.get_or_create(
            simulator=simulator,
            code="1",
            defaults={"name": "科目", "iri": f"https://x.example/{uuid.uuid4()}", "made_at": NOW, **self.own},
        )
        trainee, _made = Trainee.objects.get_or_create(
            union=self.union,
            person=builder.person,
            defaults={"number": uuid.uuid4().hex[:8], "made_at": NOW, **self.own},
        )
        said = {"mode": "graded", "door": "table", "digest": uuid.uuid4().hex, "taken_at": NOW, **self.own, **more}
        return Run.objects.create(
            trainee=trainee, scenario=scenario, version=version, marks=marks, ended_at=at, seconds=60, **said
        )
