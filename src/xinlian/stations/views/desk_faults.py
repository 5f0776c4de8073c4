"""Faults to closure: a board by state, and one fault."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, today, viewer
from xinlian.people.answering import attempt
from xinlian.places.facilities import KINDS
from xinlian.stations.actions import repairs
from xinlian.stations.forms.desk import FaultForm
from xinlian.stations.models import Fault
from xinlian.stations.queries import faults
from xinlian.stations.rules.repairs import overdue, steps
from xinlian.stations.who import READERS

NEXT_WORDS = {
    "accepted": gettext_noop("受理"),
    "repairing": gettext_noop("开始修"),
    "fixed": gettext_noop("修好了"),
    "closed": gettext_noop("核实办结"),
    "refused": gettext_noop("不属实"),
}


@staff(*READERS)
def board(request: HttpRequest) -> HttpResponse:
    """Every open fault by state, overdue ones on top, and what was ended lately."""
    who, now = viewer(request), timezone.now()
    context = {
        "columns": faults.board(who, today()),
        "figures": faults.figures(who, today()),
        "cost": faults.cost_words(faults.figures(who, today())["cost"]),
        "ended": faults.ended(who, now)[:20],
    }
    return render(request, "stations/desk/faults.html", context)


@staff(*READERS)
def fault(request: HttpRequest, uid: str) -> HttpResponse:
    """One fault, its story, and the next step."""
    who = viewer(request)
    found = get_object_or_404(faults.of(who), uid=uid)
    officer = who.holds(("officer",), found.union_path)
    context: dict[str, Any] = {
        "fault": found,
        "what": KINDS[found.facility].name if found.facility else _("别的"),
        "late": overdue(found.state, found.due_on, today()),
        "steps": next_steps(found, officer=True) if officer else [],
        "form": FaultForm(initial={"outcome": found.outcome, "due_on": found.due_on}),
        "cost": faults.cost_words(found.cost_fen),
        "entries": faults.story(found),
    }
    return render(request, "stations/desk/fault.html", context)


def next_steps(found: Fault, *, officer: bool) -> list[dict[str, Any]]:
    """The buttons for what may follow."""
    return [
        {"to": to, "label": _(NEXT_WORDS[to]), "danger": to == "refused"}
        for to in steps(found.state, as_officer=officer)
    ]


@staff("officer")
@require_POST
def move(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the fault to its next state."""
    found = get_object_or_404(faults.of(viewer(request)), uid=uid)
    by, now, form = the_person(request), timezone.now(), FaultForm(request.POST)
    if not form.is_valid():
        return redirect("stations:desk_fault", uid)
    data = form.cleaned_data
    return attempt(
        request,
        lambda: repairs.move(
            by=by,
            at=now,
            fault=found,
            to=data["to"],
            outcome=data["outcome"],
            cost_fen=form.cost_fen(),
            due_on=data["due_on"],
        ),
        _("记下了。"),
        "stations:desk_fault",
        uid,
    )
