"""Stations from Excel and CSV: how the table is understood, what is wrong with a row, and what taking it does."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.engines.routes.datum import to_wgs84
from xinlian.engines.routes.ellipsoid import distance
from xinlian.journal.actions import Actor
from xinlian.people.models import Person, Union
from xinlian.people.queries.names import UnionNames
from xinlian.people.scope import viewer_of
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused
from xinlian.sheets.kinds import CHANGED, NEW, SAME, Fault, Kind, Line, Option, Outcome, Pass, bad
from xinlian.stations.actions.proposals import propose
from xinlian.stations.actions.publishing import open_station
from xinlian.stations.columns import COLUMNS
from xinlian.stations.models import Station
from xinlian.stations.queries.changes import describe
from xinlian.stations.queries.exports import HEADERS, rows
from xinlian.stations.queries.imports import open_changes, stations_by_code, stations_of
from xinlian.stations.rules.changes import FACILITY, POSITION, diff
from xinlian.stations.rules.positions import other_datum, wrong
from xinlian.stations.table_words import DATUM_NAMES

TEXTS = ("name", "address", "directions", "phone", "hours", "road_ref", "entry", "host", "operator", "owner")
CHOICES = ("kind", "tier", "mark_m", "truck_bays", "max_length_m")
WHY = _("从表格导入")
SAME_SPOT_M = 1.0

DATUM = Option(
    "datum",
    _("文件里的坐标是哪一种"),
    (
        ("wgs84", "WGS-84", _("手机定位、GPS、天地图")),
        ("gcj02", "GCJ-02", _("高德、腾讯地图")),
        ("bd09", "BD-09", _("百度地图")),
    ),
)


@dataclass(slots=True)
class Office:
    """What holds for a whole pass: who, where they may write, unions by name."""

    by: Person
    unions: UnionNames
    datum: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a line does: a new station of a union, or `values` for one that is there."""

    outcome: Outcome
    union: Union | None = None
    station: Station | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def tops(by: Actor, on: datetime.date) -> Sequence[str]:
    """The unions below which somebody may bring stations."""
    return viewer_of(Person.objects.filter(pk=by.pk).first(), on).paths(("officer",))


def check(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """What each line would do."""
    return [plan.outcome for plan in _plans(lines, passing)]


def take(lines: Sequence[Line], passing: Pass) -> list[Outcome]:
    """New stations become drafts, drafts are changed, public ones get a change that waits for a second person."""
    done = []
    for line, plan in zip(lines, _plans(lines, passing), strict=True):
        try:
            _take(line, plan, passing)
        except Refused as refused:
            done.append(Outcome("bad", (Fault("", refused.code, refused.facts),)))
        else:
            done.append(plan.outcome)
    return done


def _take(line: Line, plan: Plan, passing: Pass) -> None:
    office = _office(passing)
    if plan.outcome is NEW and plan.union is not None:
        open_station(by=office.by, at=passing.at, union=plan.union, code=line.values["code"], values=plan.values)
    elif plan.outcome is CHANGED and plan.station is not None:
        propose(by=office.by, at=passing.at, station=plan.station, values=plan.values, why=str(WHY))


def _office(passing: Pass) -> Office:
    """Asked once a pass, but the role at every chunk."""
    held = tops(passing.by, timezone.localdate(passing.at)) if passing.by else ()
    if not any(within(passing.union_path, top) for top in held):
        raise Refused("role_missing")
    office: Office | None = passing.memory.get("office")
    if office is None:
        assert passing.by is not None
        by = Person.objects.get(pk=passing.by.pk)
        office = Office(by, UnionNames(passing.union_path), passing.options["datum"])
        passing.memory["office"] = office
    return office


def _plans(lines: Sequence[Line], passing: Pass) -> list[Plan]:
    office = _office(passing)
    known = stations_by_code(line.values["code"] for line in lines if line.values.get("code"))
    return [_plan(line, known.get(line.values["code"]), office, passing) for line in lines]


def _plan(line: Line, station: Station | None, office: Office, passing: Pass) -> Plan:
    if station is not None and not within(station.union_path, passing.union_path):
        return Plan(bad("code", "code_elsewhere", value=line.values["code"]))
    union, fault = _union(line, station, office)
    if fault:
        return Plan(fault)
    position, fault = _position(line, station, office)
    if fault:
        return Plan(fault)
    values = _values(line, station)
    if position:
        values[POSITION] = position
    if station is None:
        missing = "" if position else "lat"
        return Plan(bad(missing, "position_missing")) if missing else Plan(NEW, union, None, values)
    return _change(station, values)


def _change(station: Station, values: dict[str, Any]) -> Plan:
    """What is really different, unless exactly that waits for a decision already."""
    if POSITION in values and _stays(station, values[POSITION]):
        del values[POSITION]
    changes = diff(describe(station), values)
    waiting = open_changes(station)
    if not changes or changes in waiting:
        return Plan(SAME, station=station)
    return Plan(CHANGED, station=station, values={key: new for key, (_old, new) in changes.items()})


def _stays(station: Station, given: Mapping[str, Any]) -> bool:
    """Whether a pair is where the station is already, in whatever datum it is given."""
    point = to_wgs84(given["lat"], given["lon"], given["datum"])
    return distance(*point, station.place.lat, station.place.lon) < SAME_SPOT_M


def _union(line: Line, station: Station | None, office: Office) -> tuple[Union | None, Outcome | None]:
    text = line.values.get("union", "")
    if not text:
        return (station.place.union if station else office.unions.top), None
    union, wrong_code = office.unions.named(text)
    if wrong_code:
        return None, bad("union", wrong_code, value=text[:40])
    if station is not None and union is not None and union.pk != station.place.union_id:
        return None, bad("union", "union_of_station", union=station.place.union.name)
    return union, None


def _position(line: Line, station: Station | None, office: Office) -> tuple[dict[str, Any] | None, Outcome | None]:
    lat, lon = line.values.get("lat"), line.values.get("lon")
    if lat is None and lon is None:
        return None, None
    if lat is None or lon is None:
        return None, bad("lat" if lat is None else "lon", "position_half")
    doubt = wrong(lat, lon)
    if doubt:
        return None, bad("lat", doubt.code, **doubt.facts)
    datum = line.values.get("datum") or office.datum
    if station is not None:
        really = other_datum(lat, lon, datum, (station.place.lat, station.place.lon))
        if really:
            return None, bad("lat", "position_other_datum", declared=DATUM_NAMES[datum], really=DATUM_NAMES[really])
    return {"lat": lat, "lon": lon, "datum": datum}, None


def _values(line: Line, station: Station | None) -> dict[str, Any]:
    """What the row says; empty cells say nothing."""
    values = {name: line.values[name] for name in (*TEXTS, *CHOICES) if line.values.get(name) not in (None, "")}
    if values.get("truck_bays"):
        values["trucks"] = True
    before = describe(station) if station else {}
    for code, count in line.values.get("facilities", ()):
        row = before.get(f"{FACILITY}{code}") or {"count": None, "women_only": 0, "fee_fen": 0, "note": ""}
        values[f"{FACILITY}{code}"] = {**row, "state": "working", "count": count if count else row["count"]}
    return values


def give(passing: Pass) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Stations of a union and below, in the datum that was chosen."""
    datum = passing.options.get("datum", "wgs84")
    return HEADERS, rows(stations_of(passing.union_path), datum)


KIND = Kind(
    name="stations",
    label=_("驿站"),
    columns=COLUMNS,
    tops=tops,
    check=check,
    take=take,
    options=(DATUM,),
    unique=("code",),
    give=give,
    list_url="stations:desk_stations",
)
