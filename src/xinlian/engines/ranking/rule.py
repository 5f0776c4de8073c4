"""A rule of ranking: how attempts or judges' marks become a part, parts a total, and what decides between equal totals."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

BEST, LAST, FIRST, MEAN, MEAN_BEST, MEDIAN = "best", "last", "first", "mean", "mean_best", "median"
ATTEMPTS = (BEST, LAST, FIRST, MEAN, MEAN_BEST)
JUDGES = (MEAN, MEDIAN)
ZERO, OUT = "zero", "out"
STANDARD, MODIFIED, DENSE, ORDINAL = "1224", "1334", "1223", "1234"
STYLES = (STANDARD, MODIFIED, DENSE, ORDINAL)
HALF_UP, HALF_EVEN, DOWN, UP = "half_up", "half_even", "down", "up"
MODES = (HALF_UP, HALF_EVEN, DOWN, UP)
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Rounding:
    """To the next multiple of `step`: half up, half to even, down (towards nothing) or up."""

    step: Decimal
    mode: str = HALF_UP

    def __call__(self, value: Fraction) -> Fraction:
        """The rounded value, exact."""
        # In whole numbers, and only the mode that is asked for: a table of hundreds rounds ten thousand times.
        step = Fraction(self.step)
        top, bottom = value.numerator * step.denominator, value.denominator * step.numerator
        whole, rest = divmod(top, bottom)
        if self.mode in (HALF_UP, HALF_EVEN):
            up = 2 * rest > bottom or (2 * rest == bottom and (self.mode == HALF_UP or whole % 2 == 1))
        else:
            up = rest > 0 and (top < 0 if self.mode == DOWN else top > 0)
        return (whole + up) * step


@dataclass(frozen=True, slots=True)
class Part:
    """A column of marks. `how`: of attempts best, last, first, mean or mean of the best `of`; of `judges` mean or median.

    `drop_high`, `drop_low`: so many of the judges' marks are left out. `fewest`: so many marks or more, or the part is missing.
    `round_mark`, `round`, `round_weighted`: rounding of each mark, of the part, of the part times its weight. `missing`: what a
    missing part means, 0 or not ranked. `minimum`: less than this and the entry is not ranked. `most`: no mark may be above.
    """

    key: str
    weight: Decimal = Decimal(1)
    judges: bool = False
    how: str = BEST
    of: int = 0
    drop_high: int = 0
    drop_low: int = 0
    fewest: int = 1
    missing: str = OUT
    minimum: Decimal | None = None
    most: Decimal | None = None
    round_mark: Rounding | None = None
    round: Rounding | None = None
    round_weighted: Rounding | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """What decides between equals: the total, a part, or another column; the larger first, or the smaller. An entry that
    lacks it stands behind those that have it.
    """

    by: str
    smaller_first: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Parts in their order, the rounding of the total, the chain of ties (the total first unless it says otherwise), the style.

    Those whom the chain cannot part share a rank; only the ordinal style parts them, by their ids.
    """

    parts: tuple[Part, ...]
    round: Rounding | None = None
    ties: tuple[Tie, ...] = (Tie(TOTAL),)
    style: str = STANDARD
