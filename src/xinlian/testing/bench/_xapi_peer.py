"""The peer of the bench of the record store: the same door, but what comes in is only read as JSON, and nothing is kept."""

import json
import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from xinlian.people.access import public
from xinlian.records import keys
from xinlian.records.rules.versions import HEADER, version_of
from xinlian.web.urls import urlpatterns as ours


def statements(request: HttpRequest) -> HttpResponse:
    """The ids of what was sent."""
    keys.count(keys.client_of(request.headers.get("Authorization", "")), timezone.now())
    if version_of(request.headers.get(HEADER)) is None:
        return HttpResponse(status=400)
    said = json.loads(request.body)
    told = json.dumps([one.get("id") or str(uuid.uuid4()) for one in said])
    return HttpResponse(told, content_type="application/json")


urlpatterns = [path("xapi/statements", public(csrf_exempt(statements))), *ours]
