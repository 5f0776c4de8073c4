"""The journal as people read it, and whether its chain holds."""

import datetime
import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.journal import queries as chain
from xinlian.journal import words
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.actions.reading import take_journal_along
from xinlian.people.queries import journal as queries
from xinlian.people.scope import DESK
from xinlian.sheets.writing import excel

PER_PAGE = 50
CHECKED_LINKS = 5000


def _wanted(asked: Any) -> queries.Wanted:
    return queries.Wanted(
        union=_uid(asked.get("union", "")),
        verb=asked.get("verb", "")[:60],
        person=asked.get("person", "").strip()[:60],
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        about=_uid(asked.get("about", "")),
    )


def _uid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


@staff(*DESK)
@never_cache
def journal(request: HttpRequest) -> HttpResponse:
    """Who did what when, narrowed; the state of the chain above it."""
    wanted, seen = _wanted(request.GET), viewer(request)
    page = Paginator(queries.entries(seen, wanted), PER_PAGE).get_page(request.GET.get("page"))
    number, digest = chain.chain_head()
    context = {
        "wanted": wanted,
        "page": page,
        "table": _table(queries.told(list(page.object_list))),
        "verbs": sorted(((code, str(text)) for code, text in words.verbs().items()), key=lambda item: item[1]),
        "unions": queries.unions(seen),
        "auditor": bool(seen.paths(queries.AUDITORS)),
        "head": {"number": number, "hash": digest[:16], "waiting": chain.unsealed()},
        "verdict": chain.verify_last(CHECKED_LINKS) if request.GET.get("verify") else None,
        "query": request.GET.urlencode(),
    }
    return render(request, "people/desk/journal.html", context)


def _table(lines: list[dict[str, Any]]) -> dict[str, Any]:
    columns = [
        {"key": "at", "label": _("时间")},
        {"key": "who", "label": _("谁"), "zh": True},
        {"key": "what", "label": _("做了什么")},
        {"key": "about", "label": _("关于"), "hidden": True},
        {"key": "union", "label": _("工会"), "zh": True},
        {"key": "facts", "label": _("内容"), "zh": True},
    ]
    rows = [{"id": line["entry"].uid, "cells": {**line, "at": _moment(line["at"])}} for line in lines]
    for row in rows:
        row["cells"]["who"] = row["cells"]["who"] or {"text": _("系统")}
    words_ = _("换个条件，或者把日期放宽一些。")
    return {"title": _("日志"), "columns": columns, "rows": rows, "empty": _("没有记录"), "empty_words": words_}


def _moment(at: datetime.datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d\u00a0%H:%M:%S")


@staff(*DESK)
@require_POST
def export(request: HttpRequest) -> FileResponse:
    """The narrowed journal as Excel; that it was taken along stands in it too."""
    wanted = _wanted(request.POST)
    rows = queries.entries(viewer(request), wanted)
    take_journal_along(rows=rows.count(), by=the_person(request), at=timezone.now())
    headers = [_("时间"), _("谁"), _("做了什么"), _("关于"), _("编号"), _("工会"), _("内容")]
    return excel(_("日志"), headers, queries.exported(rows))
