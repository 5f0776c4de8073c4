"""Keepers on a phone, and today at the desk."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.stations.actions import publishing
from xinlian.stations.models import Proposal, Station
from xinlian.stations.tests.desk import make_fault
from xinlian.stations.tests.pages import form_of, signed_in
from xinlian.testing.make import make_person, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(officer: Person) -> Client:
    return signed_in(officer)


@pytest.fixture
def keeper(station: Station, officer: Person) -> Client:
    person = make_person()
    publishing.appoint(by=officer, at=timezone.now(), station=station, keeper=person)
    return signed_in(person)


def test_a_keeper_does_everything_with_single_taps(keeper: Client, station: Station) -> None:
    page = reverse("stations:keep_station", args=[station.uid])
    assert keeper.get(reverse("stations:keep"))["Location"] == page
    keeper.post(reverse("stations:keep_now", args=[station.uid]), {"now": "full", "note": "等一会儿"})
    uid = form_of(keeper.get(page).content.decode())["client_uid"]
    for _ in range(2):
        keeper.post(reverse("stations:keep_count", args=[station.uid]), {"heads": "5", "client_uid": uid})
    keeper.post(reverse("stations:keep_confirm", args=[station.uid]))
    fault = make_fault(station)
    keeper.post(reverse("stations:keep_fault", args=[station.uid, fault.uid]), {"to": "accepted"})
    shown = keeper.get(page).content.decode()
    station.refresh_from_db()
    fault.refresh_from_db()
    assert (station.now, fault.state) == ("full", "accepted")
    assert '<span class="big num">5</span>' in shown
    assert station.place.confirmed_by == "keeper"


def test_a_keeper_sees_fourteen_days_before_sending_hours(keeper: Client, station: Station) -> None:
    url = reverse("stations:keep_hours", args=[station.uid])
    looked = keeper.post(url, {"hours": "周一至周五 8:30-17:30"}).content.decode()
    assert looked.count('<th scope="row">') == 14
    assert not Proposal.objects.exists()
    keeper.post(url, {"hours": "周一至周五 8:30-17:30", "go": "Mo-Fr 08:30-17:30"})
    assert Proposal.objects.get().changes["hours"][1] == "Mo-Fr 08:30-17:30"
    assert "看不懂" in keeper.post(url, {"hours": "随便"}).content.decode()


def test_nobody_keeps_what_is_not_theirs(station: Station) -> None:
    stranger = signed_in(make_person())
    for name in ("keep_station", "keep_hours"):
        assert stranger.get(reverse(f"stations:{name}", args=[station.uid])).status_code == 404
    for name in ("keep_now", "keep_count", "keep_confirm"):
        sent = {"now": "closed", "heads": "1", "client_uid": str(uuid.uuid4())}
        assert stranger.post(reverse(f"stations:{name}", args=[station.uid]), sent).status_code == 404
    assert "您现在没有管驿站" in stranger.get(reverse("stations:keep")).content.decode()


def test_today_at_the_desk_counts_what_waits(client: Client, world: dict[str, object]) -> None:
    page = client.get(reverse("web:desk")).content.decode()
    for label in (
        "驿站很久没人确认",
        "意见等答复",
        "驿站修改等审核",
        "感谢等展示",
        "照片和视频等审核",
        "年度评价没填完",
    ):
        assert label in page
    found = client.get(reverse("web:desk_search"), {"q": "甲站"}).content.decode()
    assert reverse("stations:desk_station", args=[world["station"].uid]) in found  # type: ignore[attr-defined]


def test_places_that_are_no_stations_stay_out(client: Client, county: Union) -> None:
    make_place(county, kind="site", name="空地")
    assert "空地" not in client.get(reverse("stations:desk_map")).content.decode()
