"""What a trip cost, line by line."""

import datetime

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.trips.models import Cost, Trip
from xinlian.trips.who import acting, may_run


@transaction.atomic
def add_cost(*, trip: Trip, kind: str, fen: int, note: str, by: Person, at: datetime.datetime) -> Cost:
    """Put down a line of what a trip cost, in fen. Raises Refused: role_officer, cost_some."""
    demand(may_run(acting(by, at), trip.union_path))
    if fen <= 0:
        raise Refused("cost_some")
    cost = Cost.objects.create(
        trip=trip, kind=kind, fen=fen, note=note, entered_by=by, at=at, union_path=trip.union_path, shard=trip.shard
    )
    record("trips.cost_added", trip, by=by, at=at, kind=kind, fen=fen)
    return cost


@transaction.atomic
def drop_cost(*, cost: Cost, by: Person, at: datetime.datetime) -> None:
    """Take a line out again; what it was stays in the journal."""
    demand(may_run(acting(by, at), cost.union_path))
    record("trips.cost_dropped", cost.trip, by=by, at=at, kind=cost.kind, fen=cost.fen)
    cost.delete()
