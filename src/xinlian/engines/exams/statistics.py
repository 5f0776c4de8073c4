"""How questions did, as Moodle defines it: facility, discrimination index, and how often each option was chosen.

Source: Moodle's documentation, quiz statistics calculations. `marks` and `totals` are in the order of the candidates.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """`facility`: mean by most, 0 to 1. `index`: the correlation of the item with the rest, in percent, -100 to 100; None
    where one of them does not vary, or fewer than two answered.
    """

    count: int
    facility: float | None
    index: float | None


def item(marks: Sequence[float], totals: Sequence[float], most: float) -> Item:
    """The statistics of one question: its marks, and the totals of the same candidates with it in."""
    count = len(marks)
    if not count or most <= 0:
        return Item(count, None, None)
    rest = [total - mark for mark, total in zip(marks, totals, strict=True)]
    return Item(count, math.fsum(marks) / count / most, _percent(marks, rest))


def _percent(one: Sequence[float], other: Sequence[float]) -> float | None:
    if len(one) < 2:
        return None
    mean, other_mean = math.fsum(one) / len(one), math.fsum(other) / len(other)
    # n - 1 stands in the covariance and in both variances, so it is left out of all three
    together = math.fsum((x - mean) * (y - other_mean) for x, y in zip(one, other, strict=True))
    spread = math.fsum((x - mean) ** 2 for x in one) * math.fsum((y - other_mean) ** 2 for y in other)
    return 100 * together / math.sqrt(spread) if spread > 0 else None
