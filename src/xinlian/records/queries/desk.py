"""What the desk's pages about clients and what they sent show."""

import datetime
import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from xinlian.engines.statements.identity import ifi
from xinlian.engines.statements.languages import chosen
from xinlian.people.scope import Viewer, scope
from xinlian.records import marking, slots
from xinlian.records.models import Client, Mention, Statement
from xinlian.records.who import READERS

LAST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in a few words."""

    uid: uuid.UUID
    who: str
    verb: str
    what: str
    score: str
    stored_at: datetime.datetime
    voided: bool


def clients(viewer: Viewer) -> QuerySet[Client]:
    """The clients of the viewer's part of the tree, those at work first."""
    rows = scope(viewer, Client.objects.select_related("union"), READERS)
    return rows.order_by("blocked_at", "name", "id")


def lines(client: Client) -> list[Line]:
    """The newest fifty statements of a client, voided ones too."""
    blocks = Mention.objects.filter(thing_id=marking.of_client(client.pk)).order_by("-first_id")[:LAST]
    ids = [key for first, bits in blocks.values_list("first_id", "related") for key in marking.ids_of(first, bits)]
    rows = Statement.objects.filter(pk__in=sorted(ids)[-LAST:], client=client)
    return [_line(row) for row in rows.order_by("-id")]


def statement(client: Client, uid: uuid.UUID) -> Statement | None:
    """One of a client's statements."""
    return slots.of_ids(client.union_path, [uid]).filter(client=client).first()


def whole(row: Statement) -> str:
    """Its JSON, a property a line."""
    return json.dumps(json.loads(row.text), ensure_ascii=False, indent=2)


def _line(row: Statement) -> Line:
    said = json.loads(row.text)
    verb = _word(said["verb"].get("display"), said["verb"]["id"])
    return Line(row.uid, _who(said["actor"]), verb, _what(said["object"]), _score(said), row.stored_at, row.voided)


def _who(actor: dict[str, Any]) -> str:
    """The worker number, or what else tells an actor apart."""
    if "account" in actor:
        return str(actor["account"]["name"])
    return (ifi(actor) or "|").partition("|")[2] or f"{len(actor.get('member', []))} ×"


def _what(thing: dict[str, Any]) -> str:
    kind = thing.get("objectType", "Activity")
    if kind == "Activity":
        return _word(thing.get("definition", {}).get("name"), thing["id"])
    if kind == "StatementRef":
        return str(thing["id"])
    return _what(thing["object"]) if kind == "SubStatement" else _who(thing)


def _score(said: dict[str, Any]) -> str:
    score = said.get("result", {}).get("score", {})
    if "raw" in score:
        return f"{score['raw']:g}" + (f" / {score['max']:g}" if "max" in score else "")
    return f"{score['scaled']:.0%}" if "scaled" in score else ""


def _word(words: dict[str, str] | None, otherwise: str) -> str:
    """In the page's language, else in any; else the last part of an address."""
    if words:
        return next(iter(chosen(words, [get_language() or "zh", "zh", "en"]).values()))
    return otherwise.rstrip("/").rpartition("/")[2] or otherwise
