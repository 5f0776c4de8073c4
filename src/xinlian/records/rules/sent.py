"""A batch of statements as it was sent, made ready before any transaction begins. Pure."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import orjson

from xinlian.engines.statements import pieces
from xinlian.engines.statements.check import check
from xinlian.engines.statements.keeping import kept
from xinlian.engines.statements.piece import authority_part
from xinlian.engines.statements.reading import parsed
from xinlian.engines.statements.refs import Pair, Refs, activities, refs
from xinlian.records.rules.faults import Fault

MOST = 1000
_exactly = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

Said = dict[str, Any]


class Sent(msgspec.Struct, frozen=True):
    """One statement: its id in lower case, what was said, what will be kept but for the time (also as text), and what it
    speaks of."""

    uid: str
    said: Mapping[str, Any]
    whole: Mapping[str, Any]
    text: str
    refs: Refs
    activities: Sequence[Pair]


def read(content: bytes, version: str) -> tuple[list[Said], bool]:
    """The statements of a body in JSON, and whether they came as a list. Raises as `parsed` and `checked` do."""
    quickly = pieces.plain(content, version, MOST)
    if quickly is not None and not _twice(quickly):
        return list(quickly), content.lstrip()[:1] == b"["
    said = parsed(content)
    return checked(said, version), isinstance(said, list)


def _twice(several: Sequence[Mapping[str, Any]]) -> bool:
    ids = [str(one["id"]).lower() for one in several if "id" in one]
    return len(set(ids)) != len(ids)


def checked(said: Any, version: str) -> list[Said]:
    """The statements of a body, each whole and valid, no id twice. Raises Bad, and Fault 400: id_twice, 413: too_many."""
    several = said if isinstance(said, list) else [said]
    if len(several) > MOST:
        raise Fault(413, "too_many", "XAPI-00328", "", {"most": MOST})
    for one in several:
        check(one, version)
    if _twice(several):
        raise Fault(400, "id_twice", "Communication 2.1.2", "id")
    return several


def written(said: Any) -> str:
    """JSON without spaces; the slow writer knows whole numbers of more than 64 bits."""
    try:
        return orjson.dumps(said).decode()
    except orjson.JSONEncodeError:
        return _exactly(said)


def batch(several: Sequence[Mapping[str, Any]], stamp: str, authority: dict[str, Any], version: str) -> list[Sent]:
    """All of a batch."""
    plain = pieces.Readying(authority_part(authority), stored=stamp, version=version)
    return [
        _plain(one, plain) if isinstance(one, pieces.Plain) else ready(one, stamp, authority, version)
        for one in several
    ]


def _plain(said: pieces.Plain, plain: pieces.Readying) -> Sent:
    uid = said["id"].lower() if "id" in said else str(uuid.uuid4())
    return Sent(uid, said, *plain.ready(said, uid))


def ready(said: Mapping[str, Any], stamp: str, authority: Mapping[str, Any], version: str) -> Sent:
    """One statement with an id; `stamp` stands for the time of storing, which is known only at the end of the store."""
    uid = said["id"].lower() if "id" in said else str(uuid.uuid4())
    whole = kept(said, id=uid, stored=stamp, authority=authority, version=version)
    return Sent(uid, said, whole, written(whole), refs(whole), activities(whole))
