"""Where somebody stands with a programme, as one code that the page turns into words and buttons. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

WISHED, POSSIBLE, CANNOT = "wished", "possible", "cannot"
ENDED = {
    "declined": "gave_back",
    "returned": "gave_back",
    "lapsed": "lapsed",
    "called_off": "called_off",
    "revoked": "taken_away",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides: the offering, its window, one's own application and the seat that counts (None: there is none).

    `last_seat` is the state of the seat that ended last, "called_off" when its whole batch was cancelled.
    """

    offering: str
    mode: str
    opens_at: datetime.datetime
    closes_at: datetime.datetime
    application: str | None
    seat: str | None
    last_seat: str | None
    level: str
    ends_at: datetime.datetime | None


def standing(facts: Facts, now: datetime.datetime) -> str:
    """The code of where one stands.

    Without an application: not_yet, open, over, cancelled. With one: signed_up, waiting_draw, offered, going,
    over_now, came, missed, waiting, gave_back, lapsed, called_off, taken_away, withdrawn, not_eligible, cancelled.
    """
    if facts.offering == "cancelled":
        return "cancelled"
    if facts.application is None:
        return _outside(facts, now)
    if facts.application != "standing":
        return {"withdrawn": "withdrawn", "refused": "not_eligible"}[facts.application]
    if facts.seat:
        return _seated(facts, now)
    return ENDED.get(facts.last_seat or "") or _unseated(facts)


def _outside(facts: Facts, now: datetime.datetime) -> str:
    if facts.offering == "open" and facts.opens_at <= now < facts.closes_at:
        return "open"
    return "not_yet" if facts.offering in ("draft", "open") and now < facts.opens_at else "over"


def _seated(facts: Facts, now: datetime.datetime) -> str:
    if facts.seat in ("attended", "missed"):
        return "came" if facts.seat == "attended" else "missed"
    if facts.seat == "offered":
        return "offered"
    return "over_now" if facts.ends_at is not None and facts.ends_at < now else "going"


def _unseated(facts: Facts) -> str:
    if facts.level == "waiting" or facts.mode in ("first_come", "walk_in"):
        return "waiting"
    if facts.offering in ("open", "draft"):
        return "signed_up"
    return "waiting_draw" if facts.offering in ("closed", "sealed") else "waiting"


def may_change(code: str, offering: str, now: datetime.datetime, closes_at: datetime.datetime) -> bool:
    """Whether one's dates can still be changed: while sign-up is open."""
    return code in ("signed_up", "withdrawn", "open") and offering == "open" and now < closes_at


def sort_out(answers: Sequence[tuple[int, str]], rest: str) -> tuple[list[int], list[int]]:
    """(wished, possible) numbers of batches out of an answer for each; one left open counts as `rest`."""
    said = [(number, answer or rest) for number, answer in answers]
    return [n for n, answer in said if answer == WISHED], [n for n, answer in said if answer == POSSIBLE]
