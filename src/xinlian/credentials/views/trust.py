"""What devices fetch: the same for everybody, signed, and not sent again when nothing changed."""

import hashlib
import json

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_response_headers
from django.views.decorators.http import condition, require_safe

from xinlian.credentials import signing
from xinlian.credentials.actions.statuses import KEEP
from xinlian.credentials.queries import trust as queries
from xinlian.engines.seals import status as engine
from xinlian.people.access import public
from xinlian.rows.refusals import Refused

COSE, LIST = "application/cose", "application/statuslist+cwt"
BUNDLE_KEEP = 300


def _bundle_tag(request: HttpRequest) -> str | None:
    found = queries.newest()
    return _tag(bytes(found.content)) if found else None


def _status_tag(request: HttpRequest, number: int) -> str | None:
    found = queries.status_list(number)
    return _tag(bytes(found.content)) if found else None


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


@public
@require_safe
@condition(etag_func=_bundle_tag)
def bundle(request: HttpRequest) -> HttpResponse:
    """The trust bundle that stands."""
    found = queries.newest()
    if found is None:
        raise Http404
    return _kept(HttpResponse(bytes(found.content), content_type=COSE), BUNDLE_KEEP)


@public
@require_safe
@condition(etag_func=_status_tag)
def status(request: HttpRequest, number: int) -> HttpResponse:
    """A status list as it was last signed."""
    found = queries.status_list(number)
    if found is None:
        raise Http404
    return _kept(HttpResponse(bytes(found.content), content_type=LIST), BUNDLE_KEEP)


@public
@require_safe
def delta(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """What changed in a list since a version; 404 for one that it never had: then the whole list is fetched."""
    found = queries.status_list(number)
    changes = queries.changes(found, version) if found else None
    if found is None or changes is None:
        raise Http404
    try:
        seal = signing.seal_of(signing.for_lists(found.issued_at))  # type: ignore[arg-type]
    except Refused as refused:
        raise Http404 from refused
    content = engine.publish_delta(queries.as_engine(found), version, changes, seal)
    return _kept(HttpResponse(content, content_type=COSE), min(KEEP, 60))


@public
@require_safe
@condition(etag_func=_status_tag)
def bitstring(request: HttpRequest, number: int) -> HttpResponse:
    """The status list of certificates as W3C's Bitstring list, signed as a certificate is."""
    found = queries.bitstring_list(number)
    if found is None:
        raise Http404
    content = json.dumps(signing.bitstring(found), ensure_ascii=False)
    return _kept(HttpResponse(content, content_type="application/vc"), BUNDLE_KEEP)


@public
@require_safe
def controller(request: HttpRequest) -> HttpResponse:
    """Where anybody's software finds the keys of certificates (did:web)."""
    content = json.dumps(queries.controller(), ensure_ascii=False)
    return _kept(HttpResponse(content, content_type="application/did+json"), BUNDLE_KEEP)


@public
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The X.509 certificates that readers of PDF may be told to trust, as PEM."""
    return _kept(HttpResponse(queries.documents(), content_type="application/x-pem-file"), BUNDLE_KEEP)


def _kept(answer: HttpResponse, seconds: int) -> HttpResponse:
    patch_response_headers(answer, cache_timeout=seconds)
    return answer
