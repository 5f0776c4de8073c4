"""Packs, the road ahead, and what a phone keeps."""

import gzip
import hashlib
import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from xinlian.people.access import public
from xinlian.people.models import Union
from xinlian.people.offline import kept_offline
from xinlian.places.models import Road
from xinlian.stations import guard
from xinlian.stations.forms.ahead import AheadForm
from xinlian.stations.queries import ahead as queries
from xinlian.stations.queries import packs

AROUND_KM = range(1, 151)


@public
@require_safe
@kept_offline
def ahead(request: HttpRequest) -> HttpResponse:
    """The stations ahead on a road, or near in an area: drawn here, and again by the phone without a network."""
    form = AheadForm(request.GET)
    return render(request, "stations/ahead.html", {"form": form, **queries.page(form.wanted(), timezone.now())})


@public
@require_safe
@kept_offline
def saved(request: HttpRequest) -> HttpResponse:
    """What this phone has taken along and what waits to be sent; and what can be taken along."""
    return render(request, "stations/saved.html", queries.choices(request.GET.get("q", "").strip()[:40]))


@public
@require_safe
def road_pack(request: HttpRequest, uid: str) -> HttpResponse:
    """A road as JSON."""
    guard.count(request, "pack", timezone.now())
    return _packed(request, packs.road_pack(get_object_or_404(Road, uid=uid), timezone.now()))


@public
@require_safe
def area_pack(request: HttpRequest, uid: str) -> HttpResponse:
    """A union's part of the tree as JSON."""
    guard.count(request, "pack", timezone.now())
    return _packed(request, packs.union_pack(get_object_or_404(Union, uid=uid), timezone.now()))


@public
@require_safe
def around_pack(request: HttpRequest, lat: str, lon: str, km: int) -> HttpResponse:
    """A circle as JSON."""
    try:
        centre = float(lat), float(lon)
    except ValueError as error:
        raise Http404 from error
    if not (abs(centre[0]) <= 85 and abs(centre[1]) <= 180 and km in AROUND_KM):
        raise Http404
    guard.count(request, "pack", timezone.now())
    return _packed(request, packs.around_pack(*centre, km, timezone.now()))


def _packed(request: HttpRequest, pack: packs.Pack) -> HttpResponse:
    """The pack compressed, since it holds nothing secret; 304 when the phone has the same facts already."""
    facts = {name: value for name, value in pack.items() if name != "made_at"}
    etag = f'"{hashlib.sha256(_json(facts)).hexdigest()[:24]}"'
    response = HttpResponse(_json(pack), content_type="application/json", headers={"ETag": etag})
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(response.content, 9, mtime=0)
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=etag, response=response) or response


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
