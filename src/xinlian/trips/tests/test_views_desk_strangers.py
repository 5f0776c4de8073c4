"""Who is kept out of the desk's pages, each address by itself."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.testing.make import make_person
from xinlian.trips.models import Cost
from xinlian.trips.tests.scene import Scene, browser, make_scene, neighbour, seated, text, url
from xinlian.trips.urls import desk as urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def _addresses(scene: Scene) -> list[str]:
    """Every address below /desk/trips/ that names something, filled with what is there."""
    seated(scene)
    trip = scene.trips[0]
    about: dict[str, Any] = {
        "/applications/<uuid": scene.applicant(),
        "/trips/batches/<uuid": trip,
        "/routes/<uuid": scene.route,
        "/bases/<uuid": scene.route.base,
        "/costs/<uuid": Cost.objects.create(
            trip=trip, kind="meals", fen=5, at=timezone.now(), union_path=trip.union_path
        ),
    }
    found = []
    for pattern in urls.urlpatterns:
        way = str(pattern.pattern)
        if "<uuid:uid>" not in way:
            continue
        thing = next((row for part, row in about.items() if part in way), scene.programme)
        args = {"uid": thing.uid, "quota_uid": uuid.uuid4(), "form": "xlsx"}
        found.append(reverse(f"trips:{pattern.name}", kwargs={k: v for k, v in args.items() if f":{k}>" in way}))
    return found


def test_neighbours_see_and_change_nothing(scene: Scene) -> None:
    addresses = _addresses(scene)
    assert len(addresses) > 20
    other = browser(neighbour())
    before = Entry.objects.count()
    for address in addresses:
        answers = {other.get(address).status_code, other.post(address, {"to": "closed", "act": "place"}).status_code}
        assert answers <= {404, 405}, address
    assert "试验疗休养" not in text(other.get(url("desk_trips")))
    assert "甲山" not in text(other.get(url("desk_bases")))
    assert "试验疗休养" not in text(other.get(url("desk_year", 2026)))
    assert Entry.objects.count() == before


def test_strangers_and_workers_do_not_enter(scene: Scene) -> None:
    assert Client().get(url("desk_trips")).status_code == 302
    worker = browser(make_person(scene.street))
    assert worker.get(url("desk_trips")).status_code == 403
    assert worker.get(url("desk_programme", scene.programme.uid)).status_code == 403
