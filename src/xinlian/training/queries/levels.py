"""Levels: standards that hold, what somebody has, who is where."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from xinlian.assessment.models import Entrant, Paper, RubricSheet, Sitting
from xinlian.credentials.models import Certificate, CertificateTemplate, Level, Trade
from xinlian.people.scope import Viewer, scope
from xinlian.simulators.models import Run, Scenario
from xinlian.training.models import Builder, LevelGrant, LevelStandard, Project
from xinlian.training.rules import levels as rules
from xinlian.training.who import READERS

MOST = 5000


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where somebody stands in their trade: the level they have, the next one, what it asks and brings."""

    grant: LevelGrant | None
    next: LevelStandard | None
    asks: list[rules.Ask] = field(default_factory=list)
    more_fen: int | None = None

    @property
    def ready(self) -> bool:
        """Whether the next level may be given."""
        return self.next is not None and rules.complete(self.asks)


def standards(project: Project, on: datetime.date) -> dict[int, list[LevelStandard]]:
    """The standards that hold on a day, by trade, the lowest level first."""
    rows = LevelStandard.objects.filter(project=project, effective_on__lte=on).select_related("level__scheme", "trade")
    newest = {(one.trade_id, one.level_id): one for one in rows.order_by("effective_on")}
    found: dict[int, list[LevelStandard]] = defaultdict(list)
    for one in sorted(newest.values(), key=lambda row: row.level.rank):
        found[one.trade_id].append(one)
    return found


def ladders(builders: Sequence[Builder], on: datetime.date) -> dict[int, Ladder]:
    """The ladder of each builder of one project, by the builder's key. A few queries whatever the number."""
    if not builders:
        return {}
    project = builders[0].project
    known, grants = standards(project, on), _grants(builders)
    held = _held(builders, project)
    found = {}
    for one in builders:
        grant, mine = grants.get((one.person_id, one.trade_id)), known.get(one.trade_id, [])
        rank = grant.level.rank if grant else 0
        following = next((row for row in mine if row.level.rank > rank), None)
        if following is None:
            found[one.pk] = Ladder(grant, None)
            continue
        before = next((row.day_pay_fen for row in mine if row.level.rank == rank), None)
        asks = rules.standing(following.asks, held[one.pk], on)
        found[one.pk] = Ladder(grant, following, asks, rules.brings(before, following.day_pay_fen))
    return found


def _grants(builders: Sequence[Builder]) -> dict[tuple[int, int], LevelGrant]:
    people = [one.person_id for one in builders]
    rows = LevelGrant.objects.filter(builder__project=builders[0].project_id, builder__person__in=people)
    ordered = rows.select_related("level").annotate(person_id=F("builder__person")).order_by("level__rank")
    return {(one.person_id, one.trade_id): one for one in ordered}


def _held(builders: Sequence[Builder], project: Project) -> dict[int, rules.Held]:
    people = [one.person_id for one in builders]
    papers, marks, certificates = _papers(people), _marks(people), _certificates(people)
    practicals, since = _practicals(people, project), _since(builders)
    return {
        one.pk: rules.Held(
            since[one.person_id],
            papers[one.person_id],
            marks[one.person_id],
            certificates[one.person_id],
            practicals[one.person_id],
        )
        for one in builders
    }


