"""What the base counts of every team for every month of a season: grouped in the database, as many queries for many teams as for few."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from xinlian.assessment.models import Exam, Sitting
from xinlian.enrolment.models import Attendance
from xinlian.simulators.models import Run
from xinlian.training.models import Builder, Clearance, HoursElsewhere, Project, Session, Violation
from xinlian.training.rules import season as rules
from xinlian.training.rules.season import Measured

Key = tuple[int, datetime.date]
Found = dict[Key, Measured]
AT = "application__person__works_at"


class Months:
    """The months of a season that have begun, each with its days and moments."""

    def __init__(self, first_on: datetime.date, last_on: datetime.date, now: datetime.datetime) -> None:
        today = timezone.localdate(now)
        self.spans: dict[datetime.date, tuple[datetime.date, datetime.date]] = {}
        for month in rules.months(first_on, last_on):
            first, last = rules.span(month, first_on, last_on)
            if first <= today:
                self.spans[month] = (first, min(last, today))

    def __iter__(self) -> Iterator[tuple[datetime.date, datetime.date, datetime.date]]:
        return ((month, first, last) for month, (first, last) in self.spans.items())

    def of(self, day: datetime.date) -> datetime.date | None:
        """The month in which a day of the season lies."""
        month = day.replace(day=1)
        first, last = self.spans.get(month, (datetime.date.max, datetime.date.min))
        return month if first <= day <= last else None

    @property
    def begins(self) -> datetime.datetime:
        """The first moment."""
        return midnight(min((first for first, _last in self.spans.values()), default=datetime.date.max))

    @property
    def ends(self) -> datetime.datetime:
        """The moment after the last one."""
        last = max((last for _first, last in self.spans.values()), default=datetime.date.min)
        return midnight(last + datetime.timedelta(days=1))


def midnight(day: datetime.date) -> datetime.datetime:
    """Its first moment in the union's zone."""
    return datetime.datetime.combine(day, datetime.time(), timezone.get_current_timezone())


def _after(day: datetime.date) -> datetime.datetime:
    return midnight(day + datetime.timedelta(days=1))


def heads(project: Project, months: Months) -> Found:
    """Who worked in a team on a day of the month or more, as teams are now."""
    here = {
        f"m{month:%Y%m}": Count("pk", filter=Q(came_at__lt=_after(last)) & (Q(left_on=None) | Q(left_on__gte=first)))
        for month, first, last in months
    }
    rows = Builder.objects.filter(project=project, team__isnull=False).order_by().values_list("team")
    return {
        (team, month): Measured(Decimal(n), 1)
        for team, *several in rows.annotate(**here)
        for (month, _first, _last), n in zip(months, several, strict=True)
        if n
    }


def hours(project: Project, months: Months) -> Counter[Key]:
    """Minutes taught: sessions of the base to which people came, and hours noted elsewhere."""
    found = Counter[Key]()
    came = Attendance.objects.filter(
        undone_at=None,
        seat__batch__training_class__programme__project=project,
        seat__batch__training_class__sessions__code=F("session"),
        seat__batch__training_class__sessions__starts_at__gte=months.begins,
        seat__batch__training_class__sessions__starts_at__lt=months.ends,
        seat__application__person__works_at__project=project,
        seat__application__person__works_at__team__isnull=False,
        seat__application__person__works_at__came_at__lt=F("seat__batch__training_class__sessions__ends_at"),
    ).order_by()
    said = came.values_list(
        f"seat__{AT}__team", f"seat__{AT}__left_on", "seat__batch__training_class__sessions"
    ).annotate(n=Count("pk"))
    rows = list(said)
    spans = Session.objects.filter(pk__in={session for _team, _left, session, _n in rows})
    known = {pk: (starts, ends) for pk, starts, ends in spans.order_by().values_list("pk", "starts_at", "ends_at")}
    for team, left, session, n in rows:
        starts, ends = known[session]
        day = timezone.localdate(starts)
        month = months.of(day)
        if month is not None and (left is None or left >= day):
            found[team, month] += n * round((ends - starts).total_seconds() / 60)
    elsewhere = HoursElsewhere.objects.filter(builder__project=project, builder__team__isnull=False).order_by()
    for team, on, minutes in elsewhere.values_list("builder__team", "on").annotate(n=Sum("minutes")):
        month = months.of(on)
        if month is not None:
            found[team, month] += minutes
    return found


def cleared(project: Project, months: Months) -> Found:
    """Of those who worked there on the month's last day, or today, those cleared as was decided by its end."""
    found: Found = {}
    for month, _first, last in months:
        here = Builder.objects.filter(project=project, team__isnull=False, came_at__lt=_after(last))
        here = here.filter(Q(left_on=None) | Q(left_on__gte=last)).order_by()
        before = Clearance.objects.filter(decided_at__lt=_after(last), builder__in=here.values("pk"))
        after = Q(decided_at__gt=OuterRef("decided_at")) | Q(decided_at=OuterRef("decided_at"), pk__gt=OuterRef("pk"))
        later = Clearance.objects.filter(after, builder=OuterRef("builder"), decided_at__lt=_after(last))
        yes = before.filter(~Exists(later), ok=True, until__gte=last).order_by()
        ready = dict(yes.values_list("builder__team").annotate(n=Count("pk")))
        for team, n in here.values_list("team").annotate(n=Count("pk")):
            found[team, month] = Measured(Decimal(ready.get(team, 0)), n)
    return found


