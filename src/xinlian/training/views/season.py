"""Seasons of the labour contest at the desk: the list, a draft, the tables, each step on its way, the file to recompute."""

import datetime
import json
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.training import season_texts as texts
from xinlian.training.actions import season as acts
from xinlian.training.actions.season_marks import reckon as count_anew
from xinlian.training.forms.season import DraftForm, SeasonForm, WhyForm, as_typed
from xinlian.training.models import Project, Season
from xinlian.training.queries import season as queries
from xinlian.training.rules.season_table import KINDS, TEAMS, WHOLE, file
from xinlian.training.views.acting import kept
from xinlian.training.views.base import at_base, shared
from xinlian.training.who import KEEPERS, READERS

PAGE = 60
LIST, ONE = "training:desk_seasons", "training:desk_season"


def find(request: HttpRequest, uid: uuid.UUID) -> Season:
    """A season that the viewer sees; 404 for any other."""
    return get_object_or_404(queries.found(viewer(request), uid), uid=uid)


def crumbs(season: Season, *more: str) -> list[tuple[str, str]]:
    """The way to a page of a season."""
    top = (_("劳动竞赛"), f"{reverse(LIST)}?project={season.project.uid}")
    here = [(season.title, reverse(ONE, args=[season.uid]) if more else "")]
    return [top, *here, *((one, "") for one in more)]


@staff(*READERS)
@at_base
def seasons(request: HttpRequest, project: Project) -> HttpResponse:
    """Every season of a project."""
    rows = [(one, texts.TONES[one.state]) for one in queries.seasons(viewer(request), project)]
    return render(request, "training/season/desk_seasons.html", {**shared(request, project), "seasons": rows})


@staff(*KEEPERS)
@at_base
def new(request: HttpRequest, project: Project) -> HttpResponse:
    """A draft with the eight comparisons as a proposal."""
    form = SeasonForm(request.POST or None)
    by, now, made = the_person(request), timezone.now(), list[Season]()

    def act() -> None:
        made.append(acts.make(project=project, by=by, at=now, **form.cleaned_data))

    if request.method == "POST" and form.is_valid() and kept(form, act):
        return redirect("training:desk_season_edit", made[0].uid)
    context = {**shared(request, project), "form": form}
    return render(request, "training/season/desk_new.html", context, status=422 if form.errors else 200)


@staff(*KEEPERS)
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A draft with its items as a sheet."""
    season = find(request, uid)
    rows = queries.items(season)
    before = {"title": season.title, "first_on": season.first_on, "last_on": season.last_on, **as_typed(rows)}
    form = DraftForm(request.POST or None, initial=before)
    by, now = the_person(request), timezone.now()
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "first_on", "last_on")}
        if kept(form, lambda: acts.change(season=season, items=form.items(), by=by, at=now, **said)):
            return redirect(ONE, uid)
    context = {**shared(request, season.project), "season": season, "form": form, "crumbs": crumbs(season, _("改"))}
    return render(request, "training/season/desk_edit.html", context, status=422 if form.errors else 200)


@staff(*READERS)
@require_safe
def season(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Where sections and teams stand, and why."""
    found, now = find(request, uid), timezone.now()
    kind, period = request.GET.get("kind", TEAMS), request.GET.get("period", WHOLE)
    rows = queries.items(found)
    context: dict[str, Any] = {
        **shared(request, found.project),
        "season": found,
        "tone": texts.TONES[found.state],
        "items": [(one, texts.explained(one.source, _plain(one.target))) for one in rows],
        "weights": sum(one.weight for one in rows),
        "rule": texts.rule_lines(),
        "crumbs": crumbs(found),
        "result": queries.result(found),
        "withdrawn": queries.withdrawn(found),
        "why_form": WhyForm(),
    }
    if found.state != "draft":
        context |= _standing(found, kind, period, request.GET.get("page"), now)
    return render(request, "training/season/desk_season.html", context)


def _plain(target: Any) -> str:
    return "" if target is None else f"{target.normalize():f}"


def _standing(found: Season, kind: str, period: str, number: str | None, now: Any) -> dict[str, Any]:
    made = None if found.state == "published" else queries.known(found, now)
    table = queries.shown(found, kind, period, now, made)
    if table is None:
        raise Http404
    page = Paginator(table.lines, PAGE).get_page(number)
    missing = Counter(one.month for one in queries.holes(made)) if made else Counter[datetime.date]()
    months = queries.begun(found, timezone.localdate(now))
    return {
        "table": table,
        "page": page,
        "lines": [(one, texts.lacking(one, table) if one.lacks else "") for one in page],
        "months": [(one, texts.month_words(one, months), missing[one]) for one in reversed(months)],
        **texts.tabs(reverse(ONE, args=[found.uid]), kind, period, months),
        "file_url": reverse("training:desk_season_file", args=[found.uid, kind, period]),
    }


@staff(*READERS)
@require_safe
def download(request: HttpRequest, uid: uuid.UUID, kind: str, period: str) -> HttpResponse:
    """A table with its rule, as `./xinlian rank` reads it."""
    found = find(request, uid)
    table = queries.shown(found, kind, period, timezone.now()) if kind in KINDS and found.state != "draft" else None
    if table is None or not table.items:
        raise Http404
    answer = HttpResponse(json.dumps(file(table), ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{kind}-{period}.json"'
    return answer


def _step(request: HttpRequest, uid: uuid.UUID, act: Callable[..., object], done: str) -> HttpResponse:
    found, by, now = find(request, uid), the_person(request), timezone.now()
    return attempt(request, lambda: act(season=found, by=by, at=now), done, ONE, uid)


@staff(*KEEPERS)
@require_POST
def start(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """From now on it is compared."""
    return _step(request, uid, acts.start, _("开始比了。"))


@staff(*KEEPERS)
@require_POST
def end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Nothing more is compared."""
    return _step(request, uid, acts.end, _("比完了。打齐分就可以公布。"))


@staff(*KEEPERS)
@require_POST
def reckon(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Count the base's figures now."""
    return _step(request, uid, count_anew, _("重新算好了。"))


@staff(*KEEPERS)
@require_POST
def publish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The result stands."""
    return _step(request, uid, acts.publish, _("公布了，从现在起不再变。"))


@staff(*KEEPERS)
@require_POST
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The result stands no longer."""
    why = request.POST.get("why", "")
    done = _("收回了。改好以后再公布一次。")
    return _step(request, uid, lambda **said: acts.withdraw(why=why, **said), done)


@staff(*KEEPERS)
@require_POST
def drop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A draft less."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    if found.state != "draft":
        return attempt(request, lambda: acts.drop(season=found, by=by, at=now), "", ONE, uid)
    return attempt(request, lambda: acts.drop(season=found, by=by, at=now), _("草稿删了。"), LIST)
