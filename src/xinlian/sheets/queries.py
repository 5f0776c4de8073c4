"""Reading uploads."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from xinlian.rows.sentences import say
from xinlian.sheets import headers
from xinlian.sheets.cells import cell
from xinlian.sheets.kinds import Kind, kind_named
from xinlian.sheets.models import Problem, Upload
from xinlian.sheets.tables import fill_down
from xinlian.sheets.workbook import sheets


def left_lying(before: datetime.datetime) -> QuerySet[Upload]:
    """Uploads that should be worked on and were not since a moment."""
    return Upload.objects.filter(state__in=("checking", "taking"), moved_at__lte=before)


def all_uploads() -> QuerySet[Upload]:
    """For `scope` to narrow."""
    return Upload.objects.all()


def brought_before(upload: Upload) -> Upload | None:
    """The last time that the same file of the same kind was taken for the same union."""
    same = Upload.objects.filter(
        kind=upload.kind, sha256=upload.sha256, union_path=upload.union_path, state="done", made_at__lt=upload.made_at
    )
    return same.order_by("-made_at").first()


def problems(upload: Upload) -> QuerySet[Problem]:
    """All reasons, in the order of the file."""
    return upload.problems.all()


def words(problem: Problem) -> str:
    """A reason as a sentence."""
    return say(problem.code, problem.facts)


def notes(upload: Upload) -> list[str]:
    """What was noticed about the file, in sentences."""
    return [say(note["code"], note["facts"]) for note in upload.notes]


def tally(upload: Upload) -> list[dict[str, Any]]:
    """How often each reason occurs, most frequent first: {"code", "header", "count"}."""
    counted: dict[tuple[str, str], int] = {}
    for code, header in upload.problems.values_list("code", "header"):
        counted[(code, header)] = counted.get((code, header), 0) + 1
    rows = [{"code": code, "header": header, "count": n} for (code, header), n in counted.items()]
    return sorted(rows, key=lambda row: -int(str(row["count"])))


def bad_rows(upload: Upload) -> tuple[list[str], Iterator[list[object]]]:
    """The rows that were not taken as they stood in the file, with their reasons: headers and rows to mend."""
    kind = kind_named(upload.kind)
    reasons: dict[tuple[str, int], list[str]] = {}
    for problem in problems(upload).iterator(chunk_size=2000):
        where = f"{problem.column} {problem.header}：" if problem.header else ""
        reasons.setdefault((problem.sheet, problem.row), []).append(where + words(problem))
    return [*(column.headers[0] for column in kind.columns), "原行号", "原因"], _bad(upload, kind, reasons)


def _bad(upload: Upload, kind: Kind, reasons: dict[tuple[str, int], list[str]]) -> Iterator[list[object]]:
    for sheet in sheets(settings.UPLOADS / upload.path):
        header = headers.find(sheet.rows, sheet.merged, kind.columns)
        if header:
            fill_down(sheet, header)
        places = [header.places.get(column.key) if header else None for column in kind.columns]
        for row, cells in sheet.rows:
            why = reasons.get((sheet.name[:80], row))
            if why:
                given = [cell(cells[p]).text if p is not None and p < len(cells) else "" for p in places]
                yield [*given, f"{sheet.name} {row}", "；".join(why)]


def stored(upload: Upload) -> list[Path]:
    """The file of an upload and what was made of it."""
    path = settings.UPLOADS / upload.path
    return [path, path.with_suffix(".rows"), path.with_suffix(".half")] if upload.path else []
