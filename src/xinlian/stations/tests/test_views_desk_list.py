"""The desk's list of stations: filters, exports, the map, many at once."""

import datetime
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from xinlian.people.models import Person, Union
from xinlian.stations.models import SavedFilter, Station
from xinlian.stations.tests.desk import make_fault
from xinlian.stations.tests.pages import signed_in
from xinlian.testing.make import make_station, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(officer: Person) -> Client:
    return signed_in(officer)


def names(client: Client, **query: str) -> list[str]:
    """The stations that the list shows, in its order."""
    page = client.get(reverse("stations:desk_stations"), query).content.decode()
    return re.findall(r'<th scope="row">\s*<a[^>]*>([^<]+)</a>', page)


@pytest.fixture
def three(county: Union) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=99)
    just = timezone.now()
    street = make_union("东街工会", parent=county, level="street")
    make_station(county, code="A", stars=5, place={"name": "子站", "confirmed_at": just}, facilities=["shower"])
    late = make_station(county, code="B", kind="driver_home", place={"name": "丑站", "confirmed_at": long_ago})
    make_station(street, code="C", state="draft", place={"name": "寅站", "listed": False, "address": "海边"})
    make_fault(late)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["子站", "丑站", "寅站"]),
        ({"sort": "-code"}, ["寅站", "丑站", "子站"]),
        ({"overdue": "on"}, ["丑站"]),
        ({"faults": "on"}, ["丑站"]),
        ({"stars": "5"}, ["子站"]),
        ({"stars": "0", "state": "published"}, ["丑站"]),
        ({"kind": "driver_home"}, ["丑站"]),
        ({"state": "draft"}, ["寅站"]),
        ({"facility": "shower"}, ["子站"]),
        ({"q": "海边"}, ["寅站"]),
        ({"q": "东街 寅"}, ["寅站"]),
        ({"union": "00000000"}, ["寅站"]),
        ({"stars": "99", "kind": "x", "sort": "nonsense", "page": "x"}, ["子站", "丑站", "寅站"]),
    ],
)
def test_filters_narrow_and_old_addresses_still_open(
    three: None, client: Client, query: dict[str, str], found: list[str]
) -> None:
    assert names(client, **query) == found


def test_the_list_asks_a_fixed_number_of_questions(
    three: None, client: Client, county: Union, django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        make_station(county, code=f"N{number}")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(reverse("stations:desk_stations"))


def test_what_is_filtered_goes_out_in_the_datum_asked_for(three: None, client: Client) -> None:
    url = reverse("stations:desk_stations_export", args=["xlsx"])
    answer = client.get(url, {"state": "published", "datum": "gcj02"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["A", "B"]
    assert rows[1][rows[0].index("坐标系")] == "gcj02"
    assert rows[1][rows[0].index("纬度")] != 30.54
    maps = client.get(reverse("stations:desk_stations_export", args=["maps"]))
    assert "营业时间" in b"".join(maps.streaming_content).decode()  # type: ignore[attr-defined]
    collection = client.get(reverse("stations:desk_stations_export", args=["geojson"])).json()
    assert [one["properties"]["ref"] for one in collection["features"]] == ["A", "B", "C"]
    assert client.get(reverse("stations:desk_stations_export", args=["pdf"])).status_code == 404


def test_the_map_holds_state_and_stays_inside_the_filter(three: None, client: Client) -> None:
    points = client.get(reverse("stations:desk_map_data")).json()["points"]
    assert {one["name"]: one["state"] for one in points} == {"子站": "ok", "丑站": "overdue", "寅站": "draft"}
    assert len(client.get(reverse("stations:desk_map_data"), {"state": "draft"}).json()["points"]) == 1


def test_many_are_looked_at_before_they_are_done(three: None, client: Client) -> None:
    url = reverse("stations:desk_stations_many")
    look = client.post(url, {"act": "publish", "all": "1"}).content.decode()
    assert Station.objects.filter(state="draft").count() == 1
    assert "1" in look
    client.post(url, {"act": "publish", "all": "1", "go": "1"})
    assert Station.objects.filter(state="draft").count() == 0
    client.post(url, {"act": "ask", "ids": [str(Station.objects.get(code="A").uid), "nonsense"], "go": "1"})
    assert list(Station.objects.exclude(asked_at=None).values_list("code", flat=True)) == ["A"]
    assert client.post(url, {"act": "explode"}).status_code == 404


def test_a_filter_is_kept_under_a_name(client: Client, officer: Person) -> None:
    client.post(reverse("stations:desk_filter_save"), {"name": "逾期的", "query": "overdue=on"})
    assert SavedFilter.objects.get().person == officer
    assert "逾期的" in client.get(reverse("stations:desk_stations")).content.decode()
