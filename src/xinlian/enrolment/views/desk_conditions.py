"""The desk's page of conditions: what is asked in which union, a new one tried before it is set, one ended."""

import uuid
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.enrolment import condition_texts
from xinlian.enrolment.actions import conditions as acts
from xinlian.enrolment.facts import offered
from xinlian.enrolment.forms.conditions import ConditionForm, EndForm
from xinlian.enrolment.models import Condition
from xinlian.enrolment.queries import conditions as queries
from xinlian.enrolment.rooms import series_words
from xinlian.enrolment.rules.eligibility import Asked
from xinlian.enrolment.who import READERS, RUNNERS
from xinlian.people.access import staff, the_person, today, viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

HERE = "enrolment:desk_conditions"
FIELD_OF = {"condition_twice": "effective_on", "condition_source": "source", "condition_ends_early": "ends_on"}


@staff(*READERS)
def page(request: HttpRequest) -> HttpResponse:
    """Every condition; with ?kind= a form for a new one, with ?end= one to be ended."""
    form = _form(request)
    if request.method != "POST":
        return _shown(request, form=form, ending=_ending(request))
    if form is None:
        raise PermissionDenied
    if not form.is_valid():
        return _shown(request, form=form)
    mark = _mark(form)
    if request.POST.get("step") != "set" or request.POST.get("tried") != mark:
        changed = Asked(request.GET["kind"], form.params(), form.cleaned_data["source"])
        seen = queries.rehearse(form.whose().union_path, form.cleaned_data["series"], [changed], today())
        return _shown(request, form=form, seen=seen, mark=mark, why=_why(seen))
    return _set(request, form)


def _set(request: HttpRequest, form: ConditionForm) -> HttpResponse:
    data, by, now = form.cleaned_data, the_person(request), timezone.now()
    more = {"series": data["series"], "effective_on": data["effective_on"], "source": data["source"]}
    try:
        acts.set_condition(union=form.whose(), kind=request.GET["kind"], params=form.params(), by=by, at=now, **more)
    except Refused as refused:
        _beside(form, refused)
        return _shown(request, form=form)
    messages.success(request, _("条件定好了。"))
    return redirect(HERE)


@staff(*RUNNERS)
@require_POST
def end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The last day of a condition."""
    found = get_object_or_404(queries.conditions_for(viewer(request)), uid=uid)
    form, by, now = EndForm(request.POST), the_person(request), timezone.now()
    if form.is_valid():
        try:
            acts.end_condition(condition=found, ends_on=form.cleaned_data["ends_on"], by=by, at=now)
        except Refused as refused:
            _beside(form, refused)
        else:
            messages.success(request, _("停用的日子定好了。"))
            return redirect(HERE)
    return _shown(request, ending={"condition": found, "what": _said(found), "form": form})


def _beside(form: Any, refused: Refused) -> None:
    if refused.code.startswith("role_"):
        raise refused
    form.add_error(FIELD_OF.get(refused.code), sentence(refused))


def _form(request: HttpRequest) -> ConditionForm | None:
    """The form of the kind that was chosen, for officers."""
    who, kind = viewer(request), request.GET.get("kind", "")
    if kind not in _kinds() or not who.paths(RUNNERS):
        return None
    words = series_words()
    series = [(code, words.get(code, code)) for code in sorted({*queries.series_known(who), *words})]
    unions = queries.open_unions(who, RUNNERS)
    first = {"series": next(iter(words), ""), "effective_on": today(), "union": unions[0].uid if unions else ""}
    return ConditionForm(request.POST or None, kind=kind, unions=unions, series=series, initial=first)


def _kinds() -> list[str]:
    """The kinds that can be asked: those about proofs only where somebody knows of proofs."""
    needs = {"valid_until": "day", "has": "yes"}
    return [kind for kind in condition_texts.KINDS if kind not in needs or offered(needs[kind])]


def _mark(form: ConditionForm) -> str:
    """What was tried, so that something else is not set unseen."""
    return " ".join((form.whose().union_path, form.cleaned_data["series"], queries.plain(form.params())))


def _why(seen: queries.Rehearsal) -> list[tuple[Any, int]]:
    return [(condition_texts.SHUT_OUT[code], count) for code, count in seen.why.items()]


def _ending(request: HttpRequest) -> dict[str, Any] | None:
    who = viewer(request)
    try:
        wanted = uuid.UUID(request.GET.get("end", ""))
    except ValueError:
        return None
    found = get_object_or_404(queries.conditions_for(who), uid=wanted)
    if not who.holds(RUNNERS, found.union_path):
        return None
    return {"condition": found, "what": _said(found), "form": EndForm(initial={"ends_on": found.ends_on or today()})}


def _said(row: Condition) -> str:
    return condition_texts.said(row.kind, row.params, queries.union_names(row.params.get("paths", [])))


def _shown(request: HttpRequest, **more: Any) -> HttpResponse:
    runs, asked = bool(viewer(request).paths(RUNNERS)), request.GET.get("kind", "")
    kinds = [{"kind": one, "label": condition_texts.KINDS[one], "on": one == asked} for one in _kinds()]
    context = {"runs": runs, "kinds": kinds if runs else [], "tables": _tables(request), **more}
    return render(request, "enrolment/desk/conditions.html", context)


def _tables(request: HttpRequest) -> list[dict[str, Any]]:
    """A table of each series."""
    found = queries.standing(queries.conditions_for(viewer(request)), today())
    names = queries.union_names(path for row, _state in found for path in row.params.get("paths", []))
    words = series_words()
    return [
        {
            "title": words.get(series, series),
            "columns": _columns(),
            "rows": [_row(request, row, state, names) for row, state in rows],
        }
        for series, rows in groupby(found, key=lambda one: one[0].series)
    ]


def _columns() -> Sequence[dict[str, Any]]:
    return [
        {"key": "what", "label": _("问什么")},
        {"key": "union", "label": _("哪个工会"), "zh": True},
        {"key": "state", "label": _("现在")},
        {"key": "since", "label": _("从哪天起")},
        {"key": "until", "label": _("到哪天")},
        {"key": "source", "label": _("依据"), "zh": True},
        {"key": "by", "label": _("谁定的"), "zh": True},
        {"key": "end", "label": _("停用")},
    ]


def _row(request: HttpRequest, row: Condition, state: str, names: dict[str, str]) -> dict[str, Any]:
    sign, words = condition_texts.STATES[state]
    may_end = state in ("holds", "coming") and viewer(request).holds(RUNNERS, row.union_path)
    cells = {
        "what": condition_texts.said(row.kind, row.params, names),
        "union": row.union.name,
        "state": {"text": words, "state": sign},
        "since": row.effective_on.isoformat(),
        "until": row.ends_on.isoformat() if row.ends_on else "",
        "source": row.source,
        "by": row.made_by.name if row.made_by else "",
        "end": {"text": _("停用"), "url": f"{reverse(HERE)}?end={row.uid}#end"} if may_end else "",
    }
    return {"id": row.uid, "cells": cells}
