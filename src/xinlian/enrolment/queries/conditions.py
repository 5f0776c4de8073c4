"""Conditions in force, what they say about people, and what they would have said about last year's."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from xinlian.enrolment.facts import known
from xinlian.enrolment.models import Application, Condition, Offering
from xinlian.enrolment.rules.eligibility import Asked, Day, Reason, judge, wanted
from xinlian.people.models import Person, Union
from xinlian.people.scope import DESK, Viewer, below, scope
from xinlian.rows.paths import parents

YEAR = datetime.timedelta(days=400)


def in_force(union_path: str, series: str, on: datetime.date) -> list[Condition]:
    """What holds on a day for a series of a union: the newest of each kind of this union and of those above it."""
    rows = Condition.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), union_path__in=parents(union_path), series=series, effective_on__lte=on
    )
    newest: dict[tuple[str, str], Condition] = {}
    for row in rows.order_by("effective_on", "id"):
        newest[(row.union_path, row.kind)] = row
    return sorted(newest.values(), key=lambda row: (row.union_path, row.kind))


def asked(rows: Iterable[Condition]) -> list[Asked]:
    """Rows as the rule reads them."""
    return [Asked(row.kind, row.params, row.source) for row in rows]


def judged(offering: Offering, people: Sequence[Person], on: datetime.date) -> dict[int, tuple[Reason, ...]]:
    """Why each of these people may not take part, by their id; nothing: they may. Queries grow with chunks only."""
    return judged_by(asked(in_force(offering.union_path, offering.series, on)), offering, people, on)


def judged_by(
    conditions: Sequence[Asked], offering: Offering, people: Sequence[Person], on: datetime.date
) -> dict[int, tuple[Reason, ...]]:
    """The same by conditions that need not be in force."""
    day = Day(on, (last_day(offering) if conditions else None) or on)
    facts = known(people, wanted(conditions), offering.series)
    return {person.pk: judge(conditions, facts[person.pk], day) for person in people}


def last_day(offering: Offering) -> datetime.date | None:
    """The day on which the last batch that stands ends."""
    ends = offering.batches.filter(state="standing").order_by("-ends_at").values_list("ends_at", flat=True).first()
    return timezone.localdate(ends) if ends else None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What conditions would have said about those who signed up in the last year: how many, and why not."""

    people: int
    passed: int
    why: Mapping[str, int] = field(default_factory=dict)

    @property
    def shut_out(self) -> int:
        """How many would not have been let in."""
        return self.people - self.passed


def rehearse(union_path: str, series: str, changed: Sequence[Asked], on: datetime.date) -> Rehearsal:
    """What holds on `on` with `changed` in place of the same kinds, asked of last year's people there and below.

    Each person is asked once, by the newest offering that they signed up for.
    """
    people, passed, why = set[int](), 0, Counter[str]()
    for offering in _last_year(union_path, series, on):
        fresh = [one for one in _applicants(offering) if one.pk not in people]
        people |= {one.pk for one in fresh}
        conditions = _as_changed(offering, union_path, changed, on)
        for reasons in judged_by(conditions, offering, fresh, on).values():
            passed += not reasons
            why.update({reason.code for reason in reasons})
    return Rehearsal(len(people), passed, dict(why.most_common()))


def _as_changed(offering: Offering, union_path: str, changed: Sequence[Asked], on: datetime.date) -> list[Asked]:
    """What an offering there or below would ask: only the same kinds of that very union give way."""
    kinds = {one.kind for one in changed}
    held = in_force(offering.union_path, offering.series, on)
    return [*asked(row for row in held if row.kind not in kinds or row.union_path != union_path), *changed]


def _last_year(union_path: str, series: str, on: datetime.date) -> QuerySet[Offering]:
    rows = Offering.objects.filter(
        below([union_path]), series=series, closes_at__date__gte=on - YEAR, closes_at__date__lte=on
    )
    return rows.exclude(state__in=("draft", "cancelled")).order_by("-closes_at", "-id")


def _applicants(offering: Offering) -> list[Person]:
    keys = Application.objects.filter(offering=offering).exclude(state="withdrawn").values("person")
    return list(Person.objects.filter(pk__in=keys))


def conditions_for(viewer: Viewer) -> QuerySet[Condition]:
    """Every condition of the viewer's part of the tree, by series and union, the newest of a kind first."""
    rows = scope(viewer, Condition.objects.select_related("union", "made_by"), DESK)
    return rows.order_by("series", "union_path", "kind", "-effective_on", "-id")


def standing(rows: Iterable[Condition], on: datetime.date) -> list[tuple[Condition, str]]:
    """Each row with what it is on a day: coming, holds, replaced (by a newer one of its kind), ended.

    Rows come as `conditions_for` sorts them: of two of a kind the newer first.
    """
    found, held = [], set()
    for row in rows:
        same = (row.series, row.union_path, row.kind)
        state = _state(row, on, replaced=same in held)
        if state == "holds":
            held.add(same)
        found.append((row, state))
    return found


def _state(row: Condition, on: datetime.date, *, replaced: bool) -> str:
    if row.ends_on is not None and row.ends_on < on:
        return "ended"
    if row.effective_on > on:
        return "coming"
    return "replaced" if replaced else "holds"


def union_names(paths: Iterable[str]) -> dict[str, str]:
    """Names of unions by their path."""
    return dict(Union.objects.filter(union_path__in=set(paths)).values_list("union_path", "name"))


def open_unions(viewer: Viewer, roles: Sequence[str]) -> list[Union]:
    """The unions below the viewer that are not closed, as the tree sorts them."""
    rows = Union.objects.filter(below(viewer.paths(roles)), closed_on=None)
    return list(rows.order_by("union_path"))


def series_known(viewer: Viewer) -> list[str]:
    """The series that offerings or conditions of the viewer's part of the tree use."""
    used = scope(viewer, Offering.objects.all(), DESK).values_list("series", flat=True)
    ruled = scope(viewer, Condition.objects.all(), DESK).values_list("series", flat=True)
    return sorted({*used, *ruled})


def plain(params: Mapping[str, Any]) -> str:
    """Parameters as text, for comparing."""
    return ", ".join(f"{key}={params[key]}" for key in sorted(params))
