"""What several judges come to: the mean, with the highest and lowest dropped where enough of them judged; and where they
are too far apart to be believed without another look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from xinlian.engines.exams.marking import rounded

ENOUGH_TO_DROP = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """`drop`: leave out the highest and the lowest of five or more. `step`: to which the result is rounded, half up.
    `spread`, `outlier`: shares of full marks from which on the panel, or one judge, must be looked at again.
    """

    drop: bool = True
    step: Decimal = Decimal("0.01")
    spread: Decimal = Decimal("0.15")
    outlier: Decimal = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class Together:
    """`result`: None while nobody judged. `dropped`: whose marks were left out. `wide`: the panel is too far apart.
    `outliers`: judges too far from the middle of all.
    """

    result: Decimal | None
    dropped: tuple[str, ...]
    wide: bool
    outliers: tuple[str, ...]

    @property
    def alarm(self) -> bool:
        """Whether somebody has to look at it."""
        return self.wide or bool(self.outliers)


def together(totals: Mapping[str, Decimal], full: Decimal, rule: Rule) -> Together:
    """The marks of a panel for one entry, by judge; the same in any order."""
    if not totals:
        return Together(None, (), wide=False, outliers=())
    order = sorted(totals, key=lambda judge: (totals[judge], judge))
    dropped = (order[0], order[-1]) if rule.drop and len(order) >= ENOUGH_TO_DROP else ()
    kept = [Fraction(totals[judge]) for judge in order if judge not in dropped]
    result = rounded(sum(kept, Fraction(0)) / len(kept), rule.step)
    middle = Fraction(median(Fraction(value) for value in totals.values()))
    wide = totals[order[-1]] - totals[order[0]] > rule.spread * full
    far = Fraction(rule.outlier) * Fraction(full)
    outliers = tuple(judge for judge in order if len(order) > 2 and abs(Fraction(totals[judge]) - middle) > far)
    return Together(result, dropped, wide, outliers)
