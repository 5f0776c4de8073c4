"""Changes that wait for a second person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.stations.actions import proposals as actions
from xinlian.stations.forms.desk import ReasonForm
from xinlian.stations.queries import changes, desk
from xinlian.stations.queries import proposals as queries
from xinlian.stations.who import READERS


@staff(*READERS)
def waiting(request: HttpRequest) -> HttpResponse:
    """Open changes, oldest first, and what was decided lately."""
    who = viewer(request)
    context = {"waiting": queries.lines(desk.open_proposals(who)), "decided": queries.lines(queries.decided(who)[:30])}
    return render(request, "stations/desk/proposals.html", context)


@staff(*READERS)
def proposal(request: HttpRequest, uid: str) -> HttpResponse:
    """One change, old beside new, and who may decide."""
    who = viewer(request)
    found = get_object_or_404(queries.one(who, uid))
    context = {
        "proposal": found,
        "station": found.station,
        "rows": changes.rows(found.changes),
        "decision": queries.decision(who, found, timezone.now()),
        "lost": queries.lost(found),
        "form": ReasonForm(),
    }
    return render(request, "stations/desk/proposal.html", context)


@staff("approver", "officer")
@require_POST
def accept(request: HttpRequest, uid: str) -> HttpResponse:
    """Put the change into the station."""
    found = get_object_or_404(queries.one(viewer(request), uid))
    by, now = the_person(request), timezone.now()
    done = _("采纳了，大家现在看到的就是新的。")
    if queries.lost(found):
        done = _("这条修改已经过时：它要改的内容，刚才已经被别的修改改过了。没有采纳，请看看现在的情况。")
    return attempt(request, lambda: actions.accept(by=by, at=now, proposal=found), done, "stations:desk_proposals")


@staff("approver", "officer")
@require_POST
def refuse(request: HttpRequest, uid: str) -> HttpResponse:
    """Turn the change down, with a reason."""
    found = get_object_or_404(queries.one(viewer(request), uid))
    by, now, form = the_person(request), timezone.now(), ReasonForm(request.POST)
    if not form.is_valid():
        return redirect("stations:desk_proposal", uid)
    reason, done = form.cleaned_data["reason"], _("没有采纳，提的人会看到原因。")
    return attempt(
        request, lambda: actions.refuse(by=by, at=now, proposal=found, reason=reason), done, "stations:desk_proposals"
    )
