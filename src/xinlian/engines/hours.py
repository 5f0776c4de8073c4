"""Opening hours: OpenStreetMap strings evaluated on days of which we know whether they are holidays or worked.

opening-hours-py reads the rules of one day. Its Chinese holidays are wrong and are never used: `kinds` says which
dates are "holiday" and which weekend dates are "workday". What lasts past midnight belongs to the day it began on.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

HOLIDAY, WORKDAY = "holiday", "workday"
DAY_MINUTES = 1440
LOOK_DAYS = 8  # how far a change of state is looked for, back and ahead
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TIMES = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})(?![\d:])")
HOLIDAY_WORD = re.compile(r"\bPH\b")
NOT_KNOWN = re.compile(r"\bSH\b|\bPH\s*[+-]\s*\d")
SUN = re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b")
PLACE_OF_ERROR = re.compile(r"--> \d+:(\d+)")

Where = tuple[float, float]
Kinds = Mapping[datetime.date, str]
_Minutes = tuple[int, int, str, str]  # from, to (over 1440: the next day), state, comment


class HoursError(ValueError):
    """Hours that cannot be evaluated: "hours_unreadable", or "hours_unsupported" for what we have no calendar of.

    `position` counts characters from 1, `near` is the text from there.
    """

    def __init__(self, code: str, text: str, position: int) -> None:
        super().__init__(f"{code} at {position}")
        self.code, self.position, self.near = code, position, text[position - 1 : position + 11]


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which it is "open" or "unknown" (ask first, by the note); local times of the place."""

    start: datetime.datetime
    end: datetime.datetime
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day as a keeper checks it: its kind ("", "holiday", "workday") and the spans that touch it, cut to it."""

    on: datetime.date
    kind: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What the hours say at a moment: "open", "closed" or "unknown", since and until when.

    `since` and `until` are None when nothing changes within eight days.
    """

    state: str
    since: datetime.datetime | None
    until: datetime.datetime | None
    note: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def always(self) -> bool:
        return self.is_open and self.since is None and self.until is None


def check(text: str) -> None:
    """Raise HoursError unless every day can be evaluated."""
    unknown = _outside_quotes(text, NOT_KNOWN)
    if unknown is not None:
        raise HoursError("hours_unsupported", text, unknown + 1)
    _parsed(text, None)
    for weekday in WEEKDAYS:
        _parsed(_rewrite(text, HOLIDAY_WORD, weekday), None)


def is_open(text: str, at: datetime.datetime, kinds: Kinds, where: Where | None = None) -> bool:
    """Whether it is open at a local time; the quick answer for filters. Raises HoursError."""
    minute = at.hour * 60 + at.minute
    today, yesterday = at.date(), at.date() - datetime.timedelta(days=1)
    return any(
        start <= minute < end and how == "open" for start, end, how, _ in _day(text, today, kinds, where)
    ) or any(minute < end - DAY_MINUTES and how == "open" for _, end, how, _ in _day(text, yesterday, kinds, where))


def state(text: str, at: datetime.datetime, kinds: Kinds, where: Where | None = None) -> State:
    """What the hours say at a local time, since and until when. Raises HoursError."""
    first = at.date() - datetime.timedelta(days=LOOK_DAYS)
    found = spans(text, first, 2 * LOOK_DAYS + 1, kinds, where)
    low = datetime.datetime.combine(first, datetime.time())
    high = low + datetime.timedelta(days=2 * LOOK_DAYS + 1)
    now, since, until, note = "closed", low, high, ""
    for span in found:
        if span.end <= at:
            since = span.end
        elif span.start > at:
            until = span.start
            break
        else:
            now, since, until, note = span.state, span.start, span.end, span.note
            break
    return State(now, since if since > low else None, until if until < high else None, note)


