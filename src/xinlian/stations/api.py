"""The read interface by the Human Services Data Specification 3.0: unions are organizations, stations are services."""

import datetime
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from xinlian import __version__
from xinlian.stations import hsds
from xinlian.stations.queries import opendata

PER_PAGE, MOST = 50, 500

api = NinjaAPI(
    title="Xinlian HSDS",
    version=__version__,
    description="Stations and Driver's Homes of trade unions. Public facts only; positions in WGS-84.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="stations:hsds",
)


class Wanted(Schema):
    """Filters of lists; all that are given must hold."""

    search: str = Field("", max_length=60)
    page: int = Field(1, ge=1, le=100_000)
    per_page: int = Field(PER_PAGE, ge=1, le=MOST)


class WantedServices(Wanted):
    """... and those of services."""

    taxonomy_term_id: str = Field("", max_length=40)
    taxonomy_id: str = Field("", max_length=40)
    organization_id: uuid.UUID | None = None
    modified_after: datetime.datetime | None = None
    minimal: bool = False
    full: bool = False


class Page(Schema):
    """A page of a list."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


class About(Schema):
    """What this interface is."""

    version: str
    profile: str
    openapi_url: str


def _modified_after(wanted: WantedServices) -> datetime.datetime | None:
    moment = wanted.modified_after
    return moment.replace(tzinfo=datetime.UTC) if moment and moment.tzinfo is None else moment


@api.get("/", response=About, summary="What this interface is", tags=["required"])
def about(request: HttpRequest) -> dict[str, str]:
    """The version of HSDS and where the description of this interface lies."""
    return {
        "version": "3.0",
        "profile": "https://docs.openreferral.org/en/3.0/hsds/",
        "openapi_url": request.build_absolute_uri("openapi.json"),
    }


@api.get("/services", response=Page, summary="Stations, page by page", tags=["required"])
def services(request: HttpRequest, wanted: Query[WantedServices]) -> dict[str, Any]:
    """Stations that anybody may see, narrowed by every filter given."""
    filters = {**wanted.dict(), "modified_after": _modified_after(wanted)}
    if wanted.taxonomy_id not in ("", hsds.TAXONOMY_ID):
        return hsds.page(opendata.services(filters).none(), 1, wanted.per_page, hsds.service)
    show = hsds.minimal if wanted.minimal else hsds.full_service if wanted.full else hsds.service
    return hsds.page(opendata.services(filters), wanted.page, wanted.per_page, show)


@api.get("/services/{uid}", summary="One station, whole", tags=["required"])
def service(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """A station with its union, place, hours, phone and facilities."""
    return hsds.full_service(get_object_or_404(opendata.published(), uid=uid))


@api.get("/organizations", response=Page, summary="Unions that have stations", tags=["optional"])
def organizations(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """Unions that have a station anybody may see."""
    return hsds.page(opendata.organizations(wanted.search), wanted.page, wanted.per_page, hsds.organization)


@api.get("/organizations/{uid}", summary="One union", tags=["optional"])
def organization(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """A union that has stations."""
    return hsds.organization(get_object_or_404(opendata.organizations(), uid=uid))


@api.get("/service_at_locations", response=Page, summary="Stations with their places", tags=["optional"])
def service_at_locations(request: HttpRequest, wanted: Query[WantedServices]) -> dict[str, Any]:
    """Each station at its place."""
    filters = {**wanted.dict(), "modified_after": _modified_after(wanted)}
    return hsds.page(opendata.services(filters), wanted.page, wanted.per_page, hsds.service_at_location)


@api.get("/service_at_locations/{uid}", summary="One station with its place", tags=["optional"])
def service_at_location(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """A station at its place."""
    return hsds.service_at_location(get_object_or_404(opendata.published(), place__uid=uid))


@api.get("/taxonomies", response=Page, summary="The one list of words used here", tags=["optional"])
def taxonomies(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """Kinds of stations and facilities."""
    return hsds.page([hsds.TAXONOMY], wanted.page, wanted.per_page, dict)


@api.get("/taxonomies/{code}", summary="That list", tags=["optional"])
def taxonomy(request: HttpRequest, code: str) -> dict[str, Any]:
    """The list by its id."""
    if code != hsds.TAXONOMY_ID:
        raise HttpError(404, "not found")
    return dict(hsds.TAXONOMY)


@api.get("/taxonomy_terms", response=Page, summary="Kinds of stations and facilities", tags=["optional"])
def taxonomy_terms(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """Each term with its name."""
    return hsds.page(hsds.terms(wanted.search), wanted.page, wanted.per_page, dict)


@api.get("/taxonomy_terms/{code}", summary="One term", tags=["optional"])
def taxonomy_term(request: HttpRequest, code: str) -> dict[str, Any]:
    """A term by its id."""
    found = [term for term in hsds.terms() if term["id"] == code]
    if not found:
        raise HttpError(404, "not found")
    return found[0]


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422 with what is wrong with which parameter."""
    return api.create_response(request, {"detail": error.errors}, status=422)
