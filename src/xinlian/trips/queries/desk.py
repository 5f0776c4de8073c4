"""What the desk's pages about programmes show."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from xinlian.enrolment.models import Application, Batch, Draw, Offering, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.people.keys import phone_key
from xinlian.people.models import Person, Union
from xinlian.people.queries.desk import union_choices
from xinlian.people.scope import Viewer, below, scope
from xinlian.rows.paths import parents
from xinlian.trips.models import Base, Programme, Route, Trip
from xinlian.trips.who import READERS

__all__ = ["union_choices"]

SORTS = {
    "title": "offering__title",
    "year": "year",
    "union": "union_path",
    "state": "offering__state",
    "closes": "offering__closes_at",
    "applied": "applied",
    "seats": "seats",
    "taken": "taken",
}


def programmes(viewer: Viewer) -> QuerySet[Programme]:
    """The programmes of the viewer's part of the tree."""
    rows = scope(viewer, Programme.objects.all(), READERS)
    return rows.select_related("offering__union")


def programme(viewer: Viewer, uid: uuid.UUID | str) -> QuerySet[Programme]:
    """One programme of the viewer's part of the tree, or none."""
    return programmes(viewer).filter(uid=uid)


def listed(viewer: Viewer, year: str, sort: str) -> QuerySet[Programme]:
    """The list with its figures: batches, seats, taken, applied."""
    batches = Batch.objects.filter(offering=OuterRef("offering"), state="standing").order_by().values("offering")
    applied = Application.objects.filter(offering=OuterRef("offering"), state="standing").order_by().values("offering")
    rows = programmes(viewer).annotate(
        batches=Coalesce(Subquery(batches.annotate(n=Count("id")).values("n")), 0),
        seats=Coalesce(Subquery(batches.annotate(n=Sum("capacity")).values("n")), 0),
        taken=Coalesce(Subquery(batches.annotate(n=Sum("taken")).values("n")), 0),
        applied=Coalesce(Subquery(applied.annotate(n=Count("id")).values("n")), 0),
    )
    if year.isdigit():
        rows = rows.filter(year=int(year))
    column = SORTS.get(sort.lstrip("-"), "year")
    falling = sort.startswith("-") or sort.lstrip("-") not in SORTS
    return rows.order_by(f"-{column}" if falling else column, "-offering__opens_at", "id")


def years(viewer: Viewer) -> list[int]:
    """The years of which there are programmes, the newest first."""
    return list(programmes(viewer).order_by("-year").values_list("year", flat=True).distinct())


def sources(viewer: Viewer) -> list[Programme]:
    """Programmes that a new one can be copied from, the newest first."""
    return list(programmes(viewer).exclude(offering__state="cancelled").order_by("-year", "-id")[:12])


def union(viewer: Viewer, uid: str) -> Union:
    """A union that the viewer runs. Raises Union.DoesNotExist."""
    return Union.objects.filter(below(viewer.paths(("officer",)))).get(uid=uid)


def person_by_phone(number: str) -> Person | None:
    """Who is reached at a number, if anybody signed up with it."""
    return Person.objects.filter(phone_key=phone_key(number), is_active=True, erased_at=None).first()


def routes(path: str) -> QuerySet[Route]:
    """The open routes that a union at `path` can use: its own, those above, those below."""
    near = Q(union_path__in=parents(path)) | below([path])
    return (
        Route.objects.filter(near, closed_on=None, base__closed_on=None)
        .select_related("base")
        .order_by("base__name", "name")
    )


def route_choices(found: QuerySet[Route]) -> list[tuple[str, str]]:
    """Routes for a choice, with an empty one first."""
    return [("", "—"), *((str(one.uid), f"{one.base.name} · {one.name}") for one in found)]


def bases(viewer: Viewer) -> QuerySet[Base]:
    """The bases of the viewer's part of the tree, with how many routes each has."""
    rows = scope(viewer, Base.objects.all(), READERS)
    return rows.select_related("union").annotate(n_routes=Count("routes")).order_by("closed_on", "name")


def base(viewer: Viewer, uid: uuid.UUID | str) -> QuerySet[Base]:
    """One base, or none."""
    return scope(viewer, Base.objects.select_related("union"), READERS).filter(uid=uid)


