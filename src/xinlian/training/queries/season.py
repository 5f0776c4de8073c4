"""Seasons of the labour contest: which there are, their tables, the sheet of marks of a month, what a builder sees."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from xinlian.people.scope import Viewer, scope
from xinlian.training.models import (
    Builder,
    Project,
    Season,
    SeasonFigure,
    SeasonItem,
    SeasonMark,
    SeasonResult,
    Section,
    Team,
)
from xinlian.training.queries.season_counts import teams_with_people
from xinlian.training.rules import season as rules
from xinlian.training.rules import season_table as tables
from xinlian.training.rules.season import Item, Measured
from xinlian.training.rules.season_table import SECTIONS, TEAMS, WHOLE, Mark, Table, Unit
from xinlian.training.who import READERS

LEADERS, MOST_CELLS = 3, 400
Figures = Mapping[tuple[str, datetime.date], Mapping[int, Measured]]


def seasons(viewer: Viewer, project: Project) -> "QuerySet[Season]":
    """The seasons of a project that the viewer may see at the desk, the newest first."""
    return scope(viewer, Season.objects.filter(project=project), READERS)


def found(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Season]":
    """One season that the viewer may see at the desk."""
    return scope(viewer, Season.objects.filter(uid=uid).select_related("project__union"), READERS)


def items(season: Season) -> list[SeasonItem]:
    """What is compared, in its order."""
    return list(season.items.order_by("place"))


def item_of(row: SeasonItem) -> Item:
    """An item as rules know it."""
    return Item(f"i{row.place}", row.name, row.weight, row.source, row.target)


def begun(season: Season, on: datetime.date) -> list[datetime.date]:
    """The months of a season that have begun, the oldest first."""
    return [one for one in rules.months(season.first_on, season.last_on) if max(one, season.first_on) <= on]


def result(season: Season) -> SeasonResult | None:
    """The result that stands."""
    return season.results.filter(withdrawn_at=None).first()


@dataclass(slots=True)
class Known:
    """Everything a season's tables are made of, read once."""

    items: list[Item]
    months: list[datetime.date]
    sections: dict[int, Unit]
    teams: dict[int, Unit]
    section_of: dict[int, int]
    figures: Figures
    given: dict[tuple[str, str, datetime.date], Mark] = field(default_factory=dict)

    def there(self, kind: str, month: datetime.date) -> set[int]:
        """Which sections or teams had anybody in a month."""
        several = self.figures.get((rules.HEADS, month), {})
        return set(several) if kind == TEAMS else {self.section_of[one] for one in several}

    def units(self, kind: str) -> dict[int, Unit]:
        """All sections or teams."""
        return self.teams if kind == TEAMS else self.sections

    def measured(self, kind: str, source: str, month: datetime.date) -> dict[str, Measured]:
        """What was counted of each that had anybody; a section is the sum of its teams."""
        sums: dict[int, Measured] = {pk: Measured(Decimal(), 0) for pk in self.there(kind, month)}
        for team, one in self.figures.get((source, month), {}).items():
            key = team if kind == TEAMS else self.section_of[team]
            sums[key] = Measured(sums[key].top + one.top, sums[key].bottom + one.bottom)
        return {self.units(kind)[pk].id: one for pk, one in sums.items()}

    def marks(self, kind: str, item: Item, month: datetime.date) -> dict[str, Mark]:
        """The marks of an item in a month by the unit's id."""
        if item.source != rules.MARKS:
            several = rules.worths(item.source, item.target, self.measured(kind, item.source, month))
            return {key: Mark(value, filled) for key, (value, filled) in several.items()}
        units = [self.units(kind)[pk].id for pk in self.there(kind, month)]
        return {one: self.given[item.key, one, month] for one in units if (item.key, one, month) in self.given}


