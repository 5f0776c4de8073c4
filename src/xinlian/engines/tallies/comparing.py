"""One question over several surveys of a series: what may be said of each and of all together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xinlian.engines.tallies import counting
from xinlian.engines.tallies.counting import Answers, Asked
from xinlian.engines.tallies.hiding import SMALLEST, Row, Share, protect, share


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be said of a question: `people` who answered it (None when under five), a count for each option or None.

    `liked` is the share satisfied of a scale, as far as it may be told; mean and median only when every step is shown.
    """

    people: int | None
    counts: Row
    liked: Share | None = None
    mean: float | None = None
    median: float | None = None


def compare(asked: Asked, surveys: Sequence[Sequence[Answers]]) -> tuple[list[Figures], Figures]:
    """Each survey's figures and those of all, in which surveys of under five answers do not count."""
    people = [counting.answered(asked, sheets) for sheets in surveys]
    large = [place for place, n in enumerate(people) if n >= SMALLEST]
    tables = [counting.counts(asked, surveys[place]) for place in large]
    sizes = [people[place] for place in large]
    shown, whole = _ticked(tables, sizes) if asked.kind == "many" else _stepped(tables, asked)
    nothing = Figures(None, (None,) * len(asked.options))
    each = dict(zip(large, map(_figures, tables, shown, sizes, [asked] * len(large)), strict=True))
    total = [sum(column) for column in zip(*tables, strict=True)]
    every = _figures(total, whole, sum(sizes), asked) if large else nothing
    return [each.get(place, nothing) for place in range(len(surveys))], every


def _stepped(tables: list[tuple[int, ...]], asked: Asked) -> tuple[Sequence[Row], Row]:
    """One answer a person: the options share the people out among them."""
    if not asked.options:
        return [()] * len(tables), ()
    found = protect(tables, asked.good)
    return found.rows, found.total


def _ticked(tables: list[tuple[int, ...]], sizes: list[int]) -> tuple[Sequence[Row], Row]:
    """Any number of answers: each option is a table of its own, of those who ticked it and those who did not."""
    columns = [
        protect([(row[place], size - row[place]) for row, size in zip(tables, sizes, strict=True)])
        for place in range(len(tables[0]) if tables else 0)
    ]
    rows = [tuple(column.rows[r][0] for column in columns) for r in range(len(tables))]
    return rows, tuple(column.total[0] for column in columns) if tables else ()


def _figures(counts: Sequence[int], shown: Row, people: int, asked: Asked) -> Figures:
    if asked.kind != "scale":
        return Figures(people, shown)
    whole = None not in shown
    return Figures(
        people,
        shown,
        share(counts, shown, asked.good),
        counting.mean(counts) if whole else None,
        counting.median(counts) if whole else None,
    )


def texts(asked: Asked, sheets: Iterable[Answers]) -> tuple[str, ...] | None:
    """What people wrote, in the order of the alphabet and not of who came first; None when fewer than five wrote."""
    said = sorted(str(sheet[asked.code]) for sheet in sheets if sheet.get(asked.code))
    return tuple(said) if len(said) >= SMALLEST else None
