"""The resource of statements, and the pages that follow one."""

import datetime
import json
import secrets
import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import http_date

from xinlian.engines.statements import pieces, shown
from xinlian.engines.statements.check import check_agent, check_iri, check_timestamp, check_uuid
from xinlian.engines.statements.identity import ifi
from xinlian.engines.statements.languages import languages
from xinlian.engines.statements.reading import parsed
from xinlian.engines.statements.refs import activities
from xinlian.engines.statements.times import moment
from xinlian.records import locks, sql, storing, things
from xinlian.records.api.door import Call, resource
from xinlian.records.queries import documents
from xinlian.records.queries import statements as queries
from xinlian.records.rules import multipart, parameters
from xinlian.records.rules.bodies import read
from xinlian.records.rules.faults import Fault
from xinlian.records.rules.sent import Said

MOST, REMEMBERED = 200, 60  # statements of a page; seconds for which parts of statements are known
CONSISTENT = "X-Experience-API-Consistent-Through"
JSON = "application/json"


def _json(content: bytes | str, status: int = 200) -> HttpResponse:
    return HttpResponse(content, status=status, content_type=JSON)


def _demand_writer(call: Call) -> None:
    if not call.client.writes:
        raise Fault(403, "may_not_write", "XAPI-00327")


def _demand_reader(call: Call) -> None:
    if not call.client.reads:
        raise Fault(403, "may_not_read", "XAPI-00327")


def _through(call: Call, response: HttpResponse, known: datetime.datetime | None = None) -> HttpResponse:
    """With the moment up to which every statement can be read."""
    response[CONSISTENT] = sql.moment(known or locks.consistent_through(call.client.union_path, call.client.made_at))
    return response


def _finish(call: Call, response: HttpResponse) -> None:
    """The moment stands on refusals too (XAPI-00153), where it is known whose store it is of."""
    if CONSISTENT not in response:
        _through(call, response)


