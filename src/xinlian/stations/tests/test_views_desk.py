"""Pages of the desk: every address opens for whose it is, and for nobody else."""

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from xinlian.people.models import Person, Union
from xinlian.stations.models import Station
from xinlian.stations.tests.pages import signed_in
from xinlian.stations.urls import desk
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(officer: Person) -> Client:
    return signed_in(officer)


PAGES = {
    "desk_station": "station",
    "desk_station_edit": "station",
    "desk_station_remove": "station",
    "desk_station_door": "station",
    "desk_station_keepers": "station",
    "desk_proposal": "proposal",
    "desk_fault": "fault",
    "desk_review": "review",
    "desk_checklist": "checklist",
}
ACTS = {
    "desk_station_publish": "station",
    "desk_station_remove": "station",
    "desk_station_ask": "station",
    "desk_station_confirm": "station",
    "desk_station_rotate": "station",
    "desk_proposal_accept": "proposal",
    "desk_proposal_refuse": "proposal",
    "desk_fault_move": "fault",
    "desk_voice": "complaint",
    "desk_media_decide": "media",
    "desk_review_sign": "review",
    "desk_filter_drop": "filter",
}
LISTS = [
    "desk_stations",
    "desk_map",
    "desk_station_new",
    "desk_import",
    "desk_proposals",
    "desk_faults",
    "desk_complaints",
    "desk_thanks",
    "desk_media",
    "desk_reviews",
    "desk_checklist_new",
    "desk_visits",
]


def test_every_address_of_the_desk_is_tried_here() -> None:
    named = {pattern.name for pattern in desk.urlpatterns if isinstance(pattern, URLPattern)}
    tried = {*PAGES, *ACTS, *LISTS, "desk_map_data", "desk_stations_export", "desk_stations_many", "desk_filter_save"}
    tried |= {"desk_keeping_end", "desk_visits_export"} | {name for name in named if (name or "").startswith("keep")}
    assert named == tried


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_for_an_officer_and_for_nobody_else(name: str, client: Client, world: dict[str, object]) -> None:
    url = reverse(f"stations:{name}")
    assert client.get(url).status_code == 200
    assert Client().get(url).status_code == 302
    assert signed_in(make_person()).get(url).status_code == 403


@pytest.mark.parametrize(("name", "what"), PAGES.items())
def test_pages_open_for_their_officer_and_not_for_a_neighbour(
    name: str, what: str, client: Client, world: dict[str, object]
) -> None:
    url = reverse(f"stations:{name}", args=[world[what].uid])  # type: ignore[attr-defined]
    assert client.get(url).status_code == 200
    if what != "checklist":
        assert signed_in(make_officer(make_union("乙县总工会"))).get(url).status_code == 404


@pytest.mark.parametrize(("name", "what"), ACTS.items())
def test_a_neighbour_changes_nothing(name: str, what: str, world: dict[str, object]) -> None:
    thing = world[what]
    url = reverse(f"stations:{name}", args=[thing.uid])  # type: ignore[attr-defined]
    before = type(thing).objects.filter(pk=thing.pk).values().get()  # type: ignore[attr-defined]
    neighbour = signed_in(make_officer(make_union("乙县总工会"), "officer"))
    answer = neighbour.post(url, {"reason": "x", "to": "refused", "text": "x", "outcome": "x"})
    assert answer.status_code == 404
    assert type(thing).objects.filter(pk=thing.pk).values().get() == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", LISTS)
def test_lists_hold_nothing_of_a_neighbour(name: str, world: dict[str, object]) -> None:
    neighbour = signed_in(make_officer(make_union("乙县总工会")))
    page = neighbour.get(reverse(f"stations:{name}")).content.decode()
    assert "甲站" not in page
    assert "MINE1" not in page


def test_an_auditor_reads_and_changes_nothing(county: Union, station: Station) -> None:
    auditor = signed_in(make_officer(county, "auditor"))
    page = auditor.get(reverse("stations:desk_station", args=[station.uid])).content.decode()
    assert "甲站" in page
    assert "/edit/" not in page
    assert auditor.get(reverse("stations:desk_station_edit", args=[station.uid])).status_code == 403
    assert auditor.post(reverse("stations:desk_station_publish", args=[station.uid])).status_code == 403
