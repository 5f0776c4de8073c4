"""The leader's roster: seen by who leads, ticked and unticked, whole numbers only around the day."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.enrolment.models import Attendance, Seat
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_person, make_union
from xinlian.trips.models import HealthNote, Programme, Trip
from xinlian.trips.tests.worker_scene import courier, make_programme, seat_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def leader(county: Union) -> Person:
    return make_person(county, name="演示领队")


def led(county: Union, leader: Person, in_days: int) -> tuple[Programme, Trip, Seat]:
    programme = make_programme(county, batches=1, in_days=in_days)
    trip = programme.trips.get()
    trip.leader = leader
    trip.save()
    seat = seat_for(programme, courier(county, name="演示同行", phone="19900004321"))
    HealthNote.objects.create(
        application=seat.application, text="晕车", given_at=timezone.now(), union_path=trip.union_path
    )
    return programme, trip, seat


def roster(client: Client, trip: Trip) -> dict[str, object]:
    return dict(client.get(reverse("trips:lead_roster", args=[trip.uid])).json())


def test_far_ahead_numbers_are_masked_and_health_is_closed(client: Client, county: Union, leader: Person) -> None:
    _programme, trip, _seat = led(county, leader, in_days=20)
    client.force_login(leader)
    person = roster(client, trip)["people"][0]  # type: ignore[index]
    assert person["phone"] == "199****4321"
    assert (person["call"], person["health"]) == (False, "")


def test_around_the_day_a_leader_can_call_and_knows(client: Client, county: Union, leader: Person) -> None:
    _programme, trip, _seat = led(county, leader, in_days=1)
    client.force_login(leader)
    person = roster(client, trip)["people"][0]  # type: ignore[index]
    assert (person["phone"], person["call"], person["health"]) == ("19900004321", True, "晕车")


def test_nobody_else_sees_the_roster(client: Client, county: Union, leader: Person) -> None:
    _programme, trip, seat = led(county, leader, in_days=0)
    address = reverse("trips:lead_roster", args=[trip.uid])
    assert client.get(address).status_code == 302
    client.force_login(make_person(county))
    assert client.get(address).status_code == 404
    assert client.get(reverse("trips:lead_trips")).json() == {"trips": []}
    tick = {"seat": str(seat.uid), "here": "1", "client_uid": str(uuid.uuid4())}
    assert client.post(reverse("trips:lead_tick", args=[trip.uid]), tick).status_code == 404
    assert not Attendance.objects.exists()


def test_ticks_without_scripts(client: Client, county: Union, leader: Person) -> None:
    _programme, trip, seat = led(county, leader, in_days=0)
    client.force_login(leader)
    page = client.get(reverse("trips:lead_plain")).content.decode()
    assert "演示同行" in page
    address = reverse("trips:lead_tick", args=[trip.uid])
    client.post(address, {"seat": str(seat.uid), "here": "1", "client_uid": str(uuid.uuid4())})
    seat.refresh_from_db()
    assert seat.state == "attended"
    assert roster(client, trip)["people"][0]["here"] is True  # type: ignore[index]
    client.post(address, {"seat": str(seat.uid), "here": "0", "client_uid": str(uuid.uuid4())})
    seat.refresh_from_db()
    assert seat.state == "accepted"


def test_ticks_from_a_phone_without_a_network_arrive_once(client: Client, county: Union, leader: Person) -> None:
    from xinlian.people.marks import mark

    _programme, trip, seat = led(county, leader, in_days=0)
    client.force_login(leader)
    now = int(timezone.now().timestamp() * 1000)
    on, off = (
        {
            "uid": str(uuid.uuid4()),
            "kind": "attend",
            "seat": str(seat.uid),
            "here": here,
            "said_at": now,
            "as": mark(leader),
        }
        for here in ("1", "0")
    )

    def send(*items: object) -> list[dict[str, object]]:
        body = {"sent_at": now, "items": list(items)}
        answer = client.post(reverse("people:sync"), body, content_type="application/json")
        return list(answer.json()["results"])

    def there() -> bool:
        return bool(roster(client, trip)["people"][0]["here"])  # type: ignore[index]

    assert send(on, on)[1]["answer"] == {"seat": str(seat.uid)}
    assert there()
    assert Attendance.objects.count() == 1
    assert send(off)[0]["ok"]
    assert not there()
    assert send({**on, "uid": str(uuid.uuid4())})[0]["ok"]
    assert there()
    send(off, on)  # an old taking back and an old tick, come late
    assert there()


def test_the_shell_names_nobody(client: Client) -> None:
    for name in ("lead", "kept"):
        page = client.get(reverse(f"trips:{name}"))
        assert page.status_code == 200
        assert page["X-Offline"] == "keep"
