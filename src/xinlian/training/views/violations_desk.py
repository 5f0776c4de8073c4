"""Violations at the desk: the list, an appeal answered, the rules."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.training import clearing_tables as tables
from xinlian.training.actions import violations
from xinlian.training.forms.violations import AnswerForm, PointsRuleForm, RuleForm
from xinlian.training.models import Project, Violation
from xinlian.training.queries import violations as queries
from xinlian.training.views.base import no_base
from xinlian.training.views.clearing_desk import the_project
from xinlian.training.who import KEEPERS

PAGE = 50
LIST, RULES = "training:desk_violations", "training:desk_violation_rules"


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("违章"), reverse(LIST)), *more]


@staff(*KEEPERS)
def listed(request: HttpRequest) -> HttpResponse:
    """What was noted, those with an appeal that waits on request."""
    state = request.GET.get("state", "")
    rows = queries.of_desk(viewer(request), state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "table": tables.violations_table(page, page.paginator.count),
        "page": page,
        "state": state,
        "waiting": queries.of_desk(viewer(request), "appealed").count(),
    }
    return render(request, "training/clearing/desk_violations.html", context)


def _find(request: HttpRequest, uid: uuid.UUID) -> Violation:
    return get_object_or_404(queries.of_desk(viewer(request), ""), uid=uid)


@staff(*KEEPERS)
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A violation, what was said against it, and the answer."""
    violation = _find(request, uid)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        by = the_person(request)
        try:
            violations.answer(
                violation=violation, upheld=said["upheld"] == "yes", words=said["words"], by=by, at=timezone.now()
            )
        except Refused as refused:
            if refused.code.startswith("role_"):
                raise
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("答复好了，本人收到了通知。"))
            return redirect("training:desk_violation", uid)
    context = {
        "one": violation,
        "form": form,
        "own_note": violation.noted_by_id == the_person(request).pk,
        "crumbs": _crumbs((violation.builder.person.name or "—", "")),
    }
    return render(request, "training/clearing/desk_violation.html", context, status=422 if form.errors else 200)


@staff(*KEEPERS)
def rules(request: HttpRequest) -> HttpResponse:
    """What counts and how much, what points lead to; new rows."""
    project, several = the_project(request)
    if project is None or not viewer(request).holds(KEEPERS, project.union_path):
        return no_base(request, _("违章"))
    which = request.POST.get("what", "")
    forms: dict[str, Any] = {
        "rule_form": RuleForm(request.POST if which == "rule" else None, initial={"effective_on": today()}),
        "points_form": PointsRuleForm(request.POST if which == "points" else None, initial={"effective_on": today()}),
    }
    if request.method == "POST" and _made(request, project, which, forms):
        return redirect(f"{reverse(RULES)}?project={project.uid}")
    context = {
        **forms,
        **queries.rules_of(project, today()),
        "project": project,
        "projects": several if len(several) > 1 else [],
        "crumbs": _crumbs((_("记分办法"), "")),
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "training/clearing/desk_rules.html", context, status=422 if bad else 200)


def _made(request: HttpRequest, project: Project, which: str, forms: dict[str, Any]) -> bool:
    said: dict[str, Any] = {"project": project, "by": the_person(request), "at": timezone.now()}
    if which == "seed":
        violations.seed_rules(**said)
        return True
    form = forms["rule_form" if which == "rule" else "points_form"]
    if not form.is_valid():
        return False
    act = violations.make_rule if which == "rule" else violations.make_points_rule
    try:
        act(**said, **form.cleaned_data)
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, _("记下了。"))
    return True


@staff(*KEEPERS)
@require_POST
def end_rule(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A rule holds no longer."""
    rule = queries.rule_of_desk(viewer(request), uid)
    if rule is None:
        raise Http404
    violations.end_rule(rule=rule, by=the_person(request), at=timezone.now())
    messages.success(request, _("从明天起不用了。"))
    return redirect(f"{reverse(RULES)}?project={rule.project.uid}")
