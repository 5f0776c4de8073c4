"""Studios at the desk: the list with its numbers and what waits, a studio's page, who comes and leaves, the export."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.rows.uids import uid_of
from xinlian.sheets.writing import excel
from xinlian.training import studio_texts
from xinlian.training.actions import exports, studios
from xinlian.training.forms.studios import CloseForm, JoinForm, StudioForm
from xinlian.training.models import Improvement, Project, Studio
from xinlian.training.queries import studios as queries
from xinlian.training.queries.base import projects
from xinlian.training.views.acting import keeps, kept
from xinlian.training.views.base import at_base, shared
from xinlian.training.who import KEEPERS, READERS

PAGE = 30
LIST, ONE = "training:desk_studios", "training:desk_studio"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about studios."""
    return [(_("创新工作室"), reverse(LIST)), *more]


@staff(*READERS)
@at_base
def listed(request: HttpRequest, project: Project) -> HttpResponse:
    """The studios with their numbers; proposals that wait on top; every improvement below."""
    state = request.GET.get("state", "")
    rows = queries.improvements(viewer(request)).filter(project=project)
    rows = rows.filter(state=state) if state in dict(Improvement.STATES) else rows.exclude(state="proposed")
    page = Paginator(rows.order_by("-proposed_at", "-id"), PAGE).get_page(request.GET.get("page"))
    totals = queries.totals(project)
    context = {
        **shared(request, project),
        "waiting": queries.waiting(viewer(request), project)[:PAGE],
        "totals": totals,
        "money": studio_texts.money(totals.sums),
        "studios": queries.lines(project),
        "page": page,
        "lines": queries.listed(page),
        "states": _states(project, state),
        "crumbs": [(_("创新工作室"), "")],
    }
    return render(request, "training/studios/desk_studios.html", context)


def _states(project: Project, chosen: str) -> list[dict[str, object]]:
    several = [("", _("全部")), *((code, name) for code, name in Improvement.STATES if code != "proposed")]
    return [
        {"url": f"?project={project.uid}&state={code}", "label": name, "active": code == chosen}
        for code, name in several
    ]


@staff(*KEEPERS)
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """Every improvement of a base as Excel, with a line in the journal; nobody is named."""
    project = _project(request)
    rows = queries.improvements(viewer(request), KEEPERS).filter(project=project)
    found = list(rows.order_by("-proposed_at", "-id"))
    exports.take_improvements(project=project, rows=len(found), by=the_person(request), at=timezone.now())
    answer = excel(_("创新项目"), studio_texts.HEADERS, queries.exported(found))
    answer["Cache-Control"] = "no-store"
    return answer


def _project(request: HttpRequest) -> Project:
    wanted = uid_of(request.GET.get("project", ""))
    return get_object_or_404(projects(viewer(request), KEEPERS), uid=wanted)


@staff(*KEEPERS)
@at_base
def new(request: HttpRequest, project: Project) -> HttpResponse:
    """Set up a studio."""
    form = StudioForm(request.POST or None, project=project, on=today(), initial={"since_on": today()})
    if request.method == "POST" and form.is_valid():
        made, by, now = list[Studio](), the_person(request), timezone.now()
        values = form.cleaned_data
        if kept(form, lambda: made.append(studios.found(project=project, values=values, by=by, at=now))):
            messages.success(request, _("工作室建好了。接着定带头人，再加人。"))
            return redirect(ONE, made[0].uid)
    return _form(request, _("建工作室"), form)


def _form(request: HttpRequest, title: str, form: Any, *above: tuple[str, str]) -> HttpResponse:
    context = {"title": title, "form": form, "crumbs": crumbs(*above, (title, ""))}
    return render(request, "training/desk/form.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, uid: uuid.UUID) -> Studio:
    return get_object_or_404(queries.studios(viewer(request), KEEPERS), uid=uid)


@staff(*KEEPERS)
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct a studio."""
    studio = _kept(request, uid)
    said = {name: getattr(studio, name) for name in ("name", "field", "since_on")}
    said |= {name: row.uid for name in ("trade", "room") if (row := getattr(studio, name)) is not None}
    form = StudioForm(request.POST or None, project=studio.project, on=today(), initial=said)
    if request.method == "POST" and form.is_valid():
        by, now = the_person(request), timezone.now()
        if kept(form, lambda: studios.change(studio=studio, values=form.cleaned_data, by=by, at=now)):
            messages.success(request, _("改好了。"))
            return redirect(ONE, uid)
    return _form(request, _("改工作室"), form, (studio.name, reverse(ONE, args=[uid])))


@staff(*READERS)
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A studio: its people, its improvements; officers add somebody."""
    studio = get_object_or_404(queries.studios(viewer(request)), uid=uid)
    officer = keeps(request, studio.union_path)
    posted = request.POST if request.method == "POST" and officer else None
    form = JoinForm(posted, project=studio.project, initial={"since_on": today()})
    if posted is not None and form.is_valid() and _joined(request, studio, form):
        messages.success(request, _("加好了。"))
        return redirect(ONE, uid)
    return _page(request, studio, officer=officer, join=form)


def _joined(request: HttpRequest, studio: Studio, form: JoinForm) -> bool:
    by, now = the_person(request), timezone.now()
    return kept(form, lambda: studios.join(studio=studio, by=by, at=now, **form.cleaned_data))


def _page(request: HttpRequest, studio: Studio, *, officer: bool, **forms: Any) -> HttpResponse:
    close = CloseForm(initial={"on": today()})
    context = {
        **queries.studio_page(studio, queries.improvements(viewer(request))),
        "officer": officer and studio.closed_on is None,
        "join": JoinForm(project=studio.project, initial={"since_on": today()}),
        "close": close,
        "crumbs": crumbs((studio.name, "")),
        **forms,
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "training/studios/desk_studio.html", context, status=422 if bad else 200)


@staff(*KEEPERS)
@require_POST
def close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Close a studio."""
    studio, by, now = _kept(request, uid), the_person(request), timezone.now()
    form = CloseForm(request.POST)
    if form.is_valid() and kept(form, lambda: studios.close(studio=studio, by=by, at=now, **form.cleaned_data)):
        messages.success(request, _("撤了。人和项目的记录都还在。"))
        return redirect(ONE, uid)
    return _page(request, studio, officer=True, close=form)


@staff(*KEEPERS)
@require_POST
def leave(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Somebody leaves a studio today."""
    member = get_object_or_404(queries.member(viewer(request), uid))
    studios.leave(member=member, on=today(), by=the_person(request), at=timezone.now())
    messages.success(request, _("记下了。"))
    return redirect(ONE, member.studio.uid)
