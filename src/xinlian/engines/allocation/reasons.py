"""Why each got what they got: stable codes, and facts that anybody can check against the published result.

in_turn, by_guarantee, ceiling_lifted: a seat; `choice` of `choices` says which of one's dates of that level it is. At
the level possible also why it is no wished date: `full` names a set of batches, or `too_large` the size of the party.
full: the batches one could reach are full, all in it came before, none can leave. ceiling: a quota had its share.
party_too_large: no batch could free `too_large` seats. no_date: no batch suits (all members of) the applicant.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from xinlian.engines.allocation.model import Facts, FullSet, Level, Problem, Reason, Result
from xinlian.engines.allocation.seats import NOBODY

if TYPE_CHECKING:
    from xinlian.engines.allocation.assign import Run, Unit

GIVEN = {"turn": "in_turn", "guarantee": "by_guarantee", "lifted": "ceiling_lifted"}
WAITING_CODES = ("full", "ceiling", "party_too_large", "no_date")
WAITING = 2
LEVELS: tuple[Level, ...] = ("wished", "possible", "waiting")


class Inside(NamedTuple):
    """Who sits in a batch, or in several: how many, when the last one came, the last lot number by turn, by door."""

    seats: int
    latest: int
    last_lot: int
    guaranteed: int
    lifted: int

    def and_in(self, other: "Inside") -> "Inside":
        """Both together."""
        return Inside(
            self.seats + other.seats,
            max(self.latest, other.latest),
            max(self.last_lot, other.last_lot),
            self.guaranteed + other.guaranteed,
            self.lifted + other.lifted,
        )


NOBODY_INSIDE = Inside(0, 0, 0, 0, 0)


class Sets:
    """The sets of batches that people can reach from their wishes when everybody is seated."""

    def __init__(self, run: "Run") -> None:
        size = len(run.problem.batches)
        self.bits = [1 << batch for batch in range(size)]
        self.edges = [0] * size
        people: list[list[int]] = [[] for _ in range(size)]
        for person, batch in enumerate(run.seats.batch_of):
            if batch != NOBODY:
                people[batch].append(person)
                for other in run.seats.allowed[person]:
                    self.edges[batch] |= self.bits[other]
        self.inside = [_inside(run, seated) for seated in people]
        self.vacant = 0
        for batch, inside in enumerate(self.inside):
            if inside.seats < run.problem.batches[batch].seats:
                self.vacant |= self.bits[batch]
        self.closures: dict[int, int] = {}
        self.known: dict[int, Inside] = {}
        self.numbers: dict[int, int] = {}
        self.found: list[FullSet] = []

    def full(self, batches: Sequence[int], turn: int) -> int | None:
        """The number of the set reached from these batches, when it is full of people who came before `turn`."""
        mask = 0
        for batch in batches:
            mask |= self._closure(batch)
        if mask & self.vacant:
            return None
        inside = self.known.get(mask)
        if inside is None:
            inside = NOBODY_INSIDE
            for batch in _members(mask):
                inside = inside.and_in(self.inside[batch])
            self.known[mask] = inside
        if inside.latest >= turn:
            return None
        return self._number(mask, inside)

    def _number(self, mask: int, inside: Inside) -> int:
        number = self.numbers.setdefault(mask, len(self.found))
        if number == len(self.found):
            counts = (inside.seats, inside.last_lot, inside.guaranteed, inside.lifted)
            self.found.append(FullSet(_members(mask), *counts))
        return number

    def _closure(self, batch: int) -> int:
        known = self.closures.get(batch)
        if known is not None:
            return known
        seen = left = self.bits[batch]
        while left:
            node = (left & -left).bit_length() - 1
            left &= left - 1
            known = self.closures.get(node)  # whole where it is known: the search need not enter it
            if known is None:
                left |= self.edges[node] & ~seen
                seen |= self.edges[node]
            else:
                left &= ~known
                seen |= known
        self.closures[batch] = seen
        return seen


def _inside(run: "Run", people: Sequence[int]) -> Inside:
    doors = Counter(run.door[person] for person in people)
    latest = max((run.turn[person] for person in people), default=0)
    last_lot = max((run.lots[person] for person in people if run.door[person] == "turn"), default=0)
    return Inside(len(people), latest, last_lot, doors["guarantee"], doors["lifted"])


def explain(run: "Run") -> tuple[tuple[Result, ...], tuple[FullSet, ...]]:
    """A result with its reason for each applicant, and the full sets that reasons name."""
    sets = Sets(run)
    results: list[Result | None] = [None] * len(run.level)
    shared: dict[tuple[object, ...], Reason] = {}  # a million people have some hundred reasons
    for unit in run.units:
        why = _given if run.level[unit.members[0]] != WAITING else _waiting
        code, *values = why(run, sets, unit)
        reason = shared.get((code, *values)) or shared.setdefault((code, *values), _reason(run, code, values))
        for member in unit.members:
            batch = run.seats.batch_of[member]
            seat = None if batch == NOBODY else batch
            results[member] = Result(LEVELS[run.level[member]], seat, run.door[member], reason)
    return tuple(result for result in results if result is not None), tuple(sets.found)


def _given(run: "Run", sets: Sets, unit: "Unit") -> tuple[Any, ...]:
    """Code, choice, choices, full set, size of a party that was too large, quota."""
    first = unit.members[0]
    dates = unit.possible if run.level[first] else unit.wished
    full = too_large = None
    if run.level[first] and unit.wished:
        full = sets.full(unit.wished, run.turn[first])
        too_large = len(unit.members) if full is None else None
    choice = dates.index(run.seats.batch_of[first]) + 1
    return GIVEN[run.door[first]], choice, len(dates), full, too_large, run.quota[first]


def _waiting(run: "Run", sets: Sets, unit: "Unit") -> tuple[Any, ...]:
    dates, first = unit.wished + unit.possible, unit.members[0]
    if not dates:
        return "no_date", None, None, None, None, NOBODY
    full = sets.full(dates, run.turn[first])
    if full is not None:
        return "full", None, None, full, None, NOBODY
    if run.quota[first] != NOBODY:
        return "ceiling", None, None, None, None, run.quota[first]
    return "party_too_large", None, None, None, len(unit.members), NOBODY


def _reason(run: "Run", code: str, values: Sequence[Any]) -> Reason:
    names = ("choice", "choices", "full", "too_large")
    facts: Facts = {name: value for name, value in zip(names, values[:-1], strict=True) if value is not None}
    return Reason(code, facts if values[-1] == NOBODY else facts | _quota(run.problem, values[-1]))


def _quota(problem: Problem, index: int) -> Facts:
    quota = problem.quotas[index]
    return {"kind": quota.kind, "key": quota.key, "guarantee": quota.guarantee, "ceiling": quota.ceiling}


def _members(mask: int) -> tuple[int, ...]:
    found = []
    while mask:
        found.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return tuple(found)
