import json

import pytest

from xinlian.engines.routes.lines import MAX_BYTES, read_line
from xinlian.engines.routes.polyline import LineError

GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="1" lon="2"><name>a stop</name></wpt>
<trk><trkseg><trkpt lat="36.1" lon="98.1"><ele>3000</ele></trkpt><trkpt lat="36.2" lon="98.2"/></trkseg>
<trkseg><trkpt lat="36.3" lon="98.3"/></trkseg></trk></gpx>"""


def geojson(kind, coordinates):
    return json.dumps({"type": kind, "coordinates": coordinates}).encode()


def refusal(data):
    with pytest.raises(LineError) as refused:
        read_line(data)
    return refused.value.code


def test_a_gpx_track_is_read_in_the_order_of_the_file():
    assert read_line(GPX.encode()) == [(36.1, 98.1), (36.2, 98.2), (36.3, 98.3)]


def test_a_gpx_route_is_read_too_also_with_a_prefix_and_in_utf_16():
    route = '<g:gpx xmlns:g="x"><g:rte><g:rtept lat="1" lon="2"/><g:rtept lat="3" lon="4"/></g:rte></g:gpx>'
    assert read_line(route.encode()) == [(1, 2), (3, 4)]
    assert read_line(('<?xml version="1.0" encoding="UTF-16"?>' + route).encode("utf-16")) == [(1, 2), (3, 4)]


def test_geojson_has_the_longitude_first():
    assert read_line(geojson("LineString", [[98.1, 36.1, 3000], [98.2, 36.2]])) == [
        (36.1, 98.1),
        (36.2, 98.2),
    ]
    assert read_line(b"\xef\xbb\xbf " + geojson("LineString", [[98, 36], [99, 37]])) == [(36, 98), (37, 99)]


def test_parts_of_a_geojson_are_joined_end_to_nearest_end():
    a, b, c = [[98.0, 36], [98.1, 36]], [[98.3, 36], [98.2, 36]], [[97.8, 36], [97.9, 36]]
    whole = read_line(geojson("MultiLineString", [a, b, c]))
    assert [lon for _, lon in whole] in (
        [97.8, 97.9, 98.0, 98.1, 98.2, 98.3],
        [98.3, 98.2, 98.1, 98.0, 97.9, 97.8],
    )


def test_a_collection_gives_its_lines_and_passes_over_its_points():
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 1]}},
        {"type": "Feature", "properties": {}, "geometry": None},
        {
            "type": "Feature",
            "properties": {"note": "x"},
            "geometry": {
                "type": "GeometryCollection",
                "geometries": [{"type": "LineString", "coordinates": [[98, 36], [99, 36]]}],
            },
        },
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    assert read_line(data) == [(36, 98), (36, 99)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "broken"),
        (b"hello", "broken"),
        (b"{", "broken"),
        (b"[1,2]", "broken"),
        (b'{"type": 3}', "broken"),
        (b"\xff\xfe{", "broken"),
        (b'{"type":"LineString","coordinates":[[1,NaN],[2,3]]}', "broken"),
        (b'{"type":"LineString","coordinates":[[1' + b"0" * 5_000 + b",1],[2,3]]}", "broken"),
        (b'{"type":' * 100_000, "broken"),
        (b'{"type":"FeatureCollection","features":' * 900, "broken"),
        (b'{"type":"LineString"}', "broken"),
        (geojson("LineString", [["98", "36"], ["99", "36"]]), "broken"),
        (geojson("LineString", [[98], [99]]), "broken"),
        (geojson("LineString", [[True, False], [1, 2]]), "broken"),
        (geojson("LineString", []), "no_coordinates"),
        (b'{"type":"FeatureCollection","features":[]}', "no_coordinates"),
        (b"<gpx><trk></trk></gpx>", "no_coordinates"),
        (b"<gpx/>", "no_coordinates"),
        (geojson("Point", [98, 36]), "not_a_line"),
        (geojson("Polygon", [[[98, 36], [99, 36], [99, 37], [98, 36]]]), "not_a_line"),
        (b'<gpx><wpt lat="1" lon="1"/><wpt lat="2" lon="1"/></gpx>', "not_a_line"),
        (b"<kml></kml>", "not_a_line"),
        (geojson("LineString", [[98, 36]]), "one_point"),
        (geojson("LineString", [[98, 36], [98, 36]]), "one_point"),
        (b'<gpx><trk><trkseg><trkpt lat="1" lon="1"/></trkseg></trk></gpx>', "one_point"),
        (geojson("LineString", [[36, 98.1], [36, 98.2]]), "out_of_range"),
        (b'<gpx><rte><rtept lat="98" lon="36"/><rtept lat="1" lon="1"/></rte></gpx>', "out_of_range"),
        (b'<gpx><rte><rtept lat="nan" lon="36"/><rtept lat="1" lon="1"/></rte></gpx>', "out_of_range"),
        (b'<gpx><rte><rtept lat="x" lon="36"/></rte></gpx>', "broken"),
        (b'<gpx><rte><rtept lat="3"/></rte></gpx>', "broken"),
        (b"<gpx><trk>", "broken"),
        (b"<gpx>" + b"<a>" * 100 + b"</a>" * 100 + b"</gpx>", "broken"),
        (b'<?xml version="1.0" encoding="no-such"?><gpx/>', "broken"),
        (b"{" + b" " * MAX_BYTES, "too_big"),
        (geojson("LineString", [[1, 1]] * 200_001), "too_big"),
        (geojson("MultiLineString", [[[i / 10, 1], [i / 10 + 0.05, 1]] for i in range(501)]), "too_big"),
    ],
)
def test_refusals_say_why(data, code):
    assert refusal(data) == code


def test_entities_are_refused_before_they_can_grow():
    bomb = '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><gpx>&b;</gpx>'
    assert refusal(bomb.encode()) == "broken"
    assert refusal(bomb.replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")) == "broken"
    assert refusal(b'<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>') == "broken"


def test_a_refusal_tells_where():
    with pytest.raises(LineError) as refused:
        read_line(geojson("LineString", [[36, 98.1], [36, 98.2]]))
    assert "98.1, 36.0" in refused.value.detail
