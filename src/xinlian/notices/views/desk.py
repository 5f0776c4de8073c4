"""The outbox as the desk sees it: what was told, what went, what did not, and the texts."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.notices.actions.again import send_again
from xinlian.notices.desk_texts import CODES, STATES, channel_words
from xinlian.notices.kinds import NoticeKind, called, kinds
from xinlian.notices.queries import desk as queries
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.scope import DESK

SHOWN = datetime.timedelta(days=30)


@staff(*DESK)
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    """The last thirty days by kind."""
    now = timezone.now()
    rows = queries.by_kind(viewer(request), now - SHOWN)
    totals = {name: sum(row[name] for row in rows) for name in ("told", "read", *queries.STATES, "parts")}
    told = {row["kind"] for row in rows}
    quiet = [{"code": kind.code, "name": kind.called} for code, kind in kinds().items() if code not in told]
    table = _table(_("按种类"), _kind_column(), [_kind_row(row) for row in rows])
    return render(request, "notices/desk/list.html", {"table": table, "totals": totals, "quiet": quiet})


@staff(*DESK)
@never_cache
def kind(request: HttpRequest, code: str) -> HttpResponse:
    """One kind: its texts, its days, what did not go and why."""
    about, now, seen = _kind(code), timezone.now(), viewer(request)
    days = [_day_row(row) for row in queries.by_day(seen, code, now - SHOWN)]
    context = {
        "code": code,
        "name": about.called,
        "channels": channel_words(about.channels),
        "kind": about,
        "previews": list(queries.previews(about)),
        "table": _table(_("按日期"), {"key": "day", "label": _("哪天")}, days),
        "troubles": [_trouble(row) for row in queries.reasons(seen, code, now)],
        "may_send": bool(seen.paths(("officer",))),
        "crumbs": [(_("通知"), reverse("notices:desk")), (about.called, "")],
    }
    return render(request, "notices/desk/kind.html", context)


@staff("officer")
@require_POST
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Send again what failed or was lost."""
    state = request.POST.get("state", "")
    count = send_again(kind=_kind(code).code, state=state, by=the_person(request), at=timezone.now())
    said = ngettext("%(n)d 条重新排队，马上就发。", "%(n)d 条重新排队，马上就发。", count) % {"n": count}
    messages.success(request, said)
    return redirect("notices:desk_kind", code)


def _kind(code: str) -> NoticeKind:
    found = kinds().get(code)
    if found is None:
        raise Http404
    return found


def _kind_column() -> dict[str, Any]:
    return {"key": "kind", "label": _("种类")}


def _kind_row(row: dict[str, Any]) -> dict[str, Any]:
    name = {"text": called(row["kind"])}
    if row["kind"] in kinds():
        name["url"] = reverse("notices:desk_kind", args=[row["kind"]])
    return {"id": row["kind"], "cells": {**_numbers(row), "kind": name}}


def _day_row(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(row["day"]), "cells": {**_numbers(row), "day": f"{row['day']:%Y-%m-%d}"}}


def _numbers(row: dict[str, Any]) -> dict[str, Any]:
    """The numbers of a row; trouble stands out, nothing is a dash."""
    cells = {name: row[name] or "" for name in ("told", "read", "waiting", "sent", "parts")}
    cells["waiting"] = (row["waiting"] or 0) + (row["sending"] or 0) or ""
    for name, tone in (("failed", "bad"), ("lost", "warn")):
        cells[name] = {"text": row[name], "state": tone} if row[name] else ""
    return cells


def _table(title: str, first: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = [
        first,
        {"key": "told", "label": _("告诉了"), "num": True},
        {"key": "read", "label": _("看过的"), "num": True},
        {"key": "waiting", "label": STATES["waiting"], "num": True},
        {"key": "sent", "label": STATES["sent"], "num": True},
        {"key": "failed", "label": STATES["failed"], "num": True},
        {"key": "lost", "label": STATES["lost"], "num": True},
        {"key": "parts", "label": _("短信条数"), "num": True},
    ]
    words = _("有事要告诉大家时，这里能看到发出去多少、多少人看过。")
    return {"title": title, "columns": columns, "rows": rows, "empty": _("三十天里没有通知"), "empty_words": words}


def _trouble(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "words": CODES.get(row["code"], row["code"])}
