"""Hours as the desk's pages show them."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from xinlian.people.scope import Viewer, scope
from xinlian.training.models import Builder, HoursElsewhere, HoursRule
from xinlian.training.models.projects import TIERS
from xinlian.training.queries.hours import HoursOf
from xinlian.training.rules.hours import HOUR, Asked, Standing
from xinlian.training.who import KEEPERS, READERS


def hours_words(minutes: int) -> str:
    """90 minutes are 1.5."""
    return f"{minutes / HOUR:.2f}".rstrip("0").rstrip(".")


def asked_words(asked: Asked) -> str:
    """公司级; 进场第一年一共; 以后每年一共."""
    if asked.tier:
        return str(dict(TIERS)[asked.tier])
    return _("以后每年一共") if asked.every_year else _("进场第一年一共")


@dataclass(frozen=True, slots=True)
class Shown:
    """A demand in words: ok, warn while there is time, bad when it is overdue."""

    label: str
    done: str
    asked: str
    due_on: datetime.date
    tone: str
    words: str


def standing(several: Iterable[Standing], on: datetime.date) -> list[Shown]:
    """Demands as they stand."""
    return [_shown(one, on) for one in several]


def _shown(one: Standing, on: datetime.date) -> Shown:
    tone, words = ("ok", _("够了")) if one.done else ("bad", _("过期了")) if one.due_on <= on else ("warn", _("还差"))
    label = asked_words(one.asked)
    return Shown(label, hours_words(one.minutes), hours_words(one.asked.minutes), one.due_on, tone, words)


@dataclass(frozen=True, slots=True)
class Line:
    """A builder with hours."""

    builder: Builder
    company: str
    project: str
    team: str
    total: str
    worst: Shown | None


def line(one: HoursOf, on: datetime.date) -> Line:
    """One builder; `worst`: what is due first of what is not done."""
    late = sorted(one.late, key=lambda each: each.due_on)
    worst = _shown(late[0], on) if late else None
    company, project, team, total = (hours_words(n) for n in (one.company, one.project, one.team, one.total))
    return Line(one.builder, company, project, team, total, worst)


def lines(several: Sequence[HoursOf], on: datetime.date) -> list[Line]:
    """Many."""
    return [line(one, on) for one in several]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in words."""

    label: str
    hours: str
    within_days: int
    effective_on: datetime.date
    source: str


def rules(rows: Iterable[HoursRule]) -> list[Rule]:
    """Rules in words."""
    return [
        Rule(
            asked_words(Asked(one.tier, one.minutes, one.within_days, one.every_year)),
            hours_words(one.minutes),
            one.within_days,
            one.effective_on,
            one.source,
        )
        for one in rows
    ]


def named(rows: QuerySet[Builder], wanted: str) -> QuerySet[Builder]:
    """Those whose name or team holds a word."""
    return rows.filter(Q(person__name__icontains=wanted) | Q(team__name__icontains=wanted)) if wanted else rows


def builder(viewer: Viewer) -> QuerySet[Builder]:
    """The builders whose hours a viewer may see at the desk."""
    return scope(viewer, Builder.objects.select_related("person", "project__union", "team", "trade"), READERS)


def noted(viewer: Viewer) -> QuerySet[HoursElsewhere]:
    """What a viewer may take away again."""
    return scope(viewer, HoursElsewhere.objects.select_related("builder"), KEEPERS)
