"""The demo's stations: two Driver's Homes and others along the road, three of Deqing, four for every county."""

import datetime
import math
import random
from dataclasses import dataclass, field
from typing import Any

from xinlian.people.models import Person, Union
from xinlian.places.actions.roads import rebuild_stops
from xinlian.places.facilities import bits
from xinlian.places.models import Facility, Place, Road
from xinlian.stations.checklists import for_province
from xinlian.stations.models import Checklist, Keeping, Station
from xinlian.testing.demo.places import towns
from xinlian.testing.demo.tree import counties

ALWAYS = "24/7"
LONG, SHOP, OFFICE = "Mo-Su 06:00-22:00", "Mo-Su 08:00-20:00", "Mo-Fr 08:30-17:30; PH off"
BASICS = {"drinking_water": 1, "microwave": 1, "seats": 6, "phone_charging": 4, "first_aid": 1, "toilets": 2}
UPGRADE = {**BASICS, "air_conditioning": 1, "fridge": 1, "blood_pressure": 1, "wifi": 1}
HOSTS = ("社区服务中心", "银行网点", "加油站", "商场一楼", "便民服务点", "公园管理房")


@dataclass(frozen=True, slots=True)
class Plan:
    """What the demo knows of one station before it becomes rows."""

    name: str
    lat: float
    lon: float
    union: str
    hours: str
    facilities: dict[str, int]
    kind: str = "rest_station"
    tier: str = "basic"
    more: dict[str, object] = field(default_factory=dict)
    place: dict[str, object] = field(default_factory=dict)
    absent: tuple[str, ...] = ()


HOME = {
    "shower": 2,
    "bed": 6,
    "washing_machine": 1,
    "kitchen": 1,
    "microwave": 2,
    "hot_water": 1,
    "toilets": 4,
    "truck_parking": 20,
}
TRUCKS: dict[str, object] = {"trucks": True, "truck_bays": 20, "max_length_m": 17.5, "max_height_m": 4.5}
G109: dict[str, object] = {"road_ref": "G109"}

ROADSIDE = [
    Plan("湟源职工驿站", 36.6790, 101.2840, "青海省总工会", LONG, {**BASICS, "hot_water": 1}, place=G109),
    Plan(
        "倒淌河司机之家",
        36.3958,
        100.9740,
        "共和县总工会",
        ALWAYS,
        {**HOME, "shower": 3},
        "driver_home",
        "benchmark",
        {**TRUCKS, "truck_bays": 30},
        G109,
    ),
    Plan(
        "茶卡停车休息点",
        36.7915,
        99.0740,
        "青海省总工会",
        LONG,
        {"drinking_water": 1, "toilets": 4, "truck_parking": 12},
        more={**TRUCKS, "truck_bays": 12},
        place=G109,
        absent=("shower",),
    ),
    Plan(
        "夏日哈加油站休息点",
        36.4320,
        98.1830,
        "都兰县总工会",
        ALWAYS,
        {"drinking_water": 1, "toilets": 2, "truck_parking": 6},
        more={**TRUCKS, "truck_bays": 6, "host": "加油站"},
        place=G109,
        absent=("shower", "bed"),
    ),
    Plan(
        "察苏镇司机之家",
        36.2985,
        98.0880,
        "察汗乌苏镇工会",
        ALWAYS,
        {**HOME, "shower": 4, "bed": 12, "washing_machine": 2, "massage_chair": 2, "books": 1, "seats": 24, "meals": 1},
        "driver_home",
        "smart24",
        {**TRUCKS, "truck_bays": 40, "area_m2": 210, "funded_by": "嘉兴市总工会", "stars": 5},
        {**G109, "address": "察苏镇上滩东村物流经济服务区"},
    ),
    Plan(
        "香日德镇货车休息点",
        36.0310,
        97.8000,
        "香日德镇工会",
        LONG,
        {"drinking_water": 1, "hot_water": 1, "toilets": 4, "truck_parking": 10, "meals": 1},
        more={**TRUCKS, "truck_bays": 10},
        place=G109,
        absent=("shower",),
    ),
    Plan(
        "巴隆乡司机之家",
        36.0602,
        97.4855,
        "巴隆乡工会",
        ALWAYS,
        HOME,
        "driver_home",
        "benchmark",
        {**TRUCKS, "stars": 4},
        {**G109, "address": "巴隆乡国道旁"},
    ),
    Plan(
        "宗加镇加油站休息点",
        36.2530,
        96.8580,
        "宗加镇工会",
        LONG,
        {"drinking_water": 1, "toilets": 2, "truck_parking": 8},
        more={**TRUCKS, "truck_bays": 8, "host": "加油站"},
        place=G109,
        absent=("shower", "bed"),
    ),
    Plan(
        "诺木洪职工驿站",
        36.3805,
        96.4115,
        "都兰县总工会",
        LONG,
        {**BASICS, "hot_water": 1, "truck_parking": 6},
        more={**TRUCKS, "truck_bays": 6},
        place=G109,
    ),
    Plan(
        "格尔木东司机之家",
        36.3905,
        94.9240,
        "格尔木市总工会",
        ALWAYS,
        {**HOME, "shower": 6, "bed": 20},
        "driver_home",
        "smart24",
        {**TRUCKS, "truck_bays": 60},
        G109,
    ),
]

DEQING = [
    Plan(
        "丰桥社区职工驿站",
        30.5462,
        119.9655,
        "舞阳街道总工会",
        LONG,
        UPGRADE,
        tier="benchmark",
        more={"stars": 4, "host": "社区服务中心"},
    ),
    Plan("综合文化职工驿站", 30.5391, 119.9702, "舞阳街道总工会", SHOP, {**UPGRADE, "books": 1}, more={"stars": 3}),
    Plan("上柏村职工驿站", 30.4718, 119.9489, "武康街道总工会", OFFICE, UPGRADE, more={"stars": 3}),
    Plan(
        "城南路江畔职工驿站",
        28.8880,
        120.0312,
        "永康市总工会",
        LONG,
        {**BASICS, "umbrella": 6, "raincoat": 6},
        more={"stars": 3},
    ),
]
BY_COUNTY = 4


