"""Parts of a base, added and corrected by one kind of page: section, team, room, subject, trainer, demand."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.models import Person
from xinlian.training.actions import projects, trainers
from xinlian.training.forms import base as bases
from xinlian.training.models import Project, Section, Trainer
from xinlian.training.queries import base as queries
from xinlian.training.views.acting import crumbs, kept
from xinlian.training.who import KEEPERS

ONE = "training:desk_project"


@dataclass(frozen=True, slots=True)
class Part:
    """What can be added to a project: its title, its form, and what is done with what was filled in."""

    title: "str | Promise"
    form: type[forms.Form]
    add: Callable[[Project, dict[str, Any], Person, datetime.datetime], object]


def _section(project: Project, said: dict[str, Any], by: Person, at: datetime.datetime) -> object:
    return projects.add_section(project=project, name=said["name"], by=by, at=at)


def _room(project: Project, said: dict[str, Any], by: Person, at: datetime.datetime) -> object:
    return projects.add_room(project=project, values=said, by=by, at=at)


def _subject(project: Project, said: dict[str, Any], by: Person, at: datetime.datetime) -> object:
    return projects.add_subject(project=project, values=said, by=by, at=at)


def _trainer(project: Project, said: dict[str, Any], by: Person, at: datetime.datetime) -> object:
    return trainers.add_trainer(project=project, by=by, at=at, **said)


def _demand(project: Project, said: dict[str, Any], by: Person, at: datetime.datetime) -> object:
    trade = said.pop("trade")
    return projects.add_demand(project=project, trade=trade, values=said, by=by, at=at)


PARTS = {
    "section": Part(gettext_lazy("新标段"), bases.SectionForm, _section),
    "room": Part(gettext_lazy("新教室"), bases.RoomForm, _room),
    "subject": Part(gettext_lazy("新科目"), bases.SubjectForm, _subject),
    "trainer": Part(gettext_lazy("加培训老师"), bases.TrainerForm, _trainer),
    "demand": Part(gettext_lazy("工种的新要求"), bases.DemandForm, _demand),
}


@staff(*KEEPERS)
def add(request: HttpRequest, uid: uuid.UUID, what: str) -> HttpResponse:
    """One part more."""
    part = PARTS.get(what)
    if part is None:
        raise Http404
    project = get_object_or_404(queries.projects(viewer(request), KEEPERS), uid=uid)
    form = part.form(request.POST or None, project=project)  # type: ignore[call-arg]
    by, now = the_person(request), timezone.now()
    return _page(request, project, str(part.title), form, lambda said: part.add(project, said, by, now))


@staff(*KEEPERS)
def add_team(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One team more in a section."""
    section: Section = get_object_or_404(queries.section(viewer(request), uid))
    by, now = the_person(request), timezone.now()
    form = bases.TeamForm(request.POST or None, project=section.project)
    title = _("“%(section)s”的新班组") % {"section": section.name}
    act = lambda said: projects.add_team(section=section, values=said, by=by, at=now)  # noqa: E731
    return _page(request, section.project, title, form, act)


@staff(*KEEPERS)
def team(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct a team."""
    found = get_object_or_404(queries.team(viewer(request), uid, KEEPERS))
    by, now = the_person(request), timezone.now()
    firm = found.firm.uid if found.firm else None
    said = {"name": found.name, "firm": firm, "closed_on": found.closed_on}
    project = found.section.project
    form = bases.TeamForm(request.POST or None, project=project, leader=found.leader, initial=said)
    act = lambda said: projects.change_team(team=found, values=said, by=by, at=now)  # noqa: E731
    return _page(request, project, found.name, form, act)


@staff(*KEEPERS)
def room(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct a room."""
    found = get_object_or_404(queries.room(viewer(request), uid))
    by, now = the_person(request), timezone.now()
    said = {name: getattr(found, name) for name in projects.ROOM_FIELDS}
    form = bases.RoomForm(request.POST or None, project=found.project, initial=said)
    act = lambda said: projects.change_room(room=found, values=said, by=by, at=now)  # noqa: E731
    return _page(request, found.project, found.name, form, act)


@staff(*KEEPERS)
def subject(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct a subject."""
    found = get_object_or_404(queries.subject(viewer(request), uid))
    by, now = the_person(request), timezone.now()
    said = {name: getattr(found, name) for name in projects.SUBJECT_FIELDS}
    form = bases.SubjectForm(request.POST or None, project=found.project, initial=said)
    act = lambda said: projects.change_subject(subject=found, values=said, by=by, at=now)  # noqa: E731
    return _page(request, found.project, found.name, form, act)


@staff(*KEEPERS)
def trainer(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What a trainer teaches, on which days; and the days on which they are away."""
    found: Trainer = get_object_or_404(queries.trainer(viewer(request), uid))
    by, now = the_person(request), timezone.now()
    taught = [one.uid for one in found.subjects.all()]
    said = {"subjects": taught, "weekdays": [str(one) for one in found.weekdays], "ended_on": found.ended_on}
    form = bases.TrainerForm(request.POST or None, project=found.project, trainer=found, initial=said)
    act = lambda said: trainers.change_trainer(trainer=found, by=by, at=now, **said)  # noqa: E731
    more = {"trainer": found, "absences": found.absences.all(), "away": bases.AbsenceForm()}
    return _page(request, found.project, found.person.name, form, act, **more)


@staff(*KEEPERS)
@require_POST
def away(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A trainer is away some days."""
    found = get_object_or_404(queries.trainer(viewer(request), uid))
    form = bases.AbsenceForm(request.POST)
    by, now = the_person(request), timezone.now()
    if form.is_valid() and kept(form, lambda: trainers.be_away(trainer=found, by=by, at=now, **form.cleaned_data)):
        messages.success(request, _("记下了。"))
    for words in (words for several in form.errors.values() for words in several):
        messages.error(request, str(words))
    return redirect("training:desk_trainer", uid)


@staff(*KEEPERS)
@require_POST
def there(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """They come after all."""
    found = get_object_or_404(queries.absence(viewer(request), uid))
    trainers.be_there(absence=found, by=the_person(request), at=timezone.now())
    messages.success(request, _("改好了。"))
    return redirect("training:desk_trainer", found.trainer.uid)


def _page(
    request: HttpRequest, project: Project, title: str, form: Any, act: Callable[[dict[str, Any]], object], **more: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        said = form.values() if hasattr(form, "values") else dict(form.cleaned_data)
        if kept(form, lambda: act(said)):
            messages.success(request, _("记下了。"))
            return redirect(ONE, project.uid)
    above = (project.name, reverse(ONE, args=[project.uid]))
    context = {"title": title, "form": form, "crumbs": crumbs(above, (title, "")), **more}
    return render(request, "training/desk/form.html", context)
