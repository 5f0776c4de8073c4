"""What a trip cost: lines put down and taken out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.trips.actions import money
from xinlian.trips.forms.desk import CostForm, fen
from xinlian.trips.queries import desk_money
from xinlian.trips.views.desk_papers import find
from xinlian.trips.who import RUNNERS

TRIP = "trips:desk_trip"


@staff(*RUNNERS)
@require_POST
def costs(request: HttpRequest, uid: str) -> HttpResponse:
    """One line more."""
    found, form = find(request, uid), CostForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有记下：请选是什么钱，写多少元。"))
        return redirect(TRIP, uid)
    by, now, said = the_person(request), timezone.now(), form.cleaned_data
    return attempt(
        request,
        lambda: money.add_cost(
            trip=found, kind=said["kind"], fen=fen(said["yuan"]) or 0, note=said["note"], by=by, at=now
        ),
        _("记下了。"),
        TRIP,
        uid,
    )


@staff(*RUNNERS)
@require_POST
def drop(request: HttpRequest, uid: str) -> HttpResponse:
    """A line is taken out; the journal keeps what it was."""
    cost, by, now = get_object_or_404(desk_money.cost(viewer(request), uid)), the_person(request), timezone.now()
    trip = cost.trip
    return attempt(
        request, lambda: money.drop_cost(cost=cost, by=by, at=now), _("去掉了，日志里还查得到。"), TRIP, trip.uid
    )
