"""Pages for trainers: a shell the phone keeps, its data as JSON, the same without scripts; and the code on the wall."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.people.access import public, signed_in, the_person
from xinlian.people.answering import attempt
from xinlian.people.offline import kept_offline
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.training import offline_words
from xinlian.training.actions import attending
from xinlian.training.forms.classes import Once, TickForm
from xinlian.training.queries import teaching as queries


@public
@require_safe
@kept_offline
def shell(request: HttpRequest) -> HttpResponse:
    """The page that a phone keeps; it names nobody and is drawn from what the phone holds."""
    return render(request, "training/teach.html", {"words": offline_words.words()})


@signed_in
@never_cache
@require_safe
def sessions(request: HttpRequest) -> JsonResponse:
    """The sessions I teach, for the phone."""
    return JsonResponse({"sessions": queries.told(the_person(request), timezone.now())})


@signed_in
@never_cache
@require_safe
def roster(request: HttpRequest, uid: uuid.UUID) -> JsonResponse:
    """The roster of one session that I teach, for the phone."""
    session = get_object_or_404(queries.taught_by(the_person(request)), uid=uid)
    return JsonResponse(queries.roster(session))


@signed_in
@require_safe
def plain(request: HttpRequest) -> HttpResponse:
    """The rosters without scripts."""
    near = queries.near(the_person(request), timezone.now())
    return render(request, "training/teach_plain.html", {"rosters": [queries.with_numbers(one) for one in near]})


@signed_in
@require_POST
def tick(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Tick somebody, or take the tick back, without scripts."""
    session, form = get_object_or_404(queries.taught_by(the_person(request)), uid=uid), TickForm(request.POST)
    if form.is_valid():
        seat = get_object_or_404(queries.seats_of(session), uid=form.cleaned_data["seat"])
        now = timezone.now()
        said: dict[str, Any] = {"here": form.cleaned_data["here"] == "1", "client_uid": form.uid(), "said_at": now}
        try:
            attending.turn(session=session, person=seat.application.person, by=the_person(request), at=now, **said)
        except Refused as refused:
            messages.error(request, sentence(refused))
    return redirect("training:teach_plain")


@signed_in
def here(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What the code on the wall opens: one tap, and one is there."""
    session = get_object_or_404(queries.on_the_wall(), uid=uid)
    person, now, proof = the_person(request), timezone.now(), request.GET.get("p", "")[:40]
    if request.method == "POST":
        form = Once(request.POST)
        form.is_valid()
        said: dict[str, Any] = {"proof": request.POST.get("proof", "")[:40], "client_uid": form.uid(), "said_at": now}
        return attempt(
            request,
            lambda: attending.come(session=session, by=person, at=now, **said),
            _("签到了，进去坐吧。"),
            "training:here",
            uid,
        )
    context = {
        "session": session,
        "clock": queries.clock(session),
        "proof": proof,
        "mine": queries.in_class(session, person),
        "there": queries.is_there(session, person),
        "form": Once(),
    }
    return render(request, "training/here.html", context)
