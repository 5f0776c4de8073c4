"""Faults from the first word to the closing."""

import datetime

from django.db import transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.places.facilities import bits
from xinlian.places.models import Facility, Place
from xinlian.rows.refusals import Refused, demand
from xinlian.stations.models import Fault
from xinlian.stations.queries.checklists import rules_for
from xinlian.stations.queries.keeping import keeps
from xinlian.stations.rules.repairs import DUE_DAYS, due, facility_after, may_move
from xinlian.stations.rules.states import FAULT_ENDS
from xinlian.stations.who import acting, may_repair

MOST_FEN = 2_000_000_000


@transaction.atomic
def move(
    *,
    by: Person,
    at: datetime.datetime,
    fault: Fault,
    to: str,
    outcome: str = "",
    cost_fen: int | None = None,
    due_on: datetime.date | None = None,
) -> Fault:
    """Take a fault to its next state. Accepting sets its day and marks the facility broken; closing mends it."""
    viewer, today = acting(by, at), timezone.localdate(at)
    kept = keeps(viewer, fault.station, today)
    demand(may_repair(viewer, fault.union_path, keeps=kept))
    said = outcome.strip() or fault.outcome
    demand(may_move(fault.state, to, as_officer=viewer.holds(("officer",), fault.union_path), outcome=said))
    before = fault.state
    values: dict[str, object] = {"state": to, "outcome": said, "due_on": due_on or fault.due_on}
    if to == "accepted" and values["due_on"] is None:
        values["due_on"] = due(today, int(rules_for(fault.union_path, today).get("due_days", DUE_DAYS)))
    if cost_fen is not None:
        values["cost_fen"] = _cost(cost_fen)
    if to in FAULT_ENDS:
        values["closed_at"] = at
    if not Fault.objects.filter(pk=fault.pk, state=before).update(**values):
        raise Refused("fault_step")
    fault.refresh_from_db()
    _mark_facility(fault, at)
    record(
        "fault_moved", fault, by=by, at=at, before=before, after=to, cost_fen=fault.cost_fen, due_on=str(fault.due_on)
    )
    return fault


def _cost(fen: int) -> int:
    if not 0 <= fen <= MOST_FEN:
        raise Refused("fault_cost", {"most": MOST_FEN // 100})
    return fen


def _mark_facility(fault: Fault, at: datetime.datetime) -> None:
    """The facility is broken while its fault is open, works again when the last one is closed."""
    if not fault.facility:
        return
    same = Fault.objects.filter(station=fault.station_id, facility=fault.facility).exclude(pk=fault.pk)
    waiting = list(same.exclude(state__in=(*FAULT_ENDS, "reported")).values_list("state", flat=True))
    state = facility_after(fault.state, waiting)
    place = fault.station.place
    rows = Facility.objects.filter(place=place, code=fault.facility).exclude(state__in=("absent", state))
    if state and rows.update(state=state, confirmed_at=at, confirmed_by="officer"):
        working = place.facilities.filter(state="working").values_list("code", flat=True)
        Place.objects.filter(pk=place.pk).update(facility_bits=bits(working))


@transaction.atomic
def schedule(*, by: Person, at: datetime.datetime, fault: Fault, due_on: datetime.date) -> Fault:
    """Set or move the day by which a fault is to be repaired."""
    viewer = acting(by, at)
    demand(may_repair(viewer, fault.union_path))
    if fault.state in FAULT_ENDS:
        raise Refused("fault_step")
    fault.due_on = due_on
    fault.save(update_fields=["due_on"])
    record("fault_scheduled", fault, by=by, at=at, due_on=due_on.isoformat())
    return fault
