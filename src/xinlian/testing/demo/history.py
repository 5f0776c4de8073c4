"""A season in the demo: visits counted by keepers and at the door, reports, thanks, complaints, repairs."""

import datetime
import random
import uuid
from collections.abc import Iterable

from xinlian.people.models import Person
from xinlian.places.models import Facility, Place, Visit
from xinlian.rows.models import Row
from xinlian.stations.models import Fault, Report, Station, Voice

DAYS = 60
COUNTED = 140  # stations whose keepers count every day
THANKS = [
    ("巴隆乡司机之家", "千里一盏灯 热水到深夜", "豫西车队"),
    ("巴隆乡司机之家", "车坏高原上 有人陪到亮", "老程"),
    ("察苏镇司机之家", "洗净一身土 睡足再上路", "兰州老马"),
    ("丰桥社区职工驿站", "三伏有凉风 扫街不心慌", "扫街的大姐"),
    ("城南路江畔职工驿站", "歇脚充满电 再送下一单", "小陈"),
]
FAULTS = [
    ("察苏镇司机之家", "washing_machine", "第二台洗衣机不脱水", "repairing", 3),
    ("巴隆乡司机之家", "shower", "左边一间水压小", "closed", 20),
    ("倒淌河司机之家", "hot_water", "早上没有热水", "accepted", 1),
    ("丰桥社区职工驿站", "fridge", "冰箱不制冷", "reported", 0),
    ("综合文化职工驿站", "phone_charging", "两个充电口坏了", "fixed", 6),
]
REPORTS = [
    ("巴隆乡司机之家", "still_open", 2.5),
    ("巴隆乡司机之家", "still_open", 5),
    ("察苏镇司机之家", "still_open", 1),
    ("夏日哈加油站休息点", "closed", 1.5),
    ("香日德镇货车休息点", "full", 0.5),
    ("丰桥社区职工驿站", "still_open", 0.2),
]


def load(now: datetime.datetime) -> int:
    """The season up to now; how many rows."""
    draw = random.Random(2600)  # noqa: S311 (a reproducible world, no secret)
    stations = {station.place.name: station for station in Station.objects.select_related("place")}
    workers = list(Person.objects.filter(origin="demo", username=None))
    made = Visit.objects.bulk_create(_visits(stations, now, draw), batch_size=500)
    count = len(made)
    for rows in (
        _reports(stations, workers, now, draw),
        _thanks(stations, workers, now),
        _faults(stations, workers, now),
    ):
        for row in rows:
            row.save(force_insert=True)
            count += 1
    _confirm(stations, now)
    return count


def _confirm(stations: dict[str, Station], now: datetime.datetime) -> None:
    """Who said it is open has also seen that it is as described."""
    for name, code, hours in sorted(REPORTS, key=lambda report: -report[2]):
        if code == "still_open":
            at = now - datetime.timedelta(hours=hours)
            Place.objects.filter(pk=stations[name].place_id).update(confirmed_at=at, confirmed_by="worker")
            Facility.objects.filter(place=stations[name].place_id).update(confirmed_at=at, confirmed_by="worker")


def _belongs(station: Station) -> dict[str, object]:
    return {"union_path": station.union_path, "shard": station.shard}


def _visits(stations: dict[str, Station], now: datetime.datetime, draw: random.Random) -> list[Visit]:
    visits = []
    for number, station in enumerate(list(stations.values())[:COUNTED]):
        busy = 40 if number < 10 else draw.randint(4, 18)
        for back in range(DAYS):
            at = now - datetime.timedelta(days=back, hours=draw.uniform(0, 6))
            heads = max(1, round(draw.gauss(busy, busy / 4)))
            visits.append(
                Visit(place=station.place, way="count", heads=heads, at=at, client_uid=_uid(draw), **_belongs(station))
            )
    return visits


def _uid(draw: random.Random) -> uuid.UUID:
    return uuid.UUID(int=draw.getrandbits(128), version=4)


def _reports(
    stations: dict[str, Station], workers: list[Person], now: datetime.datetime, draw: random.Random
) -> Iterable[Row]:
    for number, (name, code, hours) in enumerate(REPORTS):
        at = now - datetime.timedelta(hours=hours)
        yield Report(
            station=stations[name],
            code=code,
            person=workers[number % len(workers)],
            at=at,
            arrived_at=at,
            expires_at=at + datetime.timedelta(hours=6),
            distance_m=draw.randint(5, 90),
            client_uid=_uid(draw),
            **_belongs(stations[name]),
        )


def _thanks(stations: dict[str, Station], workers: list[Person], now: datetime.datetime) -> Iterable[Row]:
    for number, (name, text, signed) in enumerate(THANKS):
        yield Voice(
            station=stations[name],
            kind="thanks",
            state="shown" if number < 4 else "pending",
            text=text,
            signed=signed,
            person=workers[number % len(workers)],
            at=now - datetime.timedelta(days=number * 3 + 1),
            decided_at=now - datetime.timedelta(days=number * 3) if number < 4 else None,
            client_uid=uuid.uuid5(uuid.NAMESPACE_OID, f"thanks{number}"),
            **_belongs(stations[name]),
        )
    yield Voice(
        station=stations["茶卡停车休息点"],
        kind="complaint",
        text="写着六点开门，七点半到还锁着",
        person=workers[2],
        at=now - datetime.timedelta(days=2),
        client_uid=uuid.uuid5(uuid.NAMESPACE_OID, "complaint"),
        **_belongs(stations["茶卡停车休息点"]),
    )


def _faults(stations: dict[str, Station], workers: list[Person], now: datetime.datetime) -> Iterable[Row]:
    for number, (name, facility, text, state, days) in enumerate(FAULTS):
        at = now - datetime.timedelta(days=days, hours=2)
        yield Fault(
            station=stations[name],
            facility=facility,
            text=text,
            state=state,
            person=workers[number % len(workers)],
            at=at,
            due_on=(at + datetime.timedelta(days=7)).date() if state != "reported" else None,
            closed_at=now - datetime.timedelta(days=days - 4) if state == "closed" else None,
            outcome="换了花洒和阀芯" if state == "closed" else "",
            client_uid=uuid.uuid5(uuid.NAMESPACE_OID, f"fault{number}"),
            **_belongs(stations[name]),
        )