def post(call: Call) -> HttpResponse:
    """Keep one or several; their ids."""
    _demand_writer(call)
    pieces.remember_within(int(call.at.timestamp()) // REMEMBERED)
    body = read(call.body, call.header("Content-Type") or "", call.version)
    done = storing.store(client=call.client, said=body.statements, files=body.files, version=call.version)
    return _through(call, _json(orjson.dumps(done.uids)), done.at)


def put(call: Call) -> HttpResponse:
    """Keep one under the id of the address."""
    _demand_writer(call)
    uid = uuid_of(call.given, "statementId")
    body = read(call.body, call.header("Content-Type") or "", call.version)
    if body.several or len(body.statements) != 1:
        raise Fault(400, "not_one_statement", "XAPI-00144")
    said = body.statements[0]
    if str(said.get("id", uid)).lower() != str(uid):
        raise Fault(400, "id_differs", "XAPI-00144", "id")
    done = storing.store(client=call.client, said=[{**said, "id": str(uid)}], files=body.files, version=call.version)
    return _through(call, HttpResponse(status=204), done.at)


def get(call: Call) -> HttpResponse:
    """One, or a page of those that a filter lets through."""
    _demand_reader(call)
    parameters.demand_together(call.given)
    known = locks.consistent_through(call.client.union_path, call.client.made_at)
    single = next((name for name in parameters.SINGLE if name in call.given), None)
    return _through(call, _one(call, single) if single else _page(call, None), known)


def more(call: Call) -> HttpResponse:
    """The page that follows one."""
    _demand_reader(call)
    known = locks.consistent_through(call.client.union_path, call.client.made_at)
    return _through(call, _page(call, uuid_of(call.given, "from")), known)


def uuid_of(given: dict[str, str], name: str) -> uuid.UUID:
    """The UUID that a parameter says. Raises Bad."""
    check_uuid(given[name])
    return uuid.UUID(given[name])


def moment_of(given: dict[str, str], name: str) -> datetime.datetime | None:
    """A time that a parameter says; one without a zone is in UTC. Raises Bad."""
    if name not in given:
        return None
    check_timestamp(given[name])
    return moment(given[name])


def _iri(given: dict[str, str], name: str) -> str | None:
    if name in given:
        check_iri(given[name])
    return given.get(name)


def agent_of(given: dict[str, str], version: str) -> tuple[dict[str, Any], str]:
    """The agent or identified group of a parameter, and its identifier. Raises Bad; Fault 400: agent_anonymous."""
    said = parsed(given["agent"])
    check_agent(said, version)
    key = ifi(said)
    if key is None:
        raise Fault(400, "agent_anonymous", "XAPI-00181", "agent")
    return said, key


def asked(call: Call, after: uuid.UUID | None) -> queries.Asked:
    """The filter that the parameters say. Raises Bad, Fault 400."""
    given = call.given
    return queries.Asked(
        agent=agent_of(given, call.version)[1] if "agent" in given else None,
        verb=_iri(given, "verb"),
        activity=_iri(given, "activity"),
        registration=uuid_of(given, "registration") if "registration" in given else None,
        related_agents=parameters.flag(given, "related_agents"),
        related_activities=parameters.flag(given, "related_activities"),
        since=moment_of(given, "since"),
        until=moment_of(given, "until"),
        limit=parameters.limit_of(given, MOST),
        ascending=parameters.flag(given, "ascending"),
        after=after,
    )


def _one(call: Call, name: str) -> HttpResponse:
    uid, form = uuid_of(call.given, name), parameters.format_of(call.given)
    attached = parameters.flag(call.given, "attachments")
    found = queries.one(call.client, uid, voided=name == "voidedStatementId")
    if found is None:
        raise Fault(404, "statement_unknown", "Communication 2.1.3", name)
    text, stored_at = found
    response = _sent(call, [text], _shown(call, [text], form)[0], attached)
    response["Last-Modified"] = http_date(stored_at.timestamp())
    return response


def _page(call: Call, after: uuid.UUID | None) -> HttpResponse:
    form, attached = parameters.format_of(call.given), parameters.flag(call.given, "attachments")
    rows, goes_on = queries.page(call.client, asked(call, after))
    follows = _follows(call, rows[-1].uid) if goes_on else ""
    texts = [row.text for row in rows]
    shown = ",".join(_shown(call, texts, form))
    return _sent(call, texts, f'{{"statements":[{shown}],"more":{json.dumps(follows)}}}', attached)


def _follows(call: Call, last: uuid.UUID) -> str:
    kept = {name: value for name, value in call.given.items() if name != "from"}
    return f"{reverse('records:more')}?{urlencode({**kept, 'from': str(last)})}"


def _shown(call: Call, texts: Sequence[str], form: str) -> list[str]:
    """Statements in the format asked for."""
    if form == "exact":
        return list(texts)
    said = [json.loads(text) for text in texts]
    several = [shown.only_ids(one) for one in said] if form == "ids" else _canonical(call, said)
    return [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in several]


def _canonical(call: Call, said: Sequence[Said]) -> list[Said]:
    """In the languages of the request, activities as the store knows them."""
    preferred = languages(call.header("Accept-Language") or "")
    iris = {iri for one in said for iri, _ in activities(one)}
    known = things.definitions(call.client.union_path, iris)
    return [shown.canonical(one, preferred, known) for one in said]


def _sent(call: Call, texts: Sequence[str], content: str, attached: bool) -> HttpResponse:
    """JSON, or with the data of the attachments as multipart/mixed."""
    if not attached:
        return _json(content)
    hashes = {str(one["sha2"]).lower() for text in texts for one in _attachments(json.loads(text))}
    files = documents.attachments(call.client, hashes) if hashes else []
    boundary = secrets.token_hex(20)
    body = multipart.written(content.encode(), files, boundary)
    return HttpResponse(body, content_type=f"multipart/mixed; boundary={boundary}")


def _attachments(said: Said) -> list[Any]:
    return [*said.get("attachments", []), *said["object"].get("attachments", [])]


statements = resource(parameters.STATEMENTS, {"GET": get, "POST": post, "PUT": put}, finish=_finish)
more_statements = resource(parameters.MORE, {"GET": more}, finish=_finish)
