"""Recomputes a published draw from its file alone: no database, no settings, no network.

verify FILE recomputes every leaf, the root, the seed, the order, each result with its reason, and the totals; the last
line is the verdict. Exit code 1 when something does not fit, 2 when a file cannot be read.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from xinlian.engines.allocation.reading import BYTES_AT_MOST, Unreadable
from xinlian.engines.allocation.verify import Verdict, verify
from xinlian.web.cli.exits import FAILED, OK, Usage

HELP = "recompute a published draw from its file alone"
EPILOG = """examples:
  ./xinlian draw verify draw.json
  ./xinlian draw verify draw.json --commitment commitment.json --receipt mine.json"""

STEPS = {
    "leaves": "leaves        {count:,} entries, each leaf is the hash of its entry",
    "witnesses": "witnesses     {count} numbers, each fits the seal published before the draw",
    "commitment": "commitment    terms and entries are those committed to when applications closed",
    "receipt": "receipt       entry {id} is in this draw as it was handed in",
    "root": "root          {root}",
    "seed": "seed          {seed}, the hash of root, public number and witnesses' numbers",
    "order": "order         lot numbers 1 to {lots:,} follow from the seed",
    "results": "results       {count:,} results follow from the order and the rule",
    "reasons": "reasons       all follow; {sets} full sets of batches are named in them",
    "totals": "totals        {filled:,} of {seats:,} seats given, at most {bound:,} could be; "
    "{wished:,} wished, {possible:,} possible, {waiting:,} waiting",
}
MISFITS = {
    "not_canonical": "the file is not written in its one canonical form: a byte was added, removed or changed",
    "entries_not_sorted": "the entries are not in the order of their ids",
    "count": "the terms name {told} entries, the file holds {found}",
    "leaf": "entry {id}: its leaf is not the hash of what the entry says",
    "witness_count": "{told} witnesses, but {found} numbers",
    "witness": "witness {name}: the number is not the one that was sealed before the draw",
    "witness_twice": "two witnesses have the same seal",
    "other_commitment": "terms or entries are not those committed to: the committed root is {told}, this file's {found}",
    "receipt_missing": "the entry of the receipt, {id}, is not in this draw",
    "receipt_changed": "entry {id} was changed after its receipt was given",
    "receipt_other_draw": "the receipt of {id} belongs to another draw or another root",
    "root": "the root is not that of the terms and entries: it should be {found}",
    "seed": "the seed does not follow from root, public number and witnesses' numbers: it should be {found}",
    "lot": "entry {id}: the lot number should be {found}",
    "result": "entry {id}: {field} should be {found}",
    "reason": "entry {id}: the reason is not the one that follows ({found})",
    "results_count": "{found} results are due, the file holds {told}",
    "sets": "the full sets named in reasons are not those that follow",
    "totals": "the totals do not fit: they should be {found}",
    "elsewhere": "the file holds something that does not follow from the rest",
    "batch_twice": "batch {key} is there twice",
    "seats_negative": "batch {batch} has fewer than no seats",
    "applicant_twice": "entry {key} is there twice",
    "batch_named_twice": "entry {key} names a batch twice",
    "batch_unknown": "entry {key} names a batch that is not in the terms",
    "group_unknown": "entry {key} names a group that is not in the terms",
    "group_negative": "entry {key} names a group that is not in the terms",
    "party_size": "party {party} has {size} members; two to four may go together",
    "quota_twice": "the quota of {key} is there twice",
    "quota_of_nobody": "a quota counts nobody",
    "quota_contradicts": "the quota of {key} guarantees more than its ceiling",
}
UNREADABLE = {
    "empty": "the file is empty",
    "too_large": "the file is larger than {limit:,} bytes, which no draw is",
    "not_utf8": "the file is not UTF-8 text",
    "not_json": "the file is not whole JSON; it breaks off or goes wrong in line {line}, column {column}",
    "too_deep": "the file nests deeper than any draw",
    "number_not_whole": "the file holds a number that is not whole ({found})",
    "number_too_long": "the file holds a number with thousands of digits",
    "other_format": "the format is '{found}', not '{wanted}'",
    "other_version": "version {found} of the format; this program reads version {wanted}",
    "other_fields": "fields are missing or unknown in {where}: {fields}",
    "other_type": "{where} should be: {wanted}",
    "other_rule": "drawn under version {found} of the rule; this program knows version {wanted}",
    "receipt_path": "the receipt's path is not written as the format says",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("action", choices=["verify"], help="what to do")
    parser.add_argument("file", type=Path, help="the published file of the draw")
    parser.add_argument("--commitment", type=Path, help="the commitment published when applications closed")
    parser.add_argument("--receipt", type=Path, help="the receipt of one applicant")
    parser.add_argument("--json", action="store_true", help="the verdict as one JSON object on the last line")


def run(options: argparse.Namespace) -> int:
    """Verify, print what was recomputed and the verdict."""
    try:
        verdict = verify(
            _content(options.file),
            commitment=options.commitment and _content(options.commitment),
            receipt=options.receipt and _content(options.receipt),
        )
    except Unreadable as error:
        sentence = UNREADABLE[error.code].format(**_plain(error.facts))
        if options.json:
            print(_json(False, error.code, error.facts, sentence, ()))
        raise Usage(f"cannot be verified: {sentence}") from error
    said = _sentence(verdict)
    if options.json:
        print(_json(verdict.ok, verdict.code, verdict.facts, said, verdict.steps))
    else:
        print("\n".join([*_lines(verdict), said]))
    return OK if verdict.ok else FAILED


def _content(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise Usage(f"no file {file}")
        size = file.stat().st_size
        if size > BYTES_AT_MOST:
            raise Unreadable("too_large", limit=BYTES_AT_MOST)
        return file.read_bytes()
    except OSError as error:
        raise Usage(f"{file} cannot be read: {error.strerror}") from error


def _lines(verdict: Verdict) -> list[str]:
    lines = [STEPS[step].format(**facts) for step, facts in verdict.steps]
    if not verdict.same_code:
        lines.append("note          the draw names other code than this program's; the rule has the same version")
    return lines


def _sentence(verdict: Verdict) -> str:
    if verdict.ok:
        return "VERIFIED: everything in the file follows from its entries, the public number and the rule"
    return f"NOT VERIFIED: {MISFITS[verdict.code].format(**_plain(verdict.facts))}"


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts come from a stranger's file: no control characters reach the terminal."""
    return {
        name: value if isinstance(value, int) else "".join(c if c.isprintable() else "?" for c in str(value))[:200]
        for name, value in facts.items()
    }


def _json(ok: bool, code: str, facts: dict[str, Any], said: str, steps: tuple[tuple[str, Any], ...]) -> str:
    verdict = {"ok": ok, "code": code, "facts": facts, "said": said, "steps": [[step, found] for step, found in steps]}
    return json.dumps(verdict)
