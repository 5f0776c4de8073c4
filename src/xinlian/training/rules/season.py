"""A season of the labour contest: what its items may be, its months, and how what the base counted becomes marks. Pure."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xinlian.rows.refusals import Decision

MARKS, HOURS, CLEARED, EXAMS, SIMULATORS, POINTS = "marks", "hours", "cleared", "exams", "simulators", "points"
KNOWN = (HOURS, CLEARED, EXAMS, SIMULATORS, POINTS)
TARGETED = (HOURS, POINTS)
HEADS = "heads"
MOST_ITEMS, MOST_MONTHS, LONGEST_NAME, LONGEST_WHY, LONGEST_EVIDENCE = 8, 24, 20, 200, 60
FULL = Decimal(100)
TENTH = Decimal("0.1")
IN_TENS, MINUTES = 10, 60


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is compared. `target`: hours a head and month for 100, or points per ten heads for 0."""

    key: str
    name: str
    weight: int
    source: str = MARKS
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What the base counted: minutes of heads, cleared of heads, passed of sat, percents of people, points of heads."""

    top: Decimal
    bottom: int


PROPOSED: tuple[tuple[str, int, str, Decimal | None], ...] = (
    ("比安全", 20, POINTS, Decimal(10)),
    ("比质量", 20, MARKS, None),
    ("比进度", 15, MARKS, None),
    ("比技能", 10, SIMULATORS, None),
    ("比培训", 10, HOURS, Decimal(2)),
    ("比创新", 5, MARKS, None),
    ("比节约", 5, MARKS, None),
    ("比文明工地", 15, MARKS, None),
)


def months(first_on: datetime.date, last_on: datetime.date) -> list[datetime.date]:
    """The first days of the calendar months within a span, the oldest first."""
    found, one = [], first_on.replace(day=1)
    while one <= last_on:
        found.append(one)
        one = after(one)
    return found


def after(month: datetime.date) -> datetime.date:
    """The first day of the next month."""
    return (month.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def span(month: datetime.date, first_on: datetime.date, last_on: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The days of a month that lie within a season, both ends in."""
    return max(month, first_on), min(after(month) - datetime.timedelta(days=1), last_on)


def may_be(first_on: datetime.date, last_on: datetime.date) -> Decision:
    """Whether a season can be from a day to a day."""
    return Decision.of(
        season_days=first_on <= last_on,
        season_long=last_on < first_on or len(months(first_on, last_on)) <= MOST_MONTHS,
    )


def may_have(items: Sequence[Item]) -> Decision:
    """Whether these can be the items of a draft; their weights may still be wrong."""
    names = [one.name.strip() for one in items]
    known = [one.source for one in items if one.source != MARKS]
    return Decision.of(
        season_items_number=1 <= len(items) <= MOST_ITEMS,
        season_item_name=all(0 < len(name) <= LONGEST_NAME for name in names),
        season_item_twice=len(set(names)) == len(names),
        season_source_twice=len(set(known)) == len(known),
        season_item_weight=all(1 <= one.weight <= FULL for one in items),
        season_item_target=all(_aims(one) for one in items),
    )


def _aims(item: Item) -> bool:
    if item.source not in TARGETED:
        return item.source in (MARKS, *KNOWN) and item.target is None
    return item.target is not None and 0 < item.target <= 1000


def may_start(items: Sequence[Item]) -> Decision:
    """Whether a season with these items can begin."""
    return Decision.of(
        season_items_number=1 <= len(items) <= MOST_ITEMS,
        season_weights=sum(one.weight for one in items) == FULL,
    )


def may_mark(month: datetime.date, first_on: datetime.date, last_on: datetime.date, on: datetime.date) -> Decision:
    """Whether marks of a month can be given on a day: it is one of the season's, and has begun."""
    return Decision.of(season_month=month in months(first_on, last_on), season_month_begun=month <= on)


def may_be_mark(mark: Decimal, evidence: str) -> Decision:
    """Whether this can be given: 0 to 100 with one decimal, and a word of what it rests on."""
    return Decision.of(
        season_mark_range=mark.is_finite() and 0 <= mark <= FULL and mark == mark.quantize(TENTH),
        season_mark_evidence=0 < len(evidence.strip()) <= LONGEST_EVIDENCE,
    )


def worth(source: str, target: Decimal | None, measured: Measured) -> Decimal | None:
    """0 to 100 with one decimal, half up; None where there was nothing to count.

    hours: hours a head of `target`, at most 100. cleared, exams: percent. simulators: mean percent.
    points: 100 less as points per ten heads are of `target`, at least 0.
    """
    if measured.bottom <= 0:
        return None
    value = FORMULAS[source](Fraction(measured.top) / measured.bottom, Fraction(target or 1))
    return _tenths(min(Fraction(100), max(Fraction(0), value)))


FORMULAS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    HOURS: lambda each, aim: 100 * each / MINUTES / aim,
    CLEARED: lambda each, _aim: 100 * each,
    EXAMS: lambda each, _aim: 100 * each,
    SIMULATORS: lambda each, _aim: each,
    POINTS: lambda each, aim: 100 - 100 * each * IN_TENS / aim,
}


def _tenths(value: Fraction) -> Decimal:
    """Half up, in whole numbers: there are thousands."""
    doubled = 2 * value.denominator
    return Decimal((20 * value.numerator + value.denominator) // doubled).scaleb(-1)


def worths(source: str, target: Decimal | None, found: Mapping[str, Measured]) -> dict[str, tuple[Decimal, bool]]:
    """The mark of each, and whether it was filled: where there was nothing to count, the mean of the others stands.

    Nobody has a mark where there was nothing to count for anybody.
    """
    known = {key: mark for key, one in found.items() if (mark := worth(source, target, one)) is not None}
    if not known:
        return {}
    mean = _tenths(sum((Fraction(one) for one in known.values()), Fraction(0)) / len(known))
    return {key: (known[key], False) if key in known else (mean, True) for key in found}
