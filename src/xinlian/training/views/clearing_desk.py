"""Clearance at the desk: who is ready, who lacks what, deciding on one or many."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.rows.days import day_words
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.training import clearing_tables as tables
from xinlian.training.actions import clearing
from xinlian.training.forms.clearing import FilterForm
from xinlian.training.models import Builder, Project
from xinlian.training.queries import clearing_desk as queries
from xinlian.training.queries import clearing_story as story
from xinlian.training.queries.base import projects
from xinlian.training.reason_texts.clearing import LABELS
from xinlian.training.views.base import no_base
from xinlian.training.who import KEEPERS, READERS

PAGE = 50
LIST, ONE = "training:desk_clearance", "training:desk_clearance_one"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about clearance."""
    return [(_("上岗"), reverse(LIST)), *more]


def the_project(request: HttpRequest, uid: str = "") -> tuple[Project | None, list[Project]]:
    """The project that is meant, and all that the viewer has."""
    several = list(projects(viewer(request)))
    wanted = uid or request.GET.get("project", "")
    found = next((one for one in several if str(one.uid) == wanted), None)
    return found or (several[0] if several and not uid else None), several


def _filter(request: HttpRequest, project: Project) -> FilterForm:
    classes = [(uid, f"{title} · {day_words(day)}") for uid, title, day in queries.classes(project)]
    conduct = viewer(request).holds(KEEPERS, project.union_path)
    return FilterForm(request.GET, teams=queries.teams(project), classes=classes, conduct=conduct)


@staff(*READERS)
def clearance(request: HttpRequest) -> HttpResponse:
    """Everybody of a project as they stand today."""
    project, several = the_project(request)
    if project is None:
        return no_base(request, _("上岗"))
    form, who = _filter(request, project), viewer(request)
    found = queries.board(who, project, form.wanted(), today())
    page = Paginator(found.stands, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    officer = who.holds(KEEPERS, project.union_path)
    context = {
        "project": project,
        "projects": several if len(several) > 1 else [],
        "form": form,
        "found": found,
        "ready": len(found.ready),
        "reasons": _bars(request, found),
        "page": page,
        "table": tables.clearance_table(
            queries.lines(who, page, today()),
            page.paginator.count,
            str(project.uid),
            query.urlencode(),
            officer=officer,
        ),
        "query": query.urlencode(),
        "officer": officer,
    }
    return render(request, "training/clearing/desk_clearance.html", context)


def _bars(request: HttpRequest, found: queries.Board) -> list[tuple[str, int, str, str]]:
    rows = []
    for code, count in found.reasons.most_common(8):
        query = request.GET.copy()
        query["reason"], query["state"] = code, ""
        query.pop("page", None)
        rows.append((str(LABELS.get(code, code)), count, "warn", f"?{query.urlencode()}"))
    return rows


@staff(*KEEPERS)
@require_POST
def decide_many(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Decide on those chosen, or on all who are ready."""
    project, _several = the_project(request, str(uid))
    if project is None or not viewer(request).holds(KEEPERS, project.union_path):
        raise Http404
    if request.POST.get("act") == "ready":
        builders = queries.ready(viewer(request), project, _filter(request, project).wanted(), today())
    else:
        builders = queries.chosen(viewer(request), project, request.POST.getlist("ids"))
    done = clearing.decide_many(builders=builders, by=the_person(request), at=timezone.now())
    _tell(request, done)
    return redirect(f"{reverse(LIST)}?{request.GET.urlencode()}")


def _tell(request: HttpRequest, done: clearing.Decided) -> None:
    parts = [
        ngettext("%(n)d 个人可以上岗", "%(n)d 个人可以上岗", done.ready) % {"n": done.ready},
        ngettext("%(n)d 个人还差东西", "%(n)d 个人还差东西", done.held) % {"n": done.held},
        ngettext("新发了 %(n)d 个码", "新发了 %(n)d 个码", done.passes) % {"n": done.passes},
    ]
    messages.success(request, _("决定好了：%(parts)s。") % {"parts": _("，").join(parts)})
    for words, names in _grouped(done.refused).items():
        messages.warning(request, _("%(names)s没有办成：%(why)s") % {"names": _("、").join(names[:10]), "why": words})


def _grouped(refused: Sequence[tuple[Builder, Refused]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for builder, no in refused:
        found.setdefault(sentence(no), []).append(builder.person.name or "—")
    return found


@staff(*READERS)
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One builder: how they stand now, their pass, every decision so far."""
    return page_of_one(request, find(request, uid))


def find(request: HttpRequest, uid: uuid.UUID) -> Builder:
    """A builder of the viewer's part of the tree."""
    return get_object_or_404(queries.one(viewer(request), uid))


def page_of_one(request: HttpRequest, builder: Builder, **more: Any) -> HttpResponse:
    """The page of a builder, perhaps with a form that was filled in wrong."""
    officer = viewer(request).holds(KEEPERS, builder.union_path)
    context = {
        **story.of(builder, today(), conduct=officer),
        "builder": builder,
        "officer": officer,
        "crumbs": crumbs((builder.person.name or "—", "")),
        **more,
    }
    bad = any(getattr(form, "errors", None) for form in more.values())
    return render(request, "training/clearing/desk_one.html", context, status=422 if bad else 200)


@staff(*KEEPERS)
@require_POST
def decide(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Decide on one builder."""
    builder = find(request, uid)
    try:
        made = clearing.decide(builder=builder, by=the_person(request), at=timezone.now())
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
        return redirect(ONE, uid)
    if made.ok:
        messages.success(request, _("可以上岗，码到 %(day)s 为止。") % {"day": day_words(made.until)})  # type: ignore[arg-type]
    else:
        messages.info(request, _("还不能上岗，原因写在下面。"))
    return redirect(ONE, uid)
