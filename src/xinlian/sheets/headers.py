"""Which row is the header and which column is what, also under merged titles and merged headers. Pure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from xinlian.sheets.cells import Raw, cell
from xinlian.sheets.kinds import Column, Fault

LOOK_ROWS = 10
SILENT = ("原因", "原行号")  # columns of our own file of bad rows

Merged = tuple[int, int, int, int]
Rows = Sequence[tuple[int, Sequence[Raw]]]


@dataclass(slots=True)
class Header:
    """Where the header stands: its row as Excel counts, the last row it covers, columns by key, and what is wrong."""

    row: int
    last_row: int
    places: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def letters(self) -> dict[str, str]:
        """The letter of each column by key."""
        return {key: letter(place) for key, place in self.places.items()}


def word(text: str) -> str:
    """A header reduced to what tells it apart: no spaces, stars, colons, case or width."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s*:]", "", plain).lower()


def letter(place: int) -> str:
    """The letter of a column counted from 0: A, Z, AA."""
    name, number = "", place + 1
    while number:
        number, digit = divmod(number - 1, 26)
        name = chr(65 + digit) + name
    return name


class Grid:
    """The first rows of a sheet with merged cells filled in."""

    def __init__(self, rows: Rows, merged: Sequence[Merged]) -> None:
        self.rows = dict(rows[: LOOK_ROWS + 20])
        self.merged = [m for m in merged if m[0] < LOOK_ROWS + 20]
        self.width = max((len(cells) for cells in self.rows.values()), default=0)
        self.width = max([self.width, *(min(m[3] + 1, 300) for m in self.merged)])

    def range_at(self, row: int, place: int) -> Merged | None:
        """The merged range over a cell (row as Excel counts, column from 0)."""
        return next((m for m in self.merged if m[0] < row <= m[2] + 1 and m[1] <= place <= m[3]), None)

    def text(self, row: int, place: int) -> str:
        """What a person sees in a cell, merged ranges included."""
        over = self.range_at(row, place)
        row, place = (over[0] + 1, over[1]) if over else (row, place)
        cells = self.rows.get(row, ())
        return cell(cells[place]).text if place < len(cells) else ""


def known_words(columns: Sequence[Column]) -> dict[str, str]:
    """Header words to column keys."""
    return {word(name): column.key for column in columns for name in column.headers}


def key_of(grid: Grid, row: int, place: int, words: dict[str, str]) -> str:
    """The column that a header cell names: by itself, without its bracket, or together with what stands above it."""
    own = word(grid.text(row, place))
    above = word(grid.text(row - 1, place)) if row > 1 else ""
    bare = re.sub(r"\(.*?\)|\[.*?\]", "", own)
    for candidate in (own, bare, above + own if above != own else ""):
        if candidate in words:
            return words[candidate]
    return ""


def find(rows: Rows, merged: Sequence[Merged], columns: Sequence[Column]) -> Header | None:
    """The header among the first ten rows that hold something; None when no row has two known words."""
    grid, words = Grid(rows, merged), known_words(columns)
    best, most = 0, min(2, len(columns)) - 1
    for row, _cells in rows[:LOOK_ROWS]:
        keys = {key_of(grid, row, place, words) for place in range(grid.width)} - {""}
        if len(keys) > most:
            best, most = row, len(keys)
    return _header(grid, best, words, rows) if best else None


def _header(grid: Grid, row: int, words: dict[str, str], rows: Rows) -> Header:
    last = max([row, *(m[2] + 1 for m in grid.merged if m[0] < row <= m[2] + 1)])
    header = Header(row, last)
    by_key: dict[str, list[int]] = defaultdict(list)
    for place in range(grid.width):
        key = key_of(grid, row, place, words)
        if key:
            by_key[key].append(place)
        elif grid.text(row, place) and grid.text(row, place) not in (*SILENT, *header.unknown):
            header.unknown.append(grid.text(row, place))
    for key, places in by_key.items():
        _place(header, grid, key, places, rows)
    return header


def _place(header: Header, grid: Grid, key: str, places: list[int], rows: Rows) -> None:
    """One column for a key: the only one, or the only one of several that has anything below it."""
    used = [p for p in places if len(places) == 1 or _any_below(rows, header.last_row, p)]
    if len(used) <= 1:
        header.places[key] = (used or places)[0]
        return
    title = grid.text(header.row, used[0])
    over = grid.range_at(header.row, used[0])
    if over and over[1] < over[3] and all(over[1] <= p <= over[3] for p in used):
        area = f"{letter(over[1])}{over[0] + 1}:{letter(over[3])}{over[2] + 1}"
        header.faults.append(Fault(key, "header_merged", {"title": title, "range": area}))
    else:
        columns = "、".join(letter(p) for p in used)
        header.faults.append(Fault(key, "header_twice", {"title": title, "columns": columns}))


def _any_below(rows: Rows, last: int, place: int) -> bool:
    return any(number > last and place < len(cells) and cells[place] != "" for number, cells in rows)
