"""A sheet as plain JSON and back, and entries as plain JSON."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xinlian.engines.rubrics.sheet import Criterion, Value, entry

_DECIMALS = ("most", "target", "each")


def as_plain(sheet: Sequence[Criterion]) -> list[dict[str, Any]]:
    """Decimals as text."""
    return [
        {
            "code": one.code,
            "kind": one.kind,
            "words": one.words,
            "limit": one.limit,
            "step": one.step,
            "bands": [[f"{width:f}", f"{points:f}"] for width, points in one.bands],
            "levels": [[words, f"{points:f}"] for words, points in one.levels],
            **{name: f"{getattr(one, name):f}" for name in _DECIMALS},
        }
        for one in sheet
    ]


def from_plain(several: Sequence[Mapping[str, Any]]) -> list[Criterion]:
    """The sheet of such JSON."""
    return [
        Criterion(
            code=one["code"],
            kind=one["kind"],
            words=one["words"],
            limit=one["limit"],
            step=one["step"],
            bands=tuple((Decimal(width), Decimal(points)) for width, points in one["bands"]),
            levels=tuple((words, Decimal(points)) for words, points in one["levels"]),
            most=Decimal(one["most"]),
            target=Decimal(one["target"]),
            each=Decimal(one["each"]),
        )
        for one in several
    ]


def entries_plain(entries: Mapping[str, Value | None]) -> dict[str, str]:
    """Entries as the texts that `sheet.entry` reads."""
    return {code: _text(value) for code, value in entries.items() if value is not None}


def _text(value: Value) -> str:
    return str(int(value)) if isinstance(value, bool) else f"{value:f}" if isinstance(value, Decimal) else str(value)


def entries_from(sheet: Sequence[Criterion], said: Mapping[str, str]) -> dict[str, Value | None]:
    """Stored texts as entries."""
    return {one.code: entry(one, said.get(one.code, "")) for one in sheet}
