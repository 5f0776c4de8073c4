"""Open data for everybody: GeoJSON and CSV, with a mark by which unchanged answers cost nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from xinlian.people.access import public
from xinlian.sheets.writing import comma_separated
from xinlian.stations.queries import exports, opendata

AGE_SECONDS = 300


def marked(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer 304 when the public facts are those that the caller has; anybody's page may read the data."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        etag = f'"{opendata.mark()}-{translation.get_language()}"'
        known = parse_etags(request.headers.get("If-None-Match", ""))
        response = HttpResponseNotModified() if etag in known or "*" in known else view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["ETag"] = etag
            response["Cache-Control"] = f"public, max-age={AGE_SECONDS}"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answered


def _datum(request: HttpRequest) -> str:
    asked = request.GET.get("datum", "wgs84")
    return asked if asked in exports.DATUMS else "wgs84"


@public
@require_safe
@marked
def geojson(request: HttpRequest) -> HttpResponseBase:
    """Every public station as GeoJSON."""
    found = exports.collection(opendata.published(), _datum(request))
    return JsonResponse(found, content_type="application/geo+json")


@public
@require_safe
@marked
def csv(request: HttpRequest) -> HttpResponseBase:
    """Every public station as CSV."""
    datum = _datum(request)
    return comma_separated(f"stations-{datum}", exports.HEADERS, exports.rows(opendata.published(), datum))


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What can be taken, in which shape, under which terms."""
    return render(request, "stations/open.html", {"datums": exports.DATUMS, "count": opendata.published().count()})
