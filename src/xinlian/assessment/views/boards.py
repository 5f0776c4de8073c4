"""Boards: on a phone my place and those around me, in a hall the first ten; both ask again every few seconds."""

import hashlib
import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.assessment import offline_words
from xinlian.assessment.actions import boards as actions
from xinlian.assessment.models import Board
from xinlian.assessment.queries import boards as queries
from xinlian.assessment.views.desk_exams import ONE, find
from xinlian.assessment.who import READERS, RUNNERS
from xinlian.people.access import signed_in, staff, the_person, viewer
from xinlian.people.answering import attempt


def _seen(request: HttpRequest, uid: uuid.UUID) -> Board:
    return get_object_or_404(queries.boards_for(the_person(request), viewer(request)), uid=uid)


def _told(request: HttpRequest, board: Board) -> dict[str, Any]:
    """What both pages show, made on the server so that a name that is hidden never leaves it."""
    person = the_person(request)
    mine = queries.place_of(board, person)
    near = queries.around(board, mine) if mine else []
    return {
        "title": board.title,
        "state": board.state,
        "size": queries.size(board),
        "top": [queries.line(board, one, person) for one in queries.top(board)],
        "mine": queries.line(board, mine, person) if mine else None,
        "near": [queries.line(board, one, person) for one in near],
    }


@signed_in
@never_cache
@require_safe
def board(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """My place, those around me, the first ten."""
    found = _seen(request, uid)
    context = {
        "board": found,
        "told": _told(request, found),
        "words": offline_words.board_words(),
        "back": reverse("assessment:exams"),
    }
    return render(request, "assessment/board.html", context)


@staff(*READERS)
@never_cache
@require_safe
def hall(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The first ten for a hall."""
    found = _seen(request, uid)
    context = {
        "board": found,
        "told": _told(request, found),
        "words": offline_words.board_words(),
        "now": timezone.now(),
    }
    return render(request, "assessment/hall.html", context)


@signed_in
@require_safe
def data(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The same as JSON; nothing but 304 while nothing changed."""
    body = json.dumps(_told(request, _seen(request, uid)), ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    same = request.headers.get("If-None-Match") == tag
    answer = HttpResponseNotModified() if same else HttpResponse(body, content_type="application/json")
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


@staff(*RUNNERS)
@require_POST
def opened(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A board over a published exam; or an open one frozen, or let go on."""
    exam, by, now = find(request, uid), the_person(request), timezone.now()
    known = queries.board_about(exam.uid)
    if known is not None:
        frozen = request.POST.get("frozen") == "1"
        done = _("停住了。") if frozen else _("接着更新了。")
        return attempt(request, lambda: actions.freeze(board=known, frozen=frozen, by=by, at=now), done, ONE, uid)
    names = request.POST.get("names", "")
    names = names if names in dict(Board.NAMES) else "masked"
    return attempt(
        request,
        lambda: actions.open_board(union=exam.union, title=exam.title, about=exam, names=names, by=by, at=now),
        _("排行榜开好了。"),
        ONE,
        uid,
    )
