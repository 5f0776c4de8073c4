"""Writing the journal and sealing it."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Protocol

from django.db import IntegrityError, models, transaction

from xinlian.journal.models import Entry, Link
from xinlian.journal.rules import START, digest, follow
from xinlian.rows.models import Row

SEAL_BATCH = 1000


class Actor(Protocol):
    """Whoever acts: anything with a primary key."""

    pk: int


def content(entry: Entry) -> dict[str, object]:
    """What is digested of an entry: everything it says, with its own id."""
    return {
        "id": entry.id,
        "uid": str(entry.uid),
        "at": entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "verb": entry.verb,
        "type": entry.object_type,
        "object": str(entry.object_uid) if entry.object_uid else None,
        "union": entry.union_path,
        "facts": entry.facts,
    }


def record(verb: str, about: models.Model | None, *, by: Actor | None, at: datetime.datetime, **facts: object) -> Entry:
    """Write one line inside the caller's transaction. `facts` are plain JSON and name no person."""
    entry = _entry(verb, about, by, at, facts)
    entry.save(force_insert=True)
    return entry


def record_many(
    verb: str, about: Iterable[models.Model], *, by: Actor | None, at: datetime.datetime, **facts: object
) -> int:
    """A line for each of many objects of one act, such as a chunk of an import; how many."""
    entries = [_entry(verb, one, by, at, facts) for one in about]
    Entry.objects.bulk_create(entries)
    return len(entries)


def _entry(
    verb: str, about: models.Model | None, by: Actor | None, at: datetime.datetime, facts: dict[str, object]
) -> Entry:
    row = about if isinstance(about, Row) else None
    uid = getattr(about, "uid", None)
    entry = Entry(
        at=at,
        actor_id=by.pk if by is not None else None,
        verb=verb,
        object_type=about._meta.label_lower if about is not None else "",
        object_uid=uid if isinstance(uid, uuid.UUID) else None,
        union_path=row.union_path if row else getattr(about, "union_path", ""),
        shard=row.shard if row else 0,
        facts=facts,
    )
    entry.digest = digest(content(entry))
    return entry


def seal() -> int:
    """Chain the entries that are not chained yet; how many. Two sealers at once: one of them gives way.

    Apart from `record`, so that concurrent actions never wait for one another at the head of the chain.
    """
    done = 0
    while True:
        try:
            with transaction.atomic():
                count = _seal_batch()
        except IntegrityError:
            return done
        done += count
        if count < SEAL_BATCH:
            return done


def _seal_batch() -> int:
    last = Link.objects.order_by("-number").first()
    number, previous = (last.number, last.hash) if last else (0, START)
    fresh = Entry.objects.filter(link=None).order_by("id").values_list("id", "digest")[:SEAL_BATCH]
    links = []
    for entry_id, entry_digest in fresh:
        number, previous = number + 1, follow(previous, entry_digest)
        links.append(Link(number=number, entry_id=entry_id, hash=previous))
    Link.objects.bulk_create(links)
    return len(links)
