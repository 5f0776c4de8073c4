"""The desk's page of a draw: preview, sealing, witnesses, public number, publication."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.enrolment import tasks
from xinlian.enrolment.actions import drawing, publishing
from xinlian.enrolment.forms.draw import PublicNumberForm, SealForm, VoidForm
from xinlian.enrolment.models import Draw, Offering
from xinlian.enrolment.queries import draws, outcomes, preview, witnessing
from xinlian.enrolment.queries.draw_steps import desk_steps
from xinlian.enrolment.rooms import offering_desk_url
from xinlian.enrolment.who import READERS, RUNNERS
from xinlian.people.access import staff, the_person, viewer
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

MORE_AT_MOST = 500
LOOKED_AT_ONCE = 150  # entrants; a look ahead draws many times, and a page of the desk should not take half a second


def _offering(request: HttpRequest, uid: str) -> Offering:
    return get_object_or_404(draws.offerings(viewer(request)), uid=uid, mode="draw")


OVER = ("drawn", "done", "cancelled")


@staff(*READERS)
def page(request: HttpRequest, uid: str) -> HttpResponse:
    """Where the draw is, what comes next, and what may be expected of it."""
    return _shown(request, _offering(request, uid), SealForm())


def _shown(request: HttpRequest, offering: Offering, form: SealForm) -> HttpResponse:
    draw = draws.standing(offering)
    context: dict[str, Any] = {
        "offering": offering,
        "draw": draw,
        "runs": viewer(request).holds(RUNNERS, offering.union_path),
        "steps": desk_steps(offering, draw),
        "form": form,
        "crumbs": [(offering.title, offering_desk_url(offering)), (_("抽签"), "")],
        "void_form": VoidForm(),
        "void_ones": draws.void_ones(offering),
    }
    if draw is not None:
        context |= {"witnesses": draws.witnesses(draw), "now": draws.steps(draw), "files": draws.files(draw)}
        context |= {"number_form": PublicNumberForm(), "due": timezone.now() >= draw.source_due_at}
        no = tasks.why_not(draw)
        context |= {"working": tasks.under_way(draw), "broke": sentence(no) if no else ""}
    if draw is not None and draw.state == "published":
        context |= _outcome(draw)
    elif offering.state not in OVER:  # what was settled without a draw has nothing to look ahead to
        context["look"] = _look(request, offering)
        context["may_look"] = context["look"] is None and not draws.is_small(
            offering, min(LOOKED_AT_ONCE, tasks.IN_REQUEST)
        )
    return render(request, "enrolment/desk/draw.html", context)


def _look(request: HttpRequest, offering: Offering) -> preview.Preview | None:
    if "more" not in request.GET and not draws.is_small(offering, min(LOOKED_AT_ONCE, tasks.IN_REQUEST)):
        return None
    typed = request.GET.get("more", "")
    more = min(int(typed), MORE_AT_MOST) if typed.isdecimal() else preview.EXTRA
    return preview.preview(offering, batch=request.GET.get("batch", ""), more=more)


def _outcome(draw: Draw) -> dict[str, Any]:
    return {
        "levels": outcomes.levels(draw),
        "batches": outcomes.batches(draw),
        "groups": outcomes.groups(draw),
        "unions": outcomes.unions(draw),
    }


@staff(*RUNNERS)
@require_POST
def seal(request: HttpRequest, uid: str) -> HttpResponse:
    """Close the list for good."""
    offering, form = _offering(request, uid), SealForm(request.POST)
    if not form.is_valid():
        return _shown(request, offering, form)
    data = form.cleaned_data
    try:
        people, unknown = witnessing.by_phones(data["phones"])
        if unknown:
            raise Refused("witness_unknown", {"phone": unknown})
        drawing.seal(
            offering=offering,
            source=data["source"],
            source_due_at=data["due_at"],
            witnesses=people,
            by=the_person(request),
            at=timezone.now(),
        )
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
        return _shown(request, offering, form)
    messages.success(request, _("名单封存好了。请把见证页的网址发给见证人。"))
    return redirect("enrolment:desk_draw", uid)


@staff(*RUNNERS)
@require_POST
def number(request: HttpRequest, uid: str) -> HttpResponse:
    """Enter the public number."""
    form = PublicNumberForm(request.POST)
    typed = form.cleaned_data["number"] if form.is_valid() else ""
    return _step(request, uid, "number", typed, _("公开号码登记好了。现在请见证人公开各自的号。"))


@staff(*RUNNERS)
@require_POST
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    """Draw, and show everybody; where many are drawn, the worker does it and the page waits."""
    draw = draws.standing(_offering(request, uid))
    if draw is not None and draw.state == "seeded" and draw.entries > tasks.IN_REQUEST:
        tasks.publish_soon(draw, the_person(request))
        return redirect("enrolment:desk_draw", uid)
    return _step(request, uid, "publish", "", _("结果公布了，座位已经留给排上的人。"))


@staff(*RUNNERS)
@require_POST
def void(request: HttpRequest, uid: str) -> HttpResponse:
    """Give the draw up, with the reason that everybody reads."""
    form = VoidForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    return _step(request, uid, "void", why, _("这次抽签作废了。可以重新封存名单。"))


def _step(request: HttpRequest, uid: str, step: str, said: str, done: str) -> HttpResponse:
    draw = draws.standing(_offering(request, uid))
    by, now = the_person(request), timezone.now()
    try:
        if draw is None:
            raise Refused("draw_sealed")
        if step == "number":
            drawing.fix_seed(draw=draw, public_number=said, by=by, at=now)
        elif step == "publish":
            publishing.publish(draw=draw, by=by, at=now)
        else:
            drawing.void(draw=draw, why=said, by=by, at=now)
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
    else:
        messages.success(request, done)
    return redirect("enrolment:desk_draw", uid)
