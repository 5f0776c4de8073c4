"""A month of a base, for its page, its workbook and its paper: all the numbers at once."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from xinlian.assessment.queries.statistics import ItemStatistics
from xinlian.training.models import Project, TrainingClass
from xinlian.training.queries import figures, studios


@dataclass(frozen=True, slots=True)
class Month:
    """Everything that the report of a month says."""

    project: Project
    first: datetime.date
    last: datetime.date
    goal: figures.Goal
    funnel: list[figures.Stage]
    classes: list[TrainingClass]
    trainers: list[figures.Rate]
    teams: list[figures.Rate]
    simulators: list[tuple[str, int, int]]
    weakest: Sequence[ItemStatistics]
    studio_lines: list[studios.StudioLine]
    studio_totals: studios.Totals

    @property
    def came(self) -> int:
        """Person-times of the month."""
        return sum(one.came for one in self.classes)  # type: ignore[attr-defined]


def bounds(year: int, month: int) -> tuple[datetime.datetime, datetime.datetime]:
    """From the first moment of a month to the first of the next, in the union's zone. Raises ValueError for no such month."""
    first = datetime.date(year, month, 1)
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    zone = timezone.get_current_timezone()
    begins, ends = (datetime.datetime.combine(day, datetime.time(), zone) for day in (first, after))
    return begins, ends


def month(project: Project, year: int, number: int, now: datetime.datetime) -> Month:
    """A month of a project. Raises ValueError for no such month."""
    since, until = bounds(year, number)
    return Month(
        project=project,
        first=since.date(),
        last=(until - datetime.timedelta(days=1)).date(),
        goal=figures.goal(project, now),
        funnel=figures.funnel(project, since, until, now),
        classes=list(figures.classes(project, since, until).order_by("batch__starts_at")),
        trainers=figures.by_trainer(project, since, until),
        teams=figures.by_team(project, since, until),
        simulators=figures.simulator_use(project, since, until),
        weakest=figures.weakest(project, since, until),
        studio_lines=studios.lines(project),
        studio_totals=studios.totals(project),
    )