def known(season: Season, now: datetime.datetime) -> Known:
    """A season's marks and figures, in a few queries whatever the number of teams."""
    rows = items(season)
    sections, teams, section_of = _units(season)
    figures: dict[tuple[str, datetime.date], dict[int, Measured]] = defaultdict(dict)
    counted = SeasonFigure.objects.filter(season=season).order_by()
    for source, month, team, top, bottom in counted.values_list("source", "month", "team", "top", "bottom"):
        figures[source, month][team] = Measured(top, bottom)
    made = Known(
        [item_of(one) for one in rows],
        begun(season, timezone.localdate(now)),
        sections,
        teams,
        section_of,
        figures,
    )
    keys = {one.pk: f"i{one.place}" for one in rows}
    given = SeasonMark.objects.filter(item__season=season).order_by()
    for item, month, section, team, mark in given.values_list("item", "month", "section", "team", "mark"):
        unit = teams[team] if team else sections[section]
        made.given[keys[item], unit.id, month] = Mark(mark)
    return made


def _units(season: Season) -> tuple[dict[int, Unit], dict[int, Unit], dict[int, int]]:
    parts = Section.objects.filter(project=season.project_id).order_by("number")
    sections = {pk: Unit(str(uid), name) for pk, uid, name in parts.values_list("pk", "uid", "name")}
    rows = Team.objects.filter(section__project=season.project_id).order_by("section__number", "name", "pk")
    teams, section_of = {}, {}
    for pk, uid, name, section in rows.values_list("pk", "uid", "name", "section"):
        teams[pk], section_of[pk] = Unit(str(uid), name, sections[section].name), section
    return sections, teams, section_of


def table(made: Known, kind: str, period: str) -> Table:
    """One table: of a month, or of all months together."""
    months = [one for one in made.months if period in (WHOLE, tables.period_of(one))]
    there = set[int]().union(*(made.there(kind, one) for one in months))
    marks: dict[tuple[str, str], list[Mark | None]] = {}
    for item in made.items:
        by_month = [made.marks(kind, item, one) for one in months]
        for pk in there:
            key = made.units(kind)[pk].id
            marks[item.key, key] = [several.get(key) for several in by_month]
    known_units = made.units(kind)
    units = [unit for pk, unit in known_units.items() if pk in there]
    left_out = [unit.whole for pk, unit in known_units.items() if pk not in there]
    return tables.make(kind, period, made.items, units, marks, left_out)


def every_table(made: Known) -> dict[str, dict[str, Any]]:
    """All tables as a result keeps them: {"teams/all": …, "sections/2026-05": …}."""
    periods = [WHOLE, *(tables.period_of(one) for one in made.months)]
    return {f"{kind}/{period}": table(made, kind, period).kept() for kind in tables.KINDS for period in periods}


def shown(season: Season, kind: str, period: str, now: datetime.datetime, made: Known | None = None) -> Table | None:
    """A table as it was published, or as it stands now; None for a period that there is not. `made`: where it was read already."""
    if season.state == "published" and (stands := result(season)) is not None:
        kept = stands.tables.get(f"{kind}/{period}")
        return None if kept is None else tables.opened(kept)
    made = made or known(season, now)
    if kind not in tables.KINDS or period not in (WHOLE, *(tables.period_of(one) for one in made.months)):
        return None
    return table(made, kind, period)


@dataclass(frozen=True, slots=True)
class Hole:
    """A mark that is missing."""

    item: str
    unit: str
    month: datetime.date


