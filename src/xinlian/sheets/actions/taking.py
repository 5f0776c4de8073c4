"""Checking a file and taking it, in chunks of short transactions that can be stopped, killed and taken up again."""

import datetime
import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from xinlian.journal.actions import Actor, record
from xinlian.rows.refusals import Refused
from xinlian.sheets.kinds import Fault, Kind, Line, Outcome, Pass, kind_named
from xinlian.sheets.models import Problem, Upload
from xinlian.sheets.tables import Entry, Table, read

log = logging.getLogger(__name__)

SAMPLE_ROWS = 20
TRIES = 3

Report = Callable[[str, int, int], None]
Judge = Callable[[Sequence[Line], Pass], Sequence[Outcome]]
Judged = list[tuple[Entry, Outcome]]


class _Stopped(Exception):
    """Somebody cancelled, or another worker is further on."""


def nothing(what: str, done: int, total: int) -> None:
    """Reports to nobody."""


def check(*, upload_id: int, by: Actor | None, at: datetime.datetime, report: Report = nothing) -> None:
    """Read the file, count what it would do, keep every reason why a row cannot be taken. Writes nothing else."""
    upload = Upload.objects.get(pk=upload_id)
    if upload.state != "checking":
        return
    kind = kind_named(upload.kind)
    try:
        table = read(settings.UPLOADS / upload.path, kind)
        _begin(upload, table)
        _walk(upload, kind, table, kind.check, report)
    except Refused as no:
        _fail(upload, no.code, dict(no.facts), at)
    except _Stopped:
        return
    except Exception:
        _fail(upload, "unexpected", {}, at)
        raise
    else:
        with transaction.atomic():
            Upload.objects.filter(pk=upload.pk, state="checking").update(state="checked", moved_at=timezone.now())
            record("sheet.checked", upload, by=by, at=at, kind=upload.kind)


def take(*, upload_id: int, by: Actor | None, at: datetime.datetime, report: Report = nothing) -> None:
    """Take the rows that can be taken, from where it stands; what was taken before a kill is not taken again."""
    upload = Upload.objects.get(pk=upload_id)
    if upload.state != "taking":
        return
    kind = kind_named(upload.kind)
    try:
        table = read(settings.UPLOADS / upload.path, kind)
        _walk(upload, kind, table, kind.take, report)
    except Refused as no:
        _fail(upload, no.code, dict(no.facts), at)
    except _Stopped:
        return
    except Exception:
        _fail(upload, "unexpected", {}, at)
        raise
    else:
        with transaction.atomic():
            _record_taken(upload, by)


def _begin(upload: Upload, table: Table) -> None:
    """Clean slate, also after a check that was killed."""
    with transaction.atomic():
        going = Upload.objects.filter(pk=upload.pk, state="checking")
        zero = {"done": 0, "new": 0, "changed": 0, "same": 0, "bad": 0}
        if not going.update(total=len(table.entries), notes=table.notes, sample=[], moved_at=timezone.now(), **zero):
            raise _Stopped
        upload.problems.all().delete()
        kind = kind_named(upload.kind)
        faulty = [_problem(upload, kind, *where) for where in table.header_faults]
        Problem.objects.bulk_create(faulty)
    upload.refresh_from_db()


def _walk(upload: Upload, kind: Kind, table: Table, judge: Judge, report: Report) -> None:
    """Through the table from where the upload stands, a chunk a transaction."""
    actor = get_user_model().objects.filter(pk=upload.by_id or 0).first()
    passing = Pass(actor, timezone.now(), upload.union_path, upload.options)
    what = str(kind.label)
    for start in range(upload.done, len(table.entries), kind.chunk):
        report(what, start, len(table.entries))
        passing.at = timezone.now()
        _chunk(upload, kind, table.entries[start : start + kind.chunk], start, judge, passing)
    report(what, len(table.entries), len(table.entries))


def _chunk(upload: Upload, kind: Kind, entries: list[Entry], start: int, judge: Judge, passing: Pass) -> None:
    """One chunk, all or nothing; again when somebody else wrote the same person or place at the same moment."""
    for last in range(TRIES - 1, -1, -1):
        kept = dict(passing.memory)
        try:
            with transaction.atomic():
                _claim(upload, start, len(entries), passing.at)
                _note(upload, kind, _judged(entries, judge, passing), start)
            return
        except IntegrityError:
            passing.memory = kept
            if not last:
                raise


def _claim(upload: Upload, start: int, count: int, at: datetime.datetime) -> None:
    """Move on from `start`, unless somebody cancelled or another worker already did: then nothing of this counts."""
    mine = Upload.objects.filter(pk=upload.pk, state=upload.state, done=start)
    if not mine.update(done=start + count, moved_at=at):
        raise _Stopped


def _judged(entries: Sequence[Entry], judge: Judge, passing: Pass) -> Judged:
    """Each entry with its outcome: the cells' own faults first, the rest as the kind judges."""
    good = [entry for entry in entries if not entry.faults]
    outcomes = iter(judge([entry.line for entry in good], passing) if good else ())
    return [(entry, Outcome("bad", tuple(entry.faults)) if entry.faults else next(outcomes)) for entry in entries]


def _note(upload: Upload, kind: Kind, judged: Judged, start: int) -> None:
    counts: dict[str, Any] = {
        state: F(state) + sum(1 for _entry, outcome in judged if outcome.state == state)
        for state in ("new", "changed", "same", "bad")
    }
    if start == 0:
        counts["sample"] = [_sample(kind, entry, outcome) for entry, outcome in judged[:SAMPLE_ROWS]]
    Upload.objects.filter(pk=upload.pk).update(**counts)
    rows = [entry.line for entry, _outcome in judged]
    for sheet in {line.sheet for line in rows}:
        numbers = [line.row for line in rows if line.sheet == sheet]
        upload.problems.filter(sheet=sheet, row__gte=min(numbers), row__lte=max(numbers)).delete()
    Problem.objects.bulk_create(
        _problem(upload, kind, entry.line.sheet, entry.line.row, entry.line.letters.get(fault.key, ""), fault)
        for entry, outcome in judged
        for fault in outcome.faults
    )


def _problem(upload: Upload, kind: Kind, sheet: str, row: int, letter: str, fault: Fault) -> Problem:
    column = kind.column(fault.key)
    header = column.headers[0] if column else ""
    return Problem(
        upload=upload, sheet=sheet[:80], row=row, column=letter, header=header, code=fault.code, facts=dict(fault.facts)
    )


def _sample(kind: Kind, entry: Entry, outcome: Outcome) -> dict[str, object]:
    values = entry.line.values
    cells = {c.key: c.show(values[c.key]) if values.get(c.key) is not None else "" for c in kind.columns}
    return {"sheet": entry.line.sheet, "row": entry.line.row, "state": outcome.state, "cells": cells}


def _record_taken(upload: Upload, by: Actor | None) -> None:
    now = timezone.now()
    if Upload.objects.filter(pk=upload.pk, state="taking").update(state="done", ended_at=now, moved_at=now):
        upload.refresh_from_db()
        facts = {name: getattr(upload, name) for name in ("new", "changed", "same", "bad")}
        record("sheet.taken", upload, by=by, at=now, kind=upload.kind, **facts)


def _fail(upload: Upload, code: str, facts: dict[str, object], at: datetime.datetime) -> None:
    with transaction.atomic():
        going = Upload.objects.filter(pk=upload.pk, state__in=("checking", "taking"))
        if going.update(state="failed", failure=code, failure_facts=facts, ended_at=timezone.now()):
            record("sheet.failed", upload, by=None, at=at, kind=upload.kind, code=code)
