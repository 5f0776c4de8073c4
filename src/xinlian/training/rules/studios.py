"""May now: studios and who is in them, improvements from the proposal to the result. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from xinlian.rows.refusals import Decision
from xinlian.training.rules.states import MACHINES

LONGEST_NAME, LONGEST_FIELD, LONGEST_CLOSED = 60, 120, 200
LONGEST_TITLE, LONGEST_WORDS, LONGEST_RECKONED = 80, 500, 300
LONGEST_STEP, LONGEST_STEP_WORDS = 80, 200
MOST_AMOUNT = 1_000_000_000
UNITS = ("yuan", "days", "people")
MACHINE = MACHINES["improvement"]
OPEN = ("accepted", "running")
ENDED = tuple(state for state, following in MACHINE.items() if not following)
WITH_RESULTS = ("running", "done")
OLDEST = datetime.timedelta(days=90)  # a proposal that lay on a phone for longer is told again


def _said(words: str, longest: int) -> bool:
    return 0 < len(words.strip()) <= longest


def may_close(*, on: datetime.date, since_on: datetime.date, today: datetime.date, why: str, going: int) -> Decision:
    """Whether a studio may close: with a reason, on a day that was, and nothing that it still works on."""
    return Decision.of(
        studio_closed_why=_said(why, LONGEST_CLOSED),
        studio_closed_day=since_on <= on <= today,
        studio_busy=going == 0,
    )


def may_join(*, here: bool, since_on: datetime.date, first_on: datetime.date, today: datetime.date) -> Decision:
    """Whether somebody may come into an open studio: they work or teach here, not before it began nor ahead of time."""
    return Decision.of(
        studio_person_here=here,
        studio_member_day=first_on <= since_on <= today,
    )


def may_leave(*, on: datetime.date, since_on: datetime.date, today: datetime.date, there: bool) -> Decision:
    """Whether somebody's time in a studio may end on a day."""
    return Decision.of(studio_member_gone=there, studio_leave_day=since_on <= on <= today)


def may_propose(
    *, here: bool, title: str, problem: str, idea: str, said_at: datetime.datetime, at: datetime.datetime
) -> Decision:
    """Whether an improvement may be proposed: by who works here, saying what, why and how."""
    return Decision.of(
        improvement_here=here,
        improvement_title=_said(title, LONGEST_TITLE),
        improvement_problem=_said(problem, LONGEST_WORDS),
        improvement_idea=_said(idea, LONGEST_WORDS),
        improvement_too_old=at - said_at <= OLDEST,
    )


def may_move(*, state: str, to: str, why: str, studio: bool, steps_open: int) -> Decision:
    """Whether an improvement may come from a state to another one.

    It goes on in a studio; it ends with words that the proposer reads; it is done when no step is open.
    """
    return Decision.of(
        improvement_state=to in MACHINE[state],
        improvement_studio=studio or to == "dropped",
        improvement_why=_said(why, LONGEST_WORDS) or (to not in ENDED and not why.strip()),
        improvement_steps_open=to != "done" or steps_open == 0,
    )


def may_work_on(*, state: str, here: bool) -> Decision:
    """Whether somebody may be put on an improvement."""
    return Decision.of(improvement_going=state in OPEN, studio_person_here=here)


def may_plan(*, state: str, what: str) -> Decision:
    """Whether a step may be planned."""
    return Decision.of(improvement_going=state in OPEN, improvement_step_what=_said(what, LONGEST_STEP))


def may_finish_step(*, state: str, done: bool, on: datetime.date, today: datetime.date, words: str) -> Decision:
    """Whether a step may be noted as done, on a day that was."""
    return Decision.of(
        improvement_going=state in OPEN,
        improvement_step_done=not done,
        improvement_step_day=on <= today,
        improvement_step_words=len(words.strip()) <= LONGEST_STEP_WORDS,
    )


def may_note_gain(*, state: str, unit: str, amount: int, reckoned: str) -> Decision:
    """Whether a result may be said: of what is running or done, a number with a unit, and how it was reckoned."""
    return Decision.of(
        improvement_results=state in WITH_RESULTS,
        improvement_gain_unit=unit in UNITS,
        improvement_gain_amount=0 < amount <= MOST_AMOUNT,
        improvement_gain_reckoned=_said(reckoned, LONGEST_RECKONED),
    )


def may_confirm(*, confirmed: bool, own: bool) -> Decision:
    """Whether somebody may confirm a result: once, and not of what they proposed or work on themselves."""
    return Decision.of(improvement_gain_confirmed=not confirmed, improvement_gain_own=not own)


@dataclass(frozen=True, slots=True)
class Sum:
    """Of one unit: what was confirmed, and what was only said so far. The two are never added up."""

    unit: str
    confirmed: int = 0
    said: int = 0


def sums(gains: Iterable[tuple[str, int, bool]]) -> tuple[Sum, ...]:
    """(unit, amount, whether it was confirmed) as sums, those of money first, without units of which there is nothing."""
    confirmed, said = dict.fromkeys(UNITS, 0), dict.fromkeys(UNITS, 0)
    for unit, amount, sure in gains:
        (confirmed if sure else said)[unit] += amount
    return tuple(Sum(unit, confirmed[unit], said[unit]) for unit in UNITS if confirmed[unit] or said[unit])
