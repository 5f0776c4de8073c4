"""Ranks a table of marks by a declared rule, so that anyone can recompute a published result: no database, no network.

FILE is JSON with its rule inside, or CSV with --rule (docs/formats/ranking.md). Where the file says which ranks and totals were
published, they are compared. The last line is the verdict. Exit code 1 when a published rank or total does not follow, 2 when
a file cannot be read.
"""

import argparse
import json
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

from xinlian.engines.ranking.ranking import Standing, rank
from xinlian.engines.ranking.reading import Table, Unreadable, from_csv, from_json, rule_from
from xinlian.web.cli.exits import FAILED, OK, Usage

HELP = "rank a table of marks by a declared rule"
EPILOG = """examples:
  ./xinlian rank result.json
  ./xinlian rank marks.csv --rule rule.json --json"""
LARGEST = 256 * 1024 * 1024
DIGITS, LONGEST = 12, 200
SENTENCES = {
    "other_format": "the file is no table of marks: its format is not 'xinlian-ranking'",
    "other_version": "version {found} of the format; this program reads version {wanted}",
    "not_json": "the file is no whole JSON: {why}",
    "no_rule": "the rule names no parts",
    "no_ties": "the chain of ties is empty or wrong",
    "parts_wrong": "two parts have the same key, or there are more than 20",
    "key_taken": "a part cannot be called '{key}'",
    "choice_wrong": "{where} is one of: {choices}",
    "rounding_wrong": "{where} should be a step above 0 and a mode: half_up, half_even, down, up",
    "fields_unknown": "{where} has unknown fields: {fields}",
    "text_missing": "'{name}' should be a text of 1 to 100 signs",
    "number_wrong": "{where}: '{value}' is no number that can stand there",
    "mark_above_most": "{where}: {value} is above the most, {most}",
    "no_entries": "the entries are no list of ids with marks",
    "no_header": "the table has no header with a column 'id'",
    "header_twice": "two columns have the same name",
    "id_missing": "row {row} has no id",
    "id_twice": "the id {id} stands there twice (row {row})",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("file", type=Path, help="the table")
    parser.add_argument("--rule", type=Path, help="the rule, where the table is CSV")
    parser.add_argument("--json", action="store_true", help="the ranks as one JSON object")


def run(options: argparse.Namespace) -> int:
    """Rank a file."""
    try:
        table = _table(options.file, options.rule)
    except Unreadable as error:
        raise Usage(f"{options.file.name}: {SENTENCES[error.code].format_map(error.facts)}") from error
    standings = rank(table.entries, table.rule)
    misfits = compare(table, standings)
    if options.json:
        told = [_told(one) for one in standings]
        print(json.dumps({"ok": not misfits, "standings": told, "misfits": misfits}, ensure_ascii=False))
    else:
        print("\n".join(_lines(standings, misfits, compared=len(table.published))))
    return FAILED if misfits else OK


def _table(file: Path, rule: Path | None) -> Table:
    for path in (file, rule):
        if path is not None and not path.is_file():
            raise Usage(f"there is no file {path}")
    if file.stat().st_size > LARGEST:
        raise Usage(f"{file.name} is larger than {LARGEST // 1048576} MB")
    text = _text(file)
    if file.suffix.lower() != ".csv":
        return from_json(text)
    if rule is None:
        raise Usage("a CSV table needs --rule, a JSON file with the rule")
    try:
        said = json.loads(_text(rule), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_json", why=str(error)[:80]) from error
    return from_csv(text, rule_from(said))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Usage(f"{file.name} is no UTF-8 text") from error


def compare(table: Table, standings: list[Standing]) -> list[str]:
    """What was published and does not follow, in words."""
    found = {one.entry.id: one for one in standings}
    misfits = []
    for key, (number, total) in table.published.items():
        one = found.get(key)
        if one is None:
            misfits.append(f"{key}: published, but not among the entries")
        elif number is not None and one.rank != number:
            misfits.append(f"{key}: published as {number}, should be {one.rank if one.rank else 'not ranked'}")
        elif total is not None and one.total != Fraction(total):
            misfits.append(f"{key}: the published total is {total}, it should be {number_words(one.total)}")
    return misfits


def number_words(value: Fraction | None) -> str | None:
    """Exact where decimals can say it, else to twelve digits and marked."""
    if value is None:
        return None
    with localcontext(prec=LONGEST):
        near = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-DIGITS))
    text = f"{near:f}".rstrip("0").rstrip(".")
    return text if Fraction(text) == value else f"{text}…"


def _told(one: Standing) -> dict[str, Any]:
    parts = {key: number_words(value) for key, value in one.parts.items()}
    return {
        "id": one.entry.id,
        "rank": one.rank,
        "total": number_words(one.total),
        "parts": parts,
        "why": list(one.why),
    }


def _lines(standings: list[Standing], misfits: list[str], *, compared: int) -> list[str]:
    width = max([2, *(len(one.entry.id) for one in standings)])
    lines = []
    for one in standings:
        parts = "  ".join(f"{key} {number_words(value) or '-'}" for key, value in one.parts.items())
        why = f"  not ranked: {', '.join(one.why)}" if one.why else ""
        lines.append(
            f"{one.rank or '-':>6}  {one.entry.id:{width}}  {number_words(one.total) or '-':>12}  {parts}{why}"
        )
    ranked = sum(one.rank is not None for one in standings)
    verdict = f"{ranked:,} ranked, {len(standings) - ranked:,} not"
    if compared:
        verdict += (
            f"; {compared:,} published, {len(misfits):,} do not follow"
            if misfits
            else f"; all {compared:,} published follow"
        )
    return [*lines, *misfits, verdict]
