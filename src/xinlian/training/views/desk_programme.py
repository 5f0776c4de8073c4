"""The desk's programmes: the list, a new one, its lessons and tasks, who waits."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.rows.refusals import Refused
from xinlian.training.actions import programmes as acts
from xinlian.training.forms.classes import LessonsForm, PhoneForm, ProgrammeForm, TaskForm, lessons_text
from xinlian.training.models import Programme, Project
from xinlian.training.queries import classes as queries
from xinlian.training.queries import programmes as shown
from xinlian.training.views.base import at_base, shared
from xinlian.training.who import KEEPERS, READERS

ONE = "training:desk_programme"


def find(request: HttpRequest, uid: uuid.UUID) -> Programme:
    """The programme of an address, if the viewer may see it."""
    return get_object_or_404(queries.programmes(viewer(request)), uid=uid)


def crumbs(programme: Programme, here: str = "") -> list[tuple[str, str]]:
    """The way to a page below a programme."""
    top = [(_("培训项目"), reverse("training:desk_programmes"))]
    return [*top, (programme.offering.title, reverse(ONE, args=[programme.uid])), *([(here, "")] if here else [])]


@staff(*READERS)
@at_base
def programmes(request: HttpRequest, project: Project) -> HttpResponse:
    """Every programme of a project, with who waits."""
    lines = shown.listed(viewer(request), project, timezone.now())
    return render(request, "training/desk/programmes.html", {**shared(request, project), "lines": lines})


@staff(*KEEPERS)
@at_base
def new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new one."""
    made: list[Programme] = []
    form = ProgrammeForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "kind", "trades")}
        by, now = the_person(request), timezone.now()
        if kept(
            form,
            lambda: made.append(acts.draw_up(project=project, values=form.values(), by=by, at=now, **said)),
        ):
            return redirect(ONE, made[0].uid)
    context = {**shared(request, project), "form": form, "title": _("新建培训"), "crumbs": _top(_("新建培训"))}
    return render(request, "training/desk/class_form.html", context)


def _top(here: str) -> list[tuple[str, str]]:
    return [(_("培训项目"), reverse("training:desk_programmes")), (here, "")]


@staff(*READERS)
def programme(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Its lessons, tasks, classes, and who waits with what stands in their way."""
    found = find(request, uid)
    return _page(request, found, {})


def _page(request: HttpRequest, found: Programme, more: dict[str, Any], status: int = 200) -> HttpResponse:
    now, lessons = timezone.now(), list(found.lessons.select_related("subject"))
    context = {
        **shared(request, found.project),
        "programme": found,
        "crumbs": [*crumbs(found)[:1], (found.offering.title, "")],
        "lessons": lessons,
        "tasks": list(found.tasks.select_related("scenario__simulator", "trade")),
        "classes": queries.listed(viewer(request), found.project).filter(programme=found)[:20],
        "waiting": shown.waiting(found, now),
        "lessons_form": LessonsForm(project=found.project, initial={"lessons": lessons_text(lessons)}),
        "task_form": TaskForm(programme=found),
        "wait_form": PhoneForm(),
        "subjects": shown.subjects(found.project),
        **more,
    }
    return render(request, "training/desk/programme.html", context, status=status)


@staff(*KEEPERS)
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Other words, trades, paper, certificate."""
    found = find(request, uid)
    form = ProgrammeForm(request.POST or None, project=found.project, programme=found)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "trades")}
        by, now = the_person(request), timezone.now()
        if kept(form, lambda: acts.change(programme=found, values=form.values(), by=by, at=now, **said)):
            return redirect(ONE, uid)
    context = {
        **shared(request, found.project),
        "form": form,
        "title": _("改培训"),
        "crumbs": crumbs(found, _("改培训")),
    }
    return render(request, "training/desk/class_form.html", context)


@staff(*KEEPERS)
@require_POST
def lessons(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The lessons as they were typed."""
    found = find(request, uid)
    form = LessonsForm(request.POST, project=found.project)
    by, now = the_person(request), timezone.now()
    if form.is_valid() and kept(
        form, lambda: acts.set_lessons(programme=found, lessons=form.cleaned_data["lessons"], by=by, at=now)
    ):
        return redirect(ONE, uid)
    return _page(request, found, {"lessons_form": form, "lessons_open": True}, 422)


@staff(*KEEPERS)
@require_POST
def add_task(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One simulator task more."""
    found = find(request, uid)
    form = TaskForm(request.POST, programme=found)
    if not form.is_valid():
        return _page(request, found, {"task_form": form, "task_open": True}, 422)
    tasks = [*shown.tried(found), acts.Tried(**form.cleaned_data)]
    by, now = the_person(request), timezone.now()
    return attempt(request, lambda: acts.set_tasks(programme=found, tasks=tasks, by=by, at=now), "", ONE, uid)


@staff(*KEEPERS)
@require_POST
def drop_task(request: HttpRequest, uid: uuid.UUID, task_uid: uuid.UUID) -> HttpResponse:
    """One fewer."""
    found = find(request, uid)
    get_object_or_404(found.tasks, uid=task_uid)
    tasks = shown.tried(found, without=task_uid)
    by, now = the_person(request), timezone.now()
    return attempt(request, lambda: acts.set_tasks(programme=found, tasks=tasks, by=by, at=now), "", ONE, uid)


@staff(*KEEPERS)
@require_POST
def wait(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Somebody found by phone waits from now on."""
    found = find(request, uid)
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _page(request, found, {"wait_form": form}, 422)
    by, now = the_person(request), timezone.now()

    def act() -> object:
        builder = shown.builder_by_phone(found.project, form.cleaned_data["phone"])
        if builder is None:
            raise Refused("builder_phone_unknown")
        return acts.wait(builder=builder, programme=found, client_uid=form.uid(), by=by, at=now)

    return attempt(request, act, _("排进等待的名单了。"), ONE, uid)


@staff(*KEEPERS)
@require_POST
def stop_waiting(request: HttpRequest, uid: uuid.UUID, builder_uid: uuid.UUID) -> HttpResponse:
    """Somebody waits no more."""
    found = find(request, uid)
    builder = get_object_or_404(shown.builders(found.project), uid=builder_uid)
    by, now = the_person(request), timezone.now()
    done = _("从等待的名单里去掉了。")
    return attempt(request, lambda: acts.stop_waiting(builder=builder, programme=found, by=by, at=now), done, ONE, uid)
