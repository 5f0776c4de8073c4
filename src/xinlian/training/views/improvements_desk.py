"""An improvement at the desk: answered, brought on, its people, steps, results, and the teams that use it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.rows.uids import uid_of
from xinlian.training.actions import improvements, improving
from xinlian.training.forms import studios as forms
from xinlian.training.models import Improvement, Project
from xinlian.training.queries import base
from xinlian.training.queries import studios as queries
from xinlian.training.rules import studios as rules
from xinlian.training.views.acting import keeps, kept
from xinlian.training.views.base import at_base
from xinlian.training.views.studios_desk import crumbs
from xinlian.training.who import KEEPERS, READERS

ONE = "training:desk_improvement"
MOVED = {
    "accepted": gettext_lazy("采用了。"),
    "running": gettext_lazy("开始做了。"),
    "done": gettext_lazy("记下了，做成了。"),
    "dropped": gettext_lazy("记下了，不做了。"),
}


@staff(*KEEPERS)
@at_base
def new(request: HttpRequest, project: Project) -> HttpResponse:
    """Write down what a studio works on."""
    first = {"client_uid": uuid.uuid4(), "studio": request.GET.get("studio")}
    form = forms.ImprovementForm(request.POST or None, project=project, initial=first)
    if request.method == "POST" and form.is_valid():
        made, by, now = list[Improvement](), the_person(request), timezone.now()
        if kept(form, lambda: made.append(improvements.write_down(by=by, at=now, **form.cleaned_data))):
            messages.success(request, _("写下了。接着定步骤和谁来做。"))
            return redirect(ONE, made[0].uid)
    title = _("写一个项目")
    context = {"title": title, "form": form, "crumbs": crumbs((title, ""))}
    return render(request, "training/desk/form.html", context, status=422 if form.errors else 200)


@staff(*READERS)
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """An improvement with everything about it."""
    return _page(request, get_object_or_404(queries.improvements(viewer(request)), uid=uid))


def _page(request: HttpRequest, found: Improvement, **filled: Any) -> HttpResponse:
    officer, project = keeps(request, found.union_path), found.project
    context = {
        **queries.improvement_page(found, today()),
        "officer": officer,
        "open": found.state in rules.OPEN,
        "results": found.state in rules.WITH_RESULTS,
        "own": officer and queries.works_on(the_person(request), found),
        "all_teams": base.teams(project, today()) if officer and found.state in rules.WITH_RESULTS else [],
        "accept": forms.AcceptForm(project=project),
        "drop": forms.DropForm(),
        "finish": forms.FinishForm(),
        "step": forms.StepForm(initial={"planned_on": today()}),
        "gain": forms.GainForm(),
        "worker": forms.WorkerForm(project=project),
        "today": today(),
        "crumbs": crumbs(*_above(found), (found.title, "")),
        **filled,
    }
    bad = any(form.errors for form in filled.values())
    return render(request, "training/studios/desk_improvement.html", context, status=422 if bad else 200)


def _above(found: Improvement) -> list[tuple[str, str]]:
    return [(found.studio.name, reverse("training:desk_studio", args=[found.studio.uid]))] if found.studio else []


def _kept(request: HttpRequest, uid: uuid.UUID) -> Improvement:
    return get_object_or_404(queries.improvements(viewer(request), KEEPERS), uid=uid)


def _filled(
    request: HttpRequest, found: Improvement, name: str, form: Form, act: Callable[..., object], words: str
) -> HttpResponse:
    """Do what a form of the page says; the page again with the form and what is wrong with it."""
    by, now = the_person(request), timezone.now()
    if form.is_valid() and kept(form, lambda: act(by=by, at=now, **form.cleaned_data)):
        messages.success(request, words)
        return redirect(ONE, found.uid)
    return _page(request, found, **{name: form})


def _pressed(request: HttpRequest, found: Improvement, act: Callable[..., object], words: str) -> HttpResponse:
    """Do what a button says; the page again, with why not."""
    try:
        act(by=the_person(request), at=timezone.now())
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
    else:
        messages.success(request, words)
    return redirect(ONE, found.uid)


@staff(*KEEPERS)
@require_POST
def move(request: HttpRequest, uid: uuid.UUID, to: str) -> HttpResponse:
    """Accept, begin, finish or drop it."""
    found = _kept(request, uid)
    if to not in rules.MACHINE:
        raise Http404
    act: dict[str, tuple[str, Form]] = {
        "accepted": ("accept", forms.AcceptForm(request.POST, project=found.project)),
        "done": ("finish", forms.FinishForm(request.POST)),
        "dropped": ("drop", forms.DropForm(request.POST)),
    }

    def moved(**said: Any) -> object:
        return improvements.move(improvement=found, to=to, **said)

    words = str(MOVED.get(to, ""))
    if to in act:
        return _filled(request, found, *act[to], moved, words)
    return _pressed(request, found, lambda **said: moved(why="", **said), words)


@staff(*KEEPERS)
@require_POST
def put_on(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Somebody works on it."""
    found = _kept(request, uid)
    form = forms.WorkerForm(request.POST, project=found.project)
    return _filled(
        request, found, "worker", form, lambda **said: improvements.put_on(improvement=found, **said), _("加好了。")
    )


