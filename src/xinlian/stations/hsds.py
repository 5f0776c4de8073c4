"""Stations in the shapes of HSDS 3.0: https://docs.openreferral.org/en/3.0/hsds/schema_reference.html."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from xinlian.people.models import Union
from xinlian.places.facilities import KINDS, codes
from xinlian.stations.models import Station
from xinlian.stations.queries.opendata import modified

TAXONOMY_ID = "xinlian-facilities"
TAXONOMY = {
    "id": TAXONOMY_ID,
    "name": "Kinds of stations and their facilities",
    "description": "Codes of this system; each facility stands for an OpenStreetMap tag.",
    "uri": "https://wiki.openstreetmap.org/wiki/Map_features",
}


def page(
    rows: QuerySet[Any] | Sequence[Any], number: int, size: int, show: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """One page of rows; a page beyond the last is empty."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    pages = max(1, ceil(total / size))
    contents = [show(row) for row in rows[(number - 1) * size : number * size]]
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def terms(search: str = "") -> list[dict[str, Any]]:
    """Every term of the taxonomy, kinds first."""
    kinds = [{"id": code, "code": code, "name": str(name)} for code, name in Station.KINDS]
    facilities = [
        {"id": kind.code, "code": kind.code, "name": str(kind.name), "description": kind.osm} for kind in KINDS.values()
    ]
    found = [{**term, "taxonomy": TAXONOMY_ID, "taxonomy_detail": TAXONOMY} for term in [*kinds, *facilities]]
    return [term for term in found if search.lower() in f"{term['name']} {term['code']}".lower()]


def minimal(station: Station) -> dict[str, Any]:
    """Only the id and when it last changed."""
    return {"id": str(station.uid), "last_modified": modified(station)}


def service(station: Station) -> dict[str, Any]:
    """A station as a service, without what hangs below it."""
    place = station.place
    return {
        "id": str(station.uid),
        "name": place.name,
        "status": "active",
        "url": f"{settings.SITE_URL}{reverse('stations:station', args=[station.uid])}",
        "fees_description": "",
        "application_process": station.entry,
        "assured_date": place.confirmed_at.date().isoformat() if place.confirmed_at else None,
        "last_modified": modified(station),
        "organization": organization(place.union),
    }


def organization(union: Union) -> dict[str, Any]:
    """A union as an organization."""
    return {"id": str(union.uid), "name": union.name, "description": union.get_level_display()}


def location(station: Station) -> dict[str, Any]:
    """The station's place, in WGS-84."""
    place = station.place
    address = {
        "id": str(place.uid),
        "address_1": place.address or place.name,
        "city": place.union.name,
        "country": "CN",
        "address_type": "physical",
    }
    return {
        "id": str(place.uid),
        "location_type": "physical",
        "name": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "transportation": place.directions,
        "addresses": [address],
    }


def schedules(station: Station) -> list[dict[str, Any]]:
    """The hours as an OpenStreetMap string; HSDS's own columns hold only simple weeks."""
    hours = station.place.hours
    return [{"id": str(station.uid), "description": hours, "schedule_link": None}] if hours else []


def attributes(station: Station) -> list[dict[str, Any]]:
    """The kind of station and its working facilities."""
    known = {term["id"]: term for term in terms()}
    wanted = [station.kind, *codes(station.place.facility_bits)]
    return [
        {"id": f"{station.uid}-{code}", "link_type": "facility", "taxonomy_term": known[code], "value": code}
        for code in wanted
    ]


def full_service(station: Station) -> dict[str, Any]:
    """A station with everything below it."""
    phones = [{"id": str(station.uid), "number": station.place.phone}] if station.place.phone else []
    at_location = {"id": str(station.place.uid), "location": location(station), "schedules": schedules(station)}
    return {
        **service(station),
        "phones": phones,
        "schedules": schedules(station),
        "service_at_locations": [at_location],
        "attributes": attributes(station),
    }


def service_at_location(station: Station) -> dict[str, Any]:
    """The station at its place."""
    return {
        "id": str(station.place.uid),
        "service": service(station),
        "location": location(station),
        "schedules": schedules(station),
    }