def routes_of(found: Base) -> QuerySet[Route]:
    """The routes of a base, those in use first."""
    return found.routes.order_by("closed_on", "name")


def route(viewer: Viewer, uid: uuid.UUID | str) -> QuerySet[Route]:
    """One route, or none."""
    return scope(viewer, Route.objects.select_related("base"), READERS).filter(uid=uid)


def trips(found: Programme) -> list[Trip]:
    """The trips of a programme in the order of their batches."""
    rows = found.trips.select_related("batch", "route__base", "leader").order_by("batch__number")
    return list(rows)


def trip(viewer: Viewer, uid: uuid.UUID | str) -> QuerySet[Trip]:
    """One trip of the viewer's part of the tree, or none."""
    rows = scope(viewer, Trip.objects.all(), READERS).filter(uid=uid)
    return rows.select_related("batch__offering", "programme__offering__union", "route__base", "leader")


@dataclass(frozen=True, slots=True)
class Left:
    """How a union or a group fared: who signed up, who has a seat, who was sure of how many."""

    label: str
    applied: int
    seated: int

    @property
    def without(self) -> int:
        """Those without a seat."""
        return self.applied - self.seated


def by_union(offering: Offering) -> list[Left]:
    """Each union of those who signed up, the one with most left out first."""
    return _left(offering, "person__union__name")


def by_group(offering: Offering) -> list[Left]:
    """Each priority group, in its order."""
    return _left(offering, "group__name", "group__rank")


def _left(offering: Offering, label: str, order: str = "") -> list[Left]:
    seats = Count("seats", filter=Q(seats__state__in=SEAT_STANDS))
    rows = Application.objects.filter(offering=offering, state="standing").order_by()
    keys = (label, order) if order else (label,)
    found = rows.values_list(*keys).annotate(n=Count("id", distinct=True), s=seats)
    ordered = sorted(found, key=(lambda one: one[1] or 0) if order else (lambda one: (one[-1] - one[-2], -one[-2])))
    return [Left(str(one[0] or "—"), one[-2], one[-1]) for one in ordered]


def wishes(offering: Offering) -> Counter[int]:
    """How many want each batch, by its number."""
    rows = Application.objects.filter(offering=offering, state="standing").values_list("wished", flat=True)
    return Counter(number for wished in rows.iterator(chunk_size=2000) for number in set(wished))


def seat_states(offering: Offering) -> dict[tuple[int, str], int]:
    """How many seats of each batch are in each state: {(batch id, state): number}."""
    rows = Seat.objects.filter(batch__offering=offering).order_by().values_list("batch", "state")
    return {(batch, state): n for batch, state, n in rows.annotate(n=Count("id"))}


def figures(found: Programme, on_trips: Sequence[Trip], states: dict[tuple[int, str], int]) -> dict[str, int]:
    """The numbers at the top of a programme's page."""
    rows = Application.objects.filter(offering=found.offering, state="standing")
    applied = rows.aggregate(n=Count("id"), parties=Count("party", distinct=True))
    standing = [trip for trip in on_trips if trip.batch.state == "standing"]
    taken = sum(trip.batch.taken for trip in standing)

    def many(state: str) -> int:
        return sum(n for (_batch, one), n in states.items() if one == state)

    return {
        "applied": applied["n"],
        "parties": applied["parties"],
        "seats": sum(trip.batch.capacity for trip in standing),
        "taken": taken,
        "left": max(0, applied["n"] - taken),
        "offered": many("offered"),
        "accepted": many("accepted"),
        "attended": many("attended"),
        "missed": many("missed"),
        "batches": len(standing),
    }


def draw_of(offering: Offering) -> Draw | None:
    """The draw that stands, if any."""
    return Draw.objects.filter(offering=offering).exclude(state="void").first()


def free_batches(found: Programme) -> list[dict[str, Any]]:
    """Batches for a choice: uid, number, start, free seats."""
    rows = Batch.objects.filter(offering=found.offering, state="standing").order_by("number")
    return [
        {"uid": str(one.uid), "number": one.number, "starts_at": one.starts_at, "free": one.capacity - one.taken}
        for one in rows
    ]


def batch(found: Programme, uid: str) -> Batch:
    """One standing batch of a programme. Raises Batch.DoesNotExist."""
    return Batch.objects.select_related("offering").get(offering=found.offering, uid=uid, state="standing")
