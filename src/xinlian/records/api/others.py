"""The small resources: a person behind an agent, an activity, and what this store is."""

import json

from django.http import HttpResponse

from xinlian.engines.statements.check import check_iri
from xinlian.records import things
from xinlian.records.api.door import Call, resource
from xinlian.records.api.statements import agent_of
from xinlian.records.queries.names import names_of
from xinlian.records.rules import parameters
from xinlian.records.rules.faults import Fault
from xinlian.records.rules.versions import NEW, OLD

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


def agents(call: Call) -> HttpResponse:
    """The person that an agent is: what was asked by, and the names it goes by in statements that the client may read."""
    if not call.client.reads:
        raise Fault(403, "may_not_read", "XAPI-00327")
    said, key = agent_of(call.given, call.version)
    names = dict.fromkeys([*([said["name"]] if "name" in said else []), *names_of(call.client, key)])
    person: dict[str, object] = {"objectType": "Person"}
    person |= {"name": list(names)} if names else {}
    person |= {one: [said[one]] for one in IDENTIFIERS if one in said}
    return HttpResponse(json.dumps(person, ensure_ascii=False), content_type="application/json")


def activities(call: Call) -> HttpResponse:
    """An activity with all that statements said of it."""
    if not call.client.reads:
        raise Fault(403, "may_not_read", "XAPI-00327")
    iri = call.given["activityId"]
    check_iri(iri)
    known = things.definitions(call.client.union_path, [iri])
    told: dict[str, object] = {"objectType": "Activity", "id": iri}
    told |= {"definition": known[iri]} if iri in known else {}
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/json")


def about(call: Call) -> HttpResponse:
    """The versions spoken here; for everybody, with or without a version of their own."""
    return HttpResponse(json.dumps({"version": [OLD, NEW]}), content_type="application/json")


agents_view = resource(parameters.AGENTS, {"GET": agents})
activities_view = resource(parameters.ACTIVITIES, {"GET": activities})
about_view = resource(parameters.ABOUT, {"GET": about}, open_to_all=True)
