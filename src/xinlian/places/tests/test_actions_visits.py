"""Visits are counted once and confirm the place."""

import datetime
import uuid
from typing import Any

import pytest
from django.utils import timezone

from xinlian.places.actions.visits import check_in
from xinlian.places.models import Place, Visit
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_person, make_place, make_union

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def place() -> Place:
    return make_place(make_union())


def come(place: Place, **more: Any) -> Visit:
    given = {"client_uid": uuid.uuid4(), "came_at": NOW, "way": "door", "heads": 1, "by": None, "at": NOW}
    return check_in(place=place, **given | more)


def test_a_visit_once_confirms_the_place(place: Place) -> None:
    uid, person = uuid.uuid4(), make_person()
    assert come(place, client_uid=uid, by=person) == come(place, client_uid=uid)
    place.refresh_from_db()
    assert (Visit.objects.get().person, place.confirmed_at, place.confirmed_by) == (person, NOW, "door")


def test_an_old_visit_does_not_turn_back_the_clock(place: Place) -> None:
    come(place)
    come(place, came_at=NOW - DAY)
    place.refresh_from_db()
    assert place.confirmed_at == NOW


def test_a_keeper_counts_heads_and_is_not_the_visitor(place: Place) -> None:
    made = come(place, way="count", heads=12, by=make_person())
    place.refresh_from_db()
    assert (made.heads, made.person, place.confirmed_by) == (12, None, "keeper")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"heads": 2}, "heads_counted"),
        ({"way": "count", "heads": 501}, "heads_counted"),
        ({"way": "window"}, "visit_way_known"),
        ({"came_at": NOW + DAY}, "came_not_in_future"),
        ({"came_at": NOW - 15 * DAY}, "came_not_too_long_ago"),
    ],
)
def test_what_is_no_visit(place: Place, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        come(place, **more)
    assert refused.value.code == code
    assert not Visit.objects.exists()
