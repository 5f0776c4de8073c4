"""Marks of a month, all or nothing, without overwriting what somebody else gave meanwhile; figures of the base counted anew."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.training.models import Season, SeasonFigure, SeasonItem, SeasonMark, Section, Team
from xinlian.training.queries import season_counts as counts
from xinlian.training.rules import season as rules
from xinlian.training.who import demand_keeper

GOING = ("running", "ended")
CHUNK = 500
Given = tuple[Decimal, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A mark with its evidence, None for none; and what whoever gives it saw before."""

    key: str
    item: SeasonItem
    unit: Section | Team
    seen: Given | None
    now: Given | None


class MarksChanged(Refused):
    """Somebody else changed some of these marks meanwhile: `cells` says what stands there, by the key of the change."""

    def __init__(self, cells: Mapping[str, SeasonMark | None]) -> None:
        super().__init__("season_marks_changed", {"n": len(cells)})
        self.cells = cells


@transaction.atomic
def give_marks(
    *, season: Season, month: datetime.date, changes: Sequence[Change], by: Person, at: datetime.datetime
) -> int:
    """Give, change and take back marks of a month; how many.

    Raises MarksChanged, and Refused: role_officer, season_not_going, season_month, season_month_begun, season_mark_elsewhere,
    season_mark_range, season_mark_evidence.
    """
    demand_keeper(by, season.union_path, at)
    # Holds the row until the end: nobody publishes meanwhile, and two who mark come one after the other.
    if not Season.objects.filter(pk=season.pk, state__in=GOING).update(state=F("state")):
        raise Refused("season_not_going")
    season.refresh_from_db()
    demand(rules.may_mark(month, season.first_on, season.last_on, timezone.localdate(at)))
    several = [one for one in changes if one.now != one.seen]
    for one in several:
        _demand_sound(season, one)
    crossed = {one.key: _standing(one, month) for one in several if not _written(one, month, by, at)}
    if crossed:
        raise MarksChanged(crossed)
    record("season.marked", season, by=by, at=at, month=f"{month:%Y-%m}", marks=len(several))
    return len(several)


def _demand_sound(season: Season, one: Change) -> None:
    project = one.unit.project_id if isinstance(one.unit, Section) else one.unit.section.project_id
    if one.item.season_id != season.pk or one.item.source != rules.MARKS or project != season.project_id:
        raise Refused("season_mark_elsewhere")
    if one.now is not None:
        demand(rules.may_be_mark(*one.now))


def _of(one: Change) -> dict[str, Section | Team | None]:
    section = isinstance(one.unit, Section)
    return {"section": one.unit if section else None, "team": None if section else one.unit}


def _standing(one: Change, month: datetime.date) -> SeasonMark | None:
    return SeasonMark.objects.filter(item=one.item, month=month, **_of(one)).select_related("noted_by").first()


def _written(one: Change, month: datetime.date, by: Person, at: datetime.datetime) -> bool:
    """Whether what was seen still stood there, so that it could be changed."""
    if one.seen is None:
        return one.now is None or _inserted(one, month, one.now, by, at)
    rows = SeasonMark.objects.filter(item=one.item, month=month, mark=one.seen[0], evidence=one.seen[1], **_of(one))
    if one.now is None:
        return bool(rows.delete()[0])
    return bool(rows.update(mark=one.now[0], evidence=one.now[1], noted_by=by, noted_at=at))


def _inserted(one: Change, month: datetime.date, now: Given, by: Person, at: datetime.datetime) -> bool:
    made = SeasonMark(item=one.item, month=month, mark=now[0], evidence=now[1], noted_by=by, noted_at=at, **_of(one))
    made.union_path, made.shard = one.item.union_path, one.item.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def reckon(*, season: Season, by: Person | None, at: datetime.datetime) -> Season:
    """Count the base's figures of a season anew; by the clock without anybody. Refused: role_officer, season_not_going."""
    if by is not None:
        demand_keeper(by, season.union_path, at)
    if not Season.objects.filter(pk=season.pk, state__in=GOING).update(state=F("state")):
        raise Refused("season_not_going")
    # The clock comes every hour: it leaves no line where nothing moved.
    if count(season, at) or by is not None:
        record("season.reckoned", season, by=by, at=at)
    return season


def count(season: Season, now: datetime.datetime) -> bool:
    """A part of actions that hold the season's row: its figures are counted anew. Whether any moved."""
    months = counts.Months(season.first_on, season.last_on, now)
    sources = list(season.items.exclude(source=rules.MARKS).values_list("source", flat=True))
    found = counts.counted(season.project, months, sources) if months.spans else {}
    rows = {
        (month, team, source, one.top.quantize(rules.TENTH), one.bottom)
        for source, several in found.items()
        for (team, month), one in several.items()
    }
    before = SeasonFigure.objects.filter(season=season)
    moved = rows != set(before.order_by().values_list("month", "team", "source", "top", "bottom"))
    if moved:
        owned = {"season": season, "union_path": season.union_path, "shard": season.shard}
        before.delete()
        SeasonFigure.objects.bulk_create(
            (
                SeasonFigure(month=month, team_id=team, source=source, top=top, bottom=bottom, **owned)
                for month, team, source, top, bottom in rows
            ),
            batch_size=CHUNK,
        )
    Season.objects.filter(pk=season.pk).update(reckoned_at=now)
    season.refresh_from_db()
    return moved


def reckon_all(*, by: Person | None, at: datetime.datetime) -> int:
    """By the clock: every season that runs or waits to be published; how many."""
    several = list(Season.objects.filter(state__in=GOING).select_related("project"))
    for one in several:
        reckon(season=one, by=by, at=at)
    return len(several)
