"""Stations from Excel and GeoJSON: every defect named, drafts for new ones, changes that wait for public ones."""

import json
from pathlib import Path

import pytest

from xinlian.engines.routes.datum import from_wgs84
from xinlian.people.models import Person, Union
from xinlian.places.models import Place
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import say
from xinlian.sheets.cells import BadCell, Cell
from xinlian.sheets.commands import import_file
from xinlian.sheets.queries import words
from xinlian.sheets.tests.books import book
from xinlian.stations import geojson
from xinlian.stations.columns import facilities
from xinlian.stations.models import Proposal, Station
from xinlian.stations.tests.tables import HEADERS, bring, row, told
from xinlian.testing.make import make_officer, make_station, make_union

pytestmark = pytest.mark.django_db
HOME = (30.5462, 119.9655)


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会", aliases=["甲县"])


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


def test_three_hundred_stations_with_twelve_defects_each_named(county: Union, officer: Person, tmp_path: Path) -> None:
    neighbour = make_union("乙县总工会")
    make_station(neighbour, code="OTHER1")
    make_station(county, *HOME, code="KNOWN1")
    shifted = from_wgs84(*HOME, "gcj02")
    wrong = {
        10: ({"lat": 119.9, "lon": 30.5}, "纬度", "position_swapped"),
        20: ({"lat": 0, "lon": 0}, "纬度", "position_null_island"),
        30: ({"lat": 48.85, "lon": 2.35}, "纬度", "position_outside_china"),
        40: ({"code": "KNOWN1", "lat": shifted[0], "lon": shifted[1]}, "纬度", "position_other_datum"),
        50: ({"hours": "看老板心情"}, "开放时间", "hours_unclear"),
        60: ({"code": "T00003"}, "编号", "row_twice"),
        70: ({"code": "OTHER1"}, "编号", "code_elsewhere"),
        80: ({"union": "没有这个工会"}, "工会", "union_unknown"),
        90: ({"facilities": "饮用水、游泳池"}, "设施", "facility_unknown"),
        100: ({"road_ref": "G109", "mark": "收费站旁"}, "公里桩", "mark_unclear"),
        110: ({"name": ""}, "名称", "cell_empty"),
        120: ({"lat": "三十度半"}, "纬度", "cell_number"),
    }
    rows = [row(n, **wrong.get(n, ({},))[0]) for n in range(1, 301)]
    upload = bring(tmp_path, rows, officer)
    assert (upload.state, upload.total, upload.new, upload.bad) == ("done", 300, 288, 12)
    assert told(upload) == [(n + 1, header, code) for n, (_row, header, code) in wrong.items()]
    for problem in upload.problems.all():
        assert "%(" not in words(problem)
        assert problem.code not in words(problem)
    made = Station.objects.filter(state="draft")
    assert made.count() == 288
    assert not Place.objects.filter(station__in=made, listed=True).exists()
    one = made.get(code="T00001")
    assert (one.union_path, one.place.hours) == (county.union_path, "Mo-Su 07:00-22:00")
    assert one.place.facilities.get(code="shower").count == 2
    again = bring(tmp_path, rows, officer)
    assert (again.new, again.changed, again.same, again.bad) == (0, 0, 288, 12)


def test_merged_headers_stop_the_sheet_and_say_where(officer: Person, tmp_path: Path) -> None:
    rows = [["", *HEADERS[1:6], "", *HEADERS[7:]], row(1), row(2)]
    made = book(tmp_path / "m.xlsx", ("驿站", rows), merge=[("F1:G1", "纬度")])
    upload = import_file(
        kind="stations",
        path=made,
        by=officer,
        at=officer.made_at,
        options={"datum": "wgs84"},  # type: ignore[arg-type]
    )
    codes = set(upload.problems.values_list("code", flat=True))
    assert codes & {"header_merged", "header_missing"}
    assert upload.new == 0
    assert not Station.objects.exists()


def test_the_declared_datum_is_converted_and_kept_as_given(officer: Person, tmp_path: Path) -> None:
    lat, lon = from_wgs84(*HOME, "gcj02")
    bring(tmp_path, [row(1, lat=lat, lon=lon)], officer, datum="gcj02")
    place = Place.objects.get()
    assert place.datum == "gcj02"
    assert (place.raw_lat, place.raw_lon) == pytest.approx((lat, lon), abs=1e-9)
    assert (place.lat, place.lon) == pytest.approx(HOME, abs=1e-7)


