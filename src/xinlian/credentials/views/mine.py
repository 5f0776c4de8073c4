"""One's own pass: a shell that works with no network, its data, the same without scripts; an appeal; the photo."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.credentials import offline_words
from xinlian.credentials.actions import appeals
from xinlian.credentials.queries import mine
from xinlian.people.access import public, signed_in, the_person, viewer
from xinlian.people.offline import kept_offline
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

ICONS = [("green", "circle-check"), ("yellow", "triangle-alert"), ("red", "octagon-x")]


@public
@require_safe
@kept_offline
def shell(request: HttpRequest) -> HttpResponse:
    """The page that shows one's pass, with or without a network; it names nobody."""
    context = {"words": offline_words.words(), "icons": ICONS}
    return render(request, "credentials/pass.html", context)


@signed_in
@never_cache
def data(request: HttpRequest) -> JsonResponse:
    """My pass, as the phone keeps it; {"pass": null} for who has none."""
    found = mine.card_of(the_person(request), timezone.now())
    return JsonResponse({"pass": mine.kept(found) if found else None})


@signed_in
@never_cache
def plain(request: HttpRequest) -> HttpResponse:
    """The same without scripts, and what was decided about it."""
    return render(request, "credentials/plain.html", {"card": mine.card_of(the_person(request), timezone.now())})


@signed_in
@require_POST
def appeal(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say why a decision is wrong."""
    person = the_person(request)
    step = get_object_or_404(mine.steps_of(person), uid=uid)
    try:
        given = uuid.UUID(request.POST.get("client_uid", ""))
        text = request.POST.get("text", "")
        appeals.appeal(step=step, text=text, client_uid=given, by=person, at=timezone.now())
    except ValueError as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("申诉交上去了，会由没作这个决定的人答复您。"))
    return redirect("credentials:pass_plain")


@signed_in
@require_safe
def photo(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """A photo: one's own, or of one's part of the tree."""
    found = get_object_or_404(mine.portraits(viewer(request)), uid=uid)
    answer = HttpResponse(mine.picture(found), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
