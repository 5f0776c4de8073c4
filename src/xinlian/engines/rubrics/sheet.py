"""A rubric sheet as data, and the marks that it gives for what a judge entered. Exact decimals; nothing is guessed.

Kinds of criterion: `measure` (a value beside a target, points by bands), `judge` (levels in words, each with points), `deduct`
(points off for each time, up to a most), `time` (points off for each started step beyond a limit, up to a most), `veto`
(seen once, nothing counts). Deductions never take more than the whole.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

MEASURE, JUDGE, DEDUCT, TIME, VETO = "measure", "judge", "deduct", "time", "veto"
KINDS = (MEASURE, JUDGE, DEDUCT, TIME, VETO)
MOST_CRITERIA, MOST_TIMES, MOST_SECONDS = 60, 999, 86_400
Value = Decimal | int | bool
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Criterion:
    """`most`: points at best, or the most that is taken off; a weight is said by it. `bands`: (within so much of `target`,
    points), narrow to wide. `levels`: (words, points), best first. `each`: points off for each time or step. `limit`:
    seconds that cost nothing; `step`: seconds of a step beyond it.
    """

    code: str
    kind: str
    words: str
    most: Decimal = NOTHING
    target: Decimal = NOTHING
    bands: tuple[tuple[Decimal, Decimal], ...] = ()
    levels: tuple[tuple[str, Decimal], ...] = ()
    each: Decimal = NOTHING
    limit: int = 0
    step: int = 60


@dataclass(frozen=True, slots=True)
class Marked:
    """`total`: what the sheet gives, never below nothing; `parts`: points of each criterion, deductions below nothing;
    `vetoes`: what was seen that leaves nothing; `missing`: what has no entry yet.
    """

    total: Decimal
    parts: Mapping[str, Decimal]
    vetoes: tuple[str, ...]
    missing: tuple[str, ...]


def full_marks(sheet: Sequence[Criterion]) -> Decimal:
    """What it gives at best."""
    return sum((one.most for one in sheet if one.kind in (MEASURE, JUDGE)), NOTHING)


def faults(sheet: Sequence[Criterion]) -> list[tuple[str, str]]:
    """(code of the criterion, what is wrong with it); none when judges can mark by it."""
    found = [(one.code, wrong) for one in sheet for wrong in _wrong(one)]
    if len({one.code for one in sheet}) < len(sheet):
        found.append(("", "codes_same"))
    if not 0 < len(sheet) <= MOST_CRITERIA or full_marks(sheet) <= 0:
        found.append(("", "sheet_empty"))
    return found


def _wrong(one: Criterion) -> list[str]:
    checks = {
        "words_missing": not one.words.strip(),
        "kind_unknown": one.kind not in KINDS,
        "most_range": one.kind != VETO and not 0 < one.most <= 1000,
        "levels_wrong": one.kind == JUDGE and not _sound_levels(one),
        "bands_wrong": one.kind == MEASURE and not _sound_bands(one),
        "each_range": one.kind in (DEDUCT, TIME) and not 0 < one.each <= one.most,
        "limit_range": one.kind == TIME and not (0 < one.limit <= MOST_SECONDS and 0 < one.step <= MOST_SECONDS),
    }
    return [code for code, wrong in checks.items() if wrong]


def _sound_levels(one: Criterion) -> bool:
    points = [value for _words, value in one.levels]
    return (
        2 <= len(points) <= 10
        and points == sorted(points, reverse=True)
        and points[0] == one.most
        and points[-1] >= 0
        and all(words.strip() for words, _value in one.levels)
    )


def _sound_bands(one: Criterion) -> bool:
    widths, points = [width for width, _ in one.bands], [value for _, value in one.bands]
    return (
        bool(one.bands)
        and widths == sorted(set(widths))
        and widths[0] >= 0
        and points == sorted(points, reverse=True)
        and points[0] == one.most
        and points[-1] >= 0
    )


def entry(one: Criterion, text: str) -> Value | None:
    """What somebody typed or ticked for a criterion: a value, the place of a level, times, seconds, yes; None for nothing.

    Raises ValueError when it cannot be an entry of this criterion.
    """
    plain = text.strip()
    if not plain:
        return None
    if one.kind == VETO:
        return {"1": True, "0": False}[plain] if plain in ("0", "1") else _refuse(text)
    if one.kind == MEASURE:
        return _decimal(plain)
    number = int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 7 else _refuse(text)
    most = {JUDGE: len(one.levels) - 1, DEDUCT: MOST_TIMES, TIME: MOST_SECONDS}[one.kind]
    return number if number <= most else _refuse(text)


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError:
        return _refuse(text)
    return value if value.is_finite() and abs(value) < 10**9 else _refuse(text)


def _refuse(text: str) -> NoReturn:
    raise ValueError(text[:20])


def mark(sheet: Sequence[Criterion], entries: Mapping[str, Value | None]) -> Marked:
    """The marks; a criterion without an entry gives nothing and is named, but a veto not ticked was not seen."""
    parts: dict[str, Decimal] = {}
    vetoes, missing = [], []
    for one in sheet:
        value = entries.get(one.code)
        if one.kind == VETO:
            vetoes += [one.code] if value else []
        elif value is None:
            missing.append(one.code)
        else:
            parts[one.code] = _points(one, value)
    total = max(NOTHING, sum(parts.values(), NOTHING))
    return Marked(NOTHING if vetoes else total, parts, tuple(vetoes), tuple(missing))


def _points(one: Criterion, value: Value) -> Decimal:
    if one.kind == JUDGE:
        return one.levels[int(value)][1]
    if one.kind == MEASURE:
        off = abs(Decimal(value) - one.target)
        return next((points for width, points in one.bands if off <= width), NOTHING)
    times = int(value) if one.kind == DEDUCT else math.ceil(max(0, int(value) - one.limit) / one.step)
    return -min(one.most, one.each * times)
