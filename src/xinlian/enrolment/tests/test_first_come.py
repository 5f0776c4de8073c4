"""One tap where first come is first served: a seat, a number in the line, or a plain no; sent twice it is one."""

import datetime
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.enrolment.actions import seats
from xinlian.enrolment.models import Application, Batch, Condition, Offering, Seat, Waiting
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_application, make_batch, make_offering, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def offering() -> Offering:
    return make_offering(make_union())


@pytest.fixture
def batch(offering: Offering) -> Batch:
    return make_batch(offering, 1)


def phone_of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def tap(person: Person, batch: Batch, **more: object) -> dict[str, object]:
    data = {"batch": batch.number, "client_uid": str(uuid.uuid4()), **more}
    answer = phone_of(person).post(f"/signup/{batch.offering.uid}/take/", data, **JSON)
    return {"status": answer.status_code, **answer.json()}


def test_first_a_seat_then_a_place_in_the_line(batch: Batch) -> None:
    one, two = make_person(), make_person()
    assert tap(one, batch) == {"status": 200, "kind": "seat", "state": "accepted", "number": 0}
    assert tap(two, batch) == {"status": 200, "kind": "queue", "state": "", "number": 1}
    assert tap(two, batch)["number"] == 1
    assert tap(one, batch)["kind"] == "seat"
    assert (Application.objects.count(), Seat.objects.count(), Waiting.objects.count()) == (2, 1, 1)


def test_a_form_is_led_back(batch: Batch) -> None:
    client, uid = phone_of(make_person()), str(uuid.uuid4())
    answer = client.post(f"/signup/{batch.offering.uid}/take/", {"client_uid": uid, "next": "/trips/"})
    assert (answer.status_code, answer["Location"]) == (302, "/trips/")
    answer = client.post(
        f"/signup/{batch.offering.uid}/take/", {"client_uid": uid, "next": "https://elsewhere.example/"}
    )
    assert answer["Location"] == "/signup/"
    assert Application.objects.get().client_uid == uuid.UUID(uid)


def test_what_is_refused(offering: Offering, batch: Batch) -> None:
    person = make_person()
    assert tap(person, batch, client_uid="nothing")["code"] == "sync_malformed"
    Offering.objects.update(closes_at=timezone.now() - datetime.timedelta(hours=1))
    assert tap(person, batch)["code"] == "offering_not_over"
    Offering.objects.update(state="closed")
    assert tap(person, batch)["code"] == "offering_open"
    drawn = make_batch(make_offering(offering.union, mode="draw"))
    assert tap(person, drawn)["code"] == "first_come_only"
    assert Application.objects.count() == 0


def test_conditions_hold_for_one_tap_and_for_substitutes(offering: Offering, batch: Batch) -> None:
    officer, union, now = make_officer(offering.union), offering.union, timezone.now()
    Condition.objects.create(
        union=union,
        union_path=union.union_path,
        series=offering.series,
        kind="occupation",
        params={"codes": ["courier"]},
        effective_on=datetime.date(2024, 1, 1),
        source="试",
        made_at=now,
    )
    courier, other = make_person(union, occupation="courier"), make_person(union, occupation="sanitation")
    assert tap(other, batch)["code"] == "not_of_occupation"
    assert tap(courier, batch)["kind"] == "seat"
    with pytest.raises(Refused, match="not_of_occupation"):
        seats.substitute(seat=Seat.objects.get(), person=other, why="出车", by=officer, at=now)


def test_strangers_and_strange_addresses(offering: Offering, batch: Batch) -> None:
    address = f"/signup/{offering.uid}/take/"
    assert Client().post(address)["Location"].startswith("/sign-in/")
    client = phone_of(make_person())
    assert client.get(address).status_code == 405
    assert client.post(address, {"batch": "9"}).status_code == 404
    assert client.post(address, {"batch": "x"}).status_code == 404
    Offering.objects.update(state="draft")
    assert client.post(address, {"batch": "1"}).status_code == 404


def test_coming_back(batch: Batch) -> None:
    one, two = make_person(), make_person()
    tap(one, batch)
    seats.give_back(seat=Seat.objects.get(), by=one, at=timezone.now())
    assert tap(one, batch)["kind"] == "seat"
    seats.give_back(seat=Seat.objects.get(state="accepted"), by=one, at=timezone.now())
    assert tap(two, batch)["kind"] == "seat"
    assert tap(one, batch)["code"] == "batch_full"
    make_application(batch.offering, make_person(), state="withdrawn")
    gone = Application.objects.get(state="withdrawn")
    assert tap(gone.person, batch)["kind"] == "queue"
    Application.objects.filter(pk=gone.pk).update(state="refused")
    assert tap(gone.person, batch)["code"] == "application_standing"
