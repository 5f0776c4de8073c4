"""For tests of stations. Models are imported inside, since pytest reads this before Django is set up."""

import datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from xinlian.people.models import Person, Union
    from xinlian.stations.models import Station


@pytest.fixture
def now() -> datetime.datetime:
    return timezone.now()


@pytest.fixture
def county() -> "Union":
    from xinlian.testing.make import make_union

    return make_union("甲县总工会")


@pytest.fixture
def officer(county: "Union") -> "Person":
    from xinlian.testing.make import make_officer

    return make_officer(county)


@pytest.fixture
def stranger() -> "Person":
    from xinlian.testing.make import make_officer, make_union

    return make_officer(make_union("乙县总工会"))


@pytest.fixture
def station(county: "Union") -> "Station":
    from xinlian.testing.make import make_station

    return make_station(county, code="MINE1", place={"name": "甲站"}, facilities=["shower", "drinking_water"])


@pytest.fixture
def world(station: "Station", officer: "Person", county: "Union") -> dict[str, object]:
    """One of everything that has a page."""
    from xinlian.places.models import Media
    from xinlian.stations.actions import proposals, publishing, reviews
    from xinlian.stations.models import SavedFilter
    from xinlian.stations.tests.desk import make_checklist, make_fault, make_voice
    from xinlian.testing.make import make_person

    now = timezone.now()
    make_checklist(county)
    (review,) = reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    media = Media.objects.create(
        place=station.place,
        union_path=station.union_path,
        kind="photo",
        stem="none",
        sha256="0" * 64,
        made_at=now,
    )
    return {
        "station": station,
        "proposal": proposals.propose(by=officer, at=now, station=station, values={"phone": "19900000009"}),
        "fault": make_fault(station),
        "complaint": make_voice(station, "complaint"),
        "thanks": make_voice(station, "thanks"),
        "review": review,
        "checklist": review.checklist,
        "media": media,
        "keeping": publishing.appoint(by=officer, at=now, station=station, keeper=make_person()),
        "filter": SavedFilter.objects.create(person=officer, name="x", query="q=1"),
    }
