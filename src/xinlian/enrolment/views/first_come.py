"""The one tap: a form posts it and is led back, a script posts it and reads JSON."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.enrolment.actions import first_come
from xinlian.enrolment.queries.first_come import Standing, batch_meant, standing
from xinlian.people.access import signed_in, the_person
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence


@signed_in
@never_cache
@require_POST
def take(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """POST batch (its number), client_uid, next: a seat, or a number in the line, or a refusal in words."""
    batch = batch_meant(uid, request.POST.get("batch", ""))
    if batch is None:
        raise Http404
    person = the_person(request)
    try:
        client_uid = _client_uid(request.POST.get("client_uid", ""))
        application = first_come.sign_up(
            offering=batch.offering, batch=batch, person=person, client_uid=client_uid, by=person, at=timezone.now()
        )
    except Refused as refused:
        return _refused(request, refused)
    return _answered(request, standing(application))


def _client_uid(given: str) -> uuid.UUID:
    try:
        return uuid.UUID(given)
    except ValueError as error:
        raise Refused("sync_malformed") from error


def _answered(request: HttpRequest, now: Standing) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"kind": now.kind, "state": now.state, "number": now.number})
    messages.success(request, _said(now))
    return redirect(_back(request))


def _said(now: Standing) -> str:
    if now.kind == "seat":
        return _("报上了，座位已经给您留好。")
    return _("这一批满了，您在候补里排第 %(number)s 号。有人退出，会按顺序通知您。") % {"number": now.number}


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"code": refused.code, "words": sentence(refused)}, status=409)
    messages.error(request, sentence(refused))
    return redirect(_back(request))


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _back(request: HttpRequest) -> str:
    given = request.POST.get("next", "")
    return given if url_has_allowed_host_and_scheme(given, None) else "/signup/"
