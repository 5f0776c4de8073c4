"""Practical tests at the desk: sheets, panels, recusals, the judges' marks side by side, the lock."""

import uuid
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.assessment import practical_tables
from xinlian.assessment.actions import practicals as actions
from xinlian.assessment.forms.papers import PeopleForm
from xinlian.assessment.forms.practicals import (
    ROWS,
    CriterionForm,
    JudgeForm,
    PracticalForm,
    RecuseForm,
    SheetForm,
    criteria,
    row_of,
)
from xinlian.assessment.models import Practical, RubricSheet
from xinlian.assessment.queries import desk as exam_queries
from xinlian.assessment.queries import panels as queries
from xinlian.assessment.shown import marks_words
from xinlian.assessment.views.panel_acts import deed
from xinlian.assessment.who import DECIDERS, READERS, RUNNERS
from xinlian.engines.rubrics.sheet import full_marks
from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.people.queries.desk import people_by_phone
from xinlian.rows.uids import uid_of
from xinlian.sheets.writing import excel as workbook

ONE = "assessment:desk_practical"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("实操考核"), reverse("assessment:desk_practicals")), *more]


def _find(request: HttpRequest, uid: uuid.UUID) -> Practical:
    return get_object_or_404(queries.practicals(viewer(request)), uid=uid)


@staff(*READERS)
def practicals(request: HttpRequest) -> HttpResponse:
    """All practical tests, and the sheets."""
    who = viewer(request)
    context = {
        "table": practical_tables.practicals_table(list(queries.practicals(who)[:200])),
        "sheets": queries.sheets(who),
        "runner": bool(who.paths(RUNNERS)),
        "any": bool(queries.usable_sheets(who)),
    }
    return render(request, "assessment/desk/practicals.html", context)


@staff(*RUNNERS)
def sheet_new(request: HttpRequest) -> HttpResponse:
    """A sheet in rows; with `from`, the next version of one."""
    who = viewer(request)
    old = _old(request)
    start = [row_of(one) for one in old.sheet] if old else []
    several = formset_factory(CriterionForm, extra=ROWS)(request.POST or None, prefix="c", initial=start)
    first = {"union": str(old.union.uid), "title": old.title} if old else None
    form = SheetForm(request.POST or None, unions=exam_queries.union_choices(who), initial=first)
    if request.method == "POST" and form.is_valid() and several.is_valid():
        union = get_object_or_404(exam_queries.union(who, form.cleaned_data["union"]))
        title, by, now, made = form.cleaned_data["title"], the_person(request), timezone.now(), []
        rows = criteria(several)
        if kept(form, lambda: made.append(actions.make_sheet(union=union, title=title, criteria=rows, by=by, at=now))):
            return redirect("assessment:desk_sheet", made[0].uid)
    context = {"form": form, "rows": several, "crumbs": crumbs((_("新评分表"), ""))}
    wrong = form.errors or any(row.errors for row in several)
    return render(request, "assessment/desk/sheet_new.html", context, status=422 if wrong else 200)


def _old(request: HttpRequest) -> RubricSheet | None:
    number = uid_of(request.GET.get("from", ""))
    return get_object_or_404(queries.sheets(viewer(request)), uid=number) if number else None


