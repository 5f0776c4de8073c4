"""The tables of a season: units in an order by the engine of ranking, with why each stands where it stands. Pure.

A table is plain JSON when kept. `file` gives it in the format that `./xinlian rank` recomputes (docs/formats/ranking.md).
"""

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from xinlian.engines.ranking.ranking import Entry, Standing, rank
from xinlian.engines.ranking.rule import MEAN, OUT, STANDARD, TOTAL, Part, Rounding, Rule, Tie
from xinlian.training.rules.season import TENTH, Item

SECTIONS, TEAMS = "sections", "teams"
KINDS = (SECTIONS, TEAMS)
WHOLE = "all"
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Unit:
    """A section or a team; `part_of` is the section of a team."""

    id: str
    name: str
    part_of: str = ""

    @property
    def whole(self) -> str:
        """Its name with that of its section."""
        return f"{self.part_of} · {self.name}" if self.part_of else self.name


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a month; `filled`: there was nothing to count, the mean of the others stands there."""

    value: Decimal
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """What an item gave a unit: its mark, and that times its weight; "" where there is none."""

    key: str
    mark: str = ""
    gain: str = ""
    marks: list[str | None] = field(default_factory=list)
    filled: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in its table. `rank` None: not ranked, for `lacks` (keys of items)."""

    id: str
    name: str
    part_of: str
    rank: int | None
    total: str
    parts: list[Why]
    lacks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of units over one period. `items` count; `waiting` have no mark at all yet and do not; `left_out` had nobody."""

    kind: str
    period: str
    items: list[dict[str, Any]]
    waiting: list[dict[str, Any]]
    lines: list[Line]
    left_out: list[str]

    def kept(self) -> dict[str, Any]:
        """As a published result keeps it."""
        return asdict(self)


def opened(kept: Mapping[str, Any]) -> Table:
    """A table as it was kept."""
    lines = [Line(**{**one, "parts": [Why(**part) for part in one["parts"]]}) for one in kept["lines"]]
    return Table(**{**kept, "lines": lines})


def digest(tables: object) -> str:
    """The SHA-256 of tables, over their JSON without spaces, keys in order."""
    text = json.dumps(tables, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def rule(items: Sequence[Mapping[str, Any]]) -> Rule:
    """The mean of the months' marks of an item to 0.1; times its weight to 0.01; the total is their sum; equals share a rank.

    Whoever lacks an item that counts is not ranked.
    """
    parts = tuple(
        Part(
            one["key"],
            Decimal(one["weight"]) / 100,
            how=MEAN,
            missing=OUT,
            most=Decimal(100),
            round=Rounding(TENTH),
            round_weighted=Rounding(CENT),
        )
        for one in items
    )
    return Rule(parts, None, (Tie(TOTAL),), STANDARD)


def make(
    kind: str,
    period: str,
    items: Sequence[Item],
    units: Sequence[Unit],
    marks: Mapping[tuple[str, str], Sequence[Mark | None]],
    left_out: Sequence[str] = (),
) -> Table:
    """The table of units by their marks: (key of item, id of unit) to one for each month. An item without any mark does not count yet."""
    has = {key for (key, _unit), several in marks.items() if any(several)}
    counts = [_said(one) for one in items if one.key in has]
    waiting = [_said(one) for one in items if one.key not in has]
    entries = [Entry(one.id, {item["key"]: _values(marks, item["key"], one) for item in counts}) for one in units]
    known = {one.id: one for one in units}
    standings = rank(entries, rule(counts)) if counts else []
    lines = [_line(known[one.entry.id], one, counts, marks) for one in standings]
    if not counts:
        lines = [Line(one.id, one.name, one.part_of, None, "", []) for one in units]
    return Table(kind, period, counts, waiting, lines, list(left_out))


def _said(item: Item) -> dict[str, Any]:
    target = None if item.target is None else f"{item.target.normalize():f}"
    return {"key": item.key, "name": item.name, "weight": item.weight, "source": item.source, "target": target}


def _values(marks: Mapping[tuple[str, str], Sequence[Mark | None]], key: str, unit: Unit) -> list[Decimal | None]:
    return [None if one is None else one.value for one in marks.get((key, unit.id), ())]


def _line(
    unit: Unit,
    standing: Standing,
    counts: Sequence[Mapping[str, Any]],
    marks: Mapping[tuple[str, str], Sequence[Mark | None]],
) -> Line:
    parts = [_why(one, standing.parts[one["key"]], marks.get((one["key"], unit.id), ())) for one in counts]
    total = "" if standing.total is None else _text(standing.total, CENT)
    lacks = [one.partition(":")[2] for one in standing.why]
    return Line(unit.id, unit.name, unit.part_of, standing.rank, total, parts, lacks)


def _why(item: Mapping[str, Any], mark: Fraction | None, months: Sequence[Mark | None]) -> Why:
    kept = [None if one is None else f"{one.value.quantize(TENTH):f}" for one in months]
    filled = sum(one is not None and one.filled for one in months)
    if mark is None:
        return Why(item["key"], marks=kept, filled=filled)
    gain = Rounding(CENT)(mark * Fraction(item["weight"], 100))
    return Why(item["key"], _text(mark, TENTH), _text(gain, CENT), kept, filled)


def _text(value: Fraction, step: Decimal) -> str:
    """An exact multiple of a step as text."""
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).quantize(step):f}"


def file(table: Table) -> dict[str, Any]:
    """The table with its rule and what was said of it, to recompute."""
    return {
        "format": "xinlian-ranking",
        "version": 1,
        "rule": {
            "parts": [
                {
                    "key": one["key"],
                    "weight": f"{Decimal(one['weight']) / 100:f}",
                    "how": MEAN,
                    "missing": OUT,
                    "most": "100",
                    "round": {"step": f"{TENTH:f}"},
                    "round_weighted": {"step": f"{CENT:f}"},
                }
                for one in table.items
            ],
            "ties": [{"by": TOTAL}],
            "style": STANDARD,
        },
        "entries": [
            {
                "id": one.id,
                "name": Unit(one.id, one.name, one.part_of).whole,
                "marks": {part.key: part.marks for part in one.parts},
            }
            for one in sorted(table.lines, key=lambda line: line.id)
        ],
        "published": [{"id": one.id, "rank": one.rank, "total": one.total or None} for one in table.lines],
    }


def period_of(month: datetime.date) -> str:
    """How a month is called in addresses and kept tables."""
    return f"{month:%Y-%m}"
