"""A base in numbers: person-times beside the goal, from intake to pass, who passes, simulators, questions, the month."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from xinlian.assessment.models import Exam, Sitting
from xinlian.assessment.queries.statistics import ItemStatistics, items_of
from xinlian.credentials.models import WorkPass
from xinlian.enrolment.models import Application, Seat
from xinlian.simulators.models import Run
from xinlian.training.models import Builder, Clearance, Medical, Project, Session, TrainingClass
from xinlian.training.queries import kept, medicals

WEAKEST, MOST_EXAMS = 10, 40


@dataclass(frozen=True, slots=True)
class Goal:
    """Person-times so far, how many there should be by now if they came evenly, the goal, and each month's."""

    done: int
    even: int
    goal: int
    months: list[tuple[datetime.date, int]]


def goal(project: Project, now: datetime.datetime) -> Goal:
    """A person-time is one person in one class to which they came."""
    came = Seat.objects.filter(batch__training_class__programme__project=project, state="attended").order_by()
    # By class, then by month here: a function of dates on every seat takes most of the page's time.
    counted: Counter[datetime.date] = Counter()
    for starts_at, n in came.values_list("batch__starts_at").annotate(n=Count("pk")):
        counted[timezone.localdate(starts_at).replace(day=1)] += n
    months = sorted(counted.items())
    span, passed = project.ends_on - project.begins_on, timezone.localdate(now) - project.begins_on
    even = round(project.goal * min(1, max(0, passed / span)))
    return Goal(sum(n for _month, n in months), even, project.goal, months)


@dataclass(frozen=True, slots=True)
class Today:
    """What is on today, and what waits."""

    sessions: list[Session]
    came: int
    waiting: int
    runs_out: int
    not_cleared: int
    passes: dict[str, int] = field(default_factory=dict)


def today(project: Project, now: datetime.datetime) -> Today:
    """The day at the base."""
    begins = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    ends, on = begins + datetime.timedelta(days=1), begins.date()
    sessions = Session.objects.filter(
        training_class__programme__project=project, starts_at__gte=begins, starts_at__lt=ends
    )
    here = Builder.objects.filter(project=project, left_on=None)
    waits = Application.objects.filter(offering__training_programme__project=project, state="standing")
    standing = Seat.objects.filter(application=OuterRef("pk"), state__in=("offered", "accepted", "attended"))
    return Today(
        sessions=list(sessions.select_related("subject", "room", "trainer__person", "training_class__batch__offering")),
        came=Builder.objects.filter(project=project, came_at__gte=begins, came_at__lt=ends).count(),
        waiting=waits.filter(~Exists(standing)).count(),
        runs_out=medicals.ending(here, on).count(),
        not_cleared=here.count() - kept.newest(here).filter(ok=True).count(),
        passes=dict(_passes(project).values_list("state").annotate(n=Count("pk")).order_by()),
    )


def _passes(project: Project) -> "QuerySet[WorkPass]":
    """The passes of those who work there now."""
    here = Builder.objects.filter(project=project, left_on=None, person=OuterRef("person"))
    return WorkPass.objects.filter(Exists(here), issuer=project.union_id).exclude(state="replaced")


@dataclass(frozen=True, slots=True)
class Stage:
    """How many came so far, from intake to the pass."""

    code: str
    people: int


def funnel(project: Project, since: datetime.datetime, until: datetime.datetime, now: datetime.datetime) -> list[Stage]:
    """Those who were registered in a span, and how many of them have come how far by now. Each stage counts by itself."""
    on = timezone.localdate(now)
    rows = Builder.objects.filter(project=project, came_at__gte=since, came_at__lt=until).order_by()
    people, here = list(rows.values_list("pk", "person")), {"person__in": rows.values("person")}
    # Who came so far at all, asked once for each stage: as a condition on every row it takes a thousand times as long.
    seats = Seat.objects.filter(
        batch__training_class__programme__project=project,
        state="attended",
        application__person__in=rows.values("person"),
    )
    sat = Sitting.objects.filter(
        exam__in=Exam.objects.filter(training_classes__programme__project=project, state="published"),
        marks__gte=F("exam__paper__pass_marks"),
        **here,
    )
    passes = WorkPass.objects.filter(issuer=project.union_id, state="valid", ends_at__gt=now, **here)
    sound = Medical.objects.filter(builder__in=rows.values("pk"), withdrawn_at=None, valid_until__gte=on)
    cleared = Clearance.objects.filter(builder__in=rows.values("pk"), ok=True)
    medical, decided = (set(one.order_by().values_list("builder", flat=True)) for one in (sound, cleared))
    trained = set(seats.order_by().values_list("application__person", flat=True))
    theory, holds = (set(one.order_by().values_list("person", flat=True)) for one in (sat, passes))
    return [
        Stage("registered", len(people)),
        Stage("medical", sum(pk in medical for pk, _person in people)),
        Stage("trained", sum(person in trained for _pk, person in people)),
        Stage("theory", sum(person in theory for _pk, person in people)),
        Stage("cleared", sum(pk in decided for pk, _person in people)),
        Stage("holds", sum(person in holds for _pk, person in people)),
    ]


