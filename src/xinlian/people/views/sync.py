"""The one door for what phones send later."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from xinlian.people.access import person_of, public
from xinlian.people.actions.sync import Outcome, deliver
from xinlian.people.address import address_of, voice_of
from xinlian.people.outbox import BODY_BYTES
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sync(request: HttpRequest) -> HttpResponse:
    """GET: a token for the next POST. POST {sent_at, items}: what became of each item, in words if it was refused."""
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    now = timezone.now()
    try:
        body = _body(request)
        outcomes = deliver(
            items=body["items"],
            sent_at=body.get("sent_at"),
            by=person_of(request),
            at=now,
            address=address_of(request),
            voice=voice_of(request, now),
        )
    except Refused as refused:
        return JsonResponse({"code": refused.code, "words": sentence(refused)}, status=400)
    return JsonResponse({"results": [_told(outcome) for outcome in outcomes]})


def _body(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > BODY_BYTES:
        raise Refused("sync_too_large")
    try:
        body = json.loads(request.body)
    except ValueError as error:
        raise Refused("sync_malformed") from error
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        raise Refused("sync_malformed")
    return body


def _told(outcome: Outcome) -> dict[str, object]:
    if outcome.refused is None:
        answer = {} if outcome.answer is None else {"answer": outcome.answer}
        return {"uid": outcome.uid, "ok": True, **answer}
    words = {"code": outcome.refused.code, "words": sentence(outcome.refused)}
    return {"uid": outcome.uid, "ok": False, "later": outcome.later, **words}
