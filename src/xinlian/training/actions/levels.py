"""Levels of a trade: standards set by a day and a source, levels given with the evidence as it stood."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from xinlian.assessment.models import Paper
from xinlian.credentials.models import Level, Trade
from xinlian.journal.actions import record
from xinlian.notices.actions import tell
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.simulators.models import Scenario
from xinlian.training.level_texts import missing_words
from xinlian.training.models import Builder, LevelGrant, LevelStandard, Project
from xinlian.training.queries import levels as queries
from xinlian.training.rules import levels as rules
from xinlian.training.who import demand_keeper

WELDER = 101
# Months at the project, least marks on the welding simulator, and what is suggested for a day, in yuan.
WELDER_STEPS = ((3, 70, 280), (12, 75, 330), (24, 80, 390), (48, 85, 460), (72, 90, 540))
WELDER_SOURCE = "项目焊工技能等级办法（起步的标准，可以改）"


@transaction.atomic
def set_standard(
    *,
    project: Project,
    trade: Trade,
    level: Level,
    asks: Sequence[Mapping[str, Any]],
    day_pay_fen: int | None,
    effective_on: datetime.date,
    source: str,
    by: Person,
    at: datetime.datetime,
) -> LevelStandard:
    """What a level asks from a day on; a later row replaces it.

    Raises Refused: role_officer, level_standard_asks, rule_source, level_scheme, level_standard_known.
    """
    demand_keeper(by, project.union_path, at)
    demand(rules.may_set(asks, source))
    others = LevelStandard.objects.filter(project=project, trade=trade).exclude(level__scheme=level.scheme_id)
    if others.exists():
        raise Refused("level_scheme")
    made = LevelStandard(project=project, trade=trade, level=level, asks=[dict(ask) for ask in asks])
    made.day_pay_fen, made.effective_on, made.source = day_pay_fen, effective_on, source.strip()
    made.union_path, made.shard = project.union_path, project.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("level_standard_known") from error
    record("level.standard_made", made, by=by, at=at)
    return made


@transaction.atomic
def seed_welder(
    *, project: Project, paper: Paper | None, scenario: Scenario | None, by: Person, at: datetime.datetime
) -> int:
    """The five levels of a welder, where the project has none; how many. `paper` and `scenario` are asked for where they are given."""
    demand_keeper(by, project.union_path, at)
    trade = Trade.objects.get(code=WELDER)
    if LevelStandard.objects.filter(project=project, trade=trade).exists():
        return 0
    for level, (months, least, yuan) in zip(queries.welder_levels(), WELDER_STEPS, strict=True):
        asks: list[dict[str, Any]] = [{"kind": "months", "months": months}]
        if paper is not None:
            asks.append({"kind": "theory", "paper": str(paper.uid), "title": paper.title})
        if scenario is not None:
            task = {"kind": "task", "scenario": str(scenario.uid), "name": scenario.name, "least": str(least)}
            asks.append(task)
        set_standard(
            project=project,
            trade=trade,
            level=level,
            asks=asks,
            day_pay_fen=yuan * 100,
            effective_on=project.begins_on,
            source=WELDER_SOURCE,
            by=by,
            at=at,
        )
    return len(WELDER_STEPS)


@transaction.atomic
def give(*, builder: Builder, level: Level, by: Person, at: datetime.datetime) -> LevelGrant:
    """Give the next level, with everything that was asked as it stood.

    Raises Refused: role_officer, level_standard_missing, level_next_only, level_lacks, level_given_already.
    """
    demand_keeper(by, builder.union_path, at)
    ladder = queries.of(builder, timezone.localdate(at))
    if ladder.next is None and ladder.grant is None:
        raise Refused("level_standard_missing")
    if ladder.next is None or ladder.next.level_id != level.pk:
        raise Refused("level_next_only")
    if not ladder.ready:
        raise Refused("level_lacks", {"words": missing_words(ladder.asks)})
    made = LevelGrant(builder=builder, trade=builder.trade, level=level, given_on=timezone.localdate(at), given_by=by)
    made.given_at, made.evidence = at, [one.kept() for one in ladder.asks]
    made.union_path, made.shard = builder.union_path, builder.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("level_given_already") from error
    record("level.given", made, by=by, at=at)
    facts = {"level": level.name, "trade": builder.trade.name}
    url = reverse("training:my_work")
    tell(to=builder.person, kind="training.level_given", facts=facts, key=f"level:{made.uid}", url=url, by=by, at=at)
    return made
