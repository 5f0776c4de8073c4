"""A criterion as an officer writes it in a row, and a judge's form as entries. Pure."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from xinlian.engines.rubrics.sheet import DEDUCT, JUDGE, MEASURE, TIME, VETO, Criterion

PARTED = re.compile(r"[;；\n]+")
EQUAL = re.compile(r"\s*[=＝:：]\s*")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
LONGEST_MINUTES = 1440


def criterion(code: str, kind: str, words: str, most: Decimal | None, detail: str) -> Criterion:
    """The criterion of a row. `detail` by kind: levels 好=10；中=6；差=0; 目标 6；0.5=10；1=6; 每次 2; 45 分钟；每超 1 分钟扣 2.

    Raises ValueError when the detail cannot be read.
    """
    most = most or Decimal(0)
    words = words.strip()
    if kind == JUDGE:
        return Criterion(code, kind, words, most, levels=tuple(_pairs(detail)))
    if kind == MEASURE:
        target, *bands = [part for part in PARTED.split(detail) if part.strip()] or [""]
        pairs = tuple((_number(width), points) for width, points in _pairs("；".join(bands)))
        return Criterion(code, kind, words, most, target=_number(target), bands=pairs)
    if kind == DEDUCT:
        return Criterion(code, kind, words, most, each=_number(detail))
    if kind == TIME:
        minutes, step, each = _numbers(detail, 3)
        return Criterion(code, kind, words, most, each=each, limit=int(minutes * 60), step=int(step * 60))
    return Criterion(code, kind, words)


def detail(one: Criterion) -> str:
    """The detail that says a criterion, as `criterion` reads it."""
    if one.kind == JUDGE:
        return "；".join(f"{words}={points:f}" for words, points in one.levels)
    if one.kind == MEASURE:
        return "；".join([f"目标 {one.target:f}", *(f"{width:f}={points:f}" for width, points in one.bands)])
    if one.kind == DEDUCT:
        return f"每次 {one.each:f}"
    if one.kind == VETO:
        return ""
    limit, step = (f"{Decimal(value) / 60:f}" for value in (one.limit, one.step))
    return f"{limit} 分钟；每超 {step} 分钟扣 {one.each:f}"


def _pairs(text: str) -> list[tuple[str, Decimal]]:
    found = []
    for part in PARTED.split(text):
        if not part.strip():
            continue
        words, *points = EQUAL.split(part.strip().lstrip("±"))
        if len(points) != 1:
            raise ValueError(part)
        found.append((words.strip(), _number(points[0])))
    return found


def _number(text: str) -> Decimal:
    return _numbers(text, 1)[0]


def _numbers(text: str, count: int) -> list[Decimal]:
    found = NUMBER.findall(text)
    if len(found) != count:
        raise ValueError(text)
    try:
        return [Decimal(one) for one in found]
    except InvalidOperation as error:
        raise ValueError(text) from error


def said(sheet: Sequence[Criterion], fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """A judge's form as the texts that `sheet.entry` reads. A time stands in two fields, minutes and seconds."""
    return {one.code: _said(one, fields) for one in sheet}


def _said(one: Criterion, fields: Mapping[str, Sequence[str]]) -> str:
    if one.kind != TIME:
        return _first(fields, one.code)
    minutes, seconds = _first(fields, f"{one.code}-min"), _first(fields, f"{one.code}-sec")
    if not minutes and not seconds:
        return ""
    whole = [
        int(part) if part.isascii() and part.isdecimal() and len(part) < 5 else -1
        for part in (minutes or "0", seconds or "0")
    ]
    sound = 0 <= whole[0] <= LONGEST_MINUTES and 0 <= whole[1] < 60
    return str(whole[0] * 60 + whole[1]) if sound else f"{minutes}:{seconds}"


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")[:20].strip()


def shown(sheet: Sequence[Criterion], entries: Mapping[str, str]) -> dict[str, str]:
    """Entries as the fields of a judge's form."""
    found: dict[str, str] = {}
    for one in sheet:
        text = entries.get(one.code, "")
        if one.kind == TIME and text:
            found |= {f"{one.code}-min": str(int(text) // 60), f"{one.code}-sec": str(int(text) % 60)}
        elif text and not (one.kind == VETO and text == "0"):
            found[one.code] = text
    return found