def days(text: str, start_on: datetime.date, count: int, kinds: Kinds, where: Where | None = None) -> list[Day]:
    """`count` days from `start_on`, each with what is open on it: for the keeper to check. Raises HoursError."""
    found = spans(text, start_on, count, kinds, where)
    result = []
    for i in range(count):
        on = start_on + datetime.timedelta(days=i)
        low = datetime.datetime.combine(on, datetime.time())
        high = low + datetime.timedelta(days=1)
        cut = [
            Span(max(span.start, low), min(span.end, high), span.state, span.note)
            for span in found
            if span.start < high and span.end > low
        ]
        result.append(Day(on, kinds.get(on, ""), tuple(cut)))
    return result


def spans(text: str, start_on: datetime.date, count: int, kinds: Kinds, where: Where | None = None) -> list[Span]:
    """When it is open or unknown in `count` days from `start_on`: in order, apart, joined across midnight.

    Local times of the place. Raises HoursError.
    """
    low = datetime.datetime.combine(start_on, datetime.time())
    minutes: list[_Minutes] = []
    for i in range(-1, count):
        on = start_on + datetime.timedelta(days=i)
        minutes += [
            (max(0, start + i * DAY_MINUTES), min(end + i * DAY_MINUTES, count * DAY_MINUTES), how, note)
            for start, end, how, note in _day(text, on, kinds, where)
        ]
    return [
        Span(low + datetime.timedelta(minutes=start), low + datetime.timedelta(minutes=end), how, note)
        for start, end, how, note in _joined(minutes)
    ]


def _joined(minutes: list[_Minutes]) -> list[_Minutes]:
    """Overlapping times as times apart: open wins over unknown, the earlier comment stays."""
    edges = sorted({edge for start, end, *_ in minutes if start < end for edge in (start, end)})
    joined: list[_Minutes] = []
    for low, high in pairwise(edges):
        over = [(how != "open", note) for start, end, how, note in minutes if start <= low and end >= high]
        if not over:
            continue
        unknown, note = min(over, key=lambda one: one[0])
        how = "unknown" if unknown else "open"
        if joined and joined[-1][1:] == (low, how, note):
            joined[-1] = (joined[-1][0], high, how, note)
        else:
            joined.append((low, high, how, note))
    return joined


def _day(text: str, on: datetime.date, kinds: Kinds, where: Where | None) -> tuple[_Minutes, ...]:
    """The times that begin on a date, in minutes of that date."""
    if where is not None:
        where = (round(where[0], 1), round(where[1], 1)) if SUN.search(text) else None
    return _begun(text, on, kinds.get(on, ""), where)


@lru_cache(maxsize=65_536)
def _begun(text: str, on: datetime.date, kind: str, where: Where | None) -> tuple[_Minutes, ...]:
    _parsed(text, None)  # as it was written, so that an error is placed right
    if kind == HOLIDAY:
        text = _rewrite(text, HOLIDAY_WORD, WEEKDAYS[on.weekday()])
    elif kind == WORKDAY and on.weekday() >= 5:
        like = _weekday_beside(on)
        text, on = _swapped(text, on, like), like
    spans_over = sorted(set(_overnight(text)))
    found = _minutes(_ended(text, spans_over), on, where)
    if spans_over and found and found[-1][1] == DAY_MINUTES:
        over = _over_midnight(text, spans_over, on, where)
        start, _, how, note = found[-1]
        found[-1] = (start, DAY_MINUTES + over, how, note)
    return tuple(found)


def _weekday_beside(on: datetime.date) -> datetime.date:
    """The Monday or Friday next to a weekend day and in the same month, as which a worked weekend day is read."""
    friday = on - datetime.timedelta(days=on.weekday() - 4)
    monday = friday + datetime.timedelta(days=3)
    near, far = (friday, monday) if on.weekday() == 5 else (monday, friday)
    return near if near.month == on.month else far


