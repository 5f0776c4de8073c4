"""A file as a table of one kind: lines understood, lines that are not, and what was noticed on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xinlian.rows.refusals import Refused
from xinlian.sheets import headers
from xinlian.sheets.cells import BadCell, Raw, cell
from xinlian.sheets.headers import Header, letter
from xinlian.sheets.kinds import Column, Fault, Kind, Line
from xinlian.sheets.workbook import Sheet, sheets

OWN_NOTES_SHEET = "说明"


@dataclass(slots=True)
class Entry:
    """A line and what is wrong with its cells already."""

    line: Line
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """The whole file: entries in order, faults of headers (sheet, row, letters, fault), and notes in codes."""

    entries: list[Entry] = field(default_factory=list)
    header_faults: list[tuple[str, int, str, Fault]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)


def read(path: Path, kind: Kind) -> Table:
    """The table of a file; Refused when the file is unreadable or no sheet of it has a usable header."""
    table, found, usable = Table(), sheets(path), 0
    for sheet in found:
        if sheet.name == OWN_NOTES_SHEET or not sheet.rows:
            continue
        if sheet.hidden:
            table.notes.append({"code": "sheet_hidden", "facts": {"sheet": sheet.name}})
            continue
        header = headers.find(sheet.rows, sheet.merged, kind.columns)
        if header is None:
            table.notes.append({"code": "sheet_without_header", "facts": {"sheet": sheet.name}})
            continue
        usable += 1
        _sheet(table, sheet, header, kind)
    if not usable:
        raise _no_header(found, kind)
    _repeated(table, kind.unique)
    return table


def _no_header(found: Sequence[Sheet], kind: Kind) -> Refused:
    filled = [sheet for sheet in found if sheet.rows and not sheet.hidden]
    if not filled:
        return Refused("table_empty")
    first = max((cells for _n, cells in filled[0].rows[: headers.LOOK_ROWS]), key=len)
    seen = "、".join(cell(raw).text for raw in first if raw != "")[:120]
    wanted = "、".join(column.headers[0] for column in kind.columns)
    return Refused("header_not_found", {"found": seen, "wanted": wanted})


def _sheet(table: Table, sheet: Sheet, header: Header, kind: Kind) -> None:
    if header.unknown:
        facts = {"sheet": sheet.name, "columns": "、".join(header.unknown)[:200]}
        table.notes.append({"code": "columns_not_read", "facts": facts})
    faults = [*header.faults, *_missing(header, kind)]
    for fault in faults:
        column = letter(header.places[fault.key]) if fault.key in header.places else ""
        table.header_faults.append((sheet.name, header.row, column, fault))
    if faults:
        return
    fill_down(sheet, header)
    before = len(table.entries)
    for row, cells in sheet.rows:
        if row > header.last_row:
            entry = _entry(sheet.name, row, cells, header, kind)
            if entry is not None:
                table.entries.append(entry)
    if len(table.entries) == before:
        table.notes.append({"code": "sheet_without_rows", "facts": {"sheet": sheet.name}})


def _missing(header: Header, kind: Kind) -> list[Fault]:
    named = {fault.key for fault in header.faults} | set(header.places)
    seen = "、".join(column.headers[0] for column in kind.columns if column.key in header.places)
    faults = [
        Fault("", "header_missing", {"wanted": column.headers[0], "found": seen})
        for column in kind.columns
        if column.required and column.key not in named
    ]
    for group in kind.one_of:
        if not named & set(group):
            wanted = "、".join(column.headers[0] for column in kind.columns if column.key in group)
            faults.append(Fault("", "header_one_of", {"wanted": wanted, "found": seen}))
    return faults


def fill_down(sheet: Sheet, header: Header) -> None:
    """Give every row under a merged range one column wide the value that a person sees there."""
    rows = dict(sheet.rows)
    for top, left, bottom, right in sheet.merged:
        holder = rows.get(top + 1, [])
        if left != right or top + 1 <= header.last_row or left >= len(holder):
            continue
        for number in range(top + 2, min(bottom + 1, top + 20_000) + 1):
            cells = rows.get(number)
            if cells is not None:
                cells.extend([""] * (left + 1 - len(cells)))
                cells[left] = holder[left]


def _entry(sheet: str, row: int, cells: Sequence[Raw], header: Header, kind: Kind) -> Entry | None:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    own = False
    for column in kind.columns:
        place = header.places.get(column.key)
        if place is None:
            continue
        raw = cells[place] if place < len(cells) else ""
        own = own or raw != ""
        _value(column, raw, values, faults)
    return Entry(Line(sheet, row, values, header.letters), faults) if own else None


def _value(column: Column, raw: Raw, values: dict[str, Any], faults: list[Fault]) -> None:
    given = cell(raw)
    if not given:
        if column.filled:
            faults.append(Fault(column.key, "cell_empty", {"column": column.headers[0]}))
        return
    try:
        values[column.key] = column.parse(given)
    except BadCell as bad:
        facts = {k: v for k, v in bad.facts.items() if not (column.sensitive and k == "value")}
        faults.append(Fault(column.key, bad.code, facts))


def _repeated(table: Table, unique: Sequence[str]) -> None:
    """The second and later rows with a value that may stand once are faulty, naming where it stood first."""
    for key in unique:
        first: dict[Any, Line] = {}
        for entry in table.entries:
            value = entry.line.values.get(key)
            if value in (None, ""):
                continue
            before = first.setdefault(value, entry.line)
            if before is not entry.line:
                facts = {"sheet": before.sheet, "row": before.row}
                entry.faults.append(Fault(key, "row_twice", facts))