@staff(*READERS)
def sheet(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A sheet, and how it looks to a judge."""
    found = get_object_or_404(queries.sheets(viewer(request)), uid=uid)
    context = {
        "sheet": found,
        "criteria": [
            {
                "one": one,
                "levels": [(str(n), *level, False) for n, level in enumerate(one.levels)],
                "limit": one.limit // 60,
            }
            for one in found.sheet
        ],
        "full": marks_words(full_marks(found.sheet)),
        "runner": viewer(request).holds(RUNNERS, found.union_path),
        "crumbs": crumbs((found.title, "")),
    }
    return render(request, "assessment/desk/sheet.html", context)


@staff(*RUNNERS)
def new(request: HttpRequest) -> HttpResponse:
    """Set a practical test."""
    who = viewer(request)
    sheets = queries.usable_sheets(who)
    start = {"sheet": request.GET.get("sheet", ""), "on": timezone.localdate()}
    form = PracticalForm(request.POST or None, sheets=sheets, unions=exam_queries.union_choices(who), initial=start)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said["sheet"] = form.sheets[said["sheet"]]
        said["union"] = get_object_or_404(exam_queries.union(who, said["union"]))
        said |= {name: Decimal(said[name]) / 100 for name in ("spread", "outlier")}
        by, now, made = the_person(request), timezone.now(), []
        if kept(form, lambda: made.append(actions.set_practical(**said, by=by, at=now))):
            messages.success(request, _("安排好了。现在加考核的人和裁判。"))
            return redirect(ONE, made[0].uid)
    context = {"form": form, "any": bool(sheets), "crumbs": crumbs((_("安排实操考核"), ""))}
    return render(request, "assessment/desk/practical_new.html", context, status=422 if form.errors else 200)


@staff(*READERS)
@never_cache
def practical(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The judges' marks side by side, and what comes next."""
    return _page(request, _find(request, uid))


def _page(request: HttpRequest, found: Practical, **forms: Any) -> HttpResponse:
    who = viewer(request)
    seats, rows = queries.matrix(found)
    entrants = [row["one"].entrant for row in rows]
    context = {
        "practical": found,
        "panel": seats,
        "signed": any(seat.signed_at for seat in seats),
        "rows": rows,
        "full": marks_words(full_marks(found.sheet.sheet)),
        "people_form": PeopleForm(),
        "judge_form": JudgeForm(),
        "recuse_form": RecuseForm(panel=seats, entrants=entrants),
        "runner": who.holds(RUNNERS, found.union_path) and found.state == "open",
        "decider": who.holds(DECIDERS, found.union_path),
        "alarms": sum(row["one"].open_alarm for row in rows),
        "crumbs": crumbs((found.title, "")),
    } | forms
    wrong = any(form.errors for form in forms.values() if hasattr(form, "errors"))
    return render(request, "assessment/desk/practical.html", context, status=422 if wrong else 200)


@staff(*RUNNERS)
@require_POST
def people(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Entrants, by their phones; those of nobody are named and the rest is taken."""
    found, form = _find(request, uid), PeopleForm(request.POST)
    if not form.is_valid():
        return _page(request, found, people_form=form)
    persons, unknown = people_by_phone(viewer(request), form.cleaned_data["phones"])
    by, now, done = the_person(request), timezone.now(), []
    if not persons:
        form.add_error("phones", _("没有找到人。您管的工会里，没有人登记过这些手机号。"))
    elif kept(form, lambda: done.append(actions.add_entrants(practical=found, people=persons, by=by, at=now))):
        messages.success(request, _("加了 %(n)s 个人。") % {"n": done[0]})
        return _page(request, found, unknown=unknown) if unknown else redirect(ONE, uid)
    return _page(request, found, people_form=form, unknown=unknown)


@staff(*RUNNERS)
@require_POST
def panel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A judge more, by their phone."""
    found, form = _find(request, uid), JudgeForm(request.POST)
    if form.is_valid():
        persons, _unknown = people_by_phone(viewer(request), form.cleaned_data["phone"])
        chief, by, now = form.cleaned_data["chief"], the_person(request), timezone.now()
        if not persons:
            form.add_error("phone", _("没有找到人。您管的工会里，没有人登记过这个手机号。"))
        elif kept(form, lambda: actions.seat(practical=found, person=persons[0], chief=chief, by=by, at=now)):
            messages.success(request, _("请好了，他会收到消息。"))
            return redirect(ONE, uid)
    return _page(request, found, judge_form=form)


@staff(*RUNNERS)
@require_POST
def recuse(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A judge steps back from an entrant."""
    found = _find(request, uid)
    seats, rows = queries.matrix(found)
    form = RecuseForm(request.POST, panel=seats, entrants=[row["one"].entrant for row in rows])
    if form.is_valid():
        said = form.cleaned_data
        seat, entrant = form.panel[said["seat"]], form.entrants[said["entrant"]]
        by, now = the_person(request), timezone.now()
        if kept(form, lambda: actions.recuse(seat=seat, entrant=entrant, why=said["why"], by=by, at=now)):
            messages.success(request, _("回避记下了。"))
            return redirect(ONE, uid)
    return _page(request, found, recuse_form=form)


@staff(*READERS)
@require_POST
def act(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask a judge again, say why marks stand, lock, publish."""
    found = _find(request, uid)
    if request.POST.get("act") != "publish":
        return attempt(request, *deed(request, found), ONE, uid)
    by, now = the_person(request), timezone.now()
    done = _("公布了，每个人都会收到消息。")
    return attempt(request, lambda: actions.publish(practical=found, by=by, at=now), done, ONE, uid)


@staff(*READERS)
@require_safe
def excel(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """The marks of every judge as a workbook."""
    found = _find(request, uid)
    actions.note_taken(practical=found, by=the_person(request), at=timezone.now())
    seats, rows = queries.matrix(found)
    heads = [_("编号"), _("姓名"), *(seat.person.name for seat in seats), _("成绩")]
    return workbook(found.title, heads, practical_tables.excel_rows(rows))
