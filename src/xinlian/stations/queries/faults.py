"""Faults as the desk and keepers see them: by state, the most pressing first."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from xinlian.journal.models import Entry
from xinlian.people.scope import Viewer, scope
from xinlian.stations.models import Fault, Station
from xinlian.stations.rules.repairs import overdue, urgency
from xinlian.stations.rules.states import FAULT_ENDS
from xinlian.stations.who import READERS

ENDED_DAYS = 30
BOARD = ("reported", "accepted", "repairing", "fixed")


def _with(found: QuerySet[Fault]) -> QuerySet[Fault]:
    return found.select_related("station", "station__place", "station__place__union")


def of(viewer: Viewer) -> QuerySet[Fault]:
    """Every fault of the viewer's part of the tree."""
    return _with(scope(viewer, Fault.objects.all(), READERS))


def of_stations(stations: Iterable[Station]) -> QuerySet[Fault]:
    """The faults of these stations that are not ended, for their keepers."""
    return _with(Fault.objects.filter(station__in=stations).exclude(state__in=FAULT_ENDS))


def board(viewer: Viewer, on: datetime.date, union: str = "") -> list[dict[str, Any]]:
    """A column a state with its faults, overdue ones on top; each fault says whether it is `late`."""
    found = of(viewer).exclude(state__in=FAULT_ENDS)
    if union:
        found = found.filter(union_path__startswith=union)
    columns: dict[str, list[Fault]] = {state: [] for state in BOARD}
    for fault in sorted(found, key=lambda one: urgency(one.state, one.due_on, on)):
        fault.late = overdue(fault.state, fault.due_on, on)  # type: ignore[attr-defined]
        columns[fault.state].append(fault)
    names = dict(Fault.STATES)
    return [{"state": state, "label": names[state], "faults": rows} for state, rows in columns.items()]


def ended(viewer: Viewer, at: datetime.datetime) -> QuerySet[Fault]:
    """What was closed or found untrue in the last thirty days, newest first."""
    since = at - datetime.timedelta(days=ENDED_DAYS)
    return of(viewer).filter(state__in=FAULT_ENDS, closed_at__gte=since).order_by("-closed_at")


def figures(viewer: Viewer, on: datetime.date) -> dict[str, int]:
    """Open, overdue, waiting for a look, closed this year, and what repairs cost this year in fen."""
    waiting = ~Q(state__in=FAULT_ENDS)
    this_year = Q(state="closed", closed_at__date__gte=datetime.date(on.year, 1, 1))
    found = scope(viewer, Fault.objects.all(), READERS).aggregate(
        open=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=on)),
        fixed=Count("pk", filter=Q(state="fixed")),
        closed=Count("pk", filter=this_year),
        cost=Sum("cost_fen", filter=this_year),
    )
    return {key: value or 0 for key, value in found.items()}


def entries(uid: Any) -> QuerySet[Entry]:
    """The journal of one thing, newest first."""
    return Entry.objects.filter(object_uid=uid).order_by("-at", "-id")


def story(fault: Fault) -> list[dict[str, Any]]:
    """What happened to a fault, newest first, for the timeline."""
    names = dict(Fault.STATES)
    told = []
    for entry in entries(fault.uid):
        after = str(entry.facts.get("after", ""))
        if after:
            told.append(
                {"at": entry.at, "title": names.get(after, after), "state": "ok" if after in FAULT_ENDS else ""}
            )
    return [*told, {"at": fault.at, "title": names["reported"], "text": fault.text, "state": ""}]


def cost_words(fen: int) -> str:
    """What was spent, in words; nothing for nothing."""
    return _("花了 %(yuan)s 元") % {"yuan": f"{fen / 100:,.2f}".removesuffix(".00")} if fen else ""
