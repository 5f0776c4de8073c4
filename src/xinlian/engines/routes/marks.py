"""Kilometre marks of a road: K2425+300 is 2,425,300 m from where the road is counted."""

import re

PATTERN = re.compile(
    r"(?:[GSXYC]\d{1,4}\s*(?=[KkＫ]))?"  # G109, before a K only: "G109" alone is a road
    r"[KkＫ]?\s*(?P<km>\d{1,5})\s*"
    r"(?:[+＋]\s*(?P<m>\d{1,3})\s*(?:米|m)?|公里(?:\s*(?P<m2>\d{1,3})\s*米)?|km)?"
)


class MarkError(ValueError):
    """Text that is no kilometre mark; `code` is "not_a_mark"."""

    code = "not_a_mark"


def parse_mark(text: str) -> int:
    """Metres that a mark stands for: "K2425+300", "G109 K2425", "2425公里300米". Raises MarkError."""
    match = PATTERN.fullmatch(text.strip())
    if match is None:
        raise MarkError(text)
    return int(match["km"]) * 1000 + int(match["m"] or match["m2"] or 0)


def format_mark(metres: float) -> str:
    """The mark of a count of metres, to the metre: 2425300 is "K2425+300"."""
    whole = round(metres)
    return f"K{whole // 1000}+{whole % 1000:03d}"


def mark_at(along_m: float, offset_km: float = 0.0) -> str:
    """The mark that stands `along_m` metres after a start that itself stands at kilometre `offset_km`."""
    return format_mark(offset_km * 1000 + along_m)


def along_of(mark_m: float, offset_km: float = 0.0) -> float:
    """Metres from the start of the line to a mark, the reverse of `mark_at`."""
    return mark_m - offset_km * 1000
