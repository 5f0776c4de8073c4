"""Documents are put in place, merged and taken away. Guarded by conditional updates: of two writers one is told no."""

import datetime
import json
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from xinlian.engines.statements.reading import parsed
from xinlian.journal.actions import record
from xinlian.records.models import Client, Document
from xinlian.records.queries.documents import Place, one, there
from xinlian.records.rules import tags
from xinlian.records.rules.faults import Fault

TRIES = 5
JSON = "application/json"
NOT_JSON = {"state": "XAPI-00232", "agent": "XAPI-00278", "activity": "XAPI-00309"}
Conditions = tuple[str | None, str | None]  # If-Match, If-None-Match


class Said(TypedDict):
    """What a client says of a document, and where it belongs."""

    client: Client
    place: Place
    name: str
    content: bytes
    content_type: str
    conditions: Conditions
    at: datetime.datetime


def put(*, guarded: bool, **said: Unpack[Said]) -> None:
    """Write a document whole. `guarded`: one that is there is only replaced by who names its tag.

    Raises Fault: 409 document_there, 412 condition_failed, 403 document_of_another; Bad for what is not the JSON it says.
    """
    if _is_json(said["content_type"]):
        parsed(said["content"])
    for _ in range(TRIES):
        found = _found(said)
        if found is not None and guarded and said["conditions"] == (None, None):
            raise Fault(409, "document_there", "XAPI-00322", "If-Match")
        if _write(said, found, said["content"], said["content_type"]):
            return
    raise Fault(409, "written_meanwhile", "XAPI-00322")


def merge(**said: Unpack[Said]) -> None:
    """Put the properties of a JSON object over those of the one that is there, at the top level; or write it, as new.

    Raises Fault: 412 condition_failed, 403 document_of_another, 400 not_mergeable; Bad.
    """
    new = _object(said["content"]) if _is_json(said["content_type"]) else None
    for _ in range(TRIES):
        found = _found(said)
        whole, content_type = said["content"], said["content_type"]
        if found is not None:
            if new is None or not _is_json(found.content_type):
                raise Fault(400, "not_mergeable", NOT_JSON[said["place"].kind], "Content-Type")
            content_type = found.content_type
            whole = json.dumps({**_object(bytes(found.content)), **new}, ensure_ascii=False).encode()
        if _write(said, found, whole, content_type):
            return
    raise Fault(409, "written_meanwhile", "XAPI-00322")


def take_away(*, client: Client, place: Place, name: str | None, conditions: Conditions, at: datetime.datetime) -> None:
    """Delete a document, or with no name all at a place. What is not there is not missed. Fault 412, 403."""
    if name is None:
        with transaction.atomic():
            _delete(client, list(there(client, place).only("id", "uid", "kind", "union_path", "shard", "etag")), at)
        return
    for _ in range(TRIES):
        found = _demand(client, one(client, place, name), conditions)
        with transaction.atomic():
            if found is None or _delete(client, [found], at):
                return
    raise Fault(409, "written_meanwhile", "XAPI-00322")


def _found(said: Said) -> Document | None:
    return _demand(said["client"], one(said["client"], said["place"], said["name"]), said["conditions"])


def _demand(client: Client, found: Document | None, conditions: Conditions) -> Document | None:
    if found is not None and not client.reads_all and found.client_id != client.pk:
        raise Fault(403, "document_of_another", "XAPI-00327")
    if tags.failed(*conditions, found.etag if found else None):
        raise Fault(412, "condition_failed", "XAPI-00322", "If-Match" if conditions[0] is not None else "If-None-Match")
    return found


def _is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == JSON


def _object(content: bytes) -> dict[str, Any]:
    said = parsed(content)
    if not isinstance(said, dict):
        raise Fault(400, "not_an_object", "XAPI-00186")
    return said


def _write(said: Said, found: Document | None, content: bytes, content_type: str) -> bool:
    """Whether it was written: not when somebody else wrote meanwhile."""
    client, place = said["client"], said["place"]
    new: dict[str, Any] = {"content": content, "content_type": content_type, "etag": tags.tag_of(content)}
    new |= {"changed_at": said["at"], "client_id": client.pk}
    if found is not None:
        return bool(Document.objects.filter(pk=found.pk, etag=found.etag).update(**new))
    owned = {"union_path": client.union_path, "shard": client.shard}
    row = Document(kind=place.kind, owner=place.owner, digest=place.digest(said["name"]), **owned, **new)
    row.registration, row.name = place.registration, said["name"]
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _delete(client: Client, several: list[Document], at: datetime.datetime) -> int:
    gone = 0
    for document in several:
        done = Document.objects.filter(pk=document.pk, etag=document.etag).delete()[0]
        if done:
            record("document.deleted", document, by=None, at=at, client=client.name, kind=document.kind)
        gone += done
    return gone
