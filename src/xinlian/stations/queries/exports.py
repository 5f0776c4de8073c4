"""Stations as tables and as GeoJSON, in the datum that is asked for."""

from collections.abc import Iterable, Iterator
from typing import Any

from xinlian.engines.routes.datum import from_wgs84
from xinlian.engines.routes.marks import format_mark
from xinlian.places.facilities import KINDS, codes
from xinlian.stations.models import Station

DATUMS = ("wgs84", "gcj02", "bd09")
DECIMALS = 6
# The first words are those that `importing` reads back.
HEADERS = (
    "编号",
    "名称",
    "类别",
    "类型",
    "星级",
    "状态",
    "工会",
    "纬度",
    "经度",
    "坐标系",
    "地址",
    "电话",
    "开放时间",
    "设施",
    "货车位数",
    "最长车长",
    "公路编号",
    "公里桩",
    "怎么进门",
    "最后确认",
)
MAP_HEADERS = ("名称", "地址", "电话", "经度", "纬度", "分类", "营业时间")
MAP_CATEGORY = {"driver_home": "生活服务;货车司机休息点", "rest_station": "生活服务;户外劳动者驿站"}


def point(station: Station, datum: str) -> tuple[float, float]:
    """(lat, lon) in a datum, to a tenth of a metre."""
    lat, lon = from_wgs84(station.place.lat, station.place.lon, datum)
    return round(lat, DECIMALS), round(lon, DECIMALS)


def facility_words(station: Station) -> str:
    """The working facilities by their names, as an import reads them: 淋浴、饮用水."""
    return "、".join(str(KINDS[code].name) for code in codes(station.place.facility_bits))


def rows(stations: Iterable[Station], datum: str) -> Iterator[tuple[object, ...]]:
    """One row a station under HEADERS."""
    kinds, tiers, states = dict(Station.KINDS), dict(Station.TIERS), dict(Station.STATES)
    for station in stations:
        place, (lat, lon) = station.place, point(station, datum)
        yield (
            station.code,
            place.name,
            str(kinds[station.kind]),
            str(tiers[station.tier]),
            station.stars,
            str(states[station.state]),
            place.union.name,
            lat,
            lon,
            datum,
            place.address,
            place.phone,
            place.hours,
            facility_words(station),
            station.truck_bays or None,
            float(station.max_length_m) if station.max_length_m else None,
            place.road_ref,
            format_mark(place.mark_m) if place.mark_m is not None else "",
            station.entry,
            place.confirmed_at,
        )


def for_maps(stations: Iterable[Station]) -> Iterator[tuple[object, ...]]:
    """One row a station under MAP_HEADERS, in GCJ-02 as map companies ask."""
    for station in stations:
        place, (lat, lon) = station.place, point(station, "gcj02")
        yield place.name, place.address, place.phone, lon, lat, MAP_CATEGORY[station.kind], place.hours


def features(stations: Iterable[Station], datum: str) -> Iterator[dict[str, Any]]:
    """One GeoJSON feature a station; facilities as their OpenStreetMap tags."""
    for station in stations:
        lat, lon = point(station, datum)
        yield {
            "type": "Feature",
            "id": str(station.uid),
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": properties(station),
        }


def properties(station: Station) -> dict[str, Any]:
    """The public facts of a station by OpenStreetMap's keys where there are any."""
    place = station.place
    facts: dict[str, Any] = {
        "ref": station.code,
        "name": place.name,
        "operator": station.operator or place.union.name,
        "kind": station.kind,
        "tier": station.tier,
        "stars": station.stars or None,
        "addr:full": place.address,
        "phone": place.phone,
        "opening_hours": place.hours,
        "road_ref": place.road_ref,
        "distance_mark": format_mark(place.mark_m) if place.mark_m is not None else "",
        "facilities": codes(place.facility_bits),
        "capacity:hgv": station.truck_bays or None,
        "maxlength": float(station.max_length_m) if station.max_length_m else None,
        "maxheight": float(station.max_height_m) if station.max_height_m else None,
        "check_date": place.confirmed_at.date().isoformat() if place.confirmed_at else None,
        "closed": place.removed_why if station.state == "removed" else "",
    }
    for code in codes(place.facility_bits):
        facts |= dict(tag.split("=", 1) for tag in KINDS[code].osm.split(";"))
    return {key: value for key, value in facts.items() if value not in (None, "")}


def collection(stations: Iterable[Station], datum: str) -> dict[str, Any]:
    """A GeoJSON feature collection; a datum other than WGS-84 is said in it, since the format knows only that one."""
    found: dict[str, Any] = {"type": "FeatureCollection", "features": list(features(stations, datum))}
    if datum != "wgs84":
        found["xinlian:datum"] = datum
    return found
