"""A union's labour contests in every state of their way, marked, for the walk over all addresses."""

import datetime
from decimal import Decimal

from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.training.actions import season as acts
from xinlian.training.actions import season_marks as marks
from xinlian.training.models import Project, Season, Section, Team
from xinlian.training.queries import season as queries
from xinlian.training.rules.season import Item


def fill(union: Union, officer: Person, mark: str) -> None:
    """A draft, one that ended, one that is published, one that runs with a mark, of the project that is there."""
    project = Project.objects.get(union=union)
    for state in ("draft", "ended", "published", "running"):
        season = _season(project, officer, state, mark)
        if state != "draft":
            acts.start(season=season, by=officer, at=timezone.now())
            _mark(season, officer, mark)
        if state in ("ended", "published"):
            acts.end(season=season, by=officer, at=timezone.now())
        if state == "published":
            acts.publish(season=season, by=officer, at=timezone.now())


def _season(project: Project, officer: Person, state: str, mark: str) -> Season:
    today = timezone.localdate()
    said = {"title": f"{mark}{state}", "first_on": today, "last_on": today + datetime.timedelta(days=40)}
    made = acts.make(project=project, by=officer, at=timezone.now(), **said)
    return acts.change(season=made, items=[Item("", f"{mark}比", 100)], by=officer, at=timezone.now(), **said)


def _mark(season: Season, officer: Person, mark: str) -> None:
    now = timezone.now()
    month = timezone.localdate(now).replace(day=1)
    sheet = queries.sheet(season, month)
    changes = [_change(cell, sheet.units[unit.id], mark) for unit, _section, cells in sheet.rows for cell in cells]
    marks.give_marks(season=season, month=month, changes=changes, by=officer, at=now)


def _change(cell: queries.Cell, unit: Section | Team, mark: str) -> marks.Change:
    return marks.Change(cell.key, cell.item, unit, None, (Decimal(80), f"{mark}依据"))
