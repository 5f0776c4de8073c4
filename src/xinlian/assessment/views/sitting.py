"""Sitting an exam: a shell that works with no network, its data, the same without scripts, the end."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.assessment import offline_words
from xinlian.assessment.actions import sittings
from xinlian.assessment.models import Bank, Sitting
from xinlian.assessment.queries import mine
from xinlian.assessment.queries.pictures import inside, of_bank, of_exam
from xinlian.people.access import public, signed_in, the_person
from xinlian.people.answering import attempt
from xinlian.people.offline import kept_offline


@public
@require_safe
@kept_offline
def shell(request: HttpRequest) -> HttpResponse:
    """The page on which one answers, with or without a network; it names nobody and holds no question."""
    return render(request, "assessment/sit.html", {"words": offline_words.words()})


def _mine(request: HttpRequest, uid: uuid.UUID) -> Sitting:
    return get_object_or_404(mine.sitting_of(the_person(request), uid))


@signed_in
@never_cache
@require_safe
def data(request: HttpRequest, uid: uuid.UUID) -> JsonResponse:
    """My sitting as the phone keeps it: every question as a piece of the page, what I answered, the time of the server."""
    sitting = _mine(request, uid)
    pictures = of_exam(sitting.exam)
    told = _clock(sitting) | {"title": sitting.exam.title, "exam": reverse("assessment:exam", args=[sitting.exam.uid])}
    if sitting.ended_at is None:
        told["questions"] = [
            {
                "html": render_to_string("assessment/question.html", {"q": one, "pictures": _pictures(one, pictures)}),
                "fields": one["fields"],
            }
            for one in mine.shown(sitting)
        ]
    return JsonResponse(told)


def pictures_shown(question: dict[str, Any], bank: Bank) -> list[str]:
    """The pictures of a question of a bank."""
    return _pictures(question, of_bank(bank))


def _pictures(question: dict[str, Any], known: dict[str, bytes]) -> list[str]:
    return inside(question["pictures"], known)


@signed_in
@never_cache
@require_safe
def clock(request: HttpRequest, uid: uuid.UUID) -> JsonResponse:
    """The time of the server and of the bell; that the phone was heard is noted."""
    sitting = _mine(request, uid)
    sittings.heard(sitting, timezone.now())
    return JsonResponse(_clock(sitting))


def _clock(sitting: Sitting) -> dict[str, Any]:
    """Milliseconds since 1970."""
    now = timezone.now()
    over = sitting.ended_at is not None or now >= sitting.ends_at
    return {
        "sitting": str(sitting.uid),
        "now": int(now.timestamp() * 1000),
        "ends_at": int(sitting.ends_at.timestamp() * 1000),
        "ended": over,
        "ended_by": sitting.ended_by or ("bell" if over else ""),
    }


@signed_in
@never_cache
def plain(request: HttpRequest, uid: uuid.UUID, place: int) -> HttpResponse:
    """One question without scripts."""
    sitting = _mine(request, uid)
    if not 0 <= place < len(sitting.paper):
        raise Http404
    now = timezone.now()
    if request.method == "POST":
        fields = {name: request.POST.getlist(name) for name in request.POST}
        try:
            number = uuid.UUID(request.POST.get("client_uid", ""))
        except ValueError as error:
            raise Http404 from error
        following = min(place + 1, len(sitting.paper) - 1)
        said: dict[str, Any] = {
            "sitting": sitting,
            "place": place,
            "said": fields,
            "client_uid": number,
            "said_at": now,
        }
        by = the_person(request)
        return attempt(
            request, lambda: sittings.give(**said, by=by, at=now), _("已保存"), "assessment:plain", uid, following
        )
    over = sitting.ended_at is not None or now >= sitting.ends_at
    questions = [] if over else mine.shown(sitting)
    context = {
        "sitting": sitting,
        "over": over,
        "questions": questions,
        "q": questions[place] if questions else None,
        "pictures": _pictures(questions[place], of_exam(sitting.exam)) if questions else [],
        "client_uid": uuid.uuid4(),
        "minutes": max(0, int((sitting.ends_at - now).total_seconds() // 60)),
        "left": sum(not one["answered"] for one in questions),
        "back": reverse("assessment:exam", args=[sitting.exam.uid]),
    }
    return render(request, "assessment/plain.html", context)


@signed_in
@require_POST
def hand_in(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """I am done."""
    sitting = _mine(request, uid)
    sittings.hand_in(sitting=sitting, by=the_person(request), at=timezone.now())
    messages.success(request, _("已经交卷。成绩公布以后告诉您。"))
    return redirect("assessment:exam", sitting.exam.uid)
