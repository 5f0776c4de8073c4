"""Medical checks as the medic sees them: who has none, whose runs out, and what was found."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from xinlian.people.scope import Viewer, scope
from xinlian.training.models import Builder, Medical
from xinlian.training.rules.medical import REMIND_DAYS, Found, opened
from xinlian.training.who import MEDICS

NONE, SOON, OVER, FINE = "none", "soon", "over", "fine"


@dataclass(frozen=True, slots=True)
class Standing:
    """A builder with the check that counts, and how it stands on the day."""

    builder: Builder
    check: Medical | None
    state: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A check with what was sealed in it."""

    row: Medical
    found: Found


def builders(viewer: Viewer) -> "QuerySet[Builder]":
    """Who works at the viewer's projects now."""
    rows = Builder.objects.filter(left_on=None).select_related("person", "project", "team__section", "trade")
    return scope(viewer, rows, MEDICS)


def standings(viewer: Viewer, words: str, on: datetime.date) -> list[Standing]:
    """Everybody with the state of their check, what presses first; in two queries whatever their number."""
    rows = builders(viewer)
    said = words.replace("\0", "").strip()  # PostgreSQL is not asked for what it cannot hold
    if said:
        rows = rows.filter(Q(person__name__icontains=said) | Q(team__name__icontains=said))
    several = list(rows.order_by("came_at", "id"))
    checks = Medical.objects.filter(builder__in=several, withdrawn_at=None).defer("found").order_by("checked_on", "id")
    newest = {one.builder_id: one for one in checks}
    found = [Standing(one, newest.get(one.pk), _state(newest.get(one.pk), on)) for one in several]
    press = (OVER, NONE, SOON, FINE)
    return sorted(found, key=lambda one: press.index(one.state))


def _state(check: Medical | None, on: datetime.date) -> str:
    if check is None:
        return NONE
    if check.valid_until < on:
        return OVER
    return SOON if check.valid_until <= on + datetime.timedelta(days=REMIND_DAYS) else FINE


def ending(rows: "QuerySet[Builder]", on: datetime.date) -> "QuerySet[Builder]":
    """Those whose check holds today and runs out within the days of which they are reminded."""
    counting = Medical.objects.filter(builder=OuterRef("pk"), withdrawn_at=None)
    soon = on + datetime.timedelta(days=REMIND_DAYS)
    return rows.filter(Exists(counting.filter(valid_until__gte=on)), ~Exists(counting.filter(valid_until__gt=soon)))


def without(rows: "QuerySet[Builder]", on: datetime.date) -> "QuerySet[Builder]":
    """Those who have no check that holds today."""
    return rows.filter(~Exists(Medical.objects.filter(builder=OuterRef("pk"), withdrawn_at=None, valid_until__gte=on)))


def builder(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Builder]":
    """One of them, who may have left."""
    rows = Builder.objects.filter(uid=uid).select_related("person", "project", "team__section", "trade")
    return scope(viewer, rows, MEDICS)


def history(builder: Builder) -> list[Opened]:
    """The checks of a builder, newest first, withdrawn ones too."""
    rows = Medical.objects.filter(builder=builder).select_related("noted_by").order_by("-checked_on", "-id")
    return opened_all(list(rows))


def opened_all(rows: Sequence[Medical]) -> list[Opened]:
    """Checks with what was sealed."""
    return [Opened(one, opened(one.found)) for one in rows]


def medical(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[Medical]":
    """A check that the viewer keeps."""
    return scope(viewer, Medical.objects.filter(uid=uid).select_related("builder"), MEDICS)
