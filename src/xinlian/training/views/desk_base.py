"""The base at the desk: the project and its goal, sections, teams, rooms, subjects, trainers, what trades ask."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.training.actions import projects
from xinlian.training.forms.base import NewProjectForm, ProjectForm
from xinlian.training.models import Project, Team
from xinlian.training.queries import base as queries
from xinlian.training.queries import figures
from xinlian.training.views.acting import crumbs, keeps, kept
from xinlian.training.who import KEEPERS, READERS

ONE = "training:desk_project"


@staff(*READERS)
def bases(request: HttpRequest) -> HttpResponse:
    """The one project there is, or all of them."""
    who = viewer(request)
    found = list(queries.projects(who))
    if len(found) == 1 and not queries.unions_without(who).exists():
        return _project(request, found[0])
    context = {
        "projects": found,
        "may_set_up": queries.unions_without(who).exists(),
        "crumbs": [(_("培训基地"), "")],
    }
    return render(request, "training/desk/bases.html", context)


@staff(*READERS)
def project(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A project with its base."""
    return _project(request, get_object_or_404(queries.projects(viewer(request)), uid=uid))


def _project(request: HttpRequest, found: Project) -> HttpResponse:
    goal = figures.goal(found, timezone.now())
    context = {
        "project": found,
        "goal": goal,
        "per_cent": min(100, goal.done * 100 // goal.goal),
        "people": queries.people(found),
        "sections": queries.sections(found),
        "rooms": queries.rooms(found),
        "subjects": queries.subjects(found),
        "trainers": queries.trainers(found),
        "demands": queries.demands(found),
        "hall_url": f"{settings.SITE_URL}{reverse('training:hall', args=[found.hall_key])}",
        "officer": keeps(request, found.union_path),
        "today": today(),
        "crumbs": crumbs((found.name, "")),
    }
    return render(request, "training/desk/project.html", context)


@staff(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """Set up the project of a union."""
    who = viewer(request)
    unions = queries.unions_without(who)
    form = NewProjectForm(request.POST or None, unions=unions, sites=queries.sites(who))
    if request.method == "POST" and form.is_valid():
        values, made = dict(form.cleaned_data), list[Project]()
        union, by, now = values.pop("union"), the_person(request), timezone.now()
        if kept(form, lambda: made.append(projects.set_up(union=union, values=values, by=by, at=now))):
            messages.success(request, _("项目建好了。接着加标段、班组和教室。"))
            return redirect(ONE, made[0].uid)
    return _form(request, _("新建项目"), form)


@staff(*KEEPERS)
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct a project."""
    who = viewer(request)
    found = get_object_or_404(queries.projects(who, KEEPERS), uid=uid)
    said = {name: getattr(found, name) for name in projects.PROJECT_FIELDS if name != "site"}
    said["site"] = found.site.uid if found.site else None
    form = ProjectForm(request.POST or None, initial=said, sites=queries.sites(who))
    if request.method == "POST" and form.is_valid():
        by, now = the_person(request), timezone.now()
        if kept(form, lambda: projects.change_project(project=found, values=form.cleaned_data, by=by, at=now)):
            messages.success(request, _("改好了。"))
            return redirect(ONE, uid)
    return _form(request, _("改项目"), form, (found.name, reverse(ONE, args=[uid])))


def _form(request: HttpRequest, title: str, form: Any, *above: tuple[str, str]) -> HttpResponse:
    context = {"title": title, "form": form, "crumbs": crumbs(*above, (title, ""))}
    return render(request, "training/desk/form.html", context)


@staff(*KEEPERS)
@require_POST
def new_key(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Another code for joining a team."""
    team = get_object_or_404(queries.team(viewer(request), uid, KEEPERS))
    projects.new_key(team=team, by=the_person(request), at=timezone.now())
    messages.success(request, _("换好了。旧的那张马上没用，请打印新的。"))
    return redirect("training:desk_team_sheet", uid)


@staff(*KEEPERS)
def sheet(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The sheet of one team to print."""
    team = get_object_or_404(queries.team(viewer(request), uid, KEEPERS))
    return _sheets(request, team.section.project, [team])


@staff(*KEEPERS)
def sheets(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The sheets of all teams to print, one a page."""
    found = get_object_or_404(queries.projects(viewer(request), KEEPERS), uid=uid)
    return _sheets(request, found, list(queries.teams(found, today())))


def _sheets(request: HttpRequest, project: Project, teams: list[Team]) -> HttpResponse:
    pages = [(one, settings.SITE_URL + reverse("training:join", args=[one.join_key])) for one in teams]
    context = {
        "project": project,
        "pages": pages,
        "team": teams[0] if len(teams) == 1 else None,
        "crumbs": crumbs((project.name, reverse(ONE, args=[project.uid])), (_("班组的登记码"), "")),
    }
    return render(request, "training/desk/sheets.html", context)
