"""Marks of a season from Excel: the table that is given out, filled in; what somebody else changed meanwhile is not overwritten."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person
from xinlian.people.queries.names import plain
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused
from xinlian.rows.uids import uid_of
from xinlian.sheets import cells
from xinlian.sheets.kinds import CHANGED, NEW, SAME, Column, Kind, Line, Option, Outcome, Pass, bad
from xinlian.sheets.rehearsing import rehearsed
from xinlian.training.actions.season_marks import GOING, Change, give_marks
from xinlian.training.importing import tops
from xinlian.training.models import Season, SeasonItem, SeasonMark, Section, Team
from xinlian.training.queries import season as queries
from xinlian.training.rules import season as rules
from xinlian.training.who import KEEPERS

MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
Unit = Section | Team
Standing = dict[tuple[int, Unit], SeasonMark]


def _month(given: cells.Cell) -> datetime.date:
    """The first day of a month: 2026-06, 2026/6, 2026年6月, or any date of it. Raises BadCell."""
    found = MONTH.fullmatch(given.text)
    try:
        return datetime.date(int(found[1]), int(found[2]), 1) if found else cells.day(given).replace(day=1)
    except ValueError:
        raise cells.BadCell("cell_day", value=given.text[:30]) from None


def _year_month(month: datetime.date) -> str:
    return f"{month:%Y-%m}"


def _mark(given: cells.Cell) -> Decimal:
    try:
        value = Decimal(given.text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():  # Decimal also reads words such as sNaN, which cannot even be compared
        raise cells.BadCell("cell_number", value=given.text[:30])
    return value


COLUMNS = (
    Column("month", ("月份", "month"), _month, required=True, filled=True, show=_year_month, example="2026-06"),
    Column("section", ("标段", "所属标段", "section"), cells.text(60), required=True, filled=True, example="一标"),
    Column("team", ("班组", "班组名称", "team"), cells.text(60), hint=_("空着就是给标段打的"), example="焊工一班"),
    Column("item", ("比什么", "评比项目", "item"), cells.text(rules.LONGEST_NAME), required=True, filled=True, example="比质量"),
    Column("mark", ("分数", "得分", "mark"), _mark, required=True, hint=_("0 到 100，最多一位小数；空着的行不动"), example="92.5"),
    Column("evidence", ("依据", "evidence"), cells.text(rules.LONGEST_EVIDENCE), example="6 月联合检查记录"),
    Column("before", ("原来的分", "mark before"), _mark, hint=_("下载的表里有，不用改；改过的分要靠它"), example=""),
)  # fmt: skip
SEASON = Option("season", _("哪个竞赛季"), ())
HEADERS = tuple(one.headers[0] for one in COLUMNS)
AT = {"season_mark_range": "mark", "season_mark_evidence": "evidence"}
SAID = {"season_mark_evidence": "season_row_evidence"}  # the page has another place for it
SHOWN = 200


@dataclass(slots=True)
class Desk:
    """What holds for a whole pass: who marks, the season's months, items and units by name, which cell stood in which row."""

    by: Person
    season: Season
    months: list[datetime.date]
    items: dict[str, SeasonItem]
    sections: dict[str, Section]
    teams: dict[tuple[int, str], Team]
    met: dict[tuple[datetime.date, int, Unit], Line] = field(default_factory=dict)
    there: dict[datetime.date, set[Unit]] = field(default_factory=dict)

    def has_people(self, unit: Unit, month: datetime.date) -> bool:
        """Whether a section or team had anybody in a month."""
        if month not in self.there:
            self.there[month] = set(queries.sheet(self.season, month).units.values())
        return unit in self.there[month]


