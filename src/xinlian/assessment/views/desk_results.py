"""Results at the desk: marks, a sitting answer by answer, short answers, questions that did badly, corrections, appeals."""

import uuid
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xinlian.assessment import tables
from xinlian.assessment.actions import appeals, exams, marking
from xinlian.assessment.forms.papers import AnswerForm, RegradeForm, ShortForm
from xinlian.assessment.models import Exam, Sitting
from xinlian.assessment.queries import desk as queries
from xinlian.assessment.queries import statistics
from xinlian.assessment.queries.drawing import bank_of
from xinlian.assessment.queries.mine import answers_of
from xinlian.assessment.queries.results import full_of, of_sitting, passed
from xinlian.assessment.shown import marks_words
from xinlian.assessment.views.desk_exams import ONE, PAGE, crumbs, find
from xinlian.assessment.who import DECIDERS, MARKERS, READERS
from xinlian.engines.exams.questions import CHOICES, SHORT
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.rows.uids import uid_of
from xinlian.sheets.writing import excel as workbook


def _way(exam: Exam, words: str) -> list[tuple[str, str]]:
    return crumbs((exam.title, reverse(ONE, args=[exam.uid])), (words, ""))


@staff(*READERS)
@never_cache
def results(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The marks of everybody, and how they spread."""
    found = find(request, uid)
    page = Paginator(queries.results(found), PAGE).get_page(request.GET.get("page"))
    full = Decimal(full_of(found.paper))
    context = {
        "exam": found,
        "page": page,
        "table": tables.results_table(found, page, page.paginator.count),
        "spread": statistics.spread(found, full),
        "any": page.paginator.count,
        "crumbs": _way(found, _("成绩")),
    }
    return render(request, "assessment/desk/results.html", context)


@staff(*READERS)
@require_safe
def excel(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """The same as a workbook."""
    found = find(request, uid)
    exams.note_results_taken(exam=found, by=the_person(request), at=timezone.now())
    heads = [_("姓名"), _("工会"), _("第几次"), _("得分"), _("及格"), _("开考"), _("交卷"), _("怎么交的")]
    return workbook(found.title, heads, (_result(found, one) for one in queries.results(found)))


def _result(exam: Exam, one: Sitting) -> list[object]:
    one.exam = exam
    union = one.person.union.name if one.person.union else ""
    marks = float(one.marks) if one.marks is not None and not one.waiting else None
    good = passed(one) if not one.waiting else None
    return [
        one.person.name,
        union,
        one.attempt,
        marks,
        good,
        one.began_at,
        one.ended_at,
        str(one.get_ended_by_display()),
    ]


@staff(*READERS)
@never_cache
def sitting(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One sitting, answer by answer."""
    one = get_object_or_404(queries.sitting(viewer(request), uid))
    context = {
        "sitting": one,
        "exam": one.exam,
        "result": of_sitting(one) if one.ended_at else None,
        "full": full_of(one.exam.paper),
        "crumbs": crumbs(
            (one.exam.title, reverse(ONE, args=[one.exam.uid])),
            (_("成绩"), reverse("assessment:desk_results", args=[one.exam.uid])),
            (one.person.name, ""),
        ),
    }
    return render(request, "assessment/desk/sitting.html", context)


@staff(*MARKERS)
@never_cache
def short(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The next short answer that waits for this reader: whose it is, nobody sees."""
    found, by = find(request, uid), the_person(request)
    bank = bank_of(found.pk)
    waiting = queries.next_short(found, by, {pk for pk, one in bank.items() if one.kind == SHORT})
    form = ShortForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _marked(request, found, form):
        return redirect("assessment:desk_short", uid)
    context: dict[str, Any] = {"exam": found, "form": form, "waiting": waiting, "crumbs": _way(found, _("判简答题"))}
    if waiting is not None:
        one, place = waiting
        item, most, _options = one.paper[place]
        context |= {
            "one": one,
            "place": place,
            "question": bank[item],
            "most": marks_words(most),
            "answer": answers_of(one).get(place),
            "left": queries.waiting_short(found),
        }
    return render(request, "assessment/desk/short.html", context, status=422 if form.errors else 200)


def _marked(request: HttpRequest, found: Exam, form: ShortForm) -> bool:
    try:
        number, place = uuid.UUID(request.POST.get("sitting", "")), int(request.POST.get("place", ""))
    except ValueError:
        form.add_error(None, _("这一页旧了，请刷新再判。"))
        return False
    one = get_object_or_404(queries.sitting(viewer(request), number), exam=found)
    if not 0 <= place < len(one.paper):
        form.add_error(None, _("这一页旧了，请刷新再判。"))
        return False
    said, by, now = form.cleaned_data, the_person(request), timezone.now()
    return kept(form, lambda: marking.mark_short(sitting=one, place=place, **said, by=by, at=now))


@staff(*READERS)
@never_cache
def items(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """How the questions did."""
    found = find(request, uid)
    context = {"exam": found, "rows": statistics.items(found), "crumbs": _way(found, _("题目分析"))}
    return render(request, "assessment/desk/item_statistics.html", context)


@staff(*READERS)
@never_cache
def item(request: HttpRequest, uid: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """One question: what was chosen, and a correction with the list of who changes."""
    found = find(request, uid)
    one = get_object_or_404(queries.item(viewer(request), item), pk__in=_ids(found))
    form = RegradeForm(request.POST or None)
    changes = None
    instead = queries.current(one)
    if request.method == "POST" and form.is_valid():
        other = instead if form.cleaned_data["way"] == "current" else None
        if request.POST.get("act") == "sure":
            by, now, why = the_person(request), timezone.now(), form.cleaned_data["why"]
            said = {"exam": found, "item": one, "instead": other, "why": why}
            if kept(form, lambda: marking.regrade(**said, by=by, at=now)):
                messages.success(request, _("改判好了。"))
                return redirect("assessment:desk_exam_item", uid, item)
        else:
            changes = queries.named_changes(marking.regrade_preview(found, one, other))
    context = {
        "exam": found,
        "item": one,
        "instead": instead if instead.pk != one.pk else None,
        "question": one.question,
        "choices": statistics.choices(found, one) if one.kind in CHOICES else [],
        "form": form,
        "changes": changes,
        "regrades": found.regrades.filter(item_id_was=one.pk).select_related("by"),
        "decider": viewer(request).holds(DECIDERS, found.union_path),
        "crumbs": _way(found, _("题目分析")),
    }
    return render(request, "assessment/desk/exam_item.html", context, status=422 if form.errors else 200)


def _ids(exam: Exam) -> list[int]:
    return list(bank_of(exam.pk))


@staff(*DECIDERS)
@never_cache
def appeal_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What candidates say, and its answers."""
    found = find(request, uid)
    if request.method == "POST":
        one = get_object_or_404(queries.appeals(found), uid=uid_of(request.POST.get("appeal", "")))
        form = AnswerForm(request.POST)
        words = form.cleaned_data["words"] if form.is_valid() else ""
        upheld, by, now = request.POST.get("act") == "upheld", the_person(request), timezone.now()
        return attempt(
            request,
            lambda: appeals.answer(appeal=one, upheld=upheld, words=words, by=by, at=now),
            _("答复了，他会收到消息。"),
            "assessment:desk_appeals",
            uid,
        )
    context = {"exam": found, "appeals": queries.appeals(found), "form": AnswerForm(), "crumbs": _way(found, _("申诉"))}
    return render(request, "assessment/desk/appeals.html", context)
