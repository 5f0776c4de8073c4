"""Open data: only public facts, the shapes of HSDS, filters that add up, answers that cost nothing when unchanged."""

import csv
import io
import json

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinlian.engines.routes.datum import to_wgs84
from xinlian.people.models import Union
from xinlian.stations.models import Station
from xinlian.testing.make import make_station, make_union

pytestmark = pytest.mark.django_db
API = "/api/v1/hsds"


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def stations(county: Union) -> list[Station]:
    other = make_union("乙县总工会")
    return [
        make_station(county, 30.5, 119.9, code="A", place={"name": "子站", "phone": "1"}, facilities=["shower", "bed"]),
        make_station(county, 30.6, 119.9, code="B", kind="driver_home", facilities=["shower"]),
        make_station(other, 30.7, 119.9, code="C", facilities=["bed"]),
        make_station(county, 30.8, 119.9, code="D", state="draft", place={"name": "密站", "listed": False}),
    ]


def read(path: str, **query: object) -> dict:  # type: ignore[type-arg]
    answer = Client().get(f"{API}{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[no-any-return]


def codes(**query: object) -> list[str]:
    ids = [one["id"] for one in read("/services", **query)["contents"]]
    return sorted(Station.objects.filter(uid__in=ids).values_list("code", flat=True))


def test_filters_add_up(stations: list[Station], county: Union) -> None:
    assert codes() == ["A", "B", "C"]
    assert codes(taxonomy_term_id="shower") == ["A", "B"]
    assert codes(taxonomy_term_id="shower", organization_id=county.uid, search="子站") == ["A"]
    assert codes(taxonomy_term_id="driver_home") == ["B"]
    assert codes(organization_id=county.uid) == ["A", "B"]
    assert codes(taxonomy_id="another") == []
    assert codes(modified_after="2099-01-01") == []


def test_pages_say_where_one_is(stations: list[Station]) -> None:
    first, last, beyond = (read("/services", per_page=2, page=number) for number in (1, 2, 9))
    assert (first["total_items"], first["total_pages"], first["size"]) == (3, 2, 2)
    assert (first["first_page"], first["last_page"], last["last_page"], last["size"]) == (True, False, True, 1)
    assert (beyond["empty"], beyond["contents"]) == (True, [])
    assert not {one["id"] for one in first["contents"]} & {one["id"] for one in last["contents"]}


def test_a_service_holds_its_place_hours_and_facilities(stations: list[Station], county: Union) -> None:
    whole = read(f"/services/{stations[0].uid}")
    assert whole["name"] == "子站"
    assert whole["status"] == "active"
    assert whole["organization"]["id"] == str(county.uid)
    location = whole["service_at_locations"][0]["location"]
    assert (location["latitude"], location["longitude"]) == (30.5, 119.9)
    assert location["location_type"] == "physical"
    assert whole["schedules"][0]["description"] == "Mo-Su 07:00-22:00"
    assert {one["value"] for one in whole["attributes"]} == {"rest_station", "shower", "bed"}
    assert whole["phones"][0]["number"] == "1"
    assert set(read("/services", minimal=True)["contents"][0]) == {"id", "last_modified"}
    assert "attributes" in read("/services", full=True)["contents"][0]


def test_drafts_and_unknown_ids_are_not_found(stations: list[Station]) -> None:
    for path in (
        f"/services/{stations[3].uid}",
        f"/services/{stations[0].place.uid}",
        "/taxonomies/x",
        "/taxonomy_terms/x",
    ):
        assert Client().get(f"{API}{path}").status_code == 404
    assert Client().get(f"{API}/services/not-an-id").status_code == 422


def test_nothing_that_is_not_public_leaves(stations: list[Station]) -> None:
    secret = Station.objects.get(code="A")
    secret.now_note = "钥匙在花盆下"
    secret.save()
    for path in ("/open/stations.geojson", "/open/stations.csv", f"{API}/services?full=true&per_page=500"):
        answer = Client().get(path)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        for hidden in (secret.door_key, "密站", "钥匙在花盆下", str(secret.pk), secret.union_path + '"'):
            assert hidden not in text.decode()


def test_unchanged_answers_cost_nothing(stations: list[Station]) -> None:
    for path in ("/open/stations.geojson", "/open/stations.csv", f"{API}/services"):
        first = Client().get(path)
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        Station.objects.filter(code="A").update(stars=Station.objects.get(code="A").stars + 1)
        assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_other_datums_convert_back(stations: list[Station]) -> None:
    answer = Client().get("/open/stations.geojson", {"datum": "bd09"}).json()
    assert answer["xinlian:datum"] == "bd09"
    lon, lat = answer["features"][0]["geometry"]["coordinates"]
    assert to_wgs84(lat, lon, "bd09") == pytest.approx((30.5, 119.9), abs=1e-6)
    plain = Client().get("/open/stations.geojson", {"datum": "nonsense"}).json()
    assert plain["features"][0]["geometry"]["coordinates"] == [119.9, 30.5]


def test_csv_opens_in_a_spreadsheet_without_running_anything(county: Union) -> None:
    make_station(county, code="X", place={"name": "=HYPERLINK(1)"})
    text = b"".join(Client().get("/open/stations.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["名称"] == "'=HYPERLINK(1)"


def test_the_description_asks_nobody_else_for_anything() -> None:
    answer = Client().get(f"{API}/openapi.json")
    assert set(json.loads(answer.content)["paths"]) >= {f"{API}/", f"{API}/services", f"{API}/services/{{uid}}"}
    assert Client().get(f"{API}/docs").status_code == 404


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            ["search", "page", "per_page", "taxonomy_term_id", "organization_id", "modified_after", "minimal", "full"]
        ),
        st.one_of(
            st.text(max_size=20), st.integers(-5, 10**9).map(str), st.sampled_from(["true", "2024-01-01", "shower"])
        ),
    )
)
def test_whatever_is_asked_is_answered(query: dict[str, str]) -> None:
    answer = Client().get(f"{API}/services", query)
    assert answer.status_code in (200, 422)


def test_answers_keep_to_their_own_description(stations: list[Station]) -> None:
    described = schemathesis.openapi.from_dict(json.loads(Client().get(f"{API}/openapi.json").content))
    for operation in described.get_all_operations():
        found = operation.ok()
        path = found.path.replace("{uid}", str(stations[0].uid)).replace("{code}", "shower")
        answer = Client().get(path)
        if answer.status_code == 200:
            found.validate_response(
                schemathesis.Response(
                    status_code=200,
                    headers={"content-type": ["application/json"]},
                    content=answer.content,
                    request=_request(path),
                    elapsed=0.1,
                    verify=False,
                )
            )


def _request(path: str) -> object:
    import requests

    return requests.Request("GET", f"http://testserver{path}").prepare()
