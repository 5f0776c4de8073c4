"""Which counts may be shown: no group under five, and none that adding and subtracting what is shown would give.

The counts of one question are a table: a row for each survey, a column for each option, with a row of totals. Everybody
knows how many answered each survey, and the totals. Hidden cells are then unknowns of two kinds of equations, rows and
columns, that is edges between a row and a column; one of them can be computed exactly when its edge is a bridge
(D. Gusfield, A graph theoretic approach to statistical data security, SIAM J. Comput. 17, 1988). So cells are hidden
until no edge is a bridge and no sum that can be computed is a group of one to four.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

SMALLEST = 5

Cell = tuple[int, int]
Row = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The table as it may be shown, None for what is hidden; `total` is the row of all surveys together."""

    rows: tuple[Row, ...]
    total: Row


@dataclass(frozen=True, slots=True)
class Share:
    """A share between two bounds, 0 to 1; equal when it may be known."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether the share itself may be told."""
        return self.low == self.high


def small(count: int) -> bool:
    """Whether so many people are a group that must not be shown. Nobody at all is no group."""
    return 0 < count < SMALLEST


def protect(table: Sequence[Sequence[int]], good: frozenset[int] = frozenset()) -> Shown:
    """What may be shown of a table whose rows each hold SMALLEST people or more, in two columns or more.

    `good`: columns whose sum will be shown as a share; what is hidden stays on one side of them where it can.
    Raises ValueError for a smaller row, since everything about it is hidden and the total must not hold it.
    """
    if any(sum(row) < SMALLEST or len(row) < 2 for row in table):
        raise ValueError("a row of fewer than five people, or of one column")
    veil = _Veil([*map(tuple, table)], good)
    veil.draw()
    rows = tuple(veil.row(r) for r in range(len(table)))
    return Shown(rows, veil.row(veil.total))


def share(counts: Sequence[int], shown: Row, good: frozenset[int]) -> Share:
    """The share of the good columns, as far as what is shown tells it; of a side of one to four people only that."""
    people = sum(counts)
    seen = {side: sum(n or 0 for c, n in enumerate(shown) if (c in good) is side) for side in (True, False)}
    veiled = {side: any(n is None for c, n in enumerate(shown) if (c in good) is side) for side in (True, False)}
    low = seen[True] if veiled[False] else people - seen[False]
    high = people - seen[False] if veiled[True] else seen[True]
    liked = sum(n for c, n in enumerate(counts) if c in good)
    if low != high and small(people - liked) and not small(liked):
        low = max(low, people - SMALLEST + 1)
    if low != high and small(liked) and not small(people - liked):
        high = min(high, SMALLEST - 1)
    return Share(low / people, high / people)


class _Veil:
    """A table with the set of its hidden cells, which only ever grows."""

    def __init__(self, table: list[tuple[int, ...]], good: frozenset[int]) -> None:
        self.table = table
        self.good = good
        self.alone = len(table) == 1
        self.total = 0 if self.alone else len(table)
        self.grid = table if self.alone else [*table, tuple(map(sum, zip(*table, strict=True)))]
        self.columns = range(len(table[0])) if table else range(0)
        cells = ((r, c) for r, row in enumerate(self.grid) for c in self.columns if small(row[c]))
        self.hidden: set[Cell] = set(cells)

    def row(self, r: int) -> Row:
        """A row as it may be shown."""
        return tuple(None if (r, c) in self.hidden else self.grid[r][c] for c in self.columns) if self.grid else ()

    def draw(self) -> None:
        """Hide until nothing gives way."""
        while (weak := next(self._weak(), None)) is not None:
            self.hidden.add(self._next(weak))

    def _weak(self) -> Iterator[list[Cell]]:
        """For the first thing that gives way: the cells of which one more is to be hidden."""
        yield from self._rows()
        yield from self._bridges()
        yield from self._sums()

    def _rows(self) -> Iterator[list[Cell]]:
        for r in range(len(self.grid)):
            veiled = self._in_row(r)
            if veiled and (len(veiled) == 1 or small(self._sum(veiled))):
                yield [(r, c) for c in self.columns]

    def _bridges(self) -> Iterator[list[Cell]]:
        """A hidden cell without a way round it is known by subtraction."""
        for r, c in sorted(self.hidden):
            if not self.alone and not self._way_round(r, c):
                yield [(r, other) for other in self.columns] + [(other, c) for other in range(len(self.grid))]

    def _way_round(self, row: int, column: int) -> bool:
        seen, waiting = {("row", row)}, [("row", row)]
        while waiting:
            kind, place = waiting.pop()
            for r, c in self.hidden - {(row, column)}:
                here, there = (r, ("column", c)) if kind == "row" else (c, ("row", r))
                if here == place and there not in seen:
                    seen.add(there)
                    waiting.append(there)
        return ("column", column) in seen

    def _sums(self) -> Iterator[list[Cell]]:
        """Sums that a set of totals gives away, after taking from them the rows that lie wholly within."""
        told = [] if self.alone else [c for c in self.columns if (self.total, c) not in self.hidden]
        veiled = [self._in_row(r) for r in range(len(self.table))]
        for size in range(1, len(told) + 1):
            for some in map(set, combinations(told, size)):
                within = [c for cells in veiled if any(c not in some for _r, c in cells) for c in cells if c[1] in some]
                beyond = [c for cells in veiled if any(c in some for _r, c in cells) for c in cells if c[1] not in some]
                if small(self._sum(within)):
                    yield [(r, c) for r in range(len(self.table)) for c in some]
                if small(self._sum(beyond)):
                    yield [(r, c) for r in range(len(self.table)) for c in self.columns if c not in some]

    def _in_row(self, r: int) -> list[Cell]:
        return [(r, c) for c in self.columns if (r, c) in self.hidden]

    def _sum(self, cells: Sequence[Cell]) -> int:
        return sum(self.grid[r][c] for r, c in cells)

    def _next(self, among: list[Cell]) -> Cell:
        """Of these cells, else of all: the one whose loss costs least. Nobody's cells hide nobody and come last."""
        every = [(r, c) for r in range(len(self.grid)) for c in self.columns]
        free = [cell for cell in among if cell not in self.hidden and self.grid[cell[0]][cell[1]]]
        return min(free or [cell for cell in every if cell not in self.hidden], key=self._price)

    def _price(self, cell: Cell) -> tuple[bool, bool, bool, int, Cell]:
        """Totals are dearest; then a cell that would mix the two sides of a share; then the larger group."""
        r, c = cell
        sides = {(column in self.good) for _r, column in self._in_row(r)}
        mixes = bool(sides) and (c in self.good) not in sides
        people = self.grid[r][c]
        return (people == 0, not self.alone and r == self.total, mixes, people, cell)
