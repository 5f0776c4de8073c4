from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.routes.links import amap, baidu, geo
from xinlian.engines.routes.marks import MarkError, along_of, format_mark, mark_at, parse_mark


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("K2425+300", 2_425_300),
        ("k2425 + 300", 2_425_300),
        ("K2425", 2_425_000),
        ("G109 K2425+300", 2_425_300),
        ("G109K2425+030", 2_425_030),
        ("Ｋ12＋5", 12_005),
        ("2425公里300米", 2_425_300),
        ("2425公里", 2_425_000),
        ("K0+000", 0),
        ("2425", 2_425_000),
        ("K7+300米", 7_300),
    ],
)
def test_marks_as_people_write_them(text, metres):
    assert parse_mark(text) == metres


@pytest.mark.parametrize("text", ["", "K", "G109", "K12+3000", "12.5", "K-3", "前方三公里", "K1+2+3"])
def test_what_is_no_mark_is_refused(text):
    with pytest.raises(MarkError) as refused:
        parse_mark(text)
    assert refused.value.code == "not_a_mark"


@given(st.integers(0, 99_999_999))
def test_a_mark_reads_as_it_was_written(metres):
    assert parse_mark(format_mark(metres)) == metres


def test_marks_count_from_where_the_road_is_counted():
    assert mark_at(300.4, offset_km=2_425) == "K2425+300"
    assert mark_at(999.6) == "K1+000"
    assert along_of(parse_mark("K2425+300"), offset_km=2_425) == 300


def test_amap_has_the_longitude_first_and_is_told_the_datum():
    link = urlsplit(amap(36.30, 98.09, "都兰司机之家 & 驿站"))
    query = parse_qs(link.query)
    assert (link.scheme, link.netloc, link.path) == ("https", "uri.amap.com", "/marker")
    assert query["position"] == ["98.090000,36.300000"]
    assert query["coordinate"] == ["wgs84"]
    assert query["name"] == ["都兰司机之家 & 驿站"]


def test_baidu_has_the_latitude_first_and_is_told_the_datum():
    query = parse_qs(urlsplit(baidu(36.30, 98.09, "驿站")).query)
    assert query["location"] == ["36.300000,98.090000"]
    assert query["coord_type"] == ["wgs84"]
    assert query["src"]


def test_geo():
    assert geo(36.3, 98.09) == "geo:36.300000,98.090000"
