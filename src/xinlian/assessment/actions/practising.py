"""Practising: whether an answer is right, and the book of mistakes."""

import datetime
import uuid
from typing import Any

from django.db import transaction

from xinlian.assessment.models import Item, Practised
from xinlian.engines.exams.marking import Rules, share
from xinlian.journal.actions import record
from xinlian.people.models import Person

ENOUGH = 2


@transaction.atomic
def practise(*, item: Item, answer: Any, client_uid: uuid.UUID, by: Person, at: datetime.datetime) -> bool:
    """Whether the answer is right; the same UUID again counts once."""
    right = share(item.question, answer, Rules()) == 1
    said = {"bank": item.bank, "last_uid": client_uid, "at": at, "union_path": item.union_path, "shard": item.shard}
    kept, fresh = Practised.objects.get_or_create(person=by, lineage=item.lineage, defaults=said)
    if not fresh and kept.last_uid == client_uid:
        return right
    kept.times, kept.at, kept.last_uid = kept.times + 1, at, client_uid
    kept.right_in_a_row = kept.right_in_a_row + 1 if right else 0
    kept.missed = not right or (kept.missed and kept.right_in_a_row < ENOUGH)
    kept.save(update_fields=["times", "at", "last_uid", "right_in_a_row", "missed"])
    record("question.practised", item, by=by, at=at)
    return right
