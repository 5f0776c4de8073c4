"""How satisfied people were with a programme: a page, Excel, a paper; and which questionnaire asks them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.sheets import paper, sections
from xinlian.sheets.writing import excel
from xinlian.surveys import shown
from xinlian.surveys.queries.results import Series
from xinlian.surveys.rules.questions import in_words
from xinlian.trips.actions import programmes
from xinlian.trips.queries import desk_survey
from xinlian.trips.views.desk_programme import crumbs, find
from xinlian.trips.who import READERS, RUNNERS

HERE = "trips:desk_satisfaction"


def _questions(series: Series | None) -> list[dict[str, Any]]:
    """Each question over all trips: {text, title, heads, rows}; what is written in words stays with its trip."""
    language = get_language() or "zh"
    return [
        {
            "text": in_words(one.question["text"], language),
            "title": shown.said(one),
            "heads": [_("批次"), _("答的人"), *shown.compared_heads(one)],
            "rows": [[line["label"], line["people"], *line["cells"]] for line in shown.compared(one, None)],
        }
        for one in (series.questions if series else ())
        if one.question["kind"] != "text"
    ]


def _at_a_glance(series: Series | None) -> dict[str, Any]:
    """How each scale was answered over all trips, as bars, and trip by trip in one table."""
    language = get_language() or "zh"
    scales = [one for one in (series.questions if series else ()) if one.question["kind"] == "scale"]
    names = [in_words(one.question["text"], language) for one in scales]
    lines = [shown.compared(one, None) for one in scales]
    together = list(zip(*lines, strict=True)) if all(lines) else []
    return {
        "bars": [
            (name, round(share.low * 100))
            for name, one in zip(names, scales, strict=True)
            if (share := one.whole.liked)
        ],
        "lowest": shown.lowest([(name, one.whole.liked) for name, one in zip(names, scales, strict=True)]),
        "zh": language.startswith("zh"),
        "heads": [_("批次"), _("答的人"), *names],
        "rows": [
            [several[0]["label"], several[0]["people"], *(one["cells"][0] for one in several)] for several in together
        ],
    }


@staff(*READERS)
def satisfaction(request: HttpRequest, uid: str) -> HttpResponse:
    """The rate of answers, and each question compared over the batches."""
    programme, who = find(request, uid), viewer(request)
    series = desk_survey.answers(who, programme)
    context = {
        "programme": programme,
        "series": series,
        "rate": shown.percent(series.rate) if series else "",
        "asked": sum(one.invited for one in series.surveys) if series else 0,
        "answered": sum(one.answered for one in series.surveys) if series else 0,
        "questions": _questions(series),
        "glance": _at_a_glance(series),
        "choices": desk_survey.choices(programme),
        "chosen": str(programme.survey_uid or ""),
        "officer": who.holds(RUNNERS, programme.union_path),
        "crumbs": crumbs(programme, _("满意度")),
    }
    return render(request, "trips/desk/satisfaction.html", context)


@staff(*RUNNERS)
@require_POST
def choose(request: HttpRequest, uid: str) -> HttpResponse:
    """Which questionnaire is asked after each batch."""
    programme, by, now = find(request, uid), the_person(request), timezone.now()
    found = desk_survey.questionnaire(programme, request.POST.get("questionnaire", ""))
    return attempt(
        request,
        lambda: programmes.ask_after(programme=programme, survey=found.uid if found else None, by=by, at=now),
        _("定好了。每批回来以后自动发给到场的人。") if found else _("不发问卷了。"),
        HERE,
        uid,
    )


@staff(*READERS)
def export(request: HttpRequest, uid: str, form: str) -> HttpResponseBase:
    """The comparison as Excel or PDF."""
    programme = find(request, uid)
    questions = _questions(desk_survey.answers(viewer(request), programme))
    name = f"{programme.offering.title}-满意度"
    if form == "pdf":
        parts = [sections.section(one["text"], one["heads"], one["rows"], words=one["title"]) for one in questions]
        return paper.answer(
            name, sections.SHEET, sections.paper(_("满意度报告"), programme.offering.title, sections=parts)
        )
    if form != "xlsx":
        raise Http404
    rows = [[one["text"], one["title"], *row] for one in questions for row in one["rows"]]
    return excel(name, [_("问题"), _("结果"), _("批次"), _("答的人"), _("占比")], rows)
