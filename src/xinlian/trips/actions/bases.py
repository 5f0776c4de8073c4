"""Where trips go: bases and their routes."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused, demand
from xinlian.trips.models import Base, Route
from xinlian.trips.who import acting, may_run

BASE_FIELDS = ("name", "address", "phone", "about", "closed_on")
ROUTE_FIELDS = ("name", "days", "itinerary", "price_fen", "closed_on")


@transaction.atomic
def add_base(*, union: Union, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> Base:
    """Put down a place where trips go. Raises Refused: role_officer, base_name_taken."""
    demand(may_run(acting(by, at), union.union_path))
    if Base.objects.filter(union=union, name=values["name"]).exists():
        raise Refused("base_name_taken")
    base = Base.objects.create(union=union, union_path=union.union_path, shard=union.shard, **values)
    record("trips.base_added", base, by=by, at=at)
    return base


@transaction.atomic
def change_base(*, base: Base, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> Base:
    """Correct a base, or close it with a day. Raises Refused: role_officer, base_name_taken."""
    demand(may_run(acting(by, at), base.union_path))
    changed = _write(base, values, BASE_FIELDS, "base_name_taken")
    if changed:
        record("trips.base_changed", base, by=by, at=at, fields=changed)
    return base


@transaction.atomic
def add_route(*, base: Base, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> Route:
    """Put down a way a trip can go. Raises Refused: role_officer, route_name_taken."""
    demand(may_run(acting(by, at), base.union_path))
    if Route.objects.filter(base=base, name=values["name"]).exists():
        raise Refused("route_name_taken")
    route = Route.objects.create(base=base, union_path=base.union_path, shard=base.shard, **values)
    record("trips.route_added", route, by=by, at=at, days=route.days)
    return route


@transaction.atomic
def change_route(*, route: Route, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> Route:
    """Correct a route: its days, its hours, its price. Raises Refused: role_officer, route_name_taken."""
    demand(may_run(acting(by, at), route.union_path))
    changed = _write(route, values, ROUTE_FIELDS, "route_name_taken")
    if changed:
        record("trips.route_changed", route, by=by, at=at, fields=changed)
    return route


def _write(row: Base | Route, values: Mapping[str, Any], fields: Sequence[str], taken: str) -> list[str]:
    changed = [name for name in fields if name in values and getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        try:
            with transaction.atomic():
                row.save(update_fields=changed)
        except IntegrityError as error:
            raise Refused(taken) from error
    return changed
