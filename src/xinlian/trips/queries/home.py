"""What trips put on the worker's home: the next thing first."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from xinlian.enrolment.models import Application, Seat
from xinlian.people.access import person_of
from xinlian.people.models import Person
from xinlian.rows.paths import parents
from xinlian.trips.models import Programme
from xinlian.trips.queries.leader import now_led_by


def cards(request: HttpRequest) -> list[dict[str, Any]]:
    """Cards for the seat that waits for an answer or the next trip, for what one leads, for what is open."""
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
    return found + [{"order": 4, "template": "trips/home_open.html", "programme": one} for one in _open(person, now)]


def _open(person: Person, now: datetime.datetime) -> list[Programme]:
    """What this person could sign up for now and has not, the soonest end first."""
    around = Programme.objects.filter(union_path__in=parents(person.union_path), offering__state="open")
    timely = around.filter(offering__opens_at__lte=now, offering__closes_at__gt=now)
    mine = Application.objects.filter(person=person).values("offering")
    return list(timely.exclude(offering__in=mine).select_related("offering").order_by("offering__closes_at")[:2])
