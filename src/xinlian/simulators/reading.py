"""Runs as machines and tables write them, read into what the rules judge. What cannot be read keeps its place as no number."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from xinlian.simulators.rules.runs import GRADED, Said

THOUSANDTH = Decimal("0.001")
LONGEST_NUMBER = 30
TABLE_RUNS = uuid.UUID("6f1c0f0e-3a52-5f2e-8f57-5b1d6f1c2a11")


def marks_of(said: object) -> Decimal | None:
    """Marks to 1/1000, half up; None for what is no number. Infinite ones stay so, for the rules to refuse."""
    text = str(said)
    if said is None or isinstance(said, bool) or len(text) > LONGEST_NUMBER or not text.isascii():
        return None
    try:
        value = Decimal(text)
        return value.quantize(THOUSANDTH, ROUND_HALF_UP) if value.is_finite() else value
    except InvalidOperation:
        return None


def run_of(said: Mapping[str, Any], faults: Iterable[tuple[str, int]] = ()) -> Said:
    """A run out of plain values, as the open interface has checked them: `ended_at` with its time zone."""
    return Said(
        number=str(said["trainee"]).strip(),
        scenario=str(said["scenario"]).strip(),
        marks=marks_of(said["marks"]),
        seconds=said.get("seconds"),
        ended_at=said["ended_at"],
        mode=said.get("mode") or GRADED,
        registration=str(said.get("registration") or ""),
        faults=tuple(faults),
    )


def table_uid(union: uuid.UUID, said: Said) -> uuid.UUID:
    """What a row of a table without an id of its own is called: the same row is the same run, in whichever file it stands."""
    words = [str(union), said.number, said.scenario, said.ended_at.astimezone(datetime.UTC).isoformat()]
    return uuid.uuid5(TABLE_RUNS, "|".join(words))
