"""The one way into the store over HTTP: who it is, in which version, with which parameters; and how no is said."""

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from xinlian.engines.statements.bad import Bad
from xinlian.people.access import public
from xinlian.records import keys
from xinlian.records.models import Client
from xinlian.records.rules.faults import Fault
from xinlian.records.rules.parameters import Needs, demand_known
from xinlian.records.rules.versions import HEADER, NEW, OLD, version_of

MOST_BYTES = 20 * 1024 * 1024
MOST_QUERY, MOST_FIELDS = 16_384, 40
FORM = "application/x-www-form-urlencoded"
AS_HEADERS = ("Authorization", HEADER, "Content-Type", "Content-Length", "If-Match", "If-None-Match")
HEADERS = {  # those that are looked at, as the gateway calls them
    name.lower(): ("" if name.startswith("Content-") else "HTTP_") + name.upper().replace("-", "_")
    for name in (*AS_HEADERS, "Accept-Language")
}
REALM = 'Basic realm="xapi", charset="UTF-8"'
PLAIN = ("document_there", "condition_failed", "written_meanwhile")  # 1.0.3 wants these in plain words


@dataclass(slots=True)
class Call:
    """A request as the resources see it, however it was written."""

    method: str
    headers: dict[str, str]
    given: dict[str, str]
    body: bytes
    at: datetime.datetime
    version: str = ""
    client: Client = field(default_factory=Client)

    def header(self, name: str) -> str | None:
        """A header, by any spelling of its name."""
        return self.headers.get(name.lower())

    @property
    def content_type(self) -> str:
        """The kind of the body, in small letters and without parameters."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()


Answer = Callable[[Call], HttpResponse]
Finish = Callable[[Call, HttpResponse], None]
View = Callable[[HttpRequest], HttpResponseBase]


def resource(
    needs: Mapping[str, Needs],
    answers: Mapping[str, Answer],
    *,
    open_to_all: bool = False,
    finish: Finish | None = None,
) -> View:
    """A view that lets nobody in without a key, and nothing through that the resource does not know.

    `finish` is called with each answer to a client that is known, refusals too.
    """

    def view(request: HttpRequest) -> HttpResponse:
        call = None
        try:
            call = _read(request)
            answer = _answer_of(call, answers)
            if not open_to_all:
                _enter(call)
            call.body = call.body or _body(request)
            demand_known(call.given, needs[call.method])
            response = answer(call)
        except Bad as bad:
            facts = {**bad.facts}
            response = said_no(Fault(400, bad.code, bad.requirement, bad.where, facts))
        except Fault as fault:
            response = said_no(fault)
        if finish and call and call.client.union_path:
            finish(call, response)
        response[HEADER] = (call.version if call else "") or NEW
        return response

    return public(csrf_exempt(view))  # each asks for a key itself


def _answer_of(call: Call, answers: Mapping[str, Answer]) -> Answer:
    """What answers this method; a HEAD is a GET whose body the server leaves away. Fault 405, for strangers too."""
    call.method = "GET" if call.method == "HEAD" else call.method
    if call.method not in answers:
        raise Fault(405, "method_unknown", "Communication 3.2", "", {"allow": [*answers, "HEAD"]})
    return answers[call.method]


def _enter(call: Call) -> None:
    call.client = keys.client_of(call.header("Authorization") or "")
    keys.count(call.client, call.at)
    said = call.header(HEADER)
    version = version_of(said)
    if version is None:
        raise Fault(400, "version_unknown" if said else "version_missing", "XAPI-00331", HEADER)
    call.version = version


def _read(request: HttpRequest) -> Call:
    """The request, with what the alternate syntax of 1.0.3 hides in a form brought to its places."""
    method = request.method or ""
    headers = {name: request.META[key] for name, key in HEADERS.items() if key in request.META}
    given = _pairs(request.META.get("QUERY_STRING", ""), MOST_QUERY)
    call = Call(method, headers, given, b"", timezone.now())
    if method == "POST" and "method" in given and call.content_type == FORM:
        _unfold(call, _body(request))
    return call


def _body(request: HttpRequest) -> bytes:
    """At most 20 MiB, read once it is known who sends them, and here, since the framework's own limit is for forms. Fault 413: too_large."""
    if request.method in ("GET", "HEAD"):
        return b""
    content: bytes = request.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Fault(413, "too_large", "XAPI-00328", "", {"most": MOST_BYTES})
    return content


def _pairs(text: str, most: int) -> dict[str, str]:
    """Names with their values, each once. Fault 400: query_broken, parameter_twice."""
    if len(text) > most:
        raise Fault(413 if most > MOST_QUERY else 414, "too_large", "XAPI-00328", "", {"most": most})
    try:
        several = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Fault(400, "query_broken", "XAPI-00324") from error
    found = dict(several)
    if len(found) != len(several):
        raise Fault(400, "parameter_twice", "XAPI-00324")
    return found


def _unfold(call: Call, body: bytes) -> None:
    """1.0.3, Communication 1.3: the method in the query, everything else in the form. Not in 2.0."""
    if len(call.given) > 1:
        raise Fault(400, "form_and_query", "Communication 1.3.s3.b4", "method")
    try:
        form = _pairs(body.decode("ascii"), MOST_BYTES)
    except UnicodeDecodeError as error:
        raise Fault(400, "query_broken", "Communication 1.3") from error
    call.headers.pop("content-type")
    for name in AS_HEADERS:
        if name in form:
            call.headers[name.lower()] = form.pop(name)
    if version_of(call.header(HEADER)) != OLD:
        raise Fault(400, "alternate_syntax_gone", "4.1.1", "method")
    call.method = call.given["method"]
    if call.method not in ("GET", "HEAD", "PUT", "POST", "DELETE"):
        raise Fault(400, "method_unknown", "Communication 1.3", "method")
    call.body = form.pop("content", "").encode()
    call.headers.setdefault("content-type", "application/json")
    call.given = form


def said_no(fault: Fault) -> HttpResponse:
    """The answer for a fault: its code, the requirement, where and what else is known, as JSON or in plain words."""
    told: dict[str, Any] = {"code": fault.code, "requirement": fault.requirement, "where": fault.where}
    told |= {"facts": fault.facts} if fault.facts else {}
    if fault.code in PLAIN:
        words = f"{fault.code} ({fault.requirement}). See what is there now, and name its ETag in If-Match.\n"
        response = HttpResponse(words, status=fault.status, content_type="text/plain; charset=utf-8")
    else:
        content = json.dumps(told, ensure_ascii=False, default=str)
        response = HttpResponse(content, status=fault.status, content_type="application/json")
    if fault.status == 405:
        response["Allow"] = ", ".join(fault.facts["allow"])
    if fault.status == 401:
        response["WWW-Authenticate"] = REALM
    if fault.status == 429:
        response["Retry-After"] = str(fault.facts.get("seconds", 60))
    return response