@dataclass(frozen=True, slots=True)
class Rate:
    """Of so many who sat the exams, so many passed."""

    name: str
    sat: int
    passed: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return self.passed * 100 // self.sat if self.sat else 0


def _sittings(project: Project, since: datetime.datetime, until: datetime.datetime) -> "QuerySet[Sitting]":
    return Sitting.objects.filter(
        exam__training_classes__programme__project=project,
        exam__state="published",
        ended_at__gte=since,
        ended_at__lt=until,
    ).order_by()


PASSED = Count("pk", filter=Q(marks__gte=F("exam__paper__pass_marks")))


def by_trainer(project: Project, since: datetime.datetime, until: datetime.datetime) -> list[Rate]:
    """Pass rates of the classes that each trainer leads, the lowest first."""
    rows = _sittings(project, since, until).values_list("exam__training_classes__lead__person__name")
    return _rates(rows.annotate(sat=Count("pk"), passed=PASSED))


def by_team(project: Project, since: datetime.datetime, until: datetime.datetime) -> list[Rate]:
    """Pass rates of teams, the lowest first."""
    rows = _sittings(project, since, until).filter(person__works_at__project=project)
    named = rows.values_list("person__works_at__team__section__name", "person__works_at__team__name")
    several = named.annotate(sat=Count("pk"), passed=PASSED)
    return _rates((f"{section or '—'} {team or '—'}", sat, passed) for section, team, sat, passed in several)


def _rates(rows: Any) -> list[Rate]:
    found = [Rate(name or "—", sat, passed) for name, sat, passed in rows]
    return sorted(found, key=lambda one: (one.percent, one.name))


def simulator_use(project: Project, since: datetime.datetime, until: datetime.datetime) -> list[tuple[str, int, int]]:
    """Each simulator of the union: runs and minutes in a span."""
    runs = Run.objects.filter(
        scenario__simulator__union=project.union_id, ended_at__gte=since, ended_at__lt=until, withdrawn_at=None
    ).order_by()
    rows = runs.values_list("scenario__simulator__name").annotate(n=Count("pk"))
    seconds: dict[str, int] = {}
    for name, one in runs.values_list("scenario__simulator__name", "seconds"):
        seconds[name] = seconds.get(name, 0) + (one or 0)
    return sorted(((name, n, seconds.get(name, 0) // 60) for name, n in rows), key=lambda one: -one[1])


def weakest(project: Project, since: datetime.datetime, until: datetime.datetime) -> Sequence[ItemStatistics]:
    """The questions that most got wrong in the last exams of a span."""
    exams = Exam.objects.filter(
        training_classes__programme__project=project, state="published", closes_at__gte=since, closes_at__lt=until
    ).order_by("-closes_at")[:MOST_EXAMS]
    found = [one for one in items_of([exam.pk for exam in exams]) if one.facility is not None]
    return sorted(found, key=lambda one: (one.facility or 0, one.item.pk))[:WEAKEST]


def classes(project: Project, since: datetime.datetime, until: datetime.datetime) -> "QuerySet[TrainingClass]":
    """The classes that began in a span, with how many had a seat and how many came."""
    rows = TrainingClass.objects.filter(
        programme__project=project, batch__starts_at__gte=since, batch__starts_at__lt=until
    )
    held = ("accepted", "attended", "missed")
    return rows.select_related("batch__offering", "room", "lead__person").annotate(
        seats=Count("batch__seats", filter=Q(batch__seats__state__in=held)),
        came=Count("batch__seats", filter=Q(batch__seats__state="attended")),
    )
