"""A season of the labour contest: made, changed while a draft, started, ended, published, withdrawn."""

import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.training.actions.season_marks import count
from xinlian.training.models import Project, Season, SeasonItem, SeasonResult
from xinlian.training.queries import season as queries
from xinlian.training.rules import season as rules
from xinlian.training.rules import season_table as tables
from xinlian.training.rules.season import Item
from xinlian.training.who import demand_keeper

SAID_HOLES = 3


@transaction.atomic
def make(
    *,
    project: Project,
    title: str,
    first_on: datetime.date,
    last_on: datetime.date,
    by: Person,
    at: datetime.datetime,
) -> Season:
    """A draft with the eight comparisons as a proposal. Refused: role_officer, season_days, season_long, season_title, season_known."""
    demand_keeper(by, project.union_path, at)
    demand(rules.may_be(first_on, last_on))
    season = Season(project=project, title=_titled(title), first_on=first_on, last_on=last_on, made_by=by, made_at=at)
    season.union_path, season.shard = project.union_path, project.shard
    try:
        with transaction.atomic():
            season.save(force_insert=True)
    except IntegrityError:
        raise Refused("season_known") from None
    _lay(season, [Item("", name, weight, source, target) for name, weight, source, target in rules.PROPOSED])
    record("season.made", season, by=by, at=at)
    return season


def _titled(title: str) -> str:
    said = title.strip()
    if not said:
        raise Refused("season_title")
    return said[:60]


def _lay(season: Season, items: Sequence[Item]) -> None:
    season.items.all().delete()
    SeasonItem.objects.bulk_create(
        SeasonItem(
            season=season,
            place=place,
            name=one.name.strip(),
            weight=one.weight,
            source=one.source,
            target=one.target,
            union_path=season.union_path,
            shard=season.shard,
        )
        for place, one in enumerate(items, 1)
    )


@transaction.atomic
def change(
    *,
    season: Season,
    title: str,
    first_on: datetime.date,
    last_on: datetime.date,
    items: Sequence[Item],
    by: Person,
    at: datetime.datetime,
) -> Season:
    """Another title, other days, other items of a draft; all or nothing.

    Refused: role_officer, season_not_draft, season_days, season_long, season_title, season_known, and what `rules.may_have` misses.
    """
    demand_keeper(by, season.union_path, at)
    demand(rules.may_be(first_on, last_on))
    demand(rules.may_have(items))
    said = {"title": _titled(title), "first_on": first_on, "last_on": last_on}
    try:
        with transaction.atomic():
            done = Season.objects.filter(pk=season.pk, state="draft").update(**said)
    except IntegrityError:
        raise Refused("season_known") from None
    if not done:
        raise Refused("season_not_draft")
    _lay(season, items)
    season.refresh_from_db()
    record("season.changed", season, by=by, at=at, items=len(items))
    return season


@transaction.atomic
def drop(*, season: Season, by: Person, at: datetime.datetime) -> None:
    """A draft that is not wanted. Refused: role_officer, season_not_draft."""
    demand_keeper(by, season.union_path, at)
    if not Season.objects.filter(pk=season.pk, state="draft").update(state="draft"):
        raise Refused("season_not_draft")
    record("season.dropped", season, by=by, at=at)
    season.delete()


@transaction.atomic
def start(*, season: Season, by: Person, at: datetime.datetime) -> Season:
    """It runs from now on; its items stay as they are.

    Refused: role_officer, season_items_number, season_weights, season_not_draft, season_runs.
    """
    demand_keeper(by, season.union_path, at)
    try:
        with transaction.atomic():
            if not Season.objects.filter(pk=season.pk, state="draft").update(state="running"):
                raise Refused("season_not_draft")
    except IntegrityError:
        raise Refused("season_runs") from None
    season.refresh_from_db()
    demand(rules.may_start([queries.item_of(one) for one in queries.items(season)]))
    count(season, at)
    record("season.started", season, by=by, at=at)
    return season


@transaction.atomic
def end(*, season: Season, by: Person, at: datetime.datetime) -> Season:
    """Nothing more is compared; where it ends early, today was its last day. Refused: role_officer, season_not_running."""
    demand_keeper(by, season.union_path, at)
    last_on = max(season.first_on, min(season.last_on, timezone.localdate(at)))
    if not Season.objects.filter(pk=season.pk, state="running").update(state="ended", last_on=last_on):
        raise Refused("season_not_running")
    season.refresh_from_db()
    count(season, at)
    record("season.ended", season, by=by, at=at)
    return season


@transaction.atomic
def publish(*, season: Season, by: Person, at: datetime.datetime) -> SeasonResult:
    """Its tables are counted once more and kept; from now on they do not change.

    Refused: role_officer, season_not_ended, season_holes (how many marks are missing, and the first of them), season_nobody.
    """
    demand_keeper(by, season.union_path, at)
    if not Season.objects.filter(pk=season.pk, state="ended").update(state="published"):
        raise Refused("season_not_ended")
    season.refresh_from_db()
    count(season, at)
    made = queries.known(season, at)
    if missing := queries.holes(made):
        words = "；".join(f"{one.month:%Y-%m} {one.unit} {one.item}" for one in missing[:SAID_HOLES])
        raise Refused("season_holes", {"n": len(missing), "words": words})
    kept = queries.every_table(made)
    if not kept[f"{tables.TEAMS}/{tables.WHOLE}"]["lines"]:
        raise Refused("season_nobody")
    result = SeasonResult(season=season, tables=kept, sha256=tables.digest(kept), published_by=by, published_at=at)
    result.union_path, result.shard = season.union_path, season.shard
    result.save(force_insert=True)
    record("season.published", season, by=by, at=at, sha256=result.sha256)
    return result


@transaction.atomic
def withdraw(*, season: Season, why: str, by: Person, at: datetime.datetime) -> Season:
    """The result stands no longer, for a reason that stays with it; marks may be corrected. Refused: role_officer, season_why, season_not_published."""
    demand_keeper(by, season.union_path, at)
    said = why.strip()
    if not 0 < len(said) <= rules.LONGEST_WHY:
        raise Refused("season_why")
    if not Season.objects.filter(pk=season.pk, state="published").update(state="ended"):
        raise Refused("season_not_published")
    season.refresh_from_db()
    SeasonResult.objects.filter(season=season, withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by, why=said)
    record("season.withdrawn", season, by=by, at=at, why=said)
    return season
