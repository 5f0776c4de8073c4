"""Writing a description into a station: the inside of the actions that change one, never called by a page."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import F

from xinlian.engines.routes.datum import to_wgs84
from xinlian.people.models import Person
from xinlian.places.actions.roads import place_by_roads
from xinlian.places.facilities import bits
from xinlian.places.models import Facility, Place
from xinlian.rows.refusals import Refused
from xinlian.stations.models import Station
from xinlian.stations.rules.changes import PLACE_FIELDS, POSITION, STATION_FIELDS, facility_of
from xinlian.stations.rules.positions import wrong


def place_position(place: Place, given: Mapping[str, Any]) -> None:
    """Set a place's pair as given and where that is by WGS-84; Refused when it can be no place in China."""
    lat, lon, datum = float(given["lat"]), float(given["lon"]), str(given["datum"])
    doubt = wrong(lat, lon)
    if doubt:
        raise Refused(doubt.code, doubt.facts)
    place.raw_lat, place.raw_lon, place.datum = lat, lon, datum
    place.lat, place.lon = to_wgs84(lat, lon, datum)


def write(
    station: Station, values: Mapping[str, Any], *, by: Person | None, at: datetime.datetime, confirmed_by: str
) -> None:
    """Put `values` (a partial description) into the station, its place and its facilities; its version grows by one.

    Refused("station_changed") when somebody else changed the station since it was read.
    """
    place = station.place
    for key, value in values.items():
        if key == POSITION:
            place_position(place, value)
        elif key in PLACE_FIELDS:
            setattr(place, key, _as_column(place, key, value))
        elif key in STATION_FIELDS:
            setattr(station, key, _as_column(station, key, value))
        elif facility_of(key):
            _write_facility(place, facility_of(key), value, at, confirmed_by)
    if not station.trucks:
        station.truck_bays = 0
    _save(station)
    working = place.facilities.filter(state="working").values_list("code", flat=True)
    place.facility_bits = bits(working)
    place.save()
    if POSITION in values and place.listed:
        place_by_roads(place=place, by=by, at=at)


def _save(station: Station) -> None:
    known = station.version
    grown = Station.objects.filter(pk=station.pk, version=known).update(version=F("version") + 1)
    if not grown:
        raise Refused("station_changed")
    station.version = known + 1
    station.save()


def _as_column(row: Station | Place, key: str, value: Any) -> Any:
    column: Any = row._meta.get_field(key)
    if value in (None, ""):
        return None if column.null else ""
    return column.to_python(value)


def _write_facility(
    place: Place, code: str, row: Mapping[str, Any] | None, at: datetime.datetime, confirmed_by: str
) -> None:
    if row is None:
        Facility.objects.filter(place=place, code=code).delete()
        return
    Facility.objects.update_or_create(
        place=place,
        code=code,
        defaults={**row, "confirmed_at": at, "confirmed_by": confirmed_by},
        create_defaults={
            **row,
            "confirmed_at": at,
            "confirmed_by": confirmed_by,
            "union_path": place.union_path,
            "shard": place.shard,
        },
    )
