"""A judge's tablet: a shell that works with no network, its data, the same without scripts, the signature."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.assessment import offline_words
from xinlian.assessment.actions import practicals as actions
from xinlian.assessment.models import PanelSeat
from xinlian.assessment.queries import panels
from xinlian.assessment.rules import rubrics
from xinlian.people.access import public, signed_in, the_person
from xinlian.people.answering import attempt
from xinlian.people.offline import kept_offline
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence


@public
@require_safe
@kept_offline
def shell(request: HttpRequest) -> HttpResponse:
    """The page on which a judge marks, with or without a network; it names nobody."""
    return render(request, "assessment/judge.html", {"words": offline_words.judge_words()})


@signed_in
@never_cache
@require_safe
def data(request: HttpRequest) -> JsonResponse:
    """My panels as the tablet keeps them, each with its sheet as a piece of the page."""
    seats = list(panels.seats_of(the_person(request)))
    told = [_told(seat) for seat in seats]
    return JsonResponse({"panels": told})


def _told(seat: PanelSeat) -> dict[str, object]:
    sheet, kept = seat.practical.sheet.sheet, panels.tablet_of(seat)
    for one in kept["entrants"]:
        one["fields"] = rubrics.shown(sheet, one.pop("entries"))
    kept.pop("sheet")
    needed = [one.code for one in sheet if one.kind != "veto"]
    html = render_to_string("assessment/rubric.html", {"criteria": _criteria(seat, {})})
    return {**kept, "html": html, "needed": needed}


def _criteria(seat: PanelSeat, fields: dict[str, str]) -> list[dict[str, object]]:
    return [
        {
            "one": one,
            "value": fields.get(one.code, ""),
            "minutes": fields.get(f"{one.code}-min", ""),
            "seconds": fields.get(f"{one.code}-sec", ""),
            "levels": [
                (str(n), words, points, fields.get(one.code) == str(n)) for n, (words, points) in enumerate(one.levels)
            ],
            "limit": one.limit // 60,
        }
        for one in seat.practical.sheet.sheet
    ]


def _seat(request: HttpRequest, uid: uuid.UUID) -> PanelSeat:
    return get_object_or_404(panels.seats_of(the_person(request)), uid=uid)


@signed_in
@never_cache
def plain(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A panel without scripts: whom I judge, and the signature."""
    seat = _seat(request, uid)
    context = {"seat": seat, "kept": panels.tablet_of(seat), "unfinished": panels.unfinished(seat)}
    return render(request, "assessment/judge_plain.html", context)


@signed_in
@never_cache
def plain_one(request: HttpRequest, uid: uuid.UUID, entrant: uuid.UUID) -> HttpResponse:
    """The sheet of one entrant without scripts."""
    seat = _seat(request, uid)
    one = panels.entrant_named(seat, entrant)
    if one is None:
        raise Http404
    sheet, wrong = seat.practical.sheet.sheet, ""
    fields = rubrics.shown(sheet, panels.entries_of(seat, one))
    if request.method == "POST":
        given = {name: request.POST.getlist(name) for name in request.POST}
        fields = {name: values[0] for name, values in given.items() if values}
        now = timezone.now()
        try:
            said = {"said": rubrics.said(sheet, given), "client_uid": uuid.UUID(request.POST.get("client_uid", ""))}
            actions.score(seat=seat, entrant=one, **said, said_at=now, by=the_person(request), at=now)  # type: ignore[arg-type]
        except ValueError as error:
            raise Http404 from error
        except Refused as refused:
            wrong = sentence(refused)
        else:
            messages.success(request, _("记下了。"))
            return redirect("assessment:judge_plain", uid)
    context = {
        "seat": seat,
        "entrant": one,
        "criteria": _criteria(seat, fields),
        "client_uid": uuid.uuid4(),
        "wrong": wrong,
    }
    return render(request, "assessment/judge_one.html", context, status=422 if wrong else 200)


@signed_in
@require_POST
def sign(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """I stand by what I entered."""
    seat, by, now = _seat(request, uid), the_person(request), timezone.now()
    done = _("签好了，谢谢您。")
    return attempt(request, lambda: actions.sign(seat=seat, by=by, at=now), done, "assessment:judge_plain", uid)
