"""Boards: on a phone my place and those around me, in a hall the first ten, on another site's page a few; and at the desk."""

import hashlib
import json
import uuid
from collections.abc import Callable
from typing import Any, ParamSpec, cast

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_POST, require_safe

from xinlian.boards import rooms, words
from xinlian.boards.actions import boards as actions
from xinlian.boards.models import Board
from xinlian.boards.queries import pages
from xinlian.boards.who import READERS, RUNNERS
from xinlian.people.access import public, signed_in, staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.rows.uids import uid_of

ONE = "boards:desk_board"
Acts = dict[str, tuple[Callable[[], object], str]]
P = ParamSpec("P")


def anywhere(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A page that other sites may put inside theirs."""
    opened = csp_replace(cast(Any, {"frame-ancestors": ["*"]}))(cast(Any, view))
    return xframe_options_exempt(cast(Callable[P, HttpResponse], opened))


def _seen(request: HttpRequest, uid: uuid.UUID) -> Board:
    return get_object_or_404(pages.boards_for(the_person(request), viewer(request)), uid=uid)


def _shown(key: uuid.UUID) -> Board:
    board = pages.by_key(key)
    if board is None:
        raise Http404
    return board


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every board on which I stand."""
    person = the_person(request)
    lines = [
        {"board": board, "rank": place.rank, "among": among, "marks": pages.marks_text(place.marks)}
        for board, place, among in pages.mine(person)
    ]
    return render(request, "boards/mine.html", {"lines": lines, "nickname": pages.nickname_of(person)})


@signed_in
@require_POST
def nickname(request: HttpRequest) -> HttpResponse:
    """What I am called where boards write nicknames."""
    name, by, now = request.POST.get("name", ""), the_person(request), timezone.now()
    return attempt(request, lambda: actions.call_oneself(name=name, by=by, at=now), _("记下了。"), "boards:mine")


@signed_in
@never_cache
@require_safe
def board(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """My place and why, those around me, the first ten."""
    found, person = _seen(request, uid), the_person(request)
    context = {
        "board": found,
        "told": pages.told(found, person),
        "rule": rooms.rule(found),
        "why": rooms.why(found, person),
        "moves": pages.moves_of(found, person),
        "words": words.words(),
        "back": reverse("boards:mine"),
    }
    return render(request, "boards/board.html", context)


@signed_in
@require_safe
def data(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The same as JSON; nothing but 304 while nothing changed."""
    return _json(request, pages.told(_seen(request, uid), the_person(request)))


@signed_in
@require_safe
def marks(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What the board was reckoned from, for whoever stands on it or runs it: no names, but the numbers of entries."""
    found = _seen(request, uid)
    table = rooms.table(found, pages.frozen_at(found))
    if table is None:
        raise Http404
    body = json.dumps(pages.recount(found, table), ensure_ascii=False, indent=1)
    answer = HttpResponse(body, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{uid}.json"'
    return answer


@public
@never_cache
@require_safe
def hall(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The first ten for a hall."""
    return render(request, "boards/hall.html", _screen(request, _shown(key), outside=False))


@public
@require_safe
def hall_data(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the hall shows, as JSON with an ETag."""
    return _json(request, pages.hall_told(_shown(key)))


@public
@anywhere
@never_cache
@require_safe
def embed(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The first ten inside a page of another site; never a whole name."""
    return render(request, "boards/embed.html", _screen(request, _shown(key), outside=True))


@public
@require_safe
def embed_data(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the embedded page shows, as JSON with an ETag."""
    return _json(request, pages.hall_told(_shown(key), outside=True))


def _live(request: HttpRequest, found: Board, *, outside: bool) -> str:
    """Where a screen listens; empty where there is no live address. A bare port is one of the host that was asked."""
    address = settings.LIVE_URL
    if address.startswith(":"):
        address = f"{request.scheme}://{request.get_host().rpartition(':')[0] or request.get_host()}{address}"
    return f"{address}/boards/{found.hall_key}/{'embed-' if outside else ''}events" if address else ""


def _screen(request: HttpRequest, found: Board, *, outside: bool) -> dict[str, Any]:
    return {
        "board": found,
        "told": pages.hall_told(found, outside=outside),
        "rule": rooms.rule(found),
        "words": words.words(),
        "live": _live(request, found, outside=outside),
        "now": timezone.now(),
    }


def _json(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    body = json.dumps(said, ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    same = request.headers.get("If-None-Match") == tag
    answer = HttpResponseNotModified() if same else HttpResponse(body, content_type="application/json")
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


@staff(*READERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The boards of my unions."""
    found = pages.boards_of(viewer(request))
    return render(request, "boards/desk/boards.html", {"boards": [(one, rooms.rule(one)) for one in found[:200]]})


@staff(*READERS)
@never_cache
@require_safe
def desk_board(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A board: its screens, how names are written, how it stood when it was frozen."""
    found = get_object_or_404(pages.boards_of(viewer(request)), uid=uid)
    context = {
        "board": found,
        "rule": rooms.rule(found),
        "told": pages.hall_told(found),
        "names": Board.NAMES,
        "runner": viewer(request).holds(RUNNERS, found.union_path),
        "hall_url": request.build_absolute_uri(reverse("boards:hall", args=[found.hall_key])),
        "embed_url": request.build_absolute_uri(reverse("boards:embed", args=[found.hall_key])),
        "snapshots": pages.snapshots_of(found),
        "nicknames": pages.nicknames_on(found)[:200] if found.names == "nickname" else [],
        "room_url": rooms.desk_url(found),
    }
    return render(request, "boards/desk/board.html", context)


@staff(*RUNNERS)
@require_POST
def act(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Freeze it, let it go on, rename it, give its screens another address, take a nickname away."""
    found = get_object_or_404(pages.boards_of(viewer(request)), uid=uid)
    by, now, said = the_person(request), timezone.now(), request.POST
    names = said.get("names", "")
    names = names if names in dict(Board.NAMES) else found.names
    acts: Acts = {
        "freeze": (lambda: actions.freeze(board=found, by=by, at=now), _("停住了，这一刻的名次存下来了。")),
        "thaw": (lambda: rooms.thaw(found, by, now), _("接着更新了。")),
        "rename": (
            lambda: actions.rename(board=found, title=said.get("title", ""), names=names, by=by, at=now),
            _("改好了。"),
        ),
        "key": (lambda: actions.give_new_key(board=found, by=by, at=now), _("换了地址。大屏和嵌入的网页要用新的。")),
    }
    if said.get("act") == "nickname":
        taken = get_object_or_404(pages.nicknames_on(found), uid=uid_of(said.get("nickname", "")))
        return attempt(
            request, lambda: actions.take_nickname(nickname=taken, board=found, by=by, at=now), _("去掉了。"), ONE, uid
        )
    if said.get("act") not in acts:
        raise Http404
    do, done = acts[said["act"]]
    return attempt(request, do, done, ONE, uid)
