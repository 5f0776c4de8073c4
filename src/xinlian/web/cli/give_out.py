"""Writes what there is of a kind as an Excel or CSV table, as far as the person it is done for may see it."""

import argparse
from pathlib import Path

from xinlian.web.cli import acting, boot
from xinlian.web.cli.console import progress
from xinlian.web.cli.exits import OK, Missing
from xinlian.web.cli.take_in import Kinds

HELP = "write an Excel or CSV table"
EPILOG = """examples:
  ./xinlian export --kinds
  ./xinlian export stations 驿站.xlsx --as officer --option datum=wgs84"""


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("kind", help="what the rows are; see --kinds")
    parser.add_argument("file", type=Path, help="where to write: .xlsx or .csv")
    parser.add_argument(
        "--kinds", action=Kinds, nargs=0, help="say which kinds there are, with their columns and options"
    )
    acting.add(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file."""
    boot.django()
    from django.utils import timezone

    from xinlian.sheets.commands import export_file

    by = acting.actor(options.actor)
    try:
        with progress() as report, acting.refusals():
            count = export_file(
                kind=options.kind,
                path=options.file,
                by=by,
                at=timezone.now(),
                options=acting.declared(options.option),
                union_path=options.union,
                report=report,
            )
    except OSError as error:
        raise Missing(f"{options.file} could not be written: {error.strerror}") from error
    print(f"{options.file}: {count} rows")
    return OK
