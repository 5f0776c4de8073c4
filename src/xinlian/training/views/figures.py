"""The base in numbers: a page for each month, the same as Excel and on paper."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.access import staff, viewer
from xinlian.sheets import paper, sections
from xinlian.sheets.writing import excel
from xinlian.training import figure_words
from xinlian.training.models import Project
from xinlian.training.queries import figures as queries
from xinlian.training.queries import months
from xinlian.training.queries.base import projects
from xinlian.training.studio_texts import money
from xinlian.training.views.base import no_base
from xinlian.training.who import READERS

SHOWN, MONTHS = 12, 6


@staff(*READERS)
def figures(request: HttpRequest) -> HttpResponse:
    """This month of the first project; with none, what to do first."""
    project = projects(viewer(request)).first()
    if project is None:
        return no_base(request, _("培训统计"))
    on = timezone.localdate()
    return redirect("training:desk_month", project.uid, on.year, on.month)


def _found(request: HttpRequest, uid: str, year: int, month: int) -> months.Month:
    project = get_object_or_404(projects(viewer(request)), uid=uid)
    try:
        return months.month(project, year, month, timezone.now())
    except ValueError as error:
        raise Http404 from error


@staff(*READERS)
def month(request: HttpRequest, uid: str, year: int, month: int) -> HttpResponse:
    """One month, with the day's work above it."""
    found, now = _found(request, uid, year, month), timezone.now()
    several = list(projects(viewer(request)))
    day = queries.today(found.project, now)
    context = {
        "month": found,
        "project": found.project,
        "today": day,
        "funnel": figure_words.funnel(found),
        "person_times": [(f"{on.year}-{on.month:02d}", n) for on, n in found.goal.months[-SHOWN:]],
        "share": min(100, found.goal.done * 100 // found.goal.goal),
        "trainers": [(one.name, one.percent) for one in found.trainers],
        "teams": [(one.name, one.percent) for one in found.teams[:SHOWN]],
        "simulators": [(name, n) for name, n, _minutes in found.simulators],
        "questions": figure_words.question_rows(found),
        "studios": found.studio_totals,
        "money": money(found.studio_totals.sums),
        "classes": [figure_words.class_row(one) for one in found.classes],
        "headers": [_("班"), _("培训"), _("开课"), _("教室"), _("带班老师"), _("安排"), _("到了")],
        "months": [_tab(found.project, on, found.first) for on in _before(timezone.localdate())],
        "projects": [
            {"url": reverse("training:desk_month", args=[one.uid, year, month]), "label": one.name, "active": one == found.project}
            for one in several
        ],
        "crumbs": [(_("培训统计"), "")],
    }  # fmt: skip
    return render(request, "training/desk/figures.html", context)


def _before(day: datetime.date) -> list[datetime.date]:
    """The first days of the last months, the newest first."""
    found = [day.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - datetime.timedelta(days=1)).replace(day=1))
    return found


def _tab(project: Project, on: datetime.date, shown: datetime.date) -> dict[str, object]:
    url = reverse("training:desk_month", args=[project.uid, on.year, on.month])
    return {"url": url, "label": (_("%(n)d 月") % {"n": on.month}).replace(" ", "\u00a0"), "active": on == shown}


@staff(*READERS)
def export(request: HttpRequest, uid: str, year: int, month: int, form: str) -> HttpResponseBase:
    """The report of the month as Excel or PDF."""
    found = _found(request, uid, year, month)
    name = f"{found.first:%Y-%m}-培训月报"
    if form == "pdf":
        return paper.answer(name, sections.SHEET, figure_words.report(found))
    if form != "xlsx":
        raise Http404
    first, *others = figure_words.sheets(found)
    return excel(first[0], first[1], first[2], others)
