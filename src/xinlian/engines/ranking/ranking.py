"""The order of a table of marks under a rule. Exact fractions throughout; the order of the rows decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from statistics import median

from xinlian.engines.ranking.rule import (
    BEST,
    DENSE,
    FIRST,
    LAST,
    MEAN_BEST,
    MEDIAN,
    MODIFIED,
    ORDINAL,
    OUT,
    STANDARD,
    TOTAL,
    Part,
    Rule,
    Tie,
)

Marks = Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in the table: marks by part in the order they came (None where there is none), and further columns."""

    id: str
    marks: Mapping[str, Marks]
    more: Mapping[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry stands. `rank` None: not ranked, and `why`: `missing:theory`, `minimum:theory`... `parts`: None where
    missing.
    """

    entry: Entry
    rank: int | None
    total: Fraction | None
    parts: Mapping[str, Fraction | None]
    why: tuple[str, ...] = ()


def part_of(part: Part, marks: Marks) -> Fraction | None:
    """What the marks of a part come to; None when there are too few."""
    given = [Fraction(one) for one in marks if one is not None]
    if part.round_mark is not None:
        given = [part.round_mark(one) for one in given]
    if len(given) < max(part.fewest, 1):
        return None
    value = _judged(part, given) if part.judges else _tried(part, given)
    return value if value is None or part.round is None else part.round(value)


def _judged(part: Part, given: list[Fraction]) -> Fraction | None:
    kept = sorted(given)[part.drop_low : len(given) - part.drop_high]
    if not kept:
        return None
    return Fraction(median(kept)) if part.how == MEDIAN else sum(kept, Fraction(0)) / len(kept)


def _tried(part: Part, given: list[Fraction]) -> Fraction:
    if part.how in (BEST, FIRST, LAST):
        return {BEST: max(given), FIRST: given[0], LAST: given[-1]}[part.how]
    kept = sorted(given, reverse=True)[: part.of] if part.how == MEAN_BEST else given
    return sum(kept, Fraction(0)) / len(kept)


def rank(entries: Sequence[Entry], rule: Rule) -> list[Standing]:
    """Every entry, the first first; those not ranked at the end, by id."""
    standings = [_reckoned(entry, rule) for entry in entries]
    ranked = [one for one in standings if not one.why]
    ranked.sort(key=lambda one: (_key(one, rule), one.entry.id))
    numbers = _numbers([_key(one, rule) for one in ranked], rule.style)
    placed = [Standing(one.entry, number, one.total, one.parts) for one, number in zip(ranked, numbers, strict=True)]
    return [*placed, *sorted((one for one in standings if one.why), key=lambda one: one.entry.id)]


def _reckoned(entry: Entry, rule: Rule) -> Standing:
    parts = {part.key: part_of(part, entry.marks.get(part.key, ())) for part in rule.parts}
    why, total = [], Fraction(0)
    for part in rule.parts:
        value = parts[part.key]
        if value is None and part.missing == OUT:
            why.append(f"missing:{part.key}")
        elif part.minimum is not None and (value or 0) < Fraction(part.minimum):
            why.append(f"minimum:{part.key}")
        weighted = (value or Fraction(0)) * Fraction(part.weight)
        total += weighted if part.round_weighted is None else part.round_weighted(weighted)
    if rule.round is not None:
        total = rule.round(total)
    return Standing(entry, None, None if why else total, parts, tuple(why))


def _key(one: Standing, rule: Rule) -> tuple[tuple[bool, Fraction], ...]:
    return tuple(_step(one, tie) for tie in rule.ties)


def _step(one: Standing, tie: Tie) -> tuple[bool, Fraction]:
    value = one.total if tie.by == TOTAL else one.parts.get(tie.by)
    if value is None and tie.by in one.entry.more:
        more = one.entry.more[tie.by]
        value = None if more is None else Fraction(more)
    if value is None:
        return (True, Fraction(0))
    return (False, value if tie.smaller_first else -value)


def _numbers(keys: Sequence[object], style: str) -> list[int]:
    """The ranks of keys that are sorted."""
    if style == ORDINAL:
        return list(range(1, len(keys) + 1))
    groups: list[int] = []
    for place, key in enumerate(keys):
        if place and key == keys[place - 1]:
            groups[-1] += 1
        else:
            groups.append(1)
    numbers, before = [], 0
    for place, size in enumerate(groups, 1):
        number = {STANDARD: before + 1, MODIFIED: before + size, DENSE: place}[style]
        numbers += [number] * size
        before += size
    return numbers
