"""Banks and their questions: made, changed in versions, reviewed, illustrated."""

import datetime
from collections.abc import Sequence
from typing import BinaryIO

from django.db import IntegrityError, transaction

from xinlian.assessment.models import Bank, BankPicture, Item
from xinlian.assessment.rules.states import REVIEW_NEXT
from xinlian.assessment.who import demand_keeper
from xinlian.engines.exams.plain import as_plain
from xinlian.engines.exams.questions import Question, faults
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.places.pictures import process
from xinlian.rows.diagrams import before
from xinlian.rows.refusals import Refused

PICTURE_EDGE = 960


@transaction.atomic
def make(*, union: Union, name: str, by: Person, at: datetime.datetime) -> Bank:
    """A new bank. Refused: role_trainer, bank_named_already."""
    demand_keeper(by, union.union_path, at)
    bank = Bank(union=union, name=name.strip(), made_by=by, made_at=at)
    bank.union_path, bank.shard = union.union_path, union.shard
    try:
        with transaction.atomic():
            bank.save(force_insert=True)
    except IntegrityError:
        raise Refused("bank_named_already") from None
    record("bank.made", bank, by=by, at=at)
    return bank


@transaction.atomic
def set_practice(*, bank: Bank, practice: bool, by: Person, at: datetime.datetime) -> Bank:
    """Let workers practise with it, or no more. Refused: role_trainer."""
    demand_keeper(by, bank.union_path, at)
    Bank.objects.filter(pk=bank.pk).update(practice=practice)
    bank.practice = practice
    record("bank.practice", bank, by=by, at=at, practice=practice)
    return bank


@transaction.atomic
def add(*, bank: Bank, question: Question, by: Person, at: datetime.datetime) -> Item:
    """A new question, to be reviewed. Refused: role_trainer, question_known, and what the engine finds wrong."""
    demand_keeper(by, bank.union_path, at)
    _demand_sound(question)
    item = Item.of(bank, question, by, at)
    _insert(item)
    record("question.added", item, by=by, at=at, kind=item.kind)
    return item


@transaction.atomic
def change(*, item: Item, question: Question, by: Person, at: datetime.datetime) -> Item:
    """The next version of a question, to be reviewed; papers that hold the old one keep it.

    Refused: role_trainer, question_known, question_changed_by_another, and what the engine finds wrong.
    """
    demand_keeper(by, item.union_path, at)
    _demand_sound(question)
    if as_plain(question) == item.body:
        return item
    if not Item.objects.filter(pk=item.pk, current=True).update(current=False):
        raise Refused("question_changed_by_another")
    fresh = Item.of(item.bank, question, by, at)
    fresh.lineage, fresh.version = item.lineage, item.version + 1
    _insert(fresh)
    record("question.changed", fresh, by=by, at=at, version=fresh.version)
    return fresh


@transaction.atomic
def review(*, items: Sequence[Item], to: str, by: Person, at: datetime.datetime) -> int:
    """Approve questions, send them back or retire them; how many changed. Refused: role_trainer."""
    for path in {item.union_path for item in items}:
        demand_keeper(by, path, at)
    rows = Item.objects.filter(pk__in=[item.pk for item in items], current=True)
    done = rows.filter(review__in=before(REVIEW_NEXT, to)).update(review=to, reviewed_by=by, reviewed_at=at)
    if done:
        record("question.reviewed", items[0].bank, by=by, at=at, after=to, questions=done)
    return done


@transaction.atomic
def put_picture(*, bank: Bank, name: str, file: BinaryIO, size: int, by: Person, at: datetime.datetime) -> BankPicture:
    """A picture under a name; another of the same name takes its place.

    Refused: role_trainer, picture_name_missing, and what `places.pictures.process` refuses.
    """
    demand_keeper(by, bank.union_path, at)
    name = name.strip()[:100]
    if not name:
        raise Refused("picture_name_missing")
    picture = process(file, size)
    content = picture.files[PICTURE_EDGE, "jpg"]
    made, _new = BankPicture.objects.update_or_create(
        bank=bank,
        name=name,
        defaults={
            "content": content,
            "sha256": picture.sha256,
            "made_at": at,
            "union_path": bank.union_path,
            "shard": bank.shard,
        },
    )
    record("bank.pictured", bank, by=by, at=at, sha256=picture.sha256)
    return made


def _demand_sound(question: Question) -> None:
    wrong = faults(question)
    if wrong:
        raise Refused(f"question_{wrong[0]}")


def _insert(item: Item) -> None:
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError:
        raise Refused("question_known") from None


@transaction.atomic
def note_taken(*, bank: Bank, form: str, by: Person, at: datetime.datetime) -> None:
    """Somebody takes a bank along as a file."""
    record("bank.taken_along", bank, by=by, at=at, form=form)
