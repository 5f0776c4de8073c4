"""Changes to stations: proposed by officers and keepers, decided by a second person."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.stations.describing import write
from xinlian.stations.models import Proposal, Station
from xinlian.stations.queries.changes import describe
from xinlian.stations.queries.keeping import approvers_of, keeps
from xinlian.stations.rules.changes import diff, may_decide, moved_on
from xinlian.stations.who import acting
from xinlian.stations.who import may_change as who_may_change
from xinlian.stations.who import may_decide as who_may_decide


@transaction.atomic
def propose(
    *,
    by: Person,
    at: datetime.datetime,
    station: Station,
    values: Mapping[str, Any],
    why: str = "",
    client_uid: uuid.UUID | None = None,
) -> Proposal:
    """Suggest that the station be as `values` say; a draft that nobody sees yet is changed at once.

    Refused: "proposal_empty" when nothing differs. The same `client_uid` again gives the same proposal.
    """
    viewer = acting(by, at)
    demand(who_may_change(viewer, station.union_path, keeps=keeps(viewer, station, timezone.localdate(at))))
    known = Proposal.objects.filter(client_uid=client_uid).first() if client_uid else None
    if known:
        return known
    changes = diff(describe(station), values)
    if not changes:
        raise Refused("proposal_empty")
    proposal = Proposal.objects.create(
        union_path=station.union_path,
        shard=station.shard,
        station=station,
        changes=changes,
        why=why,
        base_version=station.version,
        person=by,
        at=at,
        client_uid=client_uid,
    )
    record("station_change_proposed", station, by=by, at=at, proposal=str(proposal.uid), fields=sorted(changes))
    if station.state == "draft" and viewer.holds(("officer",), station.union_path):
        _apply(proposal, station, by=by, at=at)
    return proposal


def _guard(proposal: Proposal, by: Person, at: datetime.datetime) -> None:
    on = timezone.localdate(at)
    path = proposal.union_path
    own = proposal.person_id == by.pk
    demand(who_may_decide(acting(by, at), path, own=own, approvers=own and approvers_of(path, on)))
    demand(may_decide(proposal.state))


@transaction.atomic
def accept(*, by: Person, at: datetime.datetime, proposal: Proposal) -> Proposal:
    """Write the change into the station. When what it would replace has changed meanwhile, the proposal becomes stale."""
    _guard(proposal, by, at)
    station = Station.objects.select_related("place").get(pk=proposal.station_id or 0)
    lost = moved_on(proposal.changes, describe(station))
    if lost:
        _end(proposal, "stale", by=by, at=at)
        record("station_change_stale", station, by=by, at=at, proposal=str(proposal.uid), fields=sorted(lost))
        return proposal
    _apply(proposal, station, by=by, at=at)
    return proposal


def _apply(proposal: Proposal, station: Station, *, by: Person, at: datetime.datetime) -> None:
    write(
        station,
        {key: new for key, (_old, new) in proposal.changes.items()},
        by=by,
        at=proposal.at,
        confirmed_by="officer",
    )
    _end(proposal, "accepted", by=by, at=at)
    record(
        "station_changed",
        station,
        by=by,
        at=at,
        proposal=str(proposal.uid),
        version=station.version,
        changes=proposal.changes,
    )
    _overtake(station, set(proposal.changes), by=by, at=at)


def _overtake(station: Station, written: set[str], *, by: Person, at: datetime.datetime) -> None:
    """Other open proposals for the same fields can no longer be right."""
    for other in Proposal.objects.filter(station=station, state="open"):
        if written & set(other.changes):
            _end(other, "stale", by=by, at=at)
            record("station_change_stale", station, by=by, at=at, proposal=str(other.uid), fields=sorted(written))


@transaction.atomic
def refuse(*, by: Person, at: datetime.datetime, proposal: Proposal, reason: str) -> Proposal:
    """Turn a change down, with the reason that its author reads."""
    _guard(proposal, by, at)
    if not reason.strip():
        raise Refused("reason_missing")
    _end(proposal, "refused", by=by, at=at, reason=reason.strip())
    record("station_change_refused", proposal.station, by=by, at=at, proposal=str(proposal.uid))
    return proposal


def _end(proposal: Proposal, state: str, *, by: Person, at: datetime.datetime, reason: str = "") -> None:
    """The last word on a proposal; Refused when somebody else had it first."""
    ended = Proposal.objects.filter(pk=proposal.pk, state="open").update(
        state=state, reviewed_by=by, reviewed_at=at, reason=reason
    )
    if not ended:
        raise Refused("proposal_open")
    proposal.state, proposal.reviewed_by, proposal.reviewed_at, proposal.reason = state, by, at, reason
