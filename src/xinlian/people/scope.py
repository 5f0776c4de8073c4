"""Who sees which rows: one function that every query goes through."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet

from xinlian.people.models import Grant, Person
from xinlian.rows.models import Row
from xinlian.rows.paths import AFTER, within

R = TypeVar("R", bound=Row)

DESK = ("officer", "approver", "auditor")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a person or nobody, with the roles they hold today as (role, union path)."""

    person_id: int | None = None
    grants: tuple[tuple[str, str], ...] = ()

    def paths(self, roles: Iterable[str] | None = None) -> list[str]:
        """The tops of the subtrees in which one of `roles` (any role when None) is held, without repeats."""
        wanted = None if roles is None else set(roles)
        tops = sorted({path for role, path in self.grants if wanted is None or role in wanted})
        kept: list[str] = []
        for path in tops:
            if not any(within(path, top) for top in kept):
                kept.append(path)
        return kept

    def holds(self, roles: Iterable[str], path: str) -> bool:
        """Whether one of `roles` is held at `path` or above it."""
        return any(within(path, top) for top in self.paths(roles))


NOBODY = Viewer()


def viewer_of(person: Person | None, on: datetime.date) -> Viewer:
    """The viewer that a person is on a day."""
    if person is None or not person.is_active:
        return NOBODY
    grants = Grant.objects.filter(person=person, since_on__lte=on).filter(Q(until_on=None) | Q(until_on__gte=on))
    return Viewer(person.pk, tuple(grants.values_list("role", "union_path")))


def below(paths: Iterable[str]) -> Q:
    """The condition of lying in one of the subtrees; nothing when there is none."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(union_path__gte=path, union_path__lt=path + AFTER)
    return condition


def scope(viewer: Viewer, rows: QuerySet[R], roles: Iterable[str] | None = None) -> QuerySet[R]:
    """The rows that the viewer may see.

    With `roles`: only those governed by one of these roles. Without: these of any desk role, what the model
    calls public, and what is the viewer's own.
    """
    if roles is not None:
        return rows.filter(below(viewer.paths(roles)))
    condition = below(viewer.paths(DESK))
    if rows.model.public is not None:
        condition |= rows.model.public
    if rows.model.own is not None and viewer.person_id is not None:
        condition |= Q(**{rows.model.own: viewer.person_id})
    return rows.filter(condition)
