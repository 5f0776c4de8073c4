"""Hours at the desk: who has how many and what is due, noted one by one or for a team, the rules."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt, kept
from xinlian.training.actions import hours as acts
from xinlian.training.forms.classes import HoursForm, RuleForm, TeamHoursForm
from xinlian.training.models import Project
from xinlian.training.queries import hours as queries
from xinlian.training.queries import hours_page as shown
from xinlian.training.rules.hours import HOUR, Asked
from xinlian.training.views.base import at_base, shared
from xinlian.training.who import KEEPERS, READERS

HOME, ONE = "training:desk_hours", "training:desk_hours_of"
PAGE = 50
KINDS = {"first": ("", False), "yearly": ("", True)}


@staff(*READERS)
@at_base
def hours(request: HttpRequest, project: Project) -> HttpResponse:
    """Everybody who works there now, with what is not done first asked."""
    return _page(request, project, {})


def _page(request: HttpRequest, project: Project, more: dict[str, Any], status: int = 200) -> HttpResponse:
    rows, today = queries.builders(viewer(request), project), timezone.localdate()
    wanted = request.GET.get("q", "").strip()[:40]
    page = Paginator(shown.named(rows, wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        **shared(request, project),
        "page": page,
        "q": wanted,
        "lines": shown.lines(queries.of_many(list(page), project, today), today),
        "rules": shown.rules(queries.rules(project)),
        "team_form": TeamHoursForm(project=project, initial={"on": today}),
        "rule_form": RuleForm(initial={"effective_on": today}),
        **more,
    }
    return render(request, "training/desk/hours.html", context, status=status)


@staff(*KEEPERS)
@require_POST
def team(request: HttpRequest) -> HttpResponse:
    """For everybody of a team at once."""
    return _team(request)


@at_base
def _team(request: HttpRequest, project: Project) -> HttpResponse:
    form = TeamHoursForm(request.POST, project=project)
    by, now, noted = the_person(request), timezone.now(), [0]
    if form.is_valid():
        said: dict[str, Any] = {name: form.cleaned_data[name] for name in ("team", "tier", "on", "what")}
        more: dict[str, Any] = {"minutes": form.minutes(), "client_uid": form.uid()}
        if kept(form, lambda: noted.append(acts.note_team(by=by, at=now, **said, **more))):
            words = ngettext("给 %(n)d 个人记下了。", "给 %(n)d 个人记下了。", noted[-1]) % {"n": noted[-1]}
            return attempt(request, lambda: None, words, HOME)
    return _page(request, project, {"team_form": form, "team_open": True}, 422)


@staff(*KEEPERS)
@require_POST
def rule(request: HttpRequest) -> HttpResponse:
    """What is asked from a day on."""
    return _rule(request)


@at_base
def _rule(request: HttpRequest, project: Project) -> HttpResponse:
    form = RuleForm(request.POST)
    by, now = the_person(request), timezone.now()
    if form.is_valid():
        said = form.cleaned_data
        tier, every_year = KINDS.get(said["kind"], (said["kind"], False))
        asked = Asked(tier, round(said["hours"] * HOUR), said["within_days"], every_year)
        more = {"effective_on": said["effective_on"], "source": said["source"]}
        if kept(form, lambda: acts.set_rule(project=project, asked=asked, by=by, at=now, **more)):
            return redirect(HOME)
    return _page(request, project, {"rule_form": form, "rule_open": True}, 422)


@staff(*READERS)
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The hours of one builder, and more of them noted."""
    found = get_object_or_404(shown.builder(viewer(request)), uid=uid)
    today, now = timezone.localdate(), timezone.now()
    form = HoursForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {name: form.cleaned_data[name] for name in ("tier", "on", "what")}
        said |= {"minutes": form.minutes(), "client_uid": form.uid()}
        if kept(form, lambda: acts.note(builder=found, by=the_person(request), at=now, **said)):
            return redirect(ONE, uid)
    told = queries.of(found, today)
    context = {
        **shared(request, found.project),
        "builder": found,
        "told": shown.line(told, today),
        "standing": shown.standing(told.standing, today),
        "noted": list(queries.noted(found)),
        "form": form,
        "crumbs": [(_("学时"), reverse(HOME)), (found.person.name, "")],
    }
    return render(request, "training/desk/hours_of.html", context)


@staff(*KEEPERS)
@require_POST
def drop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Noted by mistake."""
    noted = get_object_or_404(shown.noted(viewer(request)), uid=uid)
    by, now, builder = the_person(request), timezone.now(), noted.builder
    return attempt(request, lambda: acts.drop(noted=noted, by=by, at=now), _("去掉了。"), ONE, builder.uid)
