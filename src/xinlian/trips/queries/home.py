"""What trips put on the worker's home: the next thing first."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from xinlian.enrolment.models import Seat
from xinlian.people.access import person_of
from xinlian.trips.queries.leader import now_led_by


def cards(request: HttpRequest) -> list[dict[str, Any]]:
    """A card for the seat that waits for an answer or the next trip, and one for what one leads."""
    person, now = person_of(request), timezone.now()
    if person is None:
        return []
    seats = Seat.objects.filter(
        application__person=person, state__in=("offered", "accepted"), batch__ends_at__gte=now
    ).select_related("batch__offering__programme", "batch__trip__route")
    found: list[dict[str, Any]] = [
        {"order": 1, "template": "trips/home_next.html", "seat": seat, "trip": seat.batch.trip}
        for seat in seats.order_by("batch__starts_at")[:2]
        if hasattr(seat.batch, "trip")
    ]
    led = [trip for trip in now_led_by(person, now) if trip.batch.ends_at >= now][:1]
    found += [{"order": 2, "template": "trips/home_lead.html", "trip": trip} for trip in led]
    return found