def load(now: datetime.datetime) -> int:
    """All stations, the stops along the road, and two keepers; how many rows."""
    draw = random.Random(109)  # noqa: S311 (a reproducible world, no secret)
    unions = {union.name: union for union in Union.objects.all()}
    plans = [*ROADSIDE, *DEQING, *_counties(draw)]
    places, facilities, stations = [], [], []
    for number, plan in enumerate(plans):
        place = _place(plan, unions[plan.union], now, draw)
        places.append(place)
        facilities += _facilities(plan, place)
        stations.append(_station(plan, place, number, now, draw))
    Place.objects.bulk_create(places, batch_size=200)
    Facility.objects.bulk_create(facilities, batch_size=500)
    Station.objects.bulk_create(stations, batch_size=200)
    for username, name in (("balong", "巴隆乡司机之家"), ("fengqiao", "丰桥社区职工驿站")):
        _keeper(username, name, now)
    _checklists(unions)
    for road in Road.objects.all():
        rebuild_stops(road=road, by=None, at=now)
    return len(places) + len(facilities) + len(stations)


def _checklists(unions: dict[str, Union]) -> None:
    for name in ("浙江省总工会", "青海省总工会"):
        union = unions[name]
        Checklist.objects.create(union=union, union_path=union.union_path, shard=union.shard, **for_province(name))


def _counties(draw: random.Random) -> list[Plan]:
    near = [town for town in towns() if town["admin1code"] == "02"]
    used = {plan.name for plan in DEQING}
    plans = []
    for county in counties():
        lat, lon = float(county["lat"]), float(county["lon"])
        near.sort(key=lambda town: math.hypot(town["latitude"] - lat, (town["longitude"] - lon) * 0.87))
        chosen = 0
        for town in near:
            name = f"{town['names'][0]}职工驿站"
            if name not in used:
                used.add(name)
                plans.append(_rest_station(name, town, f"{county['county']}总工会", draw))
                chosen += 1
            if chosen == BY_COUNTY:
                break
    return plans


def _rest_station(name: str, town: dict[str, Any], union: str, draw: random.Random) -> Plan:
    tier = draw.choices(("basic", "benchmark", "smart24"), (70, 22, 8))[0]
    hours = ALWAYS if tier == "smart24" else draw.choice((LONG, SHOP, OFFICE))
    facilities = dict(UPGRADE if tier != "basic" or draw.random() < 0.4 else BASICS)
    if tier == "smart24":
        facilities |= {"battery_swap": 1, "lockers": 12, "surveillance": 1}
    for extra, chance in (
        ("shower", 0.07),
        ("washing_machine", 0.06),
        ("bed", 0.03),
        ("nursing_room", 0.15),
        ("umbrella", 0.4),
        ("defibrillator", 0.1),
    ):
        if draw.random() < chance:
            facilities[extra] = draw.randint(1, 3)
    lat = float(town["latitude"]) + draw.uniform(-0.004, 0.004)
    lon = float(town["longitude"]) + draw.uniform(-0.004, 0.004)
    return Plan(
        name,
        round(lat, 6),
        round(lon, 6),
        union,
        hours,
        facilities,
        tier=tier,
        more={"host": draw.choice(HOSTS), "stars": draw.randint(1, 5)},
    )


def _place(plan: Plan, union: Union, now: datetime.datetime, draw: random.Random) -> Place:
    confirmed = now - datetime.timedelta(hours=draw.choice((0.2, 3, 9, 20, 60, 150, 400, 1000)))
    return Place(
        kind="station",
        name=plan.name,
        union=union,
        union_path=union.union_path,
        shard=union.shard,
        lat=plan.lat,
        lon=plan.lon,
        raw_lat=plan.lat,
        raw_lon=plan.lon,
        phone=f"199000{draw.randint(10000, 99999)}",
        hours=plan.hours,
        facility_bits=bits(plan.facilities),
        confirmed_at=confirmed,
        confirmed_by=draw.choice(("keeper", "worker", "door", "officer")),
        listed=True,
        **plan.place,
    )


def _facilities(plan: Plan, place: Place) -> list[Facility]:
    both = [(code, "working", count) for code, count in plan.facilities.items()]
    both += [(code, "absent", 0) for code in plan.absent]
    return [
        Facility(
            place=place,
            union_path=place.union_path,
            shard=place.shard,
            code=code,
            state=state,
            count=count or None,
            women_only=1 if code in ("shower", "toilets") and count > 1 else 0,
            confirmed_at=place.confirmed_at,
            confirmed_by=place.confirmed_by,
        )
        for code, state, count in both
    ]


def _station(plan: Plan, place: Place, number: int, now: datetime.datetime, draw: random.Random) -> Station:
    return Station(
        place=place,
        union_path=place.union_path,
        shard=place.shard,
        code=f"DEMO{number:05d}",
        door_key=f"{draw.getrandbits(128):032x}",
        kind=plan.kind,
        tier=plan.tier,
        state="published",
        published_at=now - datetime.timedelta(days=200),
        owner=place.union.name,
        operator=place.union.name,
        **plan.more,
    )


def _keeper(username: str, name: str, now: datetime.datetime) -> None:
    station = Station.objects.get(place__name=name)
    person = Person.objects.get(username=username)
    Keeping.objects.create(
        station=station, person=person, since_on=now.date(), union_path=station.union_path, shard=station.shard
    )
