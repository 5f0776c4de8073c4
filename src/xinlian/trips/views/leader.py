"""Pages for who leads a trip: a shell the phone keeps, its data as JSON, and the same without scripts."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.enrolment.actions import attending
from xinlian.people.access import public, signed_in, the_person
from xinlian.people.offline import kept_offline
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.trips import offline_words
from xinlian.trips.forms.worker import TickForm
from xinlian.trips.queries import leader as queries


@public
@require_safe
@kept_offline
def shell(request: HttpRequest) -> HttpResponse:
    """The page that a phone keeps; it names nobody and is drawn from what the phone holds."""
    return render(request, "trips/lead.html", {"words": offline_words.words()})


@signed_in
@never_cache
@require_safe
def trips(request: HttpRequest) -> JsonResponse:
    """The trips I lead, for the phone."""
    return JsonResponse({"trips": queries.told(the_person(request), timezone.now())})


@signed_in
@never_cache
@require_safe
def roster(request: HttpRequest, uid: uuid.UUID) -> JsonResponse:
    """The roster of one trip that I lead, for the phone."""
    trip = get_object_or_404(queries.led_by(the_person(request)), uid=uid)
    return JsonResponse(queries.roster(trip, timezone.localdate()))


@signed_in
@require_safe
def plain(request: HttpRequest) -> HttpResponse:
    """The rosters without scripts."""
    now = timezone.now()
    rosters = [queries.with_roster(trip, now) for trip in queries.now_led_by(the_person(request), now)]
    return render(request, "trips/lead_plain.html", {"rosters": rosters})


@signed_in
@require_POST
def tick(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Tick somebody, or take the tick back, without scripts."""
    trip, form = get_object_or_404(queries.led_by(the_person(request)), uid=uid), TickForm(request.POST)
    if form.is_valid():
        seat = get_object_or_404(queries.seats_of(trip), uid=form.cleaned_data["seat"])
        try:
            attending.turn(
                seat=seat,
                here=form.cleaned_data["here"] == "1",
                client_uid=form.uid(),
                said_at=timezone.now(),
                by=the_person(request),
                at=timezone.now(),
            )
        except Refused as refused:
            messages.error(request, sentence(refused))
    return redirect("trips:lead_plain")
