"""Medical checks as the medic sees them: who has none, whose runs out, and what was found."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from xinlian.people.scope import Viewer, scope
from xinlian.training.models import Builder, Medical
from xinlian.training.rules.medical import REMIND_DAYS, Found, opened
from xinlian.training.who import MEDICS

NONE, SOON, OVER, FINE = "none", "soon", "over", "fine"
PRESS = (OVER, NONE, SOON, FINE)


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
    return scope(viewer, Builder.objects.filter(left_on=None), MEDICS)


def standings(viewer: Viewer, words: str, on: datetime.date) -> list[tuple[int, str]]:
    """The key of everybody with the state of their check, what presses first; in two queries whatever their number."""
    rows = builders(viewer)
    said = words.replace("\0", "").strip()  # PostgreSQL is not asked for what it cannot hold
    if said:
        rows = rows.filter(Q(person__name__icontains=said) | Q(team__name__icontains=said))
    checks = Medical.objects.filter(builder__in=rows.order_by().values("pk"), withdrawn_at=None)
    until = dict(checks.order_by("checked_on", "id").values_list("builder", "valid_until"))
    found = [(pk, _state(until.get(pk), on)) for pk in rows.order_by("came_at", "id").values_list("pk", flat=True)]
    return sorted(found, key=lambda one: PRESS.index(one[1]))


def whole(several: Iterable[tuple[int, str]]) -> list[Standing]:
    """Those of a page with all that their lines show."""
    page = list(several)
    keys = [key for key, _state in page]
    rows = Builder.objects.filter(pk__in=keys).select_related("person", "project", "team__section", "trade")
    found = {one.pk: one for one in rows}
    checks = Medical.objects.filter(builder__in=keys, withdrawn_at=None).defer("found").order_by("checked_on", "id")
    newest = {one.builder_id: one for one in checks}
    return [Standing(found[key], newest.get(key), state) for key, state in page if key in found]


def _state(until: datetime.date | None, on: datetime.date) -> str:
    if until is None:
        return NONE
    if until < on:
        return OVER
    return SOON if until <= on + datetime.timedelta(days=REMIND_DAYS) else FINE


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
