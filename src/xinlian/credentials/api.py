"""The open interface for safety-code systems: sites, and how the passes on them stand. By token; nobody's name."""

import datetime
import uuid
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer
from pydantic import Field

from xinlian import __version__
from xinlian.credentials.models import Listener, WorkPass
from xinlian.credentials.queries import interface
from xinlian.people.bearing import NamedAPI
from xinlian.people.limits import spend

LIMITS = ((600, 60),)
PER_PAGE, MOST = 100, 500


class Token(HttpBearer):
    """The token that was shown when the listener was registered."""

    def authenticate(self, request: HttpRequest, token: str) -> Listener | None:
        """The listener, or none."""
        found = interface.listener_of(token)
        if found is not None:
            now = timezone.now()
            spend(f"interface:{found.pk}", LIMITS, now)
            Listener.objects.filter(pk=found.pk).update(asked_at=now)
        return found


api = NamedAPI(
    title="Xinlian passes",
    version=__version__,
    description=(
        "How the work passes on a site stand, for safety-code systems. Changes are also sent as webhooks by Standard "
        "Webhooks 1.0, with the same data. Times are in UTC. Names are never sent: a pass's square code says its "
        "holder's name to whoever scans it."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="credentials:interface",
    auth=Token(),
)


class Trade(Schema):
    """A trade on a pass, by the codes of the trust bundle and in words."""

    trade: int
    level: int | None
    name: str
    level_name: str | None


class Pass(Schema):
    """How a pass stands. `colour`: green may work, yellow not for now, red not with this pass."""

    number: str
    code: str
    state: str
    colour: str
    begins: datetime.datetime
    ends: datetime.datetime
    trades: list[Trade]
    replaces: str | None
    sites: list[uuid.UUID]


class Passes(Schema):
    """A page of passes; ask again with `after` = `next` until it is null."""

    passes: list[Pass]
    next: int | None


class Site(Schema):
    """A site."""

    uid: uuid.UUID
    name: str
    union: str


class Wanted(Schema):
    """Which passes."""

    changed_since: datetime.datetime | None = None
    after: int = Field(0, ge=0, lt=2**63)
    per_page: int = Field(PER_PAGE, ge=1, le=MOST)


def _listener(request: HttpRequest) -> Listener:
    return cast(Listener, request.auth)  # type: ignore[attr-defined]


@api.get("/sites", response=list[Site], summary="The sites you may ask about")
def sites(request: HttpRequest) -> list[dict[str, Any]]:
    """Open sites of your union's part of the tree."""
    rows = interface.sites(_listener(request)).select_related("union")
    return [{"uid": one.uid, "name": one.name, "union": one.union.name} for one in rows]


@api.get("/sites/{uid}/passes", response=Passes, summary="The passes of who works on a site")
def passes(request: HttpRequest, uid: uuid.UUID, wanted: Query[Wanted]) -> dict[str, Any]:
    """By number in order; with `changed_since`, those issued or changed since then."""
    site = interface.site_named(_listener(request), uid)
    if site is None:
        raise HttpError(404, "not found")
    since = wanted.changed_since
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=datetime.UTC)
    return _page(interface.passes(site, since), wanted)


@api.get("/passes/{number}", response=Pass, summary="One pass, by the number in its square code")
def one(request: HttpRequest, number: str) -> dict[str, Any]:
    """Only of somebody who works on one of your sites."""
    for site in interface.sites(_listener(request)):
        found = interface.passes(site).filter(number=number).first()
        if found is not None:
            return interface.snapshot(found, timezone.now())
    raise HttpError(404, "not found")


def _page(rows: QuerySet[WorkPass], wanted: Wanted) -> dict[str, Any]:
    found = list(rows.filter(pk__gt=wanted.after)[: wanted.per_page + 1])
    page, now = found[: wanted.per_page], timezone.now()
    more = len(found) > len(page)
    return {"passes": [interface.snapshot(one, now) for one in page], "next": page[-1].pk if more else None}


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422 with what is wrong with which parameter."""
    return api.create_response(request, {"detail": error.errors}, status=422)
