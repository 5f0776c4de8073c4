"""Keepers hear that they are asked, authors of complaints that they were answered."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from xinlian.notices.models import Delivery, Notice
from xinlian.people.models import Person, Union
from xinlian.stations.actions import answering, publishing
from xinlian.stations.models import Keeping, Station, Voice
from xinlian.stations.tests.test_actions_desk import make_voice
from xinlian.testing.make import make_grant, make_officer, make_person, make_station, make_union

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = datetime.timedelta(days=1)


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


@pytest.fixture
def street(county: Union) -> Union:
    return make_union("甲街道", county, "street")


@pytest.fixture
def station(street: Union) -> Station:
    return make_station(street, place={"name": "甲站"})


def keep(station: Station, person: Person) -> Person:
    Keeping.objects.create(
        station=station,
        person=person,
        since_on=NOW.date(),
        union_path=station.union_path,
        shard=station.shard,
    )
    return person


def told() -> list[Person]:
    return [notice.person for notice in Notice.objects.order_by("id")]


def test_who_keeps_it_by_name_is_asked_once_a_day(station: Station, officer: Person, street: Union) -> None:
    keeper = keep(station, make_person(street))
    make_officer(street, role="keeper")
    other = make_station(street, place={"name": "乙站"})
    keep(other, keeper)
    for one in (station, other, station):
        publishing.ask_to_confirm(by=officer, at=NOW, station=one)
    notice = Notice.objects.get()
    assert (notice.person, notice.facts, notice.url) == (keeper, {"station": "甲站"}, "/keep/")
    assert Delivery.objects.get().channel == "sms"
    publishing.ask_to_confirm(by=officer, at=NOW + DAY, station=station)
    assert told() == [keeper, keeper]


def test_else_the_keepers_of_the_nearest_union_above(
    station: Station, officer: Person, street: Union, county: Union
) -> None:
    far = make_officer(county, role="keeper")
    publishing.ask_to_confirm(by=officer, at=NOW, station=station)
    assert told() == [far]
    near = make_officer(street, role="keeper")
    ended = make_person(street)
    make_grant(ended, "keeper", street, until_on=NOW.date())
    publishing.ask_to_confirm(by=officer, at=NOW + DAY, station=station)
    assert told() == [far, near]


def test_nobody_keeps_it_and_nobody_is_told(station: Station, officer: Person) -> None:
    publishing.ask_to_confirm(by=officer, at=NOW, station=station)
    assert told() == []


def test_the_author_of_a_complaint_hears_of_the_answer_once(station: Station, officer: Person) -> None:
    author = make_person()
    voice = make_voice(station, "complaint")
    Voice.objects.filter(pk=voice.pk).update(person=author)
    voice.refresh_from_db()
    for text in ("已经报修", "修好了"):
        answering.answer(by=officer, at=NOW, voice=voice, text=text)
    notice = Notice.objects.get()
    assert (notice.person, notice.kind, notice.url) == (
        author,
        "stations.complaint_answered",
        f"/stations/{station.uid}/",
    )
    assert "报修" not in str(notice.facts)
    assert not Delivery.objects.exists()


def test_a_complaint_of_nobody_is_answered_to_nobody(station: Station, officer: Person) -> None:
    answering.answer(by=officer, at=NOW, voice=make_voice(station, "complaint"), text="已经报修")
    assert told() == []
