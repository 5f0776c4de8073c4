"""A table of marks and its rule out of JSON or CSV (docs/formats/ranking.md), and the published ranks to compare with."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xinlian.engines.ranking.ranking import Entry
from xinlian.engines.ranking.rule import ATTEMPTS, JUDGES, MODES, OUT, STYLES, TOTAL, ZERO, Part, Rounding, Rule, Tie

VERSION = 1
MOST_ENTRIES, MOST_PARTS, MOST_MARKS, LONGEST = 1_000_000, 20, 100, 40
RULE_FIELDS = {"parts", "round", "ties", "style"}
PART_FIELDS = {
    "key", "weight", "judges", "how", "of", "drop_high", "drop_low", "fewest", "missing", "minimum", "most", "round_mark",
    "round", "round_weighted",
}  # fmt: skip


class Unreadable(Exception):
    """A file that is no table, or no rule; `code` says why, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(slots=True)
class Table:
    """A rule, its entries, and what was published of them: id to (rank, total), either None where it was not said."""

    rule: Rule
    entries: list[Entry]
    published: dict[str, tuple[int | None, Decimal | None]] = field(default_factory=dict)


def from_json(text: str) -> Table:
    """A whole file: {"format": "xinlian-ranking", "version": 1, "rule": {…}, "entries": […], "published": […]}."""
    said = _parsed(text)
    if not isinstance(said, dict) or said.get("format") != "xinlian-ranking":
        raise Unreadable("other_format")
    if said.get("version") != VERSION:
        raise Unreadable("other_version", found=said.get("version"), wanted=VERSION)
    rule = rule_from(said.get("rule"))
    table = Table(rule, _entries(said.get("entries"), rule))
    for one in said.get("published") or []:
        table.published[_text(one, "id")] = (_rank(one.get("rank")), _number(one.get("total"), "published"))
    return table


def from_csv(text: str, rule: Rule) -> Table:
    """A table with a header: id, a column `key` or columns `key.1`, `key.2`… for each part, further columns for ties, and
    `rank`, `total` where something was published.
    """
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    if not rows or "id" not in (heads := [one.strip() for one in rows[0]]):
        raise Unreadable("no_header")
    if len(set(heads)) < len(heads):
        raise Unreadable("header_twice")
    table, seen = Table(rule, []), set[str]()
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(heads, [cell.strip() for cell in row], strict=False))
        entry = _row(cells, rule, number)
        if not entry.id or entry.id in seen:
            raise Unreadable("id_twice" if entry.id else "id_missing", row=number, id=entry.id)
        seen.add(entry.id)
        table.entries.append(entry)
        if cells.get("rank") or cells.get("total"):
            table.published[entry.id] = (_rank(cells.get("rank")), _number(cells.get("total"), f"row {number}"))
    return table


def _row(cells: Mapping[str, str], rule: Rule, number: int) -> Entry:
    where, marks, taken = f"row {number}", dict[str, list[Decimal | None]](), {"id", "name", "rank", "total"}
    for part in rule.parts:
        several = [head for head in cells if head == part.key or _numbered(head, part.key)]
        several.sort(key=lambda head: int(head.rpartition(".")[2]) if "." in head else 0)
        taken.update(several)
        marks[part.key] = [_mark(cells[head], part, f"{where}, {head}") for head in several]
    wanted = {tie.by for tie in rule.ties} - {TOTAL} - set(marks)
    more = {head: _number(cells[head], f"{where}, {head}") for head in wanted if head in cells and head not in taken}
    return Entry(cells.get("id", ""), marks, more)


def _numbered(head: str, key: str) -> bool:
    return head.startswith(f"{key}.") and head[len(key) + 1 :].isdecimal()


def rule_from(said: Any) -> Rule:
    """A rule out of JSON. Raises Unreadable, naming the field."""
    if not isinstance(said, dict) or not isinstance(said.get("parts"), list) or not said["parts"]:
        raise Unreadable("no_rule")
    _known(said, RULE_FIELDS, "rule")
    parts = tuple(_part(one, number) for number, one in enumerate(said["parts"], 1))
    if len(parts) > MOST_PARTS or len({part.key for part in parts}) < len(parts):
        raise Unreadable("parts_wrong")
    style = said.get("style", STYLES[0])
    if style not in STYLES:
        raise Unreadable("choice_wrong", where="rule.style", choices=", ".join(STYLES))
    ties = tuple(_tie(one) for one in said.get("ties", [{"by": TOTAL}]))
    if not ties:
        raise Unreadable("no_ties")
    return Rule(parts, _rounding(said.get("round"), "rule.round"), ties, style)


