"""What a desk compares before anything is fixed: other seats, guarantees, ceilings or batches, over sample orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xinlian.engines.allocation.assign import allocate
from xinlian.engines.allocation.model import Applicant, Batch, Outcome, Problem, Quota
from xinlian.engines.allocation.order import order


@dataclass(frozen=True, slots=True)
class Expected:
    """Means over the sample orders, in people; `seats_bound` in seats. `first` got the first date of their own list.

    `left_out_groups` and `left_out_unions` count who waits, by rank of group and by union path.
    """

    served: float
    first: float
    wished: float
    possible: float
    waiting: float
    seats_bound: float
    served_least: int
    served_most: int
    left_out_groups: dict[int, float]
    left_out_unions: dict[str, float]


def compare(alternatives: Mapping[str, Problem], seeds: Sequence[bytes]) -> dict[str, Expected]:
    """What may be expected of each alternative, all under the same sample orders."""
    return {name: expected(problem, seeds) for name, problem in alternatives.items()}


def expected(problem: Problem, seeds: Sequence[bytes]) -> Expected:
    """Means of allocations under the orders of these seeds; none of them may be the seed of a draw."""
    outcomes = [allocate(problem, order(seed, problem.applicants)) for seed in seeds]
    served = [outcome.filled for outcome in outcomes]
    groups: dict[int, int] = {person.group: 0 for person in problem.applicants}
    unions: dict[str, int] = {person.union: 0 for person in problem.applicants}
    for outcome in outcomes:
        for person, result in zip(problem.applicants, outcome.results, strict=True):
            if result.level == "waiting":
                groups[person.group] += 1
                unions[person.union] += 1
    many = len(seeds)
    return Expected(
        served=sum(served) / many,
        first=sum(_first(problem.applicants, outcome) for outcome in outcomes) / many,
        wished=sum(outcome.wished for outcome in outcomes) / many,
        possible=sum(outcome.possible for outcome in outcomes) / many,
        waiting=sum(outcome.waiting for outcome in outcomes) / many,
        seats_bound=sum(outcome.bound for outcome in outcomes) / many,
        served_least=min(served),
        served_most=max(served),
        left_out_groups={group: count / many for group, count in sorted(groups.items())},
        left_out_unions={union: count / many for union, count in sorted(unions.items())},
    )


def _first(applicants: Sequence[Applicant], outcome: Outcome) -> int:
    pairs = zip(applicants, outcome.results, strict=True)
    return sum(result.batch is not None and (a.wished + a.possible)[0] == result.batch for a, result in pairs)


def with_seats(problem: Problem, seats: Mapping[str, int]) -> Problem:
    """The same problem with other numbers of seats, by key of batch."""
    batches = (Batch(batch.key, seats.get(batch.key, batch.seats)) for batch in problem.batches)
    return replace(problem, batches=tuple(batches))


def with_quotas(problem: Problem, quotas: Sequence[Quota]) -> Problem:
    """The same problem under other guarantees and ceilings."""
    return replace(problem, quotas=tuple(quotas))


def with_batch(problem: Problem, batch: Batch, like: str) -> Problem:
    """The same problem with one more batch, which suits everybody whom the batch `like` suits, right after it."""
    new = len(problem.batches)
    old = next(place for place, known in enumerate(problem.batches) if known.key == like)

    def after(dates: tuple[int, ...]) -> tuple[int, ...]:
        at = dates.index(old) + 1 if old in dates else None
        return dates if at is None else (*dates[:at], new, *dates[at:])

    people = (
        replace(person, wished=after(person.wished), possible=after(person.possible)) for person in problem.applicants
    )
    return replace(problem, batches=(*problem.batches, batch), applicants=tuple(people))
