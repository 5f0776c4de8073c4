"""The labour contest on a builder's phone: where my team and my section stand, and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xinlian.people.access import signed_in, the_person
from xinlian.training import season_texts as texts
from xinlian.training.queries import season as queries
from xinlian.training.queries.points import builders_of
from xinlian.training.rules.season_table import KINDS, TEAMS, WHOLE, Line, Table

MOST, FIRST, AROUND = 40, 20, 3


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My team, or my section, over the whole season or a month."""
    builder = next(iter(builders_of(the_person(request))), None)
    season = queries.of_project(builder.project) if builder else None
    if builder is None or season is None:
        return render(request, "training/season/mine.html", {"season": None})
    said, kind, now = request.GET.get("period", WHOLE), request.GET.get("kind", TEAMS), timezone.now()
    kind = kind if kind in KINDS else TEAMS
    table = queries.shown(season, kind, said, now) or queries.shown(season, kind, WHOLE, now)
    months = queries.begun(season, timezone.localdate(now))
    context = {
        "season": season,
        "builder": builder,
        "kind": kind,
        "word": texts.KINDS[kind],
        **texts.tabs(reverse("training:my_season"), kind, table.period if table else WHOLE, months),
        **_mine(table, queries.of_builder(builder).get(kind, "")),
        "rule": texts.rule_lines(),
    }
    return render(request, "training/season/mine.html", context)


def _mine(table: Table | None, unit: str) -> dict[str, Any]:
    if table is None:
        return {"table": None, "mine": None, "lines": []}
    shown = _shown(table, unit)
    lines = [(one, texts.reasons(one, table), texts.lacking(one, table) if one.lacks else "") for one in shown]
    return {
        "table": table,
        "mine": next((one for one in lines if one[0].id == unit), None),
        "unit": unit,
        "lines": lines,
        "more": len(table.lines) - len(shown),
        "ranked": sum(one.rank is not None for one in table.lines),
    }


def _shown(table: Table, unit: str) -> list[Line]:
    """All of them; of very many the first, and those around mine."""
    if len(table.lines) <= MOST:
        return table.lines
    mine = next((place for place, one in enumerate(table.lines) if one.id == unit), 0)
    return [one for place, one in enumerate(table.lines) if place < FIRST or abs(place - mine) <= AROUND]
