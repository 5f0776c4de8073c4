"""A union with a store, and clients that speak to it over HTTP."""

import base64
import json
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client as Browser
from django.utils import timezone

from xinlian.people.models import Union
from xinlian.records.actions import clients
from xinlian.records.marking import ids_of
from xinlian.records.models import Client, Mention
from xinlian.testing.make import make_union

VERSIONS = ("1.0.3", "2.0.0")
STATEMENTS = "/xapi/statements"
HOME = "https://example.org/workers"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
Json = dict[str, Any]


@dataclass
class Speaker:
    """A client with its key and the version that it speaks."""

    client: Client
    key: str
    version: str = "2.0.0"

    def headers(self, more: dict[str, str] | None = None) -> dict[str, str]:
        """Authorization and version, and others."""
        pair = base64.b64encode(f"{self.client.public_id}:{self.key}".encode()).decode()
        return {"Authorization": f"Basic {pair}", "X-Experience-API-Version": self.version, **(more or {})}

    def ask(
        self,
        method: str,
        address: str,
        body: Any = None,
        *,
        kind: str = "application/json",
        headers: dict[str, str] | None = None,
        **parameters: Any,
    ) -> HttpResponse:
        """One request. `body`: bytes as they are, anything else as JSON."""
        query = urlencode({k: v if isinstance(v, str) else json.dumps(v) for k, v in parameters.items()})
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        whole = f"{address}{'&' if '?' in address else '?'}{query}" if query else address
        return Browser(headers=self.headers(headers)).generic(method, whole, content, content_type=kind)  # type: ignore[no-any-return]

    def send(self, *several: Json) -> list[str]:
        """Statements that must be taken; their ids."""
        answer = self.ask("POST", STATEMENTS, list(several))
        assert answer.status_code == 200, answer.content
        return [str(one) for one in json.loads(answer.content)]

    def one(self, uid: str, **parameters: Any) -> Json:
        """A statement that must be there."""
        answer = self.ask("GET", STATEMENTS, statementId=uid, **parameters)
        assert answer.status_code == 200, answer.content
        found: Json = json.loads(answer.content)
        return found

    def page(self, **parameters: Any) -> Json:
        """A page that must be given."""
        answer = self.ask("GET", STATEMENTS, **parameters)
        assert answer.status_code == 200, answer.content
        found: Json = json.loads(answer.content)
        return found

    def ids(self, **parameters: Any) -> list[str]:
        """The ids on a page, in order."""
        return [one["id"] for one in self.page(**parameters)["statements"]]


def make_speaker(union: Union | None = None, may: str = "all", version: str = "2.0.0", name: str = "") -> Speaker:
    """A client of a union's store."""
    union = union or make_union()
    made = {"union": union, "name": name or uuid.uuid4().hex[:12], "may": may, "by": None, "at": timezone.now()}
    client, key = clients.make(**made)  # type: ignore[arg-type]
    return Speaker(client, key, version)


def agent(number: str = "G0001") -> Json:
    """A worker by number."""
    return {"objectType": "Agent", "account": {"homePage": HOME, "name": number}}


def activity(name: str = "hoist") -> str:
    """An activity's IRI."""
    return f"https://example.org/simulators/{name}"


def statement(actor: str = "G0001", verb: str = "completed", thing: str = "hoist", **more: Any) -> Json:
    """A statement of a simulator."""
    return {
        "actor": agent(actor),
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": {"en": verb}},
        "object": {"objectType": "Activity", "id": activity(thing)},
        **more,
    }


def reference(uid: str, actor: str = "G0001", verb: str = "confirmed", **more: Any) -> Json:
    """A statement about a statement."""
    return {**statement(actor, verb, **more), "object": {"objectType": "StatementRef", "id": uid}}


def voiding(uid: str) -> Json:
    """A statement that voids one."""
    return {**reference(uid), "verb": {"id": VOIDED, "display": {"en": "voided"}}}


def new_id() -> str:
    """A UUID."""
    return str(uuid.uuid4())


def mentioned(column: str = "related") -> set[tuple[int, int]]:
    """Every thing with every statement that speaks of it."""
    rows = Mention.objects.filter(thing_id__gt=0).values_list("thing_id", "first_id", column)
    return {(thing, key) for thing, first, bits in rows for key in ids_of(first, bits)}
