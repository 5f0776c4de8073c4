"""What a leader carries: the trips they lead, who is on them, what to know of whom."""

import datetime
import uuid
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from xinlian.enrolment.models import Attendance, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.people.identity import mask_phone
from xinlian.people.models import Person
from xinlian.rows.days import day_words
from xinlian.trips.models import HealthNote, Trip
from xinlian.trips.rules.coming import GOING
from xinlian.trips.rules.leading import leads_on

AHEAD = datetime.timedelta(days=60)
BEHIND = datetime.timedelta(days=7)


def led_by(person: Person) -> QuerySet[Trip]:
    """Every trip that somebody leads."""
    return Trip.objects.filter(leader=person, batch__state="standing").select_related(
        "batch__offering", "route__base", "programme"
    )


def now_led_by(person: Person, now: datetime.datetime) -> list[Trip]:
    """The trips somebody leads from a week ago until two months ahead, the next one first."""
    found = led_by(person).filter(batch__ends_at__gte=now - BEHIND, batch__starts_at__lte=now + AHEAD)
    return list(found.order_by("batch__starts_at"))


def told(person: Person, now: datetime.datetime) -> list[dict[str, str]]:
    """The trips somebody leads now, for the phone: {uid, day, words}."""
    return [
        {"uid": str(trip.uid), "day": day_words(trip.batch.starts_at), "words": _words(trip)}
        for trip in now_led_by(person, now)
    ]


def _words(trip: Trip) -> str:
    """Where from, where to: "7:20 集合 城南路 · 兰溪一日"."""
    at = f"{timezone.localtime(trip.gather_at):%H:%M} " if trip.gather_at else ""
    gather = f"{at}{trip.gather_where}".strip()
    return " · ".join(filter(None, (gather, trip.route.name if trip.route else "", trip.bus)))


def seats_of(trip: Trip) -> QuerySet[Seat]:
    """The standing seats of a trip, to tick."""
    return Seat.objects.filter(batch=trip.batch, state__in=SEAT_STANDS).select_related(
        "batch__offering", "application__person"
    )


def with_roster(trip: Trip, now: datetime.datetime) -> dict[str, Any]:
    """A trip with its roster for the page without scripts; each line with a number of its own to send."""
    found = roster(trip, timezone.localdate(now))
    for line in found["people"]:
        line["uid"] = str(uuid.uuid4())
    return {"trip": trip, "roster": found, "here": sum(line["here"] for line in found["people"])}


def roster(trip: Trip, on: datetime.date) -> dict[str, Any]:
    """Who comes, as plain data that a phone can keep: names, masked phones, who is there already.

    Whole phone numbers only around the day itself, when a leader has to call; health notes likewise.
    """
    starts, ends = timezone.localdate(trip.batch.starts_at), timezone.localdate(trip.batch.ends_at)
    near = leads_on(starts, ends, on)
    notes = _health(trip) if near else {}
    seats = (
        Seat.objects.filter(batch=trip.batch, state__in=("accepted", "attended", "missed"))
        .select_related("application__person__union")
        .prefetch_related(Prefetch("attendances", Attendance.objects.filter(undone_at=None, session="")))
        .order_by("application__person__union__name", "application__person__name")
    )
    return {
        "trip": str(trip.uid),
        "title": trip.batch.offering.title,
        "day": day_words(trip.batch.starts_at),
        "words": _words(trip),
        "people": [_line(seat, near, notes) for seat in seats],
        "waiting": Seat.objects.filter(batch=trip.batch, state="offered").count(),
    }


def _line(seat: Seat, near: bool, notes: dict[int, HealthNote]) -> dict[str, Any]:
    person, note = seat.application.person, notes.get(seat.application_id)
    phone = str(person.phone or "")
    return {
        "seat": str(seat.uid),
        "name": person.name,
        "union": person.union.name if person.union else "",
        "phone": phone if near else mask_phone(phone),
        "call": near and bool(phone),
        "here": bool(seat.attendances.all()),
        "health": str(note.text or "") if note else "",
        "contact": _contact(note) if note else "",
    }


def _contact(note: HealthNote) -> str:
    return " ".join(filter(None, (note.contact_name, str(note.contact_phone or ""))))


def _health(trip: Trip) -> dict[int, HealthNote]:
    notes = HealthNote.objects.filter(application__seats__batch=trip.batch, application__seats__state__in=GOING)
    return {note.application_id: note for note in notes}