def _papers(people: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Sitting.objects.filter(person__in=people, exam__state="published", ended_at__isnull=False)
    best = rows.values_list("person", "exam__paper__uid", "exam__paper__pass_marks").annotate(best=Max("marks"))
    for person, paper, least, marks in best.order_by():
        if marks is not None and marks >= least:
            found[person].add(str(paper))
    return found


def _marks(people: Sequence[int]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    rows = Run.objects.filter(mode="graded", withdrawn_at=None, trainee__person__in=people)
    best = rows.values_list("trainee__person", "scenario__uid").annotate(best=Max("marks"))
    for person, scenario, marks in best.order_by():
        found[person][str(scenario)] = marks
    return found


def _certificates(people: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Certificate.objects.filter(person__in=people, state="valid")
    holding = rows.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()))
    for person, template in holding.values_list("person", "template__uid"):
        found[person].add(str(template))
    return found


def _practicals(people: Sequence[int], project: Project) -> dict[int, dict[str, Decimal]]:
    """The best published result by the title of its sheet."""
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    rows = Entrant.objects.filter(
        person__in=people,
        practical__union=project.union_id,
        practical__state="published",
        vetoed=False,
        result__isnull=False,
    )
    for person, title, result in rows.order_by("result").values_list("person", "practical__sheet__title", "result"):
        if result is not None:
            found[person][title] = result
    return found


def _since(builders: Sequence[Builder]) -> dict[int, datetime.date]:
    """The day on which each first came to the project."""
    rows = Builder.objects.filter(project=builders[0].project_id, person__in=[one.person_id for one in builders])
    first = dict(rows.order_by("-came_at").values_list("person", "came_at"))
    return {one.person_id: timezone.localdate(first[one.person_id]) for one in builders}


def of(builder: Builder, on: datetime.date) -> Ladder:
    """Where one builder stands."""
    return ladders([builder], on)[builder.pk]


def history(builder: Builder) -> list[LevelGrant]:
    """Every level somebody was given at the project, the newest first."""
    rows = LevelGrant.objects.filter(builder__person=builder.person_id, builder__project=builder.project_id)
    return list(rows.select_related("trade", "level", "given_by").order_by("-given_on", "-level__rank"))


def board(viewer: Viewer, project: Project, on: datetime.date) -> list[tuple[Builder, Ladder]]:
    """Everybody whose trade has standards, those who may be given the next level first.

    Of each builder no more than the order needs; `whole` fetches the rest of those who are shown.
    """
    trades = list(standards(project, on))
    rows = scope(viewer, Builder.objects.filter(project=project, left_on=None, trade__in=trades), READERS)
    light = rows.select_related("person").only("project", "trade", "person__name").order_by("pk")
    several = list(light[:MOST])
    for one in several:
        one.project = project
    found = ladders(several, on)
    return sorted(
        ((one, found[one.pk]) for one in several),
        key=lambda pair: (not pair[1].ready, -(pair[1].grant.level.rank if pair[1].grant else 0), pair[0].person.name),
    )


def whole(several: Iterable[tuple[Builder, Ladder]]) -> list[tuple[Builder, Ladder]]:
    """The same with all that their lines show."""
    pairs = list(several)
    rows = Builder.objects.filter(pk__in=[one.pk for one, _ladder in pairs])
    found = {one.pk: one for one in rows.select_related("person", "trade", "team__section", "project__union")}
    return [(found[one.pk], ladder) for one, ladder in pairs]


def choices(project: Project) -> dict[str, list[tuple[str, str]]]:
    """What a standard may ask for at a project, for the form: each as (public UUID or title, words)."""
    union = project.union_id
    trades = Trade.objects.filter(ended_on=None)
    rungs = Level.objects.select_related("scheme").order_by("scheme__code", "rank")
    sheets = RubricSheet.objects.filter(union=union).order_by("title").values_list("title", flat=True).distinct()
    scenarios = Scenario.objects.filter(simulator__union=union, retired_at=None).select_related("simulator")
    papers = Paper.objects.filter(union=union, retired_at=None)
    templates = CertificateTemplate.objects.filter(issuer=union, retired_at=None)
    return {
        "trade": [(str(one.uid), one.name) for one in trades],
        "level": [(str(one.uid), f"{one.scheme.name} · {one.name}") for one in rungs],
        "paper": [(str(one.uid), one.title) for one in papers],
        "scenario": [(str(one.uid), f"{one.simulator.name} · {one.name}") for one in scenarios],
        "template": [(str(one.uid), one.title) for one in templates],
        "sheet": [(title, title) for title in sheets],
    }


def named(said: dict[str, Any]) -> tuple[Trade, Level]:
    """The trade and the level that a form names."""
    return Trade.objects.get(uid=said["trade"]), Level.objects.select_related("scheme").get(uid=said["level"])


def welder_levels() -> "QuerySet[Level]":
    """The five levels, the lowest first."""
    return Level.objects.filter(scheme__code="five").order_by("rank")
