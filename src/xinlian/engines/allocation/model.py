"""What an allocation is given and what it answers. Batches and people are named by their place in the lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["wished", "possible", "waiting"]
Kind = Literal["union", "group"]
Door = Literal["guarantee", "turn", "lifted", ""]
Facts = dict[str, object]

PARTY_MIN, PARTY_MAX = 2, 4


class ProblemError(ValueError):
    """The problem cannot be allocated; a stable code and the facts that show why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Facts = facts


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch of an offering and its seats."""

    key: str
    seats: int


@dataclass(frozen=True, slots=True)
class Applicant:
    """One person: rank of the priority group (0 first), union path, batches in the person's own order of preference.

    `wished` and `possible` share no batch; what is in neither cannot be. `party` is the key of a party or "".
    """

    key: str
    group: int
    union: str
    wished: tuple[int, ...]
    possible: tuple[int, ...]
    party: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """Seats over all batches that a union with everything below it, or a group, is guaranteed or should not exceed."""

    kind: Kind
    key: str
    guarantee: int = 0
    ceiling: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the rule looks at, except the order."""

    batches: tuple[Batch, ...]
    applicants: tuple[Applicant, ...]
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, slots=True)
class FullSet:
    """Batches that are full and whose people can only be in these batches: nobody in it can make room.

    `last_lot` is the highest lot number that got in by its turn (0: none did); `guaranteed` and `lifted` count
    those who came in by a guarantee and after ceilings were lifted.
    """

    batches: tuple[int, ...]
    seats: int
    last_lot: int
    guaranteed: int
    lifted: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code and the facts that make it checkable; see docs/formats/draw.md."""

    code: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Result:
    """What one person was given: the level, the batch, through which door, and why."""

    level: Level
    batch: int | None
    door: Door
    reason: Reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result per applicant, in the order of the problem's list, with the totals.

    `bound` is the most seats that any allocation could fill if quotas did not count and parties could be split.
    """

    results: tuple[Result, ...]
    sets: tuple[FullSet, ...]
    filled: int
    wished: int
    possible: int
    waiting: int
    bound: int


def covers(quota: Quota, group: int, union: str) -> bool:
    """Whether a person of this group and union counts towards a quota."""
    return union.startswith(quota.key) if quota.kind == "union" else str(group) == quota.key


def check(problem: Problem) -> None:
    """Raise ProblemError when the problem contradicts itself."""
    _batches(problem.batches)
    _once("applicant_twice", (person.key for person in problem.applicants))
    for person in problem.applicants:
        _wishes(person, len(problem.batches))
    _parties(problem.applicants)
    _once("quota_twice", (f"{quota.kind} {quota.key}" for quota in problem.quotas))
    for quota in problem.quotas:
        _quota(quota)


def _once(code: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ProblemError(code, key=key)
        seen.add(key)


def _batches(batches: Sequence[Batch]) -> None:
    _once("batch_twice", (batch.key for batch in batches))
    for batch in batches:
        if batch.seats < 0:
            raise ProblemError("seats_negative", batch=batch.key)


def _wishes(person: Applicant, batches: int) -> None:
    named = person.wished + person.possible
    if len(set(named)) != len(named):
        raise ProblemError("batch_named_twice", key=person.key)
    if any(not 0 <= batch < batches for batch in named):
        raise ProblemError("batch_unknown", key=person.key)
    if person.group < 0:
        raise ProblemError("group_negative", key=person.key)


def _parties(applicants: Sequence[Applicant]) -> None:
    sizes: dict[str, int] = {}
    for person in applicants:
        if person.party:
            sizes[person.party] = sizes.get(person.party, 0) + 1
    for party, size in sizes.items():
        if not PARTY_MIN <= size <= PARTY_MAX:
            raise ProblemError("party_size", party=party, size=size)


def _quota(quota: Quota) -> None:
    if quota.kind not in ("union", "group") or not quota.key:
        raise ProblemError("quota_of_nobody", kind=quota.kind, key=quota.key)
    if quota.guarantee < 0 or (quota.ceiling is not None and quota.ceiling < quota.guarantee):
        raise ProblemError("quota_contradicts", kind=quota.kind, key=quota.key)