def _swapped(text: str, on: datetime.date, like: datetime.date) -> str:
    """The rules with two dates exchanged, so that a rule for the very date still means it."""
    pattern = re.compile(rf"\b{MONTHS[on.month - 1]}\s*(0?{on.day}|0?{like.day})\b(?!:)")

    def other(match: re.Match[str]) -> str:
        day = like.day if int(match[1]) == on.day else on.day
        return f"{MONTHS[on.month - 1]} {day:02d}"

    return _rewrite(text, pattern, other)


def _overnight(text: str) -> list[tuple[int, int]]:
    """Each (start, minutes after midnight) of the spans of the text that last past midnight."""
    found = []
    for part in text.split('"')[::2]:
        for match in TIMES.finditer(part):
            start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
            if end > DAY_MINUTES:
                found.append((start, end - DAY_MINUTES))
            elif end <= start and end > 0:
                found.append((start, end))
    return found


def _ended(text: str, keep: list[tuple[int, int]]) -> str:
    """The rules with every overnight span ended at midnight, or a minute before unless it is in `keep`."""

    def ended(match: re.Match[str]) -> str:
        over = _overnight(match[0])
        if not over:
            return match[0]
        last = "24:00" if over[0] in keep or over[0][0] >= DAY_MINUTES - 1 else "23:59"
        return f"{int(match[1]):02d}:{match[2]}-{last}"

    return _rewrite(text, TIMES, ended)


def _over_midnight(text: str, spans_over: list[tuple[int, int]], on: datetime.date, where: Where | None) -> int:
    """How many minutes after midnight it stays open: each overnight span is tried alone."""

    def reaches(keep: list[tuple[int, int]]) -> bool:
        found = _minutes(_ended(text, keep), on, where)
        return bool(found) and found[-1][1] == DAY_MINUTES

    if reaches([]):  # open to midnight without them: a whole day, nothing runs over
        return 0
    return max((span[1] for span in spans_over if reaches([span])), default=0)


def _minutes(text: str, on: datetime.date, where: Where | None) -> list[_Minutes]:
    """What the library finds between two midnights."""
    low = datetime.datetime.combine(on, datetime.time())
    high = low + datetime.timedelta(days=1)
    if where is not None:
        low, high = low.replace(tzinfo=_zone()), high.replace(tzinfo=_zone())
    found = []
    for start, end, how, note in _parsed(text, where).intervals(low, high):
        name = str(how)
        if name != "closed" and end is not None:
            found.append((_minute(start, low), _minute(end, low), name, note))
    return found


def _minute(at: datetime.datetime, low: datetime.datetime) -> int:
    return int((at.replace(tzinfo=None) - low.replace(tzinfo=None)).total_seconds() // 60)


@lru_cache(maxsize=1)
def _zone() -> ZoneInfo:
    return ZoneInfo("Asia/Shanghai")  # the one time zone of China, for sunrise and sunset


@lru_cache(maxsize=8_192)
def _parsed(text: str, where: Where | None) -> OpeningHours:
    try:
        if where is None:
            return OpeningHours(text, auto_country=False, auto_timezone=False)
        # without auto_timezone the library forgets the coordinates; the time zone given still holds
        return OpeningHours(text, timezone=_zone(), coords=where, auto_country=False, auto_timezone=True)
    except ParserError as error:
        found = PLACE_OF_ERROR.search(str(error))
        raise HoursError("hours_unreadable", text, int(found[1]) if found else 1) from error


def _rewrite(text: str, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> str:
    """Replace outside of quoted comments."""
    parts = text.split('"')
    parts[::2] = [pattern.sub(new, part) for part in parts[::2]]
    return '"'.join(parts)


def _outside_quotes(text: str, pattern: re.Pattern[str]) -> int | None:
    """Where the pattern is first met outside of quoted comments."""
    blanked = re.sub(r'"[^"]*"', lambda match: " " * len(match[0]), text)
    found = pattern.search(blanked)
    return found.start() if found else None
