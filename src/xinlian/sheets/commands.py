"""Bringing and giving tables without a browser, for `./xinlian import` and `./xinlian export`."""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils import timezone

from xinlian.journal.actions import Actor, record
from xinlian.rows.refusals import Refused
from xinlian.sheets.actions import bringing, taking
from xinlian.sheets.actions.taking import Report, nothing
from xinlian.sheets.kinds import Pass, chosen, kind_named
from xinlian.sheets.models import Upload
from xinlian.sheets.who import demand_place
from xinlian.sheets.writing import csv_lines, write

PIECE = 1 << 20


def import_file(
    *,
    kind: str,
    path: Path,
    by: Actor,
    at: datetime.datetime,
    options: Mapping[str, str] | None = None,
    union_path: str = "",
    dry: bool = False,
    report: Report = nothing,
) -> Upload:
    """Check a file and (unless `dry`) take it, here and now; the upload with its counts and problems.

    `union_path`: below which union; may be left out by who holds a role in one place. Refused as `bring` refuses.
    """
    place = union_path or _only_place(kind, by, at)
    with path.open("rb") as file:
        pieces = iter(lambda: file.read(PIECE), b"")
        upload = bringing.bring(
            kind=kind, name=path.name, pieces=pieces, union_path=place, by=by, at=at, options=options
        )
    taking.check(upload_id=upload.pk, by=by, at=at, report=report)
    upload.refresh_from_db()
    if upload.state == "checked" and not dry:
        bringing.confirm(upload=upload, by=by, at=timezone.now())
        taking.take(upload_id=upload.pk, by=by, at=at, report=report)
        upload.refresh_from_db()
    return upload


def export_file(
    *,
    kind: str,
    path: Path,
    by: Actor,
    at: datetime.datetime,
    options: Mapping[str, str] | None = None,
    union_path: str = "",
    report: Report = nothing,
) -> int:
    """Write what there is of a kind as .xlsx or .csv; how many rows. Refused: kind_gives_nothing, file_ending."""
    known = kind_named(kind)
    if known.give is None:
        raise Refused("kind_gives_nothing", {"kind": kind})
    place = union_path or _only_place(kind, by, at)
    demand_place(known, place, by, at)
    headers, rows = known.give(Pass(by, at, place, chosen(known, options or {})))
    counted = _counted(rows, str(known.label), report)
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as text:
            text.writelines(csv_lines(headers, counted))
    elif path.suffix == ".xlsx":
        with path.open("wb") as file:
            write(file, [(str(known.label), headers, counted)])
    else:
        raise Refused("file_ending", {"ending": path.suffix})
    record("sheet.given", None, by=by, at=at, kind=kind, rows=counted.count, union=place)
    return counted.count


class _counted:  # noqa: N801 (reads like the function that it is)
    """Rows that are counted as they pass."""

    def __init__(self, rows: object, what: str, report: Report) -> None:
        self.rows, self.what, self.report, self.count = rows, what, report, 0

    def __iter__(self) -> Iterator[list[object]]:
        for row in self.rows:  # type: ignore[attr-defined]
            self.count += 1
            if self.count % 500 == 0:
                self.report(self.what, self.count, 0)
            yield row


def _only_place(kind: str, by: Actor, at: datetime.datetime) -> str:
    tops = kind_named(kind).tops(by, timezone.localdate(at))
    if not tops:
        raise Refused("role_missing")
    if len(tops) > 1:
        raise Refused("union_needed")
    return tops[0]
