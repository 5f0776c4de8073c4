"""The resources of documents: an activity's state, an activity's profile, an agent's profile."""

import json

from django.http import HttpResponse
from django.utils.http import http_date

from xinlian.engines.statements.check import check_iri
from xinlian.records import filing
from xinlian.records.api.door import Call, View, resource
from xinlian.records.api.statements import agent_of, moment_of, uuid_of
from xinlian.records.queries import documents as queries
from xinlian.records.queries.documents import Place
from xinlian.records.rules import parameters, tags
from xinlian.records.rules.faults import Fault
from xinlian.records.rules.versions import guards_states

MOST_BYTES = 2 * 1024 * 1024
LONGEST_NAME = 1000
OCTETS = "application/octet-stream"


class Documents:
    """One of the three resources: which kind, and what its documents' names are called."""

    def __init__(self, kind: str, named: str) -> None:
        self.kind, self.named = kind, named

    def _place(self, call: Call) -> Place:
        """Where the parameters point. Raises Bad, Fault 400."""
        given = call.given
        if "activityId" in given:
            check_iri(given["activityId"])
        agent = agent_of(given, call.version)[1] if "agent" in given else ""
        registration = uuid_of(given, "registration") if "registration" in given else None
        return Place(self.kind, given.get("activityId", ""), agent, registration)

    def _name(self, call: Call) -> str | None:
        name = call.given.get(self.named)
        if name is not None and not 0 < len(name) <= LONGEST_NAME:
            raise Fault(400, "name_length", "Communication 2.2", self.named, {"most": LONGEST_NAME})
        return name

    def get(self, call: Call) -> HttpResponse:
        """A document with its tag, or the names of those at a place."""
        if not call.client.reads:
            raise Fault(403, "may_not_read", "XAPI-00327")
        place, name, since = self._place(call), self._name(call), moment_of(call.given, "since")
        if name is None:
            names, changed = queries.names(call.client, place, since)
            response = HttpResponse(json.dumps(names, ensure_ascii=False), content_type="application/json")
            if changed:
                response["Last-Modified"] = http_date(changed.timestamp())
            return response
        found = queries.readable(call.client, queries.one(call.client, place, name))
        if found is None:
            raise Fault(404, "document_unknown", "Communication 2.2", self.named)
        if tags.names(call.header("If-None-Match") or "", found.etag):
            response = HttpResponse(status=304)
        else:
            response = HttpResponse(bytes(found.content), content_type=found.content_type)
        response["ETag"] = f'"{found.etag}"'
        response["Last-Modified"] = http_date(found.changed_at.timestamp())
        return response

    def put(self, call: Call) -> HttpResponse:
        """Write one whole."""
        guarded = self.kind != "state" or guards_states(call.version)
        self._demand(call)
        filing.put(**self._said(call), guarded=guarded)
        return HttpResponse(status=204)

    def post(self, call: Call) -> HttpResponse:
        """Merge into one."""
        self._demand(call)
        filing.merge(**self._said(call))
        return HttpResponse(status=204)

    def delete(self, call: Call) -> HttpResponse:
        """Take one away, or all of a state."""
        self._demand(call)
        place, name = self._place(call), self._name(call)
        filing.take_away(client=call.client, place=place, name=name, conditions=_conditions(call), at=call.at)
        return HttpResponse(status=204)

    def _demand(self, call: Call) -> None:
        if not call.client.writes:
            raise Fault(403, "may_not_write", "XAPI-00327")
        if len(call.body) > MOST_BYTES:
            raise Fault(413, "too_large", "XAPI-00328", "", {"most": MOST_BYTES})

    def _said(self, call: Call) -> "filing.Said":
        return {
            "client": call.client,
            "place": self._place(call),
            "name": self._name(call) or "",
            "content": call.body,
            "content_type": (call.header("Content-Type") or OCTETS)[:255],
            "conditions": _conditions(call),
            "at": call.at,
        }

    def view(self, needs: dict[str, parameters.Needs]) -> View:
        """The resource as a view."""
        answers = {"GET": self.get, "PUT": self.put, "POST": self.post, "DELETE": self.delete}
        return resource(needs, answers)


def _conditions(call: Call) -> filing.Conditions:
    return call.header("If-Match"), call.header("If-None-Match")


state = Documents("state", "stateId").view(parameters.STATE)
activity_profile = Documents("activity", "profileId").view(parameters.ACTIVITY_PROFILE)
agent_profile = Documents("agent", "profileId").view(parameters.AGENT_PROFILE)
