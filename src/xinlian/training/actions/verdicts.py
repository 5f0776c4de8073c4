"""The inside of deciding: verdicts of a chunk of builders of one project, their passes, certificates and rows."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation

from xinlian.credentials.actions import passes, sites
from xinlian.credentials.models import Level, WorkPass
from xinlian.credentials.rules.passes import LONGEST_WHY
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training import reason_texts
from xinlian.training.actions.finishers import award_due
from xinlian.training.models import Builder, Clearance, LevelGrant
from xinlian.training.queries import standing
from xinlian.training.queries.cases import cases
from xinlian.training.rules import clearance as rules

GO_ON = "条件都齐了，可以上岗。"


@dataclass(slots=True)
class Settled:
    """What came of one builder: the decision that counts, whether a pass was made, or why it could not be."""

    builder: Builder
    clearance: Clearance | None = None
    passed: bool = False
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What was fetched for a chunk."""

    passes: Mapping[int, WorkPass]
    newest: Mapping[int, Clearance]
    levels: Mapping[tuple[int, int], Level]


def settle(*, builders: Sequence[Builder], issuing: bool, by: Person | None, at: datetime.datetime) -> list[Settled]:
    """Decide on builders whom the caller holds. `issuing`: whoever acts is an officer, so that passes may be made."""
    if not builders:
        return []
    on, project = timezone.localdate(at), builders[0].project
    found, people = cases(builders, on), [one.person_id for one in builders]
    known = Known(standing.passes(project, people), _newest(builders), _levels(builders))
    several = [_settled(one, rules.decide(found[one.pk], on), known, issuing, by=by, at=at) for one in builders]
    if issuing and by is not None:
        award_due(builders=builders, found=found, by=by, at=at)
        _put_on_site([one.builder for one in several if one.passed], by=by, at=at)
    return several


def _newest(builders: Sequence[Builder]) -> dict[int, Clearance]:
    rows = Clearance.objects.filter(builder__in=[one.pk for one in builders]).order_by("decided_at", "id")
    return {one.builder_id: one for one in rows}


def _levels(builders: Sequence[Builder]) -> dict[tuple[int, int], Level]:
    """The highest level of each person in each trade at this project, whichever time they came."""
    rows = LevelGrant.objects.filter(
        builder__project=builders[0].project_id, builder__person__in=[one.person_id for one in builders]
    ).select_related("builder", "level")
    return {(one.builder.person_id, one.trade_id): one.level for one in rows.order_by("level__rank")}


def _settled(
    builder: Builder,
    verdict: rules.Verdict,
    known: Known,
    issuing: bool,
    *,
    by: Person | None,
    at: datetime.datetime,
) -> Settled:
    before, newest = known.passes.get(builder.person_id), known.newest.get(builder.pk)
    level = known.levels.get((builder.person_id, builder.trade_id))
    made = Settled(builder)
    try:
        if issuing and by is not None and verdict.ok:
            after: WorkPass | None = _carried(builder, verdict, before, level, by=by, at=at)
        else:
            after = before
        made.passed = after is not None and after is not before
        stepped = not made.passed and _stepped(before, verdict, by=by, at=at)
    except Refused as refused:
        made.refused = refused
        return made
    made.clearance = newest
    if stepped or newest is None or _differs(newest, builder, verdict, after):
        made.clearance = _kept(builder, verdict, after, by=by, at=at)
    return made


def _carried(
    builder: Builder,
    verdict: rules.Verdict,
    before: WorkPass | None,
    level: Level | None,
    *,
    by: Person,
    at: datetime.datetime,
) -> WorkPass:
    """The pass that says what was decided: the one that stands, or a new one."""
    assert verdict.until is not None
    ends_at = midnight(verdict.until + datetime.timedelta(days=1))
    trades = [(builder.trade.code, level.code if level else 0)]
    if before is not None and before.ends_at == ends_at and before.trades == [list(pair) for pair in trades]:
        return before
    with transaction.atomic():
        if before is not None:
            return passes.renew(work_pass=before, trades=trades, ends_at=ends_at, here=True, by=by, at=at)
        union = builder.project.union
        return passes.issue(
            person=builder.person, issuer=union, trades=trades, begins_at=at, ends_at=ends_at, here=True, by=by, at=at
        )


def _stepped(before: WorkPass | None, verdict: rules.Verdict, *, by: Person | None, at: datetime.datetime) -> bool:
    """Stop the pass that stands or let it go on, as the verdict says; whether there was something to do."""
    to = rules.pass_state(verdict)
    if before is None or not to or before.state == to or before.ends_at <= at:
        return False
    passes.follow(work_pass=before, to=to, why=why(verdict), by=by, at=at)
    return True


def why(verdict: rules.Verdict) -> str:
    """What the holder reads beside a step: kept as it was said, so in Chinese, as officers write."""
    with translation.override("zh-hans"):
        said = "".join(reason_texts.sentence(one.code, one.facts) for one in verdict.reasons)
    return (said or GO_ON)[:LONGEST_WHY].rstrip("。")


def _differs(newest: Clearance, builder: Builder, verdict: rules.Verdict, after: WorkPass | None) -> bool:
    return (newest.ok, newest.reasons, newest.trade_id, newest.until, newest.work_pass_id) != (
        verdict.ok,
        [one.kept() for one in verdict.reasons],
        builder.trade_id,
        verdict.until,
        after.pk if after else None,
    )


def _kept(
    builder: Builder, verdict: rules.Verdict, after: WorkPass | None, *, by: Person | None, at: datetime.datetime
) -> Clearance:
    made = Clearance.objects.create(
        builder=builder,
        ok=verdict.ok,
        reasons=[one.kept() for one in verdict.reasons],
        trade=builder.trade,
        until=verdict.until,
        work_pass=after,
        decided_at=at,
        decided_by=by,
        union_path=builder.union_path,
        shard=builder.shard,
    )
    # How many, not which: whoever reads the journal learns nothing of a medical.
    record("clearance.decided", made, by=by, at=at, ok=verdict.ok, missing=len(verdict.reasons))
    return made


def _put_on_site(builders: Sequence[Builder], *, by: Person, at: datetime.datetime) -> None:
    teams: dict[str, list[Person]] = {}
    for one in builders:
        teams.setdefault(one.team.name if one.team else "", []).append(one.person)
    site = builders[0].project.site if builders else None
    for team, people in teams.items():
        if site is not None:
            sites.add_people(site=site, people=people, team=team, by=by, at=at)


def midnight(day: datetime.date) -> datetime.datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
