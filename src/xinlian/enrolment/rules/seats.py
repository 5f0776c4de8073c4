"""May now: giving and answering seats, who is next, when somebody may be ticked. Pure."""

import base64
import datetime
import hashlib
import hmac
from collections.abc import Iterable
from itertools import groupby

from xinlian.rows.refusals import Decision

PROOF_LENGTH = 16  # 80 bits: nobody guesses it, and the square code stays coarse enough for a cheap camera
LONGEST_REASON = 200
REMIND = datetime.timedelta(days=1)
EARLY = datetime.timedelta(hours=12)
LATE = datetime.timedelta(days=3)  # a leader's phone may find a network only on the way back
SERVED_STATES = ("open", "closed", "drawn")


def may_take(*, application: str, same_offering: bool, batch: str, ended: bool) -> Decision:
    """Whether a seat may be given; whether there is one is asked of the database alone."""
    return Decision.of(
        application_standing=application == "standing",
        batch_of_offering=same_offering,
        batch_standing=batch == "standing",
        batch_not_over=not ended,
    )


def may_accept(state: str, answer_by: datetime.datetime | None, at: datetime.datetime) -> Decision:
    """Saying yes: while it is offered, until the deadline and not a second later, as somebody waits behind."""
    return Decision.of(seat_step=state == "offered", answer_in_time=answer_by is None or at <= answer_by)


def may_substitute(*, same: bool, unions: tuple[str, str], begun: bool) -> Decision:
    """Somebody coming instead: somebody else, of the very same union, before it begins."""
    return Decision.of(substitute_not_oneself=not same, same_union=unions[0] == unions[1] != "", batch_begun=not begun)


def is_reason(why: str) -> Decision:
    """A reason for what an officer does by hand: something, and short enough to stand beside a name."""
    return Decision.of(why_needed=bool(why), why_too_long=len(why) <= LONGEST_REASON)


def deadline(at: datetime.datetime, hours: int, starts_at: datetime.datetime) -> datetime.datetime:
    """Until when to answer: `hours` from now, and never after it has begun."""
    return min(at + datetime.timedelta(hours=hours), max(starts_at, at))


def choose(line: Iterable[tuple[int, int]], free: int) -> list[list[int]]:
    """Who gets the free seats: those of one number together, in the order of the line, as long as they fit.

    `line` holds (number, key) in order. A party that does not fit is passed over and keeps its place.
    """
    chosen = []
    for _, several in groupby(line, key=lambda pair: pair[0]):
        if not free:
            break
        keys = [key for _, key in several]
        if len(keys) <= free:
            chosen.append(keys)
            free -= len(keys)
    return chosen


def may_tick(
    *, state: str, said_at: datetime.datetime, at: datetime.datetime, begins: datetime.datetime, ends: datetime.datetime
) -> Decision:
    """Whether somebody can have been there then: a seat that stands, within the time of the batch."""
    return Decision.of(
        seat_stands=state in ("offered", "accepted", "attended", "missed"),
        tick_not_too_early=said_at >= begins - EARLY,
        tick_not_too_late=said_at <= ends + EARLY and at <= ends + LATE,
    )


def proof(key: str, session: str = "") -> str:
    """What stands in the square code on the spot, of one session where there are several; a new key makes every older one
    worthless.
    """
    digest = hmac.new(key.encode(), b"here" + session.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:PROOF_LENGTH]


def proven(key: str, given: str, session: str = "") -> bool:
    """Whether somebody read the code on the spot; compared without telling by time how much of it is right."""
    return bool(key) and hmac.compare_digest(proof(key, session).encode(), given.strip().upper().encode())