def holes(made: Known) -> list[Hole]:
    """Every mark that officers have not given, of all that had anybody in a month."""
    asked = [one for one in made.items if one.source == rules.MARKS]
    return [
        Hole(item.name, made.units(kind)[pk].whole, month)
        for month in made.months
        for kind in tables.KINDS
        for pk in sorted(made.there(kind, month))
        for item in asked
        if (item.key, made.units(kind)[pk].id, month) not in made.given
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """A mark to give: `key` names it in the form; mark and evidence as they stand, "" for none."""

    key: str
    item: SeasonItem
    mark: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks of a month to give: [(unit, is a section, cells)]."""

    items: list[SeasonItem]
    rows: list[tuple[Unit, bool, list[Cell]]]
    units: dict[str, Section | Team]


def sheet(season: Season, month: datetime.date, section: uuid.UUID | None = None) -> Sheet:
    """Every section and team that had anybody in a month, or one section with its teams, with what was given by now."""
    asked = [one for one in items(season) if one.source == rules.MARKS]
    first, last = rules.span(month, season.first_on, season.last_on)
    people = teams_with_people(season.project, first, last)
    rows = Team.objects.filter(pk__in=people.values("team")).select_related("section")
    teams = list(
        (rows if section is None else rows.filter(section__uid=section)).order_by("section__number", "name", "pk")
    )
    given = SeasonMark.objects.filter(item__season=season, month=month).order_by()
    said = {
        (item, section or team): (mark, evidence)
        for item, section, team, mark, evidence in given.values_list("item", "section", "team", "mark", "evidence")
    }
    made = Sheet(asked, [], {})
    for one in teams:
        if str(one.section.uid) not in made.units:
            made.units[str(one.section.uid)] = one.section
            made.rows.append((Unit(str(one.section.uid), one.section.name), True, _cells(asked, one.section, said)))
        made.units[str(one.uid)] = one
        made.rows.append((Unit(str(one.uid), one.name, one.section.name), False, _cells(asked, one, said)))
    return made


def _cells(asked: Iterable[SeasonItem], unit: Section | Team, said: Mapping[tuple[int, int], Any]) -> list[Cell]:
    cells = []
    for item in asked:
        mark, evidence = said.get((item.pk, unit.pk), ("", ""))
        cells.append(Cell(f"{item.place}-{unit.uid}", item, str(mark), evidence))
    return cells


def of_project(project: Project) -> Season | None:
    """The season to show outside the desk: the one that runs, else the last that ended."""
    rows = Season.objects.filter(project=project).exclude(state="draft").select_related("project")
    several = sorted(rows, key=lambda one: (one.state == "running", one.first_on))
    return several[-1] if several else None


def sections_to_mark(season: Season, month: datetime.date) -> list[Unit]:
    """The sections to mark one after the other, where a month has more cells than a form should hold; else none."""
    first, last = rules.span(month, season.first_on, season.last_on)
    teams = teams_with_people(season.project, first, last).values_list("team", flat=True).distinct()
    asked = season.items.filter(source=rules.MARKS).count()
    if teams.count() * asked <= MOST_CELLS:
        return []
    rows = Section.objects.filter(teams__in=teams).distinct().order_by("number")
    return [Unit(str(uid), name) for uid, name in rows.values_list("uid", "name")]


@dataclass(frozen=True, slots=True)
class Leading:
    """The first few of a running season, for a screen."""

    season: Season
    teams: list[tables.Line]
    sections: list[tables.Line]


def leading(project: Project, now: datetime.datetime) -> Leading | None:
    """Who leads where a season runs; None where none does."""
    season = Season.objects.filter(project=project, state="running").first()
    if season is None:
        return None
    made = known(season, now)
    first = {
        kind: [one for one in table(made, kind, WHOLE).lines if one.rank is not None and one.rank <= LEADERS]
        for kind in tables.KINDS
    }
    return Leading(season, first[TEAMS][:LEADERS], first[SECTIONS][:LEADERS])


def of_builder(builder: Builder) -> dict[str, str]:
    """The ids of somebody's team and section, by kind; empty without a team."""
    if builder.team is None:
        return {}
    return {TEAMS: str(builder.team.uid), SECTIONS: str(builder.team.section.uid)}


def withdrawn(season: Season) -> list[SeasonResult]:
    """The results that stand no longer, the newest first."""
    return list(season.results.filter(withdrawn_at__isnull=False).select_related("withdrawn_by"))
