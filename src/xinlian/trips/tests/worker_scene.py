"""A programme of two batches with a route, and people around it, for the tests of trips."""

import datetime
from typing import Any

from django.utils import timezone

from xinlian.enrolment.models import Application, Batch, Offering, Seat
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_batch, make_offering, make_person
from xinlian.trips.models import Base, Programme, Route, Trip

ITINERARY = [{"day": 1, "time": "07:20", "text": "城南路上车"}, {"day": 1, "time": "12:00", "text": "午饭"}]


def make_programme(union: Union, *, batches: int = 2, capacity: int = 3, in_days: int = 30, **more: Any) -> Programme:
    """An open programme by draw; its trips begin `in_days` from now, a week apart."""
    offering = make_offering(union, room="trips", mode="draw", party_max=4, **more)
    owned = {"union_path": union.union_path, "shard": union.shard}
    base = Base.objects.create(union=union, name="试验基地", **owned)
    route = Route.objects.create(base=base, name="古镇一日", days=1, itinerary=ITINERARY, price_fen=20_000, **owned)
    programme = Programme.objects.create(offering=offering, year=2026, family_welcome=True, **owned)
    for number in range(batches):
        make_trip(programme, route, in_days + 7 * number, capacity)
    return programme


def make_trip(programme: Programme, route: Route, in_days: int, capacity: int) -> Trip:
    """A trip on a day from now, from 7:20 to 18:00."""
    day = timezone.localtime().replace(hour=7, minute=20, second=0, microsecond=0) + datetime.timedelta(days=in_days)
    batch = make_batch(programme.offering, capacity, starts_at=day, ends_at=day + datetime.timedelta(hours=11))
    return Trip.objects.create(
        batch=batch,
        programme=programme,
        route=route,
        gather_at=day,
        gather_where="城南路驿站",
        bus="试 A·00001",
        leader_phone="19900009999",
        union_path=programme.union_path,
        shard=programme.shard,
    )


def first_batch(programme: Programme) -> Batch:
    """The first batch."""
    return programme.offering.batches.order_by("number")[0]


def seat_for(programme: Programme, person: Person, state: str = "accepted") -> Seat:
    """A seat of the first batch, counted."""
    batch, now = first_batch(programme), timezone.now()
    owned = {"union_path": programme.union_path, "shard": programme.shard}
    application, _new = Application.objects.get_or_create(
        offering=programme.offering,
        person=person,
        defaults={"wished": [1], "applied_at": now, "changed_at": now, "client_uid": person.uid, **owned},
    )
    batch.taken += 1
    batch.save(update_fields=["taken"])
    until = now + datetime.timedelta(days=2) if state == "offered" else None
    return Seat.objects.create(
        application=application, batch=batch, state=state, way="draw", given_at=now, answer_by=until, **owned
    )


def courier(union: Union, **more: Any) -> Person:
    """A courier of a union."""
    return make_person(union, occupation="courier", **more)


def offering_of(programme: Programme) -> Offering:
    """The offering, fresh."""
    return Offering.objects.get(pk=programme.offering_id)