def take(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """Give them, one act for each month. Raises Refused: role_missing, season_unknown, season_not_going."""
    desk = _desk(passing)
    with transaction.atomic():
        Season.objects.select_for_update().get(pk=desk.season.pk)  # before looking at what stands
        standing = _standing(desk.season)
        outcomes, given = list[Outcome](), defaultdict[datetime.date, list[Change]](list)
        for line in lines:
            found = _change(line, desk, standing)
            outcomes.append(found if isinstance(found, Outcome) else CHANGED if found.seen else NEW)
            if isinstance(found, Change):
                given[line.values["month"]].append(found)
        for month, changes in given.items():
            give_marks(season=desk.season, month=month, changes=changes, by=desk.by, at=passing.at)
    return outcomes


def _change(line: Line, desk: Desk, standing: Mapping[datetime.date, Standing]) -> Change | Outcome:
    """What a row changes, or why it cannot; SAME for one that says nothing new."""
    values = line.values
    place = _place(line, desk)
    if isinstance(place, Outcome):
        return place
    item, unit = place
    if not desk.has_people(unit, values["month"]):
        return bad("team" if isinstance(unit, Team) else "section", "season_mark_nobody", value=unit.name)
    before = desk.met.setdefault((values["month"], item.pk, unit), line)
    if (before.sheet, before.row) != (line.sheet, line.row):
        return bad("", "row_twice", sheet=before.sheet, row=before.row)
    mark, evidence = values.get("mark"), values.get("evidence") or ""
    stands = standing.get(values["month"], {}).get((item.pk, unit))
    seen = (stands.mark, stands.evidence) if stands else None
    if mark is None:
        return bad("mark", "season_mark_range") if evidence and stands is None else SAME
    evidence = evidence or (stands.evidence if stands else "")
    if seen == (mark, evidence):
        return SAME
    wrong = rules.may_be_mark(mark, evidence).missing
    if wrong:
        return bad(AT[wrong[0]], SAID.get(wrong[0], wrong[0]))
    if stands is not None and values.get("before") != stands.mark:
        return bad("mark", "season_mark_there", mark=f"{stands.mark.normalize():f}", evidence=stands.evidence)
    return Change("", item, unit, seen, (mark, evidence))


def _place(line: Line, desk: Desk) -> tuple[SeasonItem, Unit] | Outcome:
    """The item and the section or team that a row names, or what is wrong with it."""
    said = line.values
    if said["month"] not in desk.months:
        there = said["month"] in rules.months(desk.season.first_on, desk.season.last_on)
        return bad("month", "season_month_begun" if there else "season_month")
    item = desk.items.get(plain(said["item"]))
    if item is None:
        return bad("item", "season_item_unknown", value=said["item"], known=_names(desk.items.values()))
    section = desk.sections.get(plain(said["section"]))
    if section is None:
        return bad("section", "section_unknown", value=said["section"], known=_names(desk.sections.values()))
    if not said.get("team"):
        return item, section
    team = desk.teams.get((section.pk, plain(said["team"])))
    if team is None:
        known = _names(one for (part, _name), one in desk.teams.items() if part == section.pk)
        return bad("team", "team_unknown", value=said["team"], section=section.name, known=known)
    return item, team


def _names(several: Iterable[SeasonItem | Section | Team]) -> str:
    return "、".join(one.name for one in several)[:SHOWN] or "—"


def _standing(season: Season) -> Mapping[datetime.date, Standing]:
    found: dict[datetime.date, Standing] = defaultdict(dict)
    rows = SeasonMark.objects.filter(item__season=season).select_related("section", "team")
    for one in rows:
        unit = one.section or one.team
        assert unit is not None
        found[one.month][one.item_id, unit] = one
    return found


def season_of(passing: Pass) -> Season:
    """The season that a table is for. Raises Refused season_unknown, season_not_going."""
    uid = uid_of(passing.options.get("season", ""))
    season = Season.objects.filter(uid=uid).select_related("project__union").first() if uid else None
    if season is None or not within(season.union_path, passing.union_path):
        raise Refused("season_unknown")
    if season.state not in GOING:
        raise Refused("season_not_going")
    return season


def _desk(passing: Pass) -> Desk:
    """Asked once a pass, but the role at every chunk."""
    on = timezone.localdate(passing.at)
    held = tops(passing.by, on) if passing.by else ()
    if not any(within(passing.union_path, top) for top in held):
        raise Refused("role_missing")
    desk: Desk | None = passing.memory.get("desk")
    if desk is None:
        assert passing.by is not None
        season = season_of(passing)
        asked = [one for one in queries.items(season) if one.source == rules.MARKS]
        sections = list(season.project.sections.prefetch_related("teams__section"))
        desk = passing.memory["desk"] = Desk(
            Person.objects.get(pk=passing.by.pk),
            season,
            queries.begun(season, on),
            {plain(one.name): one for one in asked},
            {plain(one.name): one for one in sections},
            {(one.pk, plain(team.name)): team for one in sections for team in one.teams.all()},
        )
    return desk


def rows(season: Season, on: datetime.date) -> Iterator[tuple[object, ...]]:
    """The table to fill in: each mark of each month that has begun, as it stands."""
    for month in queries.begun(season, on):
        for unit, section, asked in queries.sheet(season, month).rows:
            part, team = (unit.name, "") if section else (unit.part_of, unit.name)
            for one in asked:
                mark = float(one.mark) if one.mark else None  # a number in Excel
                yield _year_month(month), part, team, one.item.name, mark, one.evidence, mark


def give(passing: Pass) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """The table of a season."""
    return HEADERS, rows(season_of(passing), timezone.localdate(passing.at))


KIND = Kind(
    name="marks",
    label=_("竞赛打分"),
    columns=COLUMNS,
    tops=tops,
    check=rehearsed(take),
    take=take,
    options=(SEASON,),
    chunk=500,
    give=give,
    list_url="training:desk_seasons",
    roles=KEEPERS,
)
