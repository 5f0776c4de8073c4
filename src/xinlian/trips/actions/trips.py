"""The batches of a programme as trips: added, their facts changed, called off."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from xinlian.enrolment.actions import offering as offerings
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.trips.models import Programme, Route, Trip
from xinlian.trips.who import acting, may_run

BATCH_FIELDS = ("starts_at", "ends_at", "capacity", "name")
TRIP_FIELDS = (
    "route",
    "leader",
    "leader_phone",
    "gather_at",
    "gather_where",
    "bus",
    "agency",
    "insurer",
    "policy",
    "note",
)


@transaction.atomic
def add_trip(
    *,
    programme: Programme,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    capacity: int,
    by: Person,
    at: datetime.datetime,
    route: Route | None = None,
    **facts: Any,
) -> Trip:
    """One batch more, as a trip. Raises Refused: role_officer, offering_unsealed, ends_after_it_starts, route_near."""
    batch = offerings.add_batch(
        offering=programme.offering, starts_at=starts_at, ends_at=ends_at, capacity=capacity, by=by, at=at
    )
    _demand_near(programme, route)
    owned = {"union_path": programme.union_path, "shard": programme.shard}
    return Trip.objects.create(batch=batch, programme=programme, route=route, **facts, **owned)


@transaction.atomic
def change_trip(*, trip: Trip, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> list[str]:
    """Change a trip: dates and seats until the list is sealed, who leads and how it travels until it is over.

    The names of the fields that changed. Raises Refused: role_officer, offering_unsealed, capacity_under_taken,
    ends_after_it_starts, route_near, programme_over.
    """
    demand(may_run(acting(by, at), trip.union_path))
    if trip.programme.offering.state in ("done", "cancelled"):
        raise Refused("programme_over")
    wanted = {name: values[name] for name in BATCH_FIELDS if name in values}
    of_batch = {name: value for name, value in wanted.items() if getattr(trip.batch, name) != value}
    if of_batch:
        trip.batch = offerings.change_batch(batch=trip.batch, values=of_batch, by=by, at=at)
    return [*of_batch, *_change_facts(trip, values, by, at)]


def _change_facts(trip: Trip, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> list[str]:
    changed = [name for name in TRIP_FIELDS if name in values and getattr(trip, name) != values[name]]
    if not changed:
        return []
    if "route" in changed:
        _demand_near(trip.programme, values["route"])
    for name in changed:
        setattr(trip, name, values[name])
    trip.save(update_fields=changed)
    record("trips.trip_changed", trip, by=by, at=at, batch=trip.batch.number, fields=changed)
    return changed


def _demand_near(programme: Programme, route: Route | None) -> None:
    """A route of the programme's own union, one above it or one below it."""
    if route is None:
        return
    here, there = programme.union_path, route.union_path
    if not (here.startswith(there) or there.startswith(here)):
        raise Refused("route_near")
