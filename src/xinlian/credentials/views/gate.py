"""The gate: a page for the home screen of a phone, and what its device says and fetches.

A device shows its secret in a header, never a cookie: nothing here can be forged from another page.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from xinlian.credentials import offline_words
from xinlian.credentials.actions import scanning, sites
from xinlian.credentials.models import Gate
from xinlian.credentials.queries import gate as queries
from xinlian.credentials.queries.mine import picture
from xinlian.people.access import public
from xinlian.people.address import address_of
from xinlian.people.limits import spend
from xinlian.people.offline import kept_offline
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

TRIES = ((20, 3600),)  # enrolments from one address
LARGEST = 512 * 1024
OUTCOME_ICONS = [
    ("valid", "circle-check"),
    ("barred", "octagon-x"),
    ("held", "hand"),
    ("caution", "scan-eye"),
    ("expired", "calendar-x"),
    ("undecided", "circle-help"),
    ("refused", "shield-x"),
]


@public
@require_safe
@csp_update({"script-src": ["'self'", "'wasm-unsafe-eval'"], "worker-src": ["'self'", "blob:"]})
@kept_offline
def shell(request: HttpRequest) -> HttpResponse:
    """The page of the gate; it works with no network once it was opened."""
    context = {"words": offline_words.gate_words(), "icons": OUTCOME_ICONS}
    return render(request, "credentials/gate.html", context)


def _said(code: str, facts: dict[str, Any] | None = None, status: int = 403) -> JsonResponse:
    return JsonResponse({"code": code, "words": sentence(Refused(code, facts or {}))}, status=status)


def _device(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only for an enrolled device that is not blocked."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        found = queries.gate_of(secret) if scheme == "Gate" else None
        return view(request, found, *args, **kwargs) if found else _said("gate_unknown", status=401)

    return guarded


@public
@csrf_exempt
@never_cache
@require_POST
def enrol(request: HttpRequest) -> HttpResponse:
    """POST {"code"}: the secret of this device from now on."""
    try:
        spend(f"gate.enrol:{address_of(request)}", TRIES, timezone.now())
        _gate, secret = sites.enrol(code=str(_json(request).get("code", "")), by=None, at=timezone.now())
    except Refused as refused:
        return _said(refused.code, dict(refused.facts), 429 if refused.code == "limit_reached" else 409)
    return JsonResponse({"secret": secret})


@public
@never_cache
@require_safe
@_device
def sync(request: HttpRequest, gate: Gate) -> HttpResponse:
    """Everything the device decides with."""
    sites.seen(gate, timezone.now())
    return JsonResponse({**queries.package(gate), "now": timezone.now().timestamp()})


@public
@require_safe
@_device
def photo(request: HttpRequest, gate: Gate, digest: str) -> HttpResponseBase:
    """The photo of somebody who works on this site."""
    found = queries.portrait(gate, digest)
    if found is None:
        return HttpResponse(status=404)
    return HttpResponse(picture(found), content_type="image/jpeg", headers={"Cache-Control": "no-store"})


@public
@csrf_exempt
@never_cache
@require_POST
@_device
def scans(request: HttpRequest, gate: Gate) -> HttpResponse:
    """POST {"scans": [...]}: which of them are stored here now; the device forgets those."""
    try:
        given = _json(request).get("scans")
        if not isinstance(given, list) or len(given) > scanning.MOST:
            raise Refused("scan_malformed")
    except Refused as refused:
        return _said(refused.code, status=400)
    taken, wrong = [], []
    for one in given:
        try:
            taken.append(scanning.read(one))
        except Refused:
            wrong.append(str(one.get("uid", ""))[:36] if isinstance(one, dict) else "")
    new = scanning.take(gate=gate, several=taken, by=None, at=timezone.now())
    return JsonResponse({"stored": [str(one.uid) for one in taken], "unreadable": wrong, "new": new})


def _json(request: HttpRequest) -> dict[str, Any]:
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise Refused("scan_malformed")
    try:
        found = json.loads(request.body)
    except ValueError as error:
        raise Refused("scan_malformed") from error
    if not isinstance(found, dict):
        raise Refused("scan_malformed")
    return found
