"""A draw's sealed list and its steps: what an entry says, what has changed since, when which step may be taken. Pure."""

import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xinlian.engines.allocation.terms import Entry
from xinlian.rows.refusals import Decision

WITNESSES_MIN = 3
NUMBER_DIGITS = 20  # 66 bits: its published digest cannot be undone by trying
NUMBER = re.compile(rf"\d{{{NUMBER_DIGITS},60}}")
DIGEST = re.compile(r"[0-9a-f]{64}")
NAMED_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a draw is, as far as its steps depend on it."""

    state: str
    due_at: datetime.datetime
    promised: int
    revealed: int
    witnesses: int
    public_number: str

    @property
    def all_promised(self) -> bool:
        """Whether every witness has bound themselves."""
        return self.promised == self.witnesses

    @property
    def all_revealed(self) -> bool:
        """Whether every witness has opened."""
        return self.revealed == self.witnesses


def may_seal(
    *,
    mode: str,
    state: str,
    source: str,
    due_at: datetime.datetime,
    at: datetime.datetime,
    witnesses: Sequence[int],
    by: int,
    least: int = WITNESSES_MIN,
) -> Decision:
    """Closing the list: when nobody may apply any more, with a source nobody knows yet and enough witnesses."""
    return Decision.of(
        offering_drawn_by_lot=mode == "draw",
        offering_closed=state == "closed",
        source_named=bool(source.strip()),
        source_in_future=due_at > at,
        witnesses_enough=len(set(witnesses)) >= least,
        witness_once=len(set(witnesses)) == len(witnesses),
        witness_not_sealer=by not in witnesses,
    )


def before_source(starts: Mapping[int, datetime.datetime], due_at: datetime.datetime) -> list[int]:
    """The batches that have begun before anybody can know the public number: no draw gives their seats."""
    return sorted(number for number, starts_at in starts.items() if starts_at <= due_at)


def may_promise(steps: Steps, at: datetime.datetime) -> Decision:
    """Binding oneself to a number: before anybody can know the public one."""
    return Decision.of(draw_sealed=steps.state == "sealed", promise_in_time=at < steps.due_at)


def may_note(steps: Steps, at: datetime.datetime) -> Decision:
    """Entering the public number: when it is known, and before any witness has opened.

    Who knew all the other numbers could otherwise try ways of writing it until the result suits.
    """
    return Decision.of(
        draw_sealed=steps.state == "sealed",
        all_promised=steps.all_promised,
        source_due=at >= steps.due_at,
        public_number_once=not steps.public_number,
    )


def may_reveal(steps: Steps) -> Decision:
    """Opening one's number: after the public number stands."""
    return Decision.of(draw_sealed=steps.state == "sealed", public_number_first=bool(steps.public_number))


def may_publish(state: str) -> Decision:
    """Drawing: when the seed stands."""
    return Decision.of(draw_seeded=state == "seeded")


def tidy(text: str) -> str:
    """A public number in one spelling: ends trimmed, each run of blanks one space."""
    return " ".join(text.split())


def plain_number(text: str) -> str:
    """A witness's number without the blanks it was written down with; "" when it is none."""
    digits = re.sub(r"[\s-]", "", text)
    return digits if NUMBER.fullmatch(digits) else ""


def is_digest(text: str) -> bool:
    """Whether this can be a SHA-256 in hex."""
    return DIGEST.fullmatch(text) is not None


def entry_id(salt: str) -> str:
    """The name of an entry in a draw: as random as its salt, and the same however often it is asked."""
    return hashlib.sha256(f"entry {salt}".encode()).hexdigest()[:16]


def party_key(draw: str, party: str) -> str:
    """The name of a party in a draw; the code that workmates type stays private."""
    return hashlib.sha256(f"party {draw} {party}".encode()).hexdigest()[:12]


def path_for_quotas(path: str, quotas: Iterable[str]) -> str:
    """As much of a union path as the quotas tell apart: the longest quota's path at or above it, else ""."""
    return max((quota for quota in quotas if path.startswith(quota)), key=len, default="")


def wishes(wished: Sequence[int], possible: Sequence[int], standing: Iterable[int]) -> tuple[tuple[str, ...], ...]:
    """Wished and possible batches that still stand, each once, as keys."""
    there = set(standing)
    first = tuple(dict.fromkeys(number for number in wished if number in there))
    second = tuple(dict.fromkeys(number for number in possible if number in there and number not in first))
    return tuple(map(str, first)), tuple(map(str, second))


def without_lone_parties(parties: Mapping[int, str]) -> dict[int, str]:
    """Who is in which party, by key of person; one alone is in none."""
    sizes: dict[str, int] = {}
    for party in parties.values():
        sizes[party] = sizes.get(party, 0) + 1
    return {key: party if party and sizes[party] > 1 else "" for key, party in parties.items()}


def changed(sealed: Mapping[str, str], now: Iterable[Entry]) -> list[str]:
    """Ids of entries that are not as they were sealed, have gone, or came later."""
    found = {entry.id: entry.leaf.hex() for entry in now}
    return sorted(key for key in sealed.keys() | found.keys() if sealed.get(key) != found.get(key))


def outcome_of(told: dict[str, Any], sets: list[dict[str, Any]]) -> dict[str, Any]:
    """What is kept of a published result beside lot and level: reason, door, batch, the full set it speaks of."""
    found = {key: told[key] for key in ("code", "facts", "door", "batch")}
    if "full" in told["facts"]:
        found["set"] = sets[told["facts"]["full"]]
    return found
