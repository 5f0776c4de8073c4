"""Takes in an Excel or CSV table as an officer would at the desk: every bad row named, the good ones taken.

Exit code 0 when every row was taken, 1 when some were not; they are listed by sheet, row, column and reason.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from xinlian.web.cli import acting, boot
from xinlian.web.cli.console import progress
from xinlian.web.cli.exits import FAILED, OK, Stop, Usage

if TYPE_CHECKING:
    from xinlian.sheets.models import Upload

HELP = "take in an Excel or CSV table, naming every bad row"
EPILOG = """examples:
  ./xinlian import --kinds
  ./xinlian import stations 驿站.xlsx --as officer --option datum=gcj02 --check
  ./xinlian import people 职工.csv --as officer"""


class Kinds(argparse.Action):
    """--kinds says which kinds of table there are and ends."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        boot.django()
        from xinlian.sheets.kinds import kind_named, kind_names

        for name in kind_names():
            kind = kind_named(name)
            columns = "、".join(column.headers[0] for column in kind.columns)
            print(f"{name:12} {kind.label}: {columns}")
            for option in kind.options:
                print(f"{'':12} --option {option.key}={'|'.join(choice[0] for choice in option.choices)}")
        parser.exit(OK)


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("kind", help="what the rows are; see --kinds")
    parser.add_argument("file", type=Path, help="an .xlsx, .xls, .ods or .csv file")
    parser.add_argument(
        "--kinds", action=Kinds, nargs=0, help="say which kinds there are, with their columns and options"
    )
    parser.add_argument("--check", action="store_true", help="only say what it would do, take nothing")
    acting.add(parser)


def run(options: argparse.Namespace) -> int:
    """Check the file and take it."""
    if not options.file.is_file():
        raise Usage(f"there is no file {options.file}")
    boot.django()
    from django.utils import timezone

    from xinlian.sheets.commands import import_file

    by = acting.actor(options.actor)
    with progress() as report, acting.refusals():
        upload = import_file(
            kind=options.kind,
            path=options.file,
            by=by,
            at=timezone.now(),
            options=acting.declared(options.option),
            union_path=options.union,
            dry=options.check,
            report=report,
        )
    return _outcome(upload, options.check)


def _outcome(upload: "Upload", dry: bool) -> int:
    from xinlian.rows.sentences import say
    from xinlian.sheets import queries

    for note in queries.notes(upload):
        print(note)
    for problem in queries.problems(upload).iterator(chunk_size=2000):
        where = f"{problem.sheet}!{problem.column}{problem.row}"
        print(f"{where}\t{problem.header}\t{queries.words(problem)}")
    if upload.state == "failed":
        raise Stop(f"{say(upload.failure, upload.failure_facts)} ({upload.failure})")
    counts = f"{upload.new} new, {upload.changed} changed, {upload.same} same, {upload.bad} not taken"
    print(f"{'would be: ' if dry else ''}{counts}, of {upload.total} rows")
    return FAILED if upload.bad else OK
