"""Whether a run that was said may be taken, and why not."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xinlian.rows.refusals import Decision

AHEAD = datetime.timedelta(minutes=10)
OLDEST = datetime.timedelta(days=400)
MOST_SECONDS, MOST_FAULTS, MOST_COUNT, LONGEST_FAULT = 86_400, 50, 10_000, 60
GRADED, PRACTICE = "graded", "practice"


@dataclass(frozen=True, slots=True)
class Said:
    """A run as a machine told it: who by number, what by scenario, marks as they were said (None: no number).

    `faults`: pairs of a name and how often.
    """

    number: str
    scenario: str
    marks: Decimal | None
    seconds: int | None
    ended_at: datetime.datetime
    mode: str = GRADED
    registration: str = ""
    faults: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the house knows of it: the number and scenario are somebody's and of this simulator, the attempt is this
    person's and unused.
    """

    trainee: bool
    scenario: bool
    full: Decimal
    registration: bool = True
    used: bool = False
    blocked: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


def may_take(said: Said, known: Known, at: datetime.datetime) -> Decision:
    """Whether it may be taken; the first missing condition is the reason."""
    whole = said.marks is not None and said.marks.is_finite()
    return Decision.of(
        run_device_blocked=not known.blocked,
        run_for_nobody=known.trainee,
        run_of_no_scenario=known.scenario,
        run_marks_no_number=whole,
        run_marks_range=not whole or (said.marks is not None and 0 <= said.marks <= known.full),
        run_seconds_range=said.seconds is None or 0 <= said.seconds <= MOST_SECONDS,
        run_mode_unknown=said.mode in (GRADED, PRACTICE),
        run_from_the_future=said.ended_at <= at + AHEAD,
        run_too_old=said.ended_at >= at - OLDEST,
        run_faults_wrong=len(said.faults) <= MOST_FAULTS and all(_fault(*one) for one in said.faults),
        run_registration_of_another=known.registration,
        run_attempt_used=not known.used,
    )


def _fault(name: str, count: int) -> bool:
    return 0 < len(name) <= LONGEST_FAULT and 0 < count <= MOST_COUNT


def utc_text(at: datetime.datetime) -> str:
    """A moment in UTC; as it was said where UTC has no day for it, at both ends of the calendar."""
    try:
        return at.astimezone(datetime.UTC).isoformat()
    except OverflowError:
        return at.isoformat()


def digest(said: Said) -> str:
    """The SHA-256 of what was said, the same for the same run however its numbers were written."""
    marks = None if said.marks is None else f"{said.marks.normalize():f}" if said.marks.is_finite() else str(said.marks)
    whole: list[object] = [
        said.number,
        said.scenario,
        marks,
        said.seconds,
        utc_text(said.ended_at),
    ]
    whole += [said.mode, said.registration, [list(one) for one in said.faults]]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()
