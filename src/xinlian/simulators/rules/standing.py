"""What runs come to on a board: by attempts on one simulator, in points over several. The order in which runs arrived decides
nothing.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xinlian.engines.ranking.ranking import part_of
from xinlian.engines.ranking.rule import BEST, FIRST, LAST, MEAN_BEST, Part, Rounding

CENT = Rounding(Decimal("0.01"))
WIDEST = 3  # further from the mean than three spreads counts as three, so that no machine decides alone
POINTS = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """A run that may count: marks in the simulator's own, points against its version's references (None where it has none)."""

    uid: str
    simulator: int
    marks: Decimal
    points: Decimal | None
    seconds: int | None
    ended_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Policy:
    """How several attempts become one: `how` as the engine of ranking says, of the best `of`, at least `fewest`."""

    how: str
    of: int = 0
    fewest: int = 1
    overall: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Marks to 1/100, seconds of the attempt that counts (None where several count), the attempts that count."""

    marks: Decimal
    seconds: int | None
    counted: tuple[str, ...]


def points(marks: Decimal, mean: Decimal, spread: Decimal) -> Decimal:
    """0 to 100: 50 at the mean, a sixth of 100 for each spread away from it, to 1/100, half up."""
    away = (Fraction(marks) - Fraction(mean)) / Fraction(spread)
    held = max(Fraction(-WIDEST), min(Fraction(WIDEST), away))
    return _decimal(CENT((held + WIDEST) * POINTS / (2 * WIDEST)))


def standing(runs: Iterable[Counted], policy: Policy) -> Standing | None:
    """What somebody's runs come to; None when there are too few. Overall: the sum over simulators, one not tried is 0."""
    several = sorted(runs, key=lambda one: (one.ended_at, one.uid))
    if not policy.overall:
        return _one(several, [one.marks for one in several], policy)
    found: list[Standing] = []
    for simulator in sorted({one.simulator for one in several}):
        own = [one for one in several if one.simulator == simulator and one.points is not None]
        part = _one(own, [one.points or Decimal(0) for one in own], policy)
        if part is not None:
            found.append(part)
    if not found:
        return None
    seconds = [one.seconds for one in found]
    return Standing(
        sum((one.marks for one in found), Decimal(0)),
        None if None in seconds else sum(one or 0 for one in seconds),
        tuple(uid for one in found for uid in one.counted),
    )


def _one(runs: Sequence[Counted], marks: Sequence[Decimal], policy: Policy) -> Standing | None:
    part = Part("runs", how=policy.how, of=policy.of, fewest=policy.fewest, round=CENT)
    value = part_of(part, marks)
    if value is None:
        return None
    counted = _which(runs, marks, policy)
    seconds = counted[0].seconds if len(counted) == 1 else None
    return Standing(_decimal(value), seconds, tuple(one.uid for one in counted))


def _which(runs: Sequence[Counted], marks: Sequence[Decimal], policy: Policy) -> list[Counted]:
    """Of equal best ones the quickest counts, then the earliest."""
    if policy.how == FIRST:
        return [runs[0]]
    if policy.how == LAST:
        return [runs[-1]]
    if policy.how not in (BEST, MEAN_BEST):
        return list(runs)
    order = sorted(
        range(len(runs)),
        key=lambda n: (-marks[n], runs[n].seconds is None, runs[n].seconds or 0, n),
    )
    return [runs[n] for n in order[: 1 if policy.how == BEST else policy.of]]


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
