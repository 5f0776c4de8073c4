"""The sheet of marks of a month: one form, all or nothing, errors at the cell."""

import datetime
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xinlian.people.access import staff, the_person
from xinlian.people.views import uploads
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.sheets.writing import excel
from xinlian.training import importing_marks
from xinlian.training import season_texts as texts
from xinlian.training.actions.season_marks import GOING, MarksChanged, give_marks
from xinlian.training.forms.season import MarksForm
from xinlian.training.models import Season
from xinlian.training.queries import season as queries
from xinlian.training.views.base import shared
from xinlian.training.views.season import crumbs, find
from xinlian.training.who import KEEPERS


@staff(*KEEPERS)
def marks(request: HttpRequest, uid: uuid.UUID, year: int, month: int) -> HttpResponse:
    """Give the marks of a month."""
    season = find(request, uid)
    first = _month(season, year, month)
    parts, chosen = _parts(request, season, first)
    sheet = queries.sheet(season, first, chosen)
    form = MarksForm(sheet, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _given(request, season, first, form):
        return redirect(request.get_full_path())
    context = {
        **shared(request, season.project),
        "season": season,
        "month": first,
        "form": form,
        "items": [(one, texts.explained(one.source, "")) for one in sheet.items],
        "tabs": _tabs(season, first),
        "parts": parts,
        "crumbs": crumbs(season, _("打分")),
    }
    wrong = bool(form.error or form.wrong)
    return render(request, "training/season/desk_marks.html", context, status=422 if wrong else 200)


def _month(season: Season, year: int, month: int) -> datetime.date:
    try:
        first = datetime.date(year, month, 1)
    except ValueError as error:
        raise Http404 from error
    if first not in queries.begun(season, timezone.localdate()) or season.state == "draft":
        raise Http404
    return first


def _parts(
    request: HttpRequest, season: Season, month: datetime.date
) -> tuple[list[dict[str, object]], uuid.UUID | None]:
    """Sections to mark one after the other where there are too many cells, and which one is shown."""
    several = queries.sections_to_mark(season, month)
    if not several:
        return [], None
    said = request.GET.get("section", "")
    shown = next((one for one in several if one.id == said), several[0])
    tabs = [{"url": f"?section={one.id}", "label": one.name, "active": one == shown} for one in several]
    return list[dict[str, object]](tabs), uuid.UUID(shown.id)


def _tabs(season: Season, shown: datetime.date) -> list[dict[str, object]]:
    months = queries.begun(season, timezone.localdate())
    return [
        {
            "url": reverse("training:desk_season_marks", args=[season.uid, one.year, one.month]),
            "label": texts.month_words(one, months),
            "active": one == shown,
        }
        for one in months
    ]


def _given(request: HttpRequest, season: Season, month: datetime.date, form: MarksForm) -> bool:
    """Whether it could be done; what was refused stands where it belongs."""
    changes = form.changes()
    if form.wrong:
        form.error = _("有 %(n)d 格填得不对，一格都没有存。") % {"n": len(form.wrong)}
        return False
    try:
        n = give_marks(season=season, month=month, changes=changes, by=the_person(request), at=timezone.now())
    except MarksChanged as error:
        form.crossed(error, sentence(error))
        return False
    except Refused as error:
        if error.code.startswith("role_"):
            raise
        form.error = sentence(error)
        return False
    messages.success(request, _("存好了，改了 %(n)d 格。") % {"n": n})
    return True


@staff(*KEEPERS)
@require_safe
def given_out(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Every mark that has to be given, as it stands: the table to fill in and bring back."""
    season = _going(request, uid)
    rows = importing_marks.rows(season, timezone.localdate())
    return excel(f"{season.title} {_('打分')}", importing_marks.HEADERS, rows)


@staff(*KEEPERS)
def bring(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """A table of marks for a season."""
    season = _going(request, uid)
    preset, back = {"season": str(season.uid)}, reverse("training:desk_season", args=[season.uid])
    return uploads.new(request, kind="marks", preset=preset, about=season.title, back=back)


def _going(request: HttpRequest, uid: uuid.UUID) -> Season:
    season = find(request, uid)
    if season.state not in GOING:
        raise Http404
    return season
