"""What a desk compares before anything is fixed: the plan beside others, under sample orders. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from xinlian.engines.allocation.assign import allocate, units
from xinlian.engines.allocation.model import Batch, Problem
from xinlian.engines.allocation.order import order
from xinlian.engines.allocation.preview import Expected, expected, with_batch, with_quotas, with_seats

SAMPLES = 5
WORK_AT_MOST = 20_000  # people times samples times alternatives: about two seconds on a small machine


@dataclass(frozen=True, slots=True)
class Row:
    """One alternative: code, people served, of them on a wished date, the most seats any plan could fill."""

    code: str
    served: float
    wished: float
    bound: float
    seats: int


def alternatives(problem: Problem, *, batch: str, more: int) -> dict[str, Problem]:
    """The plan, and what else might be done: more seats in one batch, no ceilings, no guarantees, one more batch."""
    seats = {one.key: one.seats for one in problem.batches}
    found = {"plan": problem}
    if batch in seats:
        found["more_seats"] = with_seats(problem, {batch: seats[batch] + more})
    if any(quota.ceiling is not None for quota in problem.quotas):
        found["no_ceilings"] = with_quotas(problem, [replace(quota, ceiling=None) for quota in problem.quotas])
    if any(quota.guarantee for quota in problem.quotas):
        found["no_guarantees"] = with_quotas(problem, [replace(quota, guarantee=0) for quota in problem.quotas])
    if batch in seats:
        found["more_batch"] = with_batch(problem, Batch(f"{batch}+", seats[batch]), batch)
    return found


def samples(offering: str, people: int, several: int) -> list[bytes]:
    """Seeds of sample orders, the same each time the page is opened; fewer where the work would be long."""
    count = max(1, min(SAMPLES, WORK_AT_MOST // max(1, people * several)))
    return [f"preview {offering} {number}".encode() for number in range(count)]


def compare(plans: Mapping[str, Problem], seeds: Sequence[bytes]) -> dict[str, Expected]:
    """What may be expected of each plan, all under the same orders."""
    return {code: expected(problem, seeds) for code, problem in plans.items()}


def given(problem: Problem, seeds: Sequence[bytes]) -> dict[str, float]:
    """Seats filled of each batch, in the mean."""
    filled = [0] * len(problem.batches)
    for seed in seeds:
        for result in allocate(problem, order(seed, problem.applicants)).results:
            if result.batch is not None:
                filled[result.batch] += 1
    return {batch.key: count / len(seeds) for batch, count in zip(problem.batches, filled, strict=True)}


def first_come(problem: Problem, arrival: Sequence[int]) -> tuple[int, int]:
    """(served, of them on a wished date) if whoever came first took what was free, without groups and quotas."""
    free = [batch.seats for batch in problem.batches]
    wished = possible = 0
    for unit in units(problem.applicants, together(problem, arrival)):
        size = len(unit.members)
        if _take(free, unit.wished, size):
            wished += size
        elif _take(free, unit.possible, size):
            possible += size
    return wished + possible, wished


def together(problem: Problem, arrival: Sequence[int]) -> list[int]:
    """The order of arrival, members of a party behind the first of them."""
    parties: dict[str, list[int]] = {}
    for index in arrival:
        party = problem.applicants[index].party
        if party:
            parties.setdefault(party, []).append(index)
    found: list[int] = []
    for index in arrival:
        party = problem.applicants[index].party
        if not party:
            found.append(index)
        elif parties[party][0] == index:
            found += parties[party]
    return found


def _take(free: list[int], batches: Iterable[int], size: int) -> bool:
    for batch in batches:
        if free[batch] >= size:
            free[batch] -= size
            return True
    return False
