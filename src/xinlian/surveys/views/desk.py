"""Surveys and their results at the desk."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.surveys import actions
from xinlian.surveys.models import Survey
from xinlian.surveys.queries import desk as queries
from xinlian.surveys.queries.results import results
from xinlian.surveys.shown import percent, question_shown
from xinlian.surveys.who import READERS, RUNNERS
from xinlian.surveys.workbook import workbook

PER_PAGE = 50


@staff(*READERS)
@never_cache
def surveys(request: HttpRequest) -> HttpResponse:
    """All surveys, the newest first, and the questionnaires they are made from."""
    page = Paginator(queries.surveys(viewer(request)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "table": _table([_row(one) for one in page.object_list]),
        "questionnaires": queries.questionnaires(viewer(request)),
        "may_draw_up": bool(viewer(request).paths(RUNNERS)),
    }
    return render(request, "surveys/desk/list.html", context)


@staff(*READERS)
@never_cache
def survey(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What people said, each question beside the other surveys of the series."""
    found = get_object_or_404(queries.surveys(viewer(request)), uid=uid)
    told = results(found)
    context = {
        "survey": found,
        "told": told,
        "rate": percent(told.rate),
        "shown": [question_shown(one, found) for one in told.questions],
        "may_close": found.state == "open" and viewer(request).holds(RUNNERS, found.union_path),
        "crumbs": [(_("问卷调查"), reverse("surveys:desk")), (found.title, "")],
    }
    return render(request, "surveys/desk/survey.html", context)


@staff(*RUNNERS)
@require_POST
def close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take no more answers."""
    found = get_object_or_404(queries.surveys(viewer(request)), uid=uid)
    by, now = the_person(request), timezone.now()
    done = _("结束了，不再收答案。")
    return attempt(request, lambda: actions.close(survey=found, by=by, at=now), done, "surveys:desk_survey", uid)


@staff(*READERS)
@never_cache
def excel(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """The same as a workbook, with the same hidden."""
    found = get_object_or_404(queries.surveys(viewer(request)), uid=uid)
    if not found.anonymous:
        actions.note_taken(survey=found, by=the_person(request), at=timezone.now())
    return workbook(results(found))


def _row(one: Survey) -> dict[str, Any]:
    share = one.answered / one.invited if one.invited else None
    state = {"text": one.get_state_display(), "state": "ok" if one.state == "open" else "off"}
    return {
        "id": str(one.uid),
        "url": reverse("surveys:desk_survey", args=[one.uid]),
        "cells": {
            "title": {"text": one.title, "url": reverse("surveys:desk_survey", args=[one.uid]), "zh": True},
            "about": one.about_label,
            "state": state,
            "anonymous": _("不记名") if one.anonymous else _("署名"),
            "closes": f"{timezone.localtime(one.closes_at):%Y-%m-%d %H:%M}",
            "invited": one.invited,
            "answered": one.answered,
            "rate": percent(share),
        },
    }


def _table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": _("调查"),
        "columns": [
            {"key": "title", "label": _("叫什么"), "zh": True},
            {"key": "about", "label": _("关于什么"), "zh": True},
            {"key": "state", "label": _("状态")},
            {"key": "anonymous", "label": _("记不记名")},
            {"key": "closes", "label": _("到什么时候")},
            {"key": "invited", "label": _("请了"), "num": True},
            {"key": "answered", "label": _("答了"), "num": True},
            {"key": "rate", "label": _("回收率"), "num": True},
        ],
        "rows": rows,
        "empty": _("还没有调查"),
        "empty_words": _("一批活动结束以后，参加的人会收到问卷，结果在这里看。可以先把问卷准备好。"),
    }
