"""Makers of rows for tests and the demo: each with everything required and nothing else."""

import datetime
import itertools
import uuid
from typing import Any

from django.utils import timezone

from xinlian.enrolment.models import Application, Batch, Offering
from xinlian.people.identity import check_character
from xinlian.people.models import Grant, Person, Union
from xinlian.people.sensitive import keyed_hash
from xinlian.places.facilities import bits
from xinlian.places.models import Facility, Place
from xinlian.rows.paths import child, shard_of
from xinlian.stations.models import Station

_numbers = itertools.count(1)
SEVEN_TO_TEN = "Mo-Su 07:00-22:00"


def make_union(name: str = "", parent: Union | None = None, level: str = "county", **more: Any) -> Union:
    """A union below `parent`, or a root."""
    number = Union.objects.filter(parent=parent).count()
    path = child(parent.union_path if parent else "", number)
    return Union.objects.create(
        name=name or f"试验工会{next(_numbers)}",
        parent=parent,
        level=level,
        union_path=path,
        shard=shard_of(path),
        **more,
    )


def impossible_phone(number: int) -> str:
    """A number from a block that is not given out."""
    return f"199{number:08d}"


def impossible_id(number: int, born: datetime.date = datetime.date(1990, 1, 1)) -> str:
    """A citizen number with a right checksum and a region (99xxxx) that does not exist."""
    first = f"99{number // 1000 % 10000:04d}{born:%Y%m%d}{number % 1000:03d}"
    return first + check_character(first)


def make_person(union: Union | None = None, phone: str = "", **more: Any) -> Person:
    """A person of a union with an impossible phone."""
    number = next(_numbers)
    phone = phone or impossible_phone(number)
    password = more.pop("password", None)
    person = Person(
        name=more.pop("name", f"试验{number}"),
        phone=phone,
        phone_key=keyed_hash(phone, "people.person.phone"),
        union=union,
        union_path=union.union_path if union else "",
        shard=union.shard if union else 0,
        made_at=more.pop("made_at", timezone.now()),
        **more,
    )
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    return person


def make_grant(person: Person, role: str, union: Union, **more: Any) -> Grant:
    """A role on a node since the beginning of the year."""
    return Grant.objects.create(
        person=person,
        role=role,
        union=union,
        union_path=union.union_path,
        shard=union.shard,
        since_on=more.pop("since_on", datetime.date(2024, 1, 1)),
        **more,
    )


def make_officer(union: Union, role: str = "officer", **more: Any) -> Person:
    """A person with a role on a node, and a user name and password."""
    number = next(_numbers)
    person = make_person(union, username=more.pop("username", f"{role}{number}"), **more)
    make_grant(person, role, union)
    return person


def make_place(union: Union, lat: float = 30.54, lon: float = 119.96, **more: Any) -> Place:
    """A listed place open every day from seven to ten."""
    return Place.objects.create(
        name=more.pop("name", f"试验点{next(_numbers)}"),
        union=union,
        union_path=union.union_path,
        shard=union.shard,
        lat=lat,
        lon=lon,
        raw_lat=lat,
        raw_lon=lon,
        hours=more.pop("hours", SEVEN_TO_TEN),
        listed=more.pop("listed", True),
        **more,
    )


def make_station(union: Union, lat: float = 30.54, lon: float = 119.96, **more: Any) -> Station:
    """A published station; `facilities` is a list of codes, `place` more fields of its place."""
    codes = more.pop("facilities", ["drinking_water", "toilets"])
    place = make_place(union, lat, lon, **more.pop("place", {}))
    for code in codes:
        make_facility(place, code)
    return Station.objects.create(
        place=place,
        union_path=union.union_path,
        shard=union.shard,
        code=more.pop("code", f"T{next(_numbers):05d}"),
        door_key=uuid.uuid4().hex,
        kind=more.pop("kind", "rest_station"),
        state=more.pop("state", "published"),
        **more,
    )


def make_facility(place: Place, code: str, **more: Any) -> Facility:
    """A working facility; the place's bits follow."""
    facility = Facility.objects.create(place=place, union_path=place.union_path, shard=place.shard, code=code, **more)
    working = place.facilities.filter(state="working").values_list("code", flat=True)
    Place.objects.filter(pk=place.pk).update(facility_bits=bits(working))
    place.refresh_from_db()
    return facility


def make_offering(union: Union, **more: Any) -> Offering:
    """An open offering of the room of trips, first come first served."""
    now = timezone.now()
    return Offering.objects.create(
        union=union,
        union_path=union.union_path,
        shard=union.shard,
        room=more.pop("room", "trips"),
        series=more.pop("series", "rest"),
        title=more.pop("title", f"试验项目{next(_numbers)}"),
        mode=more.pop("mode", "first_come"),
        state=more.pop("state", "open"),
        opens_at=more.pop("opens_at", now - datetime.timedelta(days=1)),
        closes_at=more.pop("closes_at", now + datetime.timedelta(days=7)),
        made_at=now,
        **more,
    )


def make_batch(offering: Offering, capacity: int = 10, **more: Any) -> Batch:
    """The offering's next batch, in a month, for five days."""
    starts_at = more.pop("starts_at", timezone.now() + datetime.timedelta(days=30))
    return Batch.objects.create(
        offering=offering,
        union_path=offering.union_path,
        shard=offering.shard,
        number=more.pop("number", offering.batches.count() + 1),
        starts_at=starts_at,
        ends_at=more.pop("ends_at", starts_at + datetime.timedelta(days=5)),
        capacity=capacity,
        proof_key=uuid.uuid4().hex,
        **more,
    )


def make_application(offering: Offering, person: Person | None = None, **more: Any) -> Application:
    """An application for the first batch, of somebody new when nobody is named."""
    at = more.pop("applied_at", timezone.now())
    return Application.objects.create(
        offering=offering,
        union_path=offering.union_path,
        shard=offering.shard,
        person=person or make_person(offering.union),
        wished=more.pop("wished", [1]),
        applied_at=at,
        changed_at=at,
        client_uid=more.pop("client_uid", None) or uuid.uuid4(),
        **more,
    )