def test_a_public_station_is_not_changed_but_proposed(county: Union, officer: Person, tmp_path: Path) -> None:
    station = make_station(county, 30.4005, 119.8005, code="T00001", place={"name": "试验驿站1", "phone": "1"})
    upload = bring(tmp_path, [row(1)], officer)
    assert upload.changed == 1
    station.place.refresh_from_db()
    assert station.place.phone == "1"
    proposal = Proposal.objects.get(state="open")
    assert proposal.changes["phone"] == ["1", "19900000000"]
    assert bring(tmp_path, [row(1)], officer).same == 1
    assert Proposal.objects.count() == 1


def test_empty_cells_say_nothing(county: Union, officer: Person, tmp_path: Path) -> None:
    bring(tmp_path, [row(1)], officer)
    bring(tmp_path, [row(1, phone="", facilities="", hours="", address="")], officer)
    place = Place.objects.get()
    assert (place.phone, place.hours, place.address) == ("19900000000", "Mo-Su 07:00-22:00", "试验路 1 号")


@pytest.mark.parametrize(
    ("more", "header", "code"),
    [
        ({"lon": ""}, "经度", "position_half"),
        ({"lat": "", "lon": ""}, "纬度", "position_missing"),
        ({"phone": "晚上没人"}, "电话", "station_phone_shape"),
        ({"code": "甲-1"}, "编号", "code_shape"),
        ({"truck_bays": "很多"}, "货车位数", "cell_number"),
        ({"kind": "茶馆"}, "类别", "cell_choice"),
    ],
)
def test_more_defects_are_named(
    officer: Person, tmp_path: Path, more: dict[str, object], header: str, code: str
) -> None:
    assert told(bring(tmp_path, [row(1, **more)], officer)) == [(2, header, code)]


def test_a_station_keeps_its_union(county: Union, officer: Person, tmp_path: Path) -> None:
    street = make_union("东街工会", parent=county, level="street")
    make_station(street, 30.4005, 119.8005, code="T00001")
    assert told(bring(tmp_path, [row(1, union="甲县")], officer)) == [(2, "工会", "union_of_station")]


def test_strangers_bring_nothing(county: Union, tmp_path: Path) -> None:
    other = make_officer(make_union("乙县总工会"))
    with pytest.raises(Refused, match="role_missing"):
        bring(tmp_path, [row(1)], other, union_path=county.union_path)
    assert not Station.objects.exists()


def test_facilities_by_many_words_and_counts() -> None:
    given = facilities(Cell("淋浴2、床位 4张；AED,洗手间×3/开水"))
    assert given == [("shower", 2), ("bed", 4), ("defibrillator", None), ("toilets", 3), ("hot_water", None)]
    with pytest.raises(BadCell):
        facilities(Cell("游泳池2"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_our_own_export_comes_back_unchanged(county: Union, officer: Person, tmp_path: Path, language: str) -> None:
    from django.utils import timezone, translation

    from xinlian.stations.queries.exports import HEADERS as OUT
    from xinlian.stations.queries.exports import rows

    bring(
        tmp_path,
        [row(n, road_ref="G109", mark="K2425+300", truck_bays=4, max_length_m=16.5) for n in range(1, 4)],
        officer,
    )
    found = Station.objects.select_related("place", "place__union").order_by("code")
    with translation.override(language):
        table = [[str(cell) if cell is not None else "" for cell in one] for one in rows(found, "bd09")]
    made = book(tmp_path / "back.xlsx", ("驿站", [list(OUT), *table]))
    upload = import_file(
        kind="stations",
        path=made,
        by=officer,
        at=timezone.now(),
        options={"datum": "wgs84"},  # type: ignore[arg-type]
    )
    assert told(upload) == []
    assert (upload.same, upload.changed) == (3, 0)


def test_geojson_becomes_the_same_table() -> None:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [119.9655, 30.5462]},
        "properties": {"ref": "T1", "name": "甲", "facilities": ["shower", "bed"], "opening_hours": "24/7"},
    }
    lines = (
        geojson.table(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()).decode().splitlines()
    )
    assert dict(zip(lines[0].split(","), lines[1].split(","), strict=True))["设施"] == "shower、bed"
    assert facilities(Cell("shower、bed")) == [("shower", None), ("bed", None)]


@pytest.mark.parametrize("data", [b"", b"[]", b'{"features": []}', b'{"features": [{"geometry": null}]}', b"\xff\xfe"])
def test_what_is_no_geojson_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="geojson_unreadable"):
        geojson.table(data)
    assert "GeoJSON" in say("geojson_unreadable", {})
