"""One station as its desk page shows it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.engines.hours import Day
from xinlian.engines.routes.datum import to_wgs84
from xinlian.engines.routes.ellipsoid import distance
from xinlian.engines.routes.marks import format_mark
from xinlian.people.models import Person, Union
from xinlian.people.scope import Viewer
from xinlian.people.sensitive import keyed_hash
from xinlian.places.facilities import KINDS
from xinlian.places.hours import kinds_around, next_days
from xinlian.places.models import Place, Town
from xinlian.stations.models import Keeping, Station
from xinlian.stations.queries.keeping import current
from xinlian.stations.rules.changes import POSITION
from xinlian.stations.rules.positions import Doubt, doubts
from xinlian.stations.rules.states import FAULT_ENDS
from xinlian.stations.who import may_change, may_inspect, may_publish, may_repair


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a pair falls: WGS-84, metres from where the place was, the nearest town and how far, what is doubtful."""

    lat: float
    lon: float
    moved_m: float | None
    town: str
    town_m: float
    doubts: tuple[Doubt, ...]


def facilities(station: Station) -> list[dict[str, Any]]:
    """What is there, in the order of the kinds."""
    order = list(KINDS)
    rows = sorted(station.place.facilities.all(), key=lambda one: order.index(one.code))
    return [{"kind": KINDS[row.code], "row": row} for row in rows]


def allowed(viewer: Viewer, station: Station) -> dict[str, bool]:
    """What the viewer's roles open on the station's page."""
    path = station.union_path
    return {
        "change": may_change(viewer, path).ok,
        "publish": may_publish(viewer, path).ok,
        "repair": may_repair(viewer, path).ok,
        "inspect": may_inspect(viewer, path).ok,
    }


def open_faults(station: Station) -> list[Any]:
    """The faults that are not ended, those due soonest first."""
    return list(station.faults.exclude(state__in=FAULT_ENDS).order_by(F("due_on").asc(nulls_last=True), "at"))


def keepings(station: Station, on: datetime.date) -> list[Keeping]:
    """Who keeps the station by name today."""
    return list(station.keepings.filter(current(on)).select_related("person"))


def fortnight(hours: str, lat: float, lon: float, at: datetime.datetime) -> list[Day]:
    """The next 14 days as these hours make them, for somebody to check; Refused when they cannot be read."""
    return next_days(Place(hours=hours, lat=lat, lon=lon), at, kinds_around(at))


def landing(given: dict[str, Any], station: Station | None, union_path: str) -> Landing:
    """Where a pair given in a datum would put a station of a union."""
    lat, lon = to_wgs84(given["lat"], given["lon"], given["datum"])
    known = (station.place.lat, station.place.lon) if station else None
    others = Place.objects.filter(union_path=union_path, kind="station", removed_on=None)
    if station:
        others = others.exclude(pk=station.place_id)
    found = doubts(
        given["lat"], given["lon"], given["datum"], known=known, others=list(others.values_list("lat", "lon")[:500])
    )
    town, town_m = nearest_town(lat, lon)
    moved = distance(lat, lon, *known) if known else None
    return Landing(lat, lon, moved, town, town_m, tuple(found))


def nearest_town(lat: float, lon: float) -> tuple[str, float]:
    """The nearest town within about 100 km and metres to it; ('', 0) when there is none."""
    near = Town.objects.filter(lat__range=(lat - 1, lat + 1), lon__range=(lon - 1.3, lon + 1.3))
    ranked = sorted((distance(lat, lon, town.lat, town.lon), town.name) for town in near)
    return (ranked[0][1], ranked[0][0]) if ranked else ("", 0.0)


def waiting(station: Station) -> list[Any]:
    """The changes that wait for a decision."""
    return list(station.proposals.filter(state="open").select_related("person").order_by("at"))


def union_at(path: str) -> Union | None:
    """The union of a path."""
    return Union.objects.filter(union_path=path, closed_on=None).first()


def person_by_phone(phone: str) -> Person | None:
    """The person with this phone."""
    return Person.objects.filter(phone_key=keyed_hash(phone, "people.person.phone"), is_active=True).first()


def keeping(station: Station, uid: Any) -> Any:
    """One keeping of the station by its public id, as a query."""
    return station.keepings.filter(uid=uid, until_on=None)


def position_of(values: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """The pair that a description says, or the one that stands."""
    found: dict[str, Any] = values.get(POSITION) or before[POSITION]
    return found


def today() -> datetime.date:
    """Today in the union's time zone."""
    return timezone.localdate()


def facts(station: Station) -> list[tuple[str, Any, bool]]:
    """Where it is and how one gets in: (label, value, whether it is Chinese data)."""
    place = station.place
    town, town_m = nearest_town(place.lat, place.lon)
    rows: list[tuple[str, Any, bool]] = [
        (_("地址"), place.address, True),
        (_("怎么走"), place.directions, True),
        (_("怎么进门"), station.entry, True),
        (_("电话"), place.phone, False),
        (_("WGS-84 坐标"), f"{place.lat:.6f}, {place.lon:.6f}", False),
        (_("原来给的坐标系"), place.get_datum_display(), False),
    ]
    if town:
        rows.append((_("最近的城镇"), f"{town} {town_m / 1000:.1f} km", True))
    if place.road_ref:
        mark = format_mark(place.mark_m) if place.mark_m is not None else ""
        rows.append((_("公路"), f"{place.road_ref} {mark}", False))
    if station.trucks:
        rows.append((_("货车"), _truck_words(station), False))
    rows.append((_("共建单位"), station.host or station.operator or station.owner, True))
    return rows


def _truck_words(station: Station) -> str:
    parts = [_("%(n)d 个车位") % {"n": station.truck_bays}]
    if station.max_length_m:
        parts.append(_("最长 %(m)s 米") % {"m": f"{station.max_length_m.normalize():f}"})
    if station.max_height_m:
        parts.append(_("限高 %(m)s 米") % {"m": f"{station.max_height_m.normalize():f}"})
    return " · ".join(parts)
