"""One cell and what it may say: text, a choice, a number, a day. Pure."""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

Raw = str | float | int | bool | dict[str, str]
T = TypeVar("T")

EXACT_BELOW = 10**15  # Excel keeps 15 digits of a number
SCIENTIFIC = re.compile(r"^\d(\.\d+)?E\+\d+$", re.I)
DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$")
COMPACT_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
# Chinese punctuation stays as it is: it parts values and belongs to names.
NARROW: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：（）！？"},
    0x3000: " ",
    0xA0: " ",
}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
YES = {"是", "有", "对", "yes", "y", "true", "1", "√", "✓"}
NO = {"否", "无", "没有", "不", "no", "n", "false", "0", "×", "x"}


class BadCell(Exception):
    """A cell that cannot be understood; `code` is stable, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: `text` as a person reads it, `day` when it is a date, `rounded` when digits were lost."""

    text: str = ""
    day: datetime.date | None = None
    rounded: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)


def cell(raw: Raw) -> Cell:
    """A raw value as a cell: whole floats without a point, ends trimmed, full-width signs as their ASCII twins."""
    if isinstance(raw, dict):
        day = datetime.date.fromisoformat(raw["d"][:10])
        return Cell(raw["d"].replace("T", " ").removesuffix(" 00:00:00"), day)
    if isinstance(raw, bool):
        return Cell("是" if raw else "否")
    if isinstance(raw, int | float):
        whole = float(raw).is_integer()
        text = str(int(raw)) if whole else repr(raw)
        return Cell(text, rounded=abs(raw) >= EXACT_BELOW)
    text = " ".join(narrow(raw).split())
    return Cell(text, rounded=bool(SCIENTIFIC.match(text)))


@lru_cache(maxsize=20_000)
def narrow(text: str) -> str:
    """Full-width letters, digits and signs as ASCII where they stand for a value, without what cannot be seen."""
    plain = text.translate(NARROW)
    return plain if plain.isascii() and plain.isprintable() else UNSEEN.sub("", plain)


def text(limit: int) -> Callable[[Cell], str]:
    """At most `limit` characters."""

    def parse(given: Cell) -> str:
        if len(given.text) > limit:
            raise BadCell("cell_too_long", limit=limit, length=len(given.text))
        return given.text

    return parse


def choice(words: Mapping[str, T], code: str = "cell_choice") -> Callable[[Cell], T]:
    """One of the words (compared without case and spaces) as what it stands for."""
    known = {word.lower().replace(" ", ""): value for word, value in words.items()}
    first: dict[T, str] = {}
    for word, value in words.items():
        first.setdefault(value, word)
    allowed = "、".join(first.values())[:200]

    def parse(given: Cell) -> T:
        wanted = given.text.lower().replace(" ", "")
        if wanted not in known:
            raise BadCell(code, value=given.text[:30], allowed=allowed)
        return known[wanted]

    return parse


def number(low: float, high: float) -> Callable[[Cell], float]:
    """A number from `low` to `high`; thousands' commas are forgiven."""

    def parse(given: Cell) -> float:
        try:
            value = float(given.text.replace(",", "").replace("，", ""))
        except ValueError:
            raise BadCell("cell_number", value=given.text[:30]) from None
        if not low <= value <= high:
            raise BadCell("cell_range", value=given.text[:30], low=low, high=high)
        return value

    return parse


def whole(low: int, high: int) -> Callable[[Cell], int]:
    """A whole number from `low` to `high`."""
    inner = number(low, high)

    def parse(given: Cell) -> int:
        value = inner(given)
        if not value.is_integer():
            raise BadCell("cell_whole", value=given.text[:30])
        return int(value)

    return parse


def day(given: Cell) -> datetime.date:
    """A date: a date cell, 2024-5-6, 2024/5/6, 2024年5月6日 or 20240506."""
    if given.day:
        return given.day
    found = DAY.match(given.text) or COMPACT_DAY.match(given.text)
    try:
        if found:
            year, month, of_month = (int(part) for part in found.groups())
            return datetime.date(year, month, of_month)
    except ValueError:
        pass
    raise BadCell("cell_day", value=given.text[:30])


def yes_no(given: Cell) -> bool:
    """是 or 否, and how else people write it."""
    wanted = given.text.lower()
    if wanted in YES or wanted in NO:
        return wanted in YES
    raise BadCell("cell_yes_no", value=given.text[:30])


def listed(one: Callable[[Cell], T]) -> Callable[[Cell], list[T]]:
    """Several values in one cell, parted by 、 ， , ； ; / or a line."""

    def parse(given: Cell) -> list[T]:
        parts: Iterable[str] = re.split(r"[、，,；;/\n]+", given.text)
        return [one(Cell(part.strip())) for part in parts if part.strip()]

    return parse


def shown(value: Any) -> str:
    """A value as the preview shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(str(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
