"""A file brought to a bank: read and reported first, taken when somebody says so. Twice is once."""

import datetime
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from xinlian.assessment import fault_texts, reading
from xinlian.assessment.models import Bank, BankFile, Item
from xinlian.assessment.rules.states import FILE_NEXT
from xinlian.assessment.who import demand_keeper
from xinlian.engines.exams.bank.report import Report, Unreadable
from xinlian.engines.exams.plain import as_plain
from xinlian.engines.exams.questions import Question, identity
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.diagrams import before
from xinlian.rows.refusals import Refused
from xinlian.sheets.files import store

KEEP_DAYS = 14
CHUNK = 1000


@transaction.atomic
def bring(*, bank: Bank, name: str, pieces: Iterable[bytes], by: Person, at: datetime.datetime) -> BankFile:
    """Keep a file and say what is in it; nothing of the bank changes yet.

    Refused: role_trainer, bank_ending, file_too_big, bank_unreadable with {"words": why}.
    """
    demand_keeper(by, bank.union_path, at)
    ending = Path(name).suffix.lower()
    if ending not in reading.ENDINGS:
        raise Refused("bank_ending", {"ending": ending or name[-20:]})
    uid = uuid.uuid4()
    path = Path(settings.UPLOADS) / f"bank-{uid}{ending}"
    digest = store(path, pieces)
    report = _read(path)
    brought = BankFile(uid=uid, bank=bank, file_name=Path(name).name[-200:], path=path.name, sha256=digest)
    brought.found = len(report.questions)
    brought.faults = [fault_texts.told(one) for one in report.faults]
    brought.by, brought.made_at = by, at
    brought.union_path, brought.shard = bank.union_path, bank.shard
    brought.save(force_insert=True)
    record("bank.file_brought", brought, by=by, at=at, sha256=digest, questions=brought.found)
    return brought


def _read(path: Path) -> Report:
    """The report, or Refused bank_unreadable and nothing of the file is kept."""
    try:
        return reading.read(path)
    except Unreadable as error:
        path.unlink()
        words = fault_texts.words(error.code, error.facts)
        raise Refused("bank_unreadable", {"words": words}) from error


@transaction.atomic
def take(*, brought: BankFile, by: Person, at: datetime.datetime) -> BankFile:
    """Put its questions into the bank: new ones as drafts, changed ones as next versions, the same ones not at all.

    Refused: role_trainer, bank_file_done.
    """
    demand_keeper(by, brought.union_path, at)
    ready = BankFile.objects.filter(pk=brought.pk, state__in=before(FILE_NEXT, "taken")).exclude(path="")
    if not ready.update(state="taken"):
        raise Refused("bank_file_done")
    questions = [one for _where, one in reading.read(brought.file).questions]
    brought.taken, brought.changed, brought.same = _put(brought.bank, questions, by, at)
    brought.state = "taken"
    brought.save(update_fields=["taken", "changed", "same"])
    record("bank.file_taken", brought, by=by, at=at, new=brought.taken, changed=brought.changed, same=brought.same)
    return brought


@transaction.atomic
def cancel(*, brought: BankFile, by: Person, at: datetime.datetime) -> BankFile:
    """Leave it. Refused: role_trainer, bank_file_done."""
    demand_keeper(by, brought.union_path, at)
    if not BankFile.objects.filter(pk=brought.pk, state__in=before(FILE_NEXT, "cancelled")).update(state="cancelled"):
        raise Refused("bank_file_done")
    brought.refresh_from_db()
    record("bank.file_left", brought, by=by, at=at)
    return brought


def _put(bank: Bank, questions: list[Question], by: Person, at: datetime.datetime) -> tuple[int, int, int]:
    """How many are new, changed and the same."""
    known = {one.key: one for one in Item.objects.filter(bank=bank, current=True)}
    fresh, old, same = [], [], 0
    for question in questions:
        item = known.get(identity(question))
        if item is not None and item.body == as_plain(question):
            same += 1
            continue
        made = Item.of(bank, question, by, at)
        if item is not None:
            made.lineage, made.version = item.lineage, item.version + 1
            old.append(item.pk)
        fresh.append(made)
    for begin in range(0, len(old), CHUNK):
        Item.objects.filter(pk__in=old[begin : begin + CHUNK]).update(current=False)
    Item.objects.bulk_create(fresh, batch_size=CHUNK)
    return len(fresh) - len(old), len(old), same


@transaction.atomic
def put_away(*, by: Person | None, at: datetime.datetime) -> int:
    """Remove files that lie for two weeks; how many."""
    old = BankFile.objects.filter(made_at__lt=at - datetime.timedelta(days=KEEP_DAYS)).exclude(path="")
    files = list(old)
    for brought in files:
        brought.file.unlink(missing_ok=True)
    old.update(path="")
    if files:
        record("bank.files_put_away", None, by=by, at=at, files=len(files))
    return len(files)