def exams(project: Project, months: Months) -> Found:
    """Of those who sat a paper of the base for the first time, those who passed; by the day on which the exam opened."""
    ours = Exam.objects.filter(training_classes__programme__project=project, state="published")
    ours = ours.filter(opens_at__gte=months.begins, opens_at__lt=months.ends)
    earlier = Sitting.objects.filter(
        person=OuterRef("person"), exam__paper=OuterRef("exam__paper"), began_at__lt=OuterRef("began_at")
    )
    sat = Sitting.objects.filter(
        exam__in=ours.values("pk"),
        ended_at__isnull=False,
        person__works_at__project=project,
        person__works_at__team__isnull=False,
        person__works_at__came_at__lt=F("exam__closes_at"),
    ).order_by()
    passed = Count("pk", filter=Q(marks__gte=F("exam__paper__pass_marks")))
    rows = sat.filter(~Exists(earlier)).values_list(
        "person__works_at__team", "person__works_at__left_on", "exam__opens_at"
    )
    several = rows.annotate(sat=Count("pk"), passed=passed)
    return _summed(months, ((team, left, opens_at, top, n) for team, left, opens_at, n, top in several))


def simulators(project: Project, months: Months) -> Found:
    """The best graded run of each person in the month, as percent of its full marks."""
    runs = Run.objects.filter(
        mode="graded",
        withdrawn_at=None,
        ended_at__gte=months.begins,
        ended_at__lt=months.ends,
        trainee__person__works_at__project=project,
        trainee__person__works_at__team__isnull=False,
        trainee__person__works_at__came_at__lte=F("ended_at"),
    ).order_by()
    at = "trainee__person__works_at"
    rows = runs.values_list(f"{at}__team", f"{at}__left_on", "trainee__person", "ended_at", "version__full")
    best: dict[tuple[int, datetime.date, int], Decimal] = {}
    for team, left, person, ended_at, full, marks in rows.annotate(most=Max("marks")):
        day = timezone.localdate(ended_at)
        month = months.of(day)
        if month is not None and (left is None or left >= day):
            key = (team, month, person)
            best[key] = max(best.get(key, Decimal()), min(Decimal(100), marks * 100 / full))
    sums: dict[Key, list[Decimal]] = {}
    for (team, month, _person), percent in best.items():
        sums.setdefault((team, month), []).append(percent)
    return {key: Measured(sum(several, Decimal()), len(several)) for key, several in sums.items()}


def points(project: Project, months: Months) -> Counter[Key]:
    """Points of violations that stand, by the day on which they were seen."""
    found = Counter[Key]()
    rows = Violation.objects.filter(
        builder__project=project,
        builder__team__isnull=False,
        withdrawn_at=None,
        seen_at__gte=months.begins,
        seen_at__lt=months.ends,
    ).order_by()
    for team, seen_at, n in rows.values_list("builder__team", "seen_at", "points"):
        month = months.of(timezone.localdate(seen_at))
        if month is not None:
            found[team, month] += n
    return found


def _summed(months: Months, rows: Any) -> Found:
    found: Found = {}
    for team, left, moment, top, bottom in rows:
        day = timezone.localdate(moment)
        month = months.of(day)
        if month is not None and (left is None or left >= day):
            before = found.get((team, month), Measured(Decimal(), 0))
            found[team, month] = Measured(before.top + top, before.bottom + bottom)
    return found


SHARES: dict[str, Callable[[Project, Months], Found]] = {
    rules.CLEARED: cleared,
    rules.EXAMS: exams,
    rules.SIMULATORS: simulators,
}
SUMS: dict[str, Callable[[Project, Months], Counter[Key]]] = {rules.HOURS: hours, rules.POINTS: points}


def counted(project: Project, months: Months, sources: Sequence[str]) -> dict[str, Found]:
    """By source: heads, and those asked for, of the teams that had anybody in the month."""
    there = heads(project, months)
    found = {rules.HEADS: there}
    for source in sources:
        if source in SUMS:
            several = SUMS[source](project, months)
            found[source] = {key: Measured(Decimal(several[key]), int(one.top)) for key, one in there.items()}
        else:
            shares = SHARES[source](project, months)
            found[source] = {key: one for key, one in shares.items() if key in there}
    return found


def teams_with_people(project: Project, first: datetime.date, last: datetime.date) -> "QuerySet[Builder]":
    """Who worked in a team on a day of a span, or more."""
    rows = Builder.objects.filter(project=project, team__isnull=False, came_at__lt=_after(last))
    return rows.filter(Q(left_on=None) | Q(left_on__gte=first)).order_by()