def _part(said: Any, number: int) -> Part:
    where = f"part {number}"
    if not isinstance(said, dict):
        raise Unreadable("no_rule")
    _known(said, PART_FIELDS, where)
    key = _text(said, "key")
    if key in (TOTAL, "id", "rank", "name"):
        raise Unreadable("key_taken", key=key)
    judges = _flag(said.get("judges", False), f"{where}.judges")
    how = said.get("how", "mean" if judges else "best")
    choices = JUDGES if judges else ATTEMPTS
    if how not in choices:
        raise Unreadable("choice_wrong", where=f"{where}.how", choices=", ".join(choices))
    missing = said.get("missing", OUT)
    if missing not in (OUT, ZERO):
        raise Unreadable("choice_wrong", where=f"{where}.missing", choices=f"{OUT}, {ZERO}")
    counts: dict[str, Any] = {
        name: _count(said.get(name, 1 if name == "fewest" else 0), f"{where}.{name}")
        for name in ("of", "drop_high", "drop_low", "fewest")
    }
    if how == "mean_best" and not counts["of"]:
        raise Unreadable("choice_wrong", where=f"{where}.of", choices="1, 2, …")
    rounds: dict[str, Any] = {
        name: _rounding(said.get(name), f"{where}.{name}") for name in ("round_mark", "round", "round_weighted")
    }
    numbers: dict[str, Any] = {name: _number(said.get(name), f"{where}.{name}") for name in ("minimum", "most")}
    weight = _number(said.get("weight", "1"), f"{where}.weight")
    if weight is None:
        raise Unreadable("number_wrong", where=f"{where}.weight", value="")
    return Part(key, weight, judges, how, missing=missing, **counts, **rounds, **numbers)


def _tie(said: Any) -> Tie:
    if not isinstance(said, dict):
        raise Unreadable("no_ties")
    _known(said, {"by", "smaller_first"}, "ties")
    return Tie(_text(said, "by"), _flag(said.get("smaller_first", False), "ties.smaller_first"))


def _rounding(said: Any, where: str) -> Rounding | None:
    if said is None:
        return None
    if not isinstance(said, dict):
        raise Unreadable("rounding_wrong", where=where)
    _known(said, {"step", "mode"}, where)
    step, mode = _number(said.get("step"), where), said.get("mode", MODES[0])
    if step is None or step <= 0 or mode not in MODES:
        raise Unreadable("rounding_wrong", where=where)
    return Rounding(step, mode)


def _entries(said: Any, rule: Rule) -> list[Entry]:
    if not isinstance(said, list) or len(said) > MOST_ENTRIES:
        raise Unreadable("no_entries")
    entries, seen = list[Entry](), set[str]()
    keys = {part.key: part for part in rule.parts}
    for one in said:
        if not isinstance(one, dict) or not isinstance(one.get("marks"), dict):
            raise Unreadable("no_entries")
        key = _text(one, "id")
        if key in seen:
            raise Unreadable("id_twice", row=len(entries) + 1, id=key)
        seen.add(key)
        _known(one["marks"], set(keys), f"entry {key}")
        marks = {name: _marks(several, keys[name], f"entry {key}, {name}") for name, several in one["marks"].items()}
        more = one.get("more") or {}
        entries.append(
            Entry(key, marks, {name: _number(value, f"entry {key}, {name}") for name, value in more.items()})
        )
    return entries


def _marks(said: Any, part: Part, where: str) -> list[Decimal | None]:
    several = said if isinstance(said, list) else [said]
    if len(several) > MOST_MARKS:
        raise Unreadable("number_wrong", where=where, value=f"{len(several)} marks")
    return [_mark(one, part, where) for one in several]


def _mark(said: Any, part: Part, where: str) -> Decimal | None:
    value = _number(said, where)
    if value is not None and part.most is not None and value > part.most:
        raise Unreadable("mark_above_most", where=where, value=str(value), most=str(part.most))
    return value


def _number(said: Any, where: str) -> Decimal | None:
    """A number as text or as JSON wrote it; None for nothing."""
    if said is None or said == "":
        return None
    text = str(said)
    try:
        if isinstance(said, bool) or len(text) > LONGEST:
            raise ArithmeticError
        value = Decimal(text)
        if not value.is_finite() or abs(value.adjusted()) > LONGEST:
            raise ArithmeticError
    except ArithmeticError:
        raise Unreadable("number_wrong", where=where, value=text[:LONGEST]) from None
    return value


def _rank(said: Any) -> int | None:
    value = _number(said, "rank")
    return None if value is None else int(value)


def _count(said: Any, where: str) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not 0 <= said <= MOST_MARKS:
        raise Unreadable("number_wrong", where=where, value=str(said)[:LONGEST])
    return said


def _flag(said: Any, where: str) -> bool:
    if not isinstance(said, bool):
        raise Unreadable("choice_wrong", where=where, choices="true, false")
    return said


def _text(said: Any, name: str) -> str:
    found = said.get(name) if isinstance(said, dict) else None
    if not isinstance(found, str) or not 0 < len(found) <= 100:
        raise Unreadable("text_missing", name=name)
    return found


def _known(said: Mapping[str, Any], fields: Sequence[str] | set[str], where: str) -> None:
    unknown = sorted(set(said) - set(fields))
    if unknown:
        raise Unreadable("fields_unknown", where=where, fields=", ".join(unknown)[:80])


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text, parse_float=Decimal, parse_int=lambda digits: int(digits) if len(digits) <= LONGEST else digits
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_json", why=str(error)[:80]) from error
