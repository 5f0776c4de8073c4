"""What the room of trips says to the floor below it."""

import pytest

from xinlian.testing.make import make_offering, make_union
from xinlian.trips.front import offering_url
from xinlian.trips.tests.worker_scene import make_programme

pytestmark = pytest.mark.django_db


def test_an_offering_leads_to_its_programme_once_there_is_one() -> None:
    union = make_union()
    programme = make_programme(union)
    assert str(programme.uid) in offering_url(programme.offering)
    assert offering_url(make_offering(union)) == ""
