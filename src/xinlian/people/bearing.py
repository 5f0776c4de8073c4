"""Interfaces that act as a person: the key in the header, how often, and how every one of them says no."""

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.utils import timezone
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.security import HttpBearer
from pydantic import AfterValidator, AwareDatetime

from xinlian import __version__
from xinlian.people.access import public
from xinlian.people.actions.person_keys import digest
from xinlian.people.limits import spend
from xinlian.people.models import Person, PersonKey
from xinlian.people.queries.person_keys import opened_by
from xinlian.people.scope import Viewer
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import say, sentence

T = TypeVar("T")

LIMITS = ((600, 60),)
HEARD_EVERY = datetime.timedelta(minutes=1)
READS = ("GET", "HEAD")
FIRST_YEAR, LAST_YEAR = 1900, 2200
NO_NUL = r"^[^\x00]*$"  # PostgreSQL holds every letter but this one


D = TypeVar("D", bound=datetime.date)


def _shown(moment: D) -> D:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError("no clock shows this")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_shown)]
Day = Annotated[datetime.date, AfterValidator(_shown)]


class Problem(Schema):
    """Why not: a code that stays the same, and a sentence in the language asked for."""

    code: str
    words: str


class Wrong(Schema):
    """A place in what was sent, and what is wrong with it."""

    where: str
    what: str


class Invalid(Problem):
    """What was sent is not as described."""

    errors: list[Wrong]


NO = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Invalid, 429: Problem}


def says(answer: Any) -> dict[int, Any]:
    """The answers of an operation by their status: the one that is hoped for, and every no."""
    return {200: answer, **NO}


class Bearer(HttpBearer):
    """A person's key; it reads, and writes where it may."""

    def authenticate(self, request: HttpRequest, token: str) -> PersonKey | None:
        """The key, or none. Refused: limit_reached, key_reads_only."""
        now = timezone.now()
        key = opened_by(digest(token), now, timezone.localdate(now))
        if key is None:
            return None
        spend(f"person_key:{key.pk}", LIMITS, now)
        if request.method not in READS and not key.writes:
            raise Refused("key_reads_only")
        if key.used_at is None or now - key.used_at > HEARD_EVERY:
            PersonKey.objects.filter(pk=key.pk).update(used_at=now)
        return key


def key_of(request: HttpRequest) -> PersonKey:
    """The key that a request shows."""
    return cast(PersonKey, request.auth)  # type: ignore[attr-defined]


def by_of(request: HttpRequest) -> Person:
    """As whom it acts."""
    return key_of(request).person


def viewer(request: HttpRequest) -> Viewer:
    """The same as who looks, with the roles of today."""
    return viewer_at(by_of(request), timezone.now())


class NamedAPI(NinjaAPI):
    """An interface whose operations are called as their functions are."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function, once an interface."""
        return operation.view_func.__name__


def interface(*, title: str, description: str, name: str) -> NamedAPI:
    """An interface that acts as a person, with its own description at openapi.json."""
    api = NamedAPI(
        title=title,
        version=__version__,
        description=f"{description} {KEYS}",
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace=name,
        auth=Bearer(),
    )
    refusing(api)
    return api


KEYS = (
    "Send `Authorization: Bearer KEY`: the key acts as its person, whose roles are asked each time. At most 600 requests a "
    "minute. A no has a code that stays the same and a sentence; a read-only key, or a person without the role, gets 403."
)


def refusing(api: NinjaAPI) -> None:
    """Every no of an interface in one shape."""

    def said(request: HttpRequest, status: int, code: str, facts: Mapping[str, object], **more: Any) -> HttpResponse:
        answer = api.create_response(request, {"code": code, "words": say(code, facts), **more}, status=status)
        if status == 401:
            answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        answer = api.create_response(
            request, {"code": error.code, "words": sentence(error)}, status=status_of(error.code)
        )
        if error.code == "limit_reached":
            answer["Retry-After"] = str(60 * int(str(error.facts.get("minutes", 1))))
        return answer

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = [{"where": ".".join(str(part) for part in one["loc"]), "what": one["msg"]} for one in error.errors]
        return said(request, 422, "not_valid", {}, errors=wrong)

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        code = "not_found" if error.status_code == 404 else "not_readable"
        return said(request, error.status_code, code, {})

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return said(request, 401, "bearer_unknown", {})


def status_of(code: str) -> int:
    """409 for a no, but 429 for too many and 403 where the role or the key does not reach."""
    if code == "limit_reached":
        return 429
    return 403 if code.startswith("role_") or code == "key_reads_only" else 409


def served(api: NinjaAPI, route: str, name: str = "interface") -> URLResolver:
    """The addresses of an interface; each operation but the description asks for a key itself."""
    patterns, _app, _namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = public(pattern.callback)
    return path(route, include((patterns, name), namespace=name))


def found(row: T | None) -> T:
    """The row, or 404: what is not there and what is not yours to see are the same."""
    if row is None:
        raise HttpError(404, "not found")
    return row
