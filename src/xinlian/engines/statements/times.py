"""Timestamps and durations as text: whether they are well formed, which moment, how long.

Sources: 1.0.3 asks for ISO 8601, combined date and time, extended or basic; 2.0 for RFC 3339, so with an offset. Both refuse the
offset -00. Durations are those of ISO 8601:2004, 4.4.3.2.
"""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from xinlian.engines.statements.bad import V1, Bad
from xinlian.engines.statements.formats import Checker, string

LONGEST = 64
_DAY = r"(?!0000)([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9])"
_RFC = re.compile(
    rf"{_DAY}[Tt ]{_CLOCK}:([0-5][0-9]|60)(?:\.([0-9]+))?(?:[Zz]|(?!-00:00)([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)
_ISO = re.compile(
    rf"{_DAY}[Tt]{_CLOCK}(?::([0-5][0-9]|60)(?:[.,]([0-9]+))?)?"
    r"(?:[Zz]|(?!-00(?::?00)?\Z)([+-])([01][0-9]|2[0-3])(?::?([0-5][0-9]))?)?"
)
_BASIC = re.compile(
    r"(?!0000)([0-9]{4})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3])([0-5][0-9])"
    r"(?:([0-5][0-9]|60)(?:[.,]([0-9]+))?)?(?:[Zz]|(?!-00(?:00)?\Z)([+-])([01][0-9]|2[0-3])([0-5][0-9])?)?"
)
_DURATION = re.compile(
    r"P(?:([0-9]+)([.,][0-9]+)?W|(?=[0-9T])(?:([0-9]+)([.,][0-9]+)?Y)?(?:([0-9]+)([.,][0-9]+)?M)?(?:([0-9]+)([.,][0-9]+)?D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)([.,][0-9]+)?H)?(?:([0-9]+)([.,][0-9]+)?M)?(?:([0-9]+)([.,][0-9]+)?S)?)?)"
)
_UNITS = (7 * 86_400, 365 * 86_400, 30 * 86_400, 86_400, 3_600, 60, 1)  # W, Y, M, D, H, M, S in seconds, nominal


def _matched(text: str, version: str | None) -> re.Match[str] | None:
    if len(text) > LONGEST:
        return None
    if version != V1 and (found := _RFC.fullmatch(text)):
        return found
    if version in (V1, None):
        return _ISO.fullmatch(text) or _BASIC.fullmatch(text)
    return None


def _moment(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second, fraction, sign, hours, minutes = found.groups()
    at = datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=UTC)
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    seconds = timedelta(seconds=int(second or 0), microseconds=int((fraction or "0")[:6].ljust(6, "0")))
    return at + seconds + (away if sign == "-" else -away)


def moment(text: str, version: str | None = None) -> datetime:
    """The moment in UTC, to the microsecond; without an offset it is taken for UTC. `version` None: as either version allows.

    Raises Bad: not_timestamp.
    """
    found = _matched(text, version)
    if found is None:
        raise Bad("XAPI-00123", "not_timestamp")
    try:
        return _moment(found)
    except (ValueError, OverflowError):
        raise Bad("XAPI-00123", "not_timestamp") from None


def timestamp(requirement: str, version: str | None) -> Checker:
    """A check for timestamps; `requirement` is that of a value that is no string. Raises Bad: not_text, not_timestamp, null."""

    def checked(value: Any) -> None:
        text = string(value, requirement)
        found = _matched(text, version)
        if found is None:
            raise Bad("XAPI-00123", "not_timestamp")
        if found[3] > "28" or not "0001" < found[1] < "9999":  # only there can the calendar say no
            moment(text, version)

    return checked


def in_utc(text: str) -> str:
    """The same moment as RFC 3339 with Z, no digit of its seconds lost. Raises Bad: not_timestamp."""
    if text[-1:] == "Z" and len(text) > 19 and text[10] == "T" and text[4] == "-" and "," not in text:
        return text
    found = _matched(text, None)
    whole = moment(text).replace(microsecond=0, tzinfo=None).isoformat()
    return f"{whole}.{found[7]}Z" if found and found[7] else f"{whole}Z"


def _parts(text: str) -> list[tuple[str, str]]:
    """Whole and fraction of each of _UNITS, "" where it is not said. Raises Bad: not_duration."""
    found = _DURATION.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        raise Bad("XAPI-00124", "not_duration")
    said = [
        (whole or "", fraction or "") for whole, fraction in zip(found.groups()[::2], found.groups()[1::2], strict=True)
    ]
    given = [fraction for whole, fraction in said if whole]
    if any(given[:-1]):  # ISO 8601 lets the smallest part alone have a fraction
        raise Bad("XAPI-00124", "not_duration")
    return said


def duration(value: Any) -> None:
    """Refuses what is not a duration: P3Y1M29DT4H35M59.14S, P4W; weeks stand alone. Raises Bad: not_text, not_duration, null."""
    _parts(string(value, "XAPI-00077"))


def seconds(text: str) -> Decimal:
    """How many seconds a duration has; a year is 365 days and a month 30, as it does not say which. Raises Bad: not_duration."""
    total = Decimal(0)
    for (whole, fraction), unit in zip(_parts(text), _UNITS, strict=True):
        if whole:
            total += Decimal(whole + fraction.replace(",", ".")) * unit
    return total


def compared(text: str) -> tuple[Decimal | None, ...]:
    """A duration for comparing: unit by unit, as units do not convert, and cut after 0.01 s. Raises Bad: not_duration."""
    parts = [Decimal(whole + fraction.replace(",", ".")) if whole else None for whole, fraction in _parts(text)]
    if parts[-1] is not None:
        parts[-1] = (parts[-1] * 100 // 1) / 100
    return tuple(parts)
