"""Where a statement's id lies in its index: by a number of 63 bits, made of the store and the id.

Ids are random, so every statement of a batch touches another page of that index, at any size; what can be small is the index.
These numbers need a third of the room of path and id on SQLite, and fewer pages are brought from the journal into the file.
That two ids of a database make the same number is as good as impossible: at a hundred million statements the chance is one in
two thousand; the second would be refused as an id that is taken.
"""

import uuid
from collections.abc import Collection, Iterator
from hashlib import blake2b
from itertools import islice

from django.db.models import QuerySet

from xinlian.records.models import Statement

AT_ONCE = 500


def slot_of(union_path: str, uid: str) -> int:
    """The number of an id, in lower case with hyphens, in the store of a union."""
    return int.from_bytes(blake2b(f"{union_path} {uid}".encode(), digest_size=8).digest()) >> 1


def of_ids(union_path: str, uids: Collection[uuid.UUID]) -> QuerySet[Statement]:
    """The statements of a store with these ids, voided ones too; as many as one query bears."""
    slots = [slot_of(union_path, str(uid)) for uid in uids]
    return Statement.objects.filter(slot__in=slots, union_path=union_path, uid__in=uids)


def voided_of(union_path: str, uids: Collection[uuid.UUID]) -> Iterator[uuid.UUID]:
    """Which of these statements are voided."""
    left = iter(uids)
    while several := list(islice(left, AT_ONCE)):
        yield from of_ids(union_path, several).filter(voided=True).values_list("uid", flat=True)
