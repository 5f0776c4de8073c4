"""Runs test files of others through the code that checks passes: no database, no settings, no network.

Known by their shape: examples of the COSE working group, EU digital certificate test data, wycheproof (Ed25519, P-256),
status lists, credentials with W3C Data Integrity proofs (EdDSA). Counts what passed, what failed and why, and what is not spoken here; the last line is the verdict. Exit
code 1 when a case failed, 2 when no file is of a kind that is known.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from xinlian.testing import vectors
from xinlian.web.cli.exits import FAILED, OK, Usage

HELP = "run test files of others through the code that checks passes"
EPILOG = """examples:
  ./xinlian vectors testvectors_v1/ed25519_test.json
  ./xinlian vectors a-folder-of-them/"""
SHOWN = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("path", type=Path, help="a JSON file, or a folder of them")
    parser.add_argument("--json", action="store_true", help="the counts as one JSON object on the last line")


def run(options: argparse.Namespace) -> int:
    """Run every case of every file."""
    files = sorted(options.path.rglob("*.json")) if options.path.is_dir() else [options.path]
    if not files or not options.path.exists():
        raise Usage(f"no JSON file in {options.path}")
    total: Counter[str] = Counter()
    reasons: list[str] = []
    known = 0
    for file in files:
        kind = vectors.kind_of(_content(file))
        if kind is None:
            print(f"{file.name}: not of a kind that is known")
            continue
        known += 1
        counts, said = _ran(file, kind)
        total.update(counts)
        reasons += said
        print(f"{file.name}: {kind.name}: {_counted(counts)}")
    for reason in reasons[:SHOWN]:
        print(f"  {reason}")
    if len(reasons) > SHOWN:
        print(f"  ... and {len(reasons) - SHOWN} more")
    if not known:
        raise Usage("no file is of a kind that is known")
    bad = bool(total[vectors.FAILED]) or not total[vectors.PASSED]
    print(json.dumps(dict(total)) if options.json else f"{'NOT ALL' if bad else 'ALL'} AS EXPECTED: {_counted(total)}")
    return FAILED if bad else OK


def _ran(file: Path, kind: vectors.Kind) -> tuple[Counter[str], list[str]]:
    counts: Counter[str] = Counter()
    said, unspoken = [], Counter[str]()
    for name, outcome, reason in kind.cases(_content(file)):
        counts[outcome] += 1
        if outcome == vectors.FAILED:
            said.append(_plain(f"FAILED {file.name}, {name}: {reason}"))
        elif outcome == vectors.UNSPOKEN:
            unspoken[reason] += 1
    said += [_plain(f"not spoken here, {file.name}: {reason} ({count})") for reason, count in unspoken.items()]
    return counts, said


def _content(file: Path) -> Any:
    try:
        if file.stat().st_size > vectors.LARGEST:
            raise Usage(f"{file} is larger than any test file")
        return json.loads(file.read_bytes())
    except OSError as error:
        raise Usage(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise Usage(f"{file} is not JSON") from error


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[name]:,} {name}" for name in (vectors.PASSED, vectors.FAILED, vectors.UNSPOKEN))


def _plain(text: str) -> str:
    """What comes from a stranger's file: no control characters reach the terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)[:300]
