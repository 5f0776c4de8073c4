"""Statements are taken in: once each, in one order, with what finds them, and with what rooms above make of them."""

import datetime
import json
import logging
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db import IntegrityError, transaction

from xinlian.engines.statements.comparing import same
from xinlian.records import locks, marking, sql, things, tying
from xinlian.records.listening import listeners
from xinlian.records.marking import Block
from xinlian.records.models import Attachment, Client, Mention, Statement
from xinlian.records.rules.faults import Fault
from xinlian.records.rules.sent import Sent, batch
from xinlian.records.slots import slot_of
from xinlian.records.things import Definitions, Known, Name
from xinlian.records.tying import New
from xinlian.rows.refusals import Refused

log = logging.getLogger(__name__)
TRIES = 4
One = TypeVar("One")
File = tuple[str, str, bytes]  # SHA-256, content type, bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """What came of a batch: the ids in the order sent, and when the last of the new ones was stored."""

    uids: list[str]
    at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is the same wherever in the store a batch comes to lie: columns of its statements, its mentions as if the first
    statement were 0, and what it says of activities that may be new."""

    columns: Mapping[str, Sequence[Any]]
    mentions: Sequence[Block]
    definitions: Definitions


@dataclass(frozen=True, slots=True)
class _Work:
    """What is ready before anybody has to wait for it: statements, the names of things, those that are known, and rows if all are."""

    fresh: Sequence[Sent]
    names: set[Name]
    known: Mapping[Name, Known]
    rows: _Rows | None
    stamp: str
    files: Sequence[File]


def authority_of(client: Client) -> dict[str, Any]:
    """Who vouches for what a client sends: the client, by its public id at this site."""
    account = {"homePage": settings.SITE_URL, "name": client.public_id}
    return {"objectType": "Agent", "name": client.name, "account": account}


def store(*, client: Client, said: Sequence[Mapping[str, Any]], files: Sequence[File] = (), version: str) -> Stored:
    """Keep a batch of checked statements, all of it or nothing; the same again is kept once.

    Raises Fault: 409 id_taken, 403 may_not_void, 400 voids_voiding; Bad. Ids are nearly always new, so what is there
    already is asked only once the database refused one, as it also does when another writer of the same ids was faster.
    Things are looked up before the transaction, which others may wait for: they are never taken away.
    """
    stamp, authority = secrets.token_hex(16), authority_of(client)
    several = batch(said, stamp, authority, version)
    fresh, uids = several, [one.uid for one in several]
    for left in reversed(range(TRIES)):
        if not fresh:
            break
        names = things.named(_apart(one.refs for one in fresh))
        known = things.remembered(client.union_path, names)
        rows = _rows(client, fresh, known) if len(known) == len(names) else None
        work = _Work(fresh, names, known, rows, stamp, files)
        try:
            with locks.turn():
                return Stored(uids, _store(client, work))
        except IntegrityError:
            if not left:
                raise
            fresh = _new(client, several)
    return Stored(uids, None)


@transaction.atomic
def _store(client: Client, work: _Work) -> datetime.datetime:
    known = things.made(client, work.names, work.known)
    rows = work.rows or _rows(client, work.fresh, known)
    end = locks.hold(client.union_path, [one.uid for one in work.fresh])
    new = _insert(client, work, rows, known, end)
    things.define(known, rows.definitions)
    tying.tie(client, new, end)
    _keep(client, work.files, end.at)
    _tell(client, new, work.stamp, end.at)
    return end.at + (len(new) - 1) * locks.STEP


def _rows(client: Client, fresh: Sequence[Sent], known: Mapping[Name, Known]) -> _Rows:
    columns: dict[str, Sequence[Any]] = {
        "uid": sql.uids(one.uid for one in fresh),
        "slot": [slot_of(client.union_path, one.uid) for one in fresh],
        "verb_id": [known["verb", one.refs.verb].id for one in fresh],
        "registration": sql.uids(one.refs.registration for one in fresh),
        "target": sql.uids(one.refs.target for one in fresh),
    }
    mentions = marking.blocks(range(len(fresh)), [one.refs for one in fresh], known, client.pk)
    said = (pair for pairs in _apart(one.activities for one in fresh) for pair in pairs)
    return _Rows(columns, mentions, things.unsettled(known, said))


def _apart(several: Iterable[One]) -> Iterable[One]:
    """What many statements of a batch share, once."""
    return {id(one): one for one in several}.values()


def _new(client: Client, batch: Sequence[Sent]) -> list[Sent]:
    """What of a batch is not there yet. Fault 409: id_taken, when what is there says something else."""
    slots = {slot_of(client.union_path, one.uid): one for one in batch}
    rows = Statement.objects.filter(slot__in=slots).values_list("slot", "union_path", "uid", "text")
    known = {slot: (union_path, str(uid), text) for slot, union_path, uid, text in rows}
    for slot in known.keys() & slots.keys():
        one, (union_path, uid, text) = slots[slot], known[slot]
        if (union_path, uid) != (client.union_path, one.uid) or not same(json.loads(text), one.said):
            raise Fault(409, "id_taken", "XAPI-00142", "id", {"id": one.uid})
    return [one for slot, one in slots.items() if slot not in known]


def _insert(client: Client, work: _Work, rows: _Rows, known: Mapping[Name, Known], end: locks.End) -> list[New]:
    """The statements in order, each a microsecond after the one before, so that no two share a moment; and their mentions."""
    fresh, stamp = work.fresh, work.stamp
    stored = sql.moments(end.at, len(fresh))
    texts = [one.text.replace(stamp, at) for one, at in zip(fresh, stored, strict=True)]
    columns = {"id": end.ids, "stored_at": sql.times(stored), "text": texts, **rows.columns}
    owned = {"union_path": client.union_path, "shard": client.shard, "client_id": client.pk, "voided": False}
    mentions = marking.moved(rows.mentions, end.ids)
    if mentions is None:  # another store's batch took an id in between
        mentions = marking.blocks(end.ids, [one.refs for one in fresh], known, client.pk)
    marks = dict(zip(marking.MENTION, zip(*mentions, strict=True), strict=True))
    sql.append([sql.Rows(Statement, columns, owned), sql.Rows(Mention, marks, {})])
    return list(map(New, end.ids, fresh, stored, rows.columns["verb_id"]))


def _keep(client: Client, files: Sequence[File], at: datetime.datetime) -> None:
    owned = {"union_path": client.union_path, "shard": client.shard, "made_at": at}
    if not files:
        return
    rows = [Attachment(sha2=sha2, content_type=kind, content=content, **owned) for sha2, kind, content in sorted(files)]
    Attachment.objects.bulk_create(rows, ignore_conflicts=True)


def _tell(client: Client, rows: Sequence[New], stamp: str, at: datetime.datetime) -> None:
    """Each listener that has something to write, in a savepoint of its own: its refusal costs its own rows and no statement."""
    several = listeners()
    if not several:
        return
    statements = [_timed(row, stamp) for row in rows]
    for listener in several:
        act = listener(client, statements, at)
        if act is None:
            continue
        try:
            with transaction.atomic():
                act()
        except Refused as refused:
            log.warning("a listener refused a batch", extra={"code": refused.code, "client": str(client.uid)})


def _timed(row: New, stamp: str) -> dict[str, Any]:
    """A statement as it lies in the store: the time of storing in the place of the stamp."""
    whole = dict(row.sent.whole)
    whole["stored"] = row.stored
    if whole["timestamp"] == stamp:
        whole["timestamp"] = row.stored
    return whole
