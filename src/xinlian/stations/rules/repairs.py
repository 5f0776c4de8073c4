"""Decisions about faults: who may take the next step, when it is due, what comes first. Pure."""

import datetime
from collections.abc import Sequence

from xinlian.rows.refusals import Decision
from xinlian.stations.rules.states import FAULT_ENDS, FAULT_NEXT

DUE_DAYS = 7  # where the province's checklist says nothing
KEEPER_STEPS = ("accepted", "repairing", "fixed")


def may_move(state: str, to: str, *, as_officer: bool, outcome: str) -> Decision:
    """Whether a fault may go from `state` to `to`: a keeper repairs, an officer closes; an end says what came of it."""
    return Decision.of(
        fault_step=to in FAULT_NEXT.get(state, ()),
        fault_step_officer=as_officer or (to in KEEPER_STEPS and state != "fixed"),
        fault_outcome=to not in FAULT_ENDS or bool(outcome.strip()),
    )


def steps(state: str, *, as_officer: bool) -> list[str]:
    """The states that may follow for this person."""
    return [to for to in FAULT_NEXT[state] if may_move(state, to, as_officer=as_officer, outcome="-").ok]


def due(at: datetime.date, days: int = DUE_DAYS) -> datetime.date:
    """The day by which a fault reported on `at` is to be repaired."""
    return at + datetime.timedelta(days=days)


def overdue(state: str, due_on: datetime.date | None, today: datetime.date) -> bool:
    """Whether a fault that is not ended is past its day."""
    return state not in FAULT_ENDS and due_on is not None and due_on < today


def urgency(state: str, due_on: datetime.date | None, today: datetime.date) -> tuple[bool, datetime.date]:
    """A key that sorts overdue faults first, then those due soonest; those with no day come last."""
    return (not overdue(state, due_on, today), due_on or datetime.date.max)


def facility_after(state: str, others_open: Sequence[str]) -> str:
    """What a facility is when its fault reaches `state`: "working", "broken", or "" when that changes nothing."""
    if state == "accepted":
        return "broken"
    if state == "closed":
        return "" if others_open else "working"
    return ""
