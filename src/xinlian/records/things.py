"""The agents, activities and verbs of a store as rows: found, and made where they are new."""

import hashlib
import json
import time
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from django.db import connection

from xinlian.engines.statements.definitions import merged
from xinlian.engines.statements.refs import Refs
from xinlian.records import sql
from xinlian.records.models import Client, Thing

Name = tuple[str, str]  # kind and key
Definitions = dict[str, list[Mapping[str, object]]]  # by IRI
REMEMBERED, SECONDS = 20_000, 1.0
MOST_SETTLED, LONGEST_SETTLED = 2_000, 2_000


@dataclass(frozen=True, slots=True)
class Known:
    """A thing of a store: its key in the database, and its definition as JSON, "" for none."""

    id: int
    definition: str


# What this process saw in the database, and until when that may be used. It is never asked who may know a thing:
# a store's things are looked up for whoever writes to that store alone.
_seen: dict[tuple[str, Name], tuple[float, Known]] = {}


def named(several: Iterable[Refs]) -> set[Name]:
    """Every thing that statements speak of."""
    verbs, agents, activities = set[str](), set[str](), set[str]()
    for one in several:
        verbs.add(one.verb)
        agents |= one.related_agents
        activities |= one.related_activities
    kinds = (("verb", verbs), ("agent", agents), ("activity", activities))
    return {(kind, key) for kind, keys in kinds for key in keys}


def remembered(union_path: str, names: Collection[Name]) -> dict[Name, Known]:
    """Those of the named things that the store knows, activities as they were at most SECONDS ago.

    A thing that is there stays, and its id stays what it is; of agents and verbs there is nothing else. A definition that
    another process changed within that second is met again by the next batch after it. Nothing is remembered from within a
    transaction, which may be undone.
    """
    now = time.monotonic()
    found, left = {}, list[Name]()
    for name in names:
        until, known = _seen.get((union_path, name), (0.0, None))
        if known is not None and until > now:
            found[name] = known
        else:
            left.append(name)
    if left:
        # The other activities too, so that all that come together are asked for together, once a second.
        fresh = find(union_path, [*left, *(name for name in found if name[0] == "activity")])
        found |= fresh
        if not connection.in_atomic_block:
            if len(_seen) > REMEMBERED:
                _seen.clear()
            for name, known in fresh.items():
                _seen[union_path, name] = (now + SECONDS if name[0] == "activity" else inf, known)
    return found


def forget() -> None:
    """Remember nothing: the database is another one, or was emptied."""
    _seen.clear()
    _settled.clear()


@lru_cache(maxsize=20_000)
def digest_of(*words: str) -> uuid.UUID:
    """16 bytes of SHA-256 over words, each with its length."""
    text = "".join(f"{len(word)}:{word}" for word in words)
    return uuid.UUID(bytes=hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16])


def find(union_path: str, names: Iterable[Name]) -> dict[Name, Known]:
    """Those of the named things that the store knows."""
    wanted = {digest_of(*name): name for name in names}
    rows = sql.among(Thing, ("digest", "id", "definition"), union_path, "digest", wanted)
    return {wanted[sql.uid_of(digest)]: Known(key, definition) for digest, key, definition in rows}


def made(client: Client, names: set[Name], known: Mapping[Name, Known]) -> Mapping[Name, Known]:
    """All of the named things, of which some are known.

    New ones are inserted in the order of their digests, so that writers never wait in a ring.
    """
    missing = sorted(names - known.keys(), key=lambda name: digest_of(*name))
    if not missing:
        return known
    owned = {"union_path": client.union_path, "shard": client.shard}
    rows = [Thing(kind=n[0], key=n[1], digest=digest_of(*n), **owned) for n in missing]
    Thing.objects.bulk_create(rows, ignore_conflicts=True)
    return {**known, **find(client.union_path, missing)}


def unsettled(known: Mapping[Name, Known], said: Iterable[tuple[str, Mapping[str, object] | None]]) -> Definitions:
    """What statements say of activities, by their IRIs, where it may change what the store knows."""
    several: Definitions = {}
    for iri, definition in said:
        if definition and definition not in (before := several.setdefault(iri, [])):
            before.append(definition)
    return {iri: new for iri, new in several.items() if not _all_settled(known["activity", iri], new)}


def _all_settled(thing: Known, new: Sequence[Mapping[str, object]]) -> bool:
    if all(_is_settled(thing, one) for one in new):
        return True
    if _all(json.loads(thing.definition or "{}"), new) != thing.definition:
        return False
    if len(thing.definition) <= LONGEST_SETTLED:
        if len(_settled) > MOST_SETTLED:
            _settled.clear()
        _settled.update({(thing.id, id(one)): (one, thing.definition) for one in new})
    return True


def define(known: Mapping[Name, Known], several: Definitions) -> None:
    """Merge what statements say of activities into what the store knows; under the store's lock, so that none is lost."""
    for iri, new in several.items():
        thing = known["activity", iri]
        now = Thing.objects.filter(pk=thing.id).values_list("definition", flat=True).get()
        Thing.objects.filter(pk=thing.id).update(definition=_all(json.loads(now or "{}"), new))


# What, merged into what a thing had, changed nothing; each definition is held, so that no other gets its place in memory.
_settled: dict[tuple[int, int], tuple[Mapping[str, object], str]] = {}


def _is_settled(thing: Known, definition: Mapping[str, object]) -> bool:
    return _settled.get((thing.id, id(definition)), (None, None))[1] == thing.definition


def _all(old: Mapping[str, object], several: Iterable[Mapping[str, object]]) -> str:
    for one in several:
        old = merged(old, one)
    return json.dumps(old, ensure_ascii=False, separators=(",", ":"))


def definitions(union_path: str, iris: Iterable[str]) -> dict[str, Mapping[str, object]]:
    """What the store knows of activities, by their IRIs; those it knows something of."""
    found = find(union_path, {("activity", iri) for iri in iris})
    return {name[1]: json.loads(one.definition) for name, one in found.items() if one.definition}