@staff(*KEEPERS)
@require_POST
def take_off(request: HttpRequest, uid: uuid.UUID, part: uuid.UUID) -> HttpResponse:
    """Somebody works on it no longer."""
    found = _kept(request, uid)
    worker = get_object_or_404(found.workers.select_related("improvement"), uid=part)
    return _pressed(request, found, lambda **said: improvements.take_off(worker=worker, **said), _("记下了。"))


@staff(*KEEPERS)
@require_POST
def plan(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A step more."""
    found, form = _kept(request, uid), forms.StepForm(request.POST)
    return _filled(
        request, found, "step", form, lambda **said: improving.plan(improvement=found, **said), _("加上了。")
    )


@staff(*KEEPERS)
@require_POST
def step_done(request: HttpRequest, uid: uuid.UUID, part: uuid.UUID) -> HttpResponse:
    """A step is done."""
    found, form = _kept(request, uid), forms.StepDoneForm(request.POST)
    step = get_object_or_404(found.steps.select_related("improvement"), uid=part)
    if not form.is_valid():
        messages.error(request, _("写清楚哪天做完的。"))
        return redirect(ONE, uid)
    said = form.cleaned_data
    return _pressed(request, found, lambda **more: improving.finish_step(step=step, **said, **more), _("记下了。"))


@staff(*KEEPERS)
@require_POST
def drop_step(request: HttpRequest, uid: uuid.UUID, part: uuid.UUID) -> HttpResponse:
    """A step that is not needed."""
    found = _kept(request, uid)
    step = get_object_or_404(found.steps.select_related("improvement"), uid=part)
    return _pressed(request, found, lambda **said: improving.drop_step(step=step, **said), _("去掉了。"))


@staff(*KEEPERS)
@require_POST
def note_gain(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What it spared."""
    found, form = _kept(request, uid), forms.GainForm(request.POST)
    words = _("记下了。确认以后才算数。")
    return _filled(request, found, "gain", form, lambda **said: improving.note_gain(improvement=found, **said), words)


@staff(*KEEPERS)
@require_POST
def confirm_gain(request: HttpRequest, uid: uuid.UUID, part: uuid.UUID) -> HttpResponse:
    """A result counts from now on."""
    found = _kept(request, uid)
    gain = get_object_or_404(found.gains.select_related("improvement"), uid=part)
    return _pressed(request, found, lambda **said: improving.confirm_gain(gain=gain, **said), _("确认了，算数了。"))


@staff(*KEEPERS)
@require_POST
def drop_gain(request: HttpRequest, uid: uuid.UUID, part: uuid.UUID) -> HttpResponse:
    """What was said by mistake."""
    found = _kept(request, uid)
    gain = get_object_or_404(found.gains.select_related("improvement"), uid=part)
    return _pressed(request, found, lambda **said: improving.drop_gain(gain=gain, **said), _("去掉了。"))


@staff(*KEEPERS)
@require_POST
def use_in(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Which teams use it."""
    found = _kept(request, uid)
    wanted = [one for one in map(uid_of, request.POST.getlist("teams")) if one]
    teams = list(base.teams(found.project, today()).filter(uid__in=wanted))
    return _pressed(
        request, found, lambda **said: improvements.use_in(improvement=found, teams=teams, **said), _("记下了。")
    )
