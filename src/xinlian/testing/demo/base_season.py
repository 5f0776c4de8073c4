"""The demo's labour contest: a season that runs, with marks for the months that are over."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from xinlian.training.actions import season as acts
from xinlian.training.actions import season_marks as marks
from xinlian.training.models import Season, Section, Team
from xinlian.training.queries import season as queries
from xinlian.training.rules import season as rules

if TYPE_CHECKING:
    from xinlian.testing.demo.base import World

TITLE = "大干一百八十天劳动竞赛"
BEFORE, LONG = 3, 6
LEAST, MOST = 62, 98


def load(world: "World") -> int:
    """Six months, the first of them three months ago; how many rows, about."""
    first = timezone.localdate(world.now).replace(day=1)
    for _month in range(BEFORE):
        first = (first - datetime.timedelta(days=1)).replace(day=1)
    after = first
    for _month in range(LONG):
        after = rules.after(after)
    season = acts.make(
        project=world.project,
        title=TITLE,
        first_on=first,
        last_on=after - datetime.timedelta(days=1),
        by=world.officer,
        at=world.now,
    )
    acts.start(season=season, by=world.officer, at=world.now)
    over = queries.begun(season, timezone.localdate(world.now))[:-1]
    skills = {one.pk: world.rng.gauss(82, 7) for one in world.teams}
    return sum(_month_of(world, season, month, skills) for month in over)


def _month_of(world: "World", season: Season, month: datetime.date, skills: dict[int, float]) -> int:
    sheet = queries.sheet(season, month)
    changes = [
        marks.Change(cell.key, cell.item, one, None, (_mark(world, one, skills), f"{month.month} 月联合检查"))
        for unit, _section, cells in sheet.rows
        for cell in cells
        for one in [sheet.units[unit.id]]
    ]
    return marks.give_marks(season=season, month=month, changes=changes, by=world.officer, at=world.now)


def _mark(world: "World", unit: Section | Team, skills: dict[int, float]) -> Decimal:
    """About what a team is worth; a section about the middle of all."""
    middle = skills.get(unit.pk, sum(skills.values()) / len(skills)) if isinstance(unit, Team) else 82
    return Decimal(round(10 * min(MOST, max(LEAST, world.rng.gauss(middle, 4))))) / 10
