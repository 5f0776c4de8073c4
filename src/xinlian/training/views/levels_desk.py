"""Levels at the desk: who is where and who may rise, standards set, a level given."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.training import clearing_tables as tables
from xinlian.training.actions import levels
from xinlian.training.forms.levels import StandardForm
from xinlian.training.models import Project
from xinlian.training.queries import levels as queries
from xinlian.training.views.base import no_base
from xinlian.training.views.clearing_desk import find, the_project
from xinlian.training.who import KEEPERS, READERS

PAGE = 50
LIST, STANDARDS = "training:desk_levels", "training:desk_level_standards"


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("技能等级"), reverse(LIST)), *more]


@staff(*READERS)
def board(request: HttpRequest) -> HttpResponse:
    """Everybody whose trade has standards; those who may rise come first."""
    project, several = the_project(request)
    if project is None:
        return no_base(request, _("技能等级"))
    rows = queries.board(viewer(request), project, today())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "projects": several if len(several) > 1 else [],
        "ready": sum(ladder.ready for _one, ladder in rows),
        "page": page,
        "table": tables.levels_table(queries.whole(page), page.paginator.count),
        "officer": viewer(request).holds(KEEPERS, project.union_path),
    }
    return render(request, "training/clearing/desk_levels.html", context)


@staff(*KEEPERS)
def standards(request: HttpRequest) -> HttpResponse:
    """What each level asks and what pay is suggested; a new row."""
    project, several = the_project(request)
    if project is None or not viewer(request).holds(KEEPERS, project.union_path):
        return no_base(request, _("技能等级"))
    choices = queries.choices(project)
    form = StandardForm(request.POST or None, choices=choices, initial={"effective_on": today()})
    if request.method == "POST" and form.is_valid() and _set(request, project, form):
        return redirect(f"{reverse(STANDARDS)}?project={project.uid}")
    context = {
        "project": project,
        "projects": several if len(several) > 1 else [],
        "trades": tables.standards(queries.standards(project, today())),
        "form": form,
        "crumbs": _crumbs((_("标准"), "")),
    }
    return render(request, "training/clearing/desk_standards.html", context, status=422 if form.errors else 200)


def _set(request: HttpRequest, project: Project, form: Any) -> bool:
    trade, level = queries.named(form.cleaned_data)
    try:
        levels.set_standard(
            project=project,
            trade=trade,
            level=level,
            asks=form.asks(),
            day_pay_fen=form.day_pay_fen(),
            effective_on=form.cleaned_data["effective_on"],
            source=form.cleaned_data["source"],
            by=the_person(request),
            at=timezone.now(),
        )
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, _("标准定下来了。"))
    return True


@staff(*KEEPERS)
@require_POST
def give(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give a builder the next level."""
    builder = find(request, uid)
    ladder = queries.of(builder, today())
    try:
        if ladder.next is None:
            raise Refused("level_standard_missing")
        made = levels.give(builder=builder, level=ladder.next.level, by=the_person(request), at=timezone.now())
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("评上了 %(level)s。现在决定一次，码上就写上等级。") % {"level": made.level.name})
    return redirect("training:desk_clearance_one", uid)
