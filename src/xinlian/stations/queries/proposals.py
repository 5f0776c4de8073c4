"""Changes to stations as the desk shows them."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from xinlian.people.scope import Viewer, scope
from xinlian.rows.refusals import Decision
from xinlian.stations.models import Proposal, Station
from xinlian.stations.queries.changes import describe, label
from xinlian.stations.queries.keeping import approvers_of
from xinlian.stations.rules.changes import may_decide as may_decide_now
from xinlian.stations.rules.changes import moved_on
from xinlian.stations.who import READERS, may_decide


def one(viewer: Viewer, uid: Any) -> QuerySet[Proposal]:
    """The proposal of that public id in the viewer's part of the tree."""
    found = scope(viewer, Proposal.objects.filter(uid=uid), READERS)
    return found.select_related("station", "station__place", "station__place__union", "person", "reviewed_by")


def decided(viewer: Viewer) -> QuerySet[Proposal]:
    """What was decided, newest first."""
    found = scope(viewer, Proposal.objects.exclude(state="open"), READERS)
    return found.select_related("station", "station__place", "person", "reviewed_by").order_by("-reviewed_at")


def lines(proposals: Iterable[Proposal]) -> list[dict[str, Any]]:
    """Each proposal with the names of what it changes."""
    return [{"proposal": one, "fields": "、".join(label(key) for key in list(one.changes)[:6])} for one in proposals]


def decision(viewer: Viewer, proposal: Proposal, at: datetime.datetime) -> Decision:
    """Whether this viewer may decide it now, and what is missing."""
    own = proposal.person_id is not None and proposal.person_id == viewer.person_id
    approvers = own and approvers_of(proposal.union_path, timezone.localdate(at))
    who = may_decide(viewer, proposal.union_path, own=own, approvers=approvers)
    return who if not who.ok else may_decide_now(proposal.state)


def lost(proposal: Proposal) -> list[str]:
    """What an open proposal would overwrite that somebody else has changed since, by its labels."""
    if proposal.state != "open" or proposal.station_id is None:
        return []
    station = Station.objects.select_related("place").get(pk=proposal.station_id)
    return [label(key) for key in moved_on(proposal.changes, describe(station))]
