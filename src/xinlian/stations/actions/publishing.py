"""Opening, publishing and removing stations, and the code at their door."""

import datetime
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.notices.actions import tell_many
from xinlian.people.models import Person, Union
from xinlian.places.actions.roads import place_by_roads
from xinlian.places.models import Place
from xinlian.rows.refusals import Refused, demand
from xinlian.stations.describing import place_position, write
from xinlian.stations.models import Keeping, Station
from xinlian.stations.queries.keeping import asked_of, current
from xinlian.stations.rules.changes import POSITION
from xinlian.stations.rules.positions import wrong
from xinlian.stations.rules.publishing import may_publish as may_publish_now
from xinlian.stations.rules.publishing import may_remove as may_remove_now
from xinlian.stations.who import acting, may_change, may_publish


def _new_door_key() -> str:
    """A key for the code at a door that nobody can guess."""
    return secrets.token_hex(16)


@transaction.atomic
def open_station(*, by: Person, at: datetime.datetime, union: Union, code: str, values: Mapping[str, Any]) -> Station:
    """A new station as a draft, described by `values`, which must hold a position.

    Refused: "station_code_taken", "position_..." when the pair can be no place in China.
    """
    demand(may_change(acting(by, at), union.union_path))
    if Station.objects.filter(code=code).exists():
        raise Refused("station_code_taken", {"code": code})
    place = Place(union=union, union_path=union.union_path, shard=union.shard, kind="station", listed=False)
    place_position(place, values[POSITION])
    place.save()
    station = Station.objects.create(
        place=place,
        union_path=union.union_path,
        shard=union.shard,
        code=code,
        door_key=_new_door_key(),
        kind=values.get("kind") or "rest_station",
    )
    write(station, values, by=by, at=at, confirmed_by="officer")
    record("station_opened", station, by=by, at=at, code=code)
    return station


@transaction.atomic
def publish(*, by: Person, at: datetime.datetime, station: Station) -> Station:
    """Show a draft, or a station that had been removed, to everybody."""
    demand(may_publish(acting(by, at), station.union_path))
    place = station.place
    demand(
        may_publish_now(
            station.state,
            name=place.name,
            hours=place.hours,
            facilities=place.facilities.exclude(state="absent").count(),
            doubtful=wrong(place.lat, place.lon) is not None,
        )
    )
    _step(station, "published", published_at=at)
    Place.objects.filter(pk=place.pk).update(listed=True, removed_on=None, removed_why="")
    place_by_roads(place=Place.objects.get(pk=place.pk), by=by, at=at)
    record("station_published", station, by=by, at=at)
    return station


@transaction.atomic
def remove(*, by: Person, at: datetime.datetime, station: Station, why: str) -> Station:
    """Take a station away: it stays to be seen, with the reason."""
    demand(may_publish(acting(by, at), station.union_path))
    demand(may_remove_now(station.state, why))
    _step(station, "removed", now="", now_at=None, now_until=None, now_note="")
    Place.objects.filter(pk=station.place_id).update(removed_on=timezone.localdate(at), removed_why=why.strip())
    place_by_roads(place=Place.objects.get(pk=station.place_id), by=by, at=at)
    record("station_removed", station, by=by, at=at, why=why.strip())
    return station


def _step(station: Station, to: str, **more: Any) -> None:
    moved = Station.objects.filter(pk=station.pk, state=station.state).update(state=to, **more)
    if not moved:
        raise Refused("station_step")
    station.refresh_from_db()


@transaction.atomic
def rotate_door_key(*, by: Person, at: datetime.datetime, station: Station) -> Station:
    """A new code for the door: the sheet that hangs there proves nothing from now on."""
    demand(may_publish(acting(by, at), station.union_path))
    station.door_key = _new_door_key()
    station.save(update_fields=["door_key"])
    record("station_door_key_changed", station, by=by, at=at)
    return station


@transaction.atomic
def appoint(*, by: Person, at: datetime.datetime, station: Station, keeper: Person) -> Keeping:
    """Let somebody keep a station from today on; again gives the same."""
    demand(may_publish(acting(by, at), station.union_path))
    on = timezone.localdate(at)
    known = Keeping.objects.filter(current(on), station=station, person=keeper).first()
    if known:
        return known
    keeping = Keeping.objects.create(
        union_path=station.union_path, shard=station.shard, station=station, person=keeper, since_on=on
    )
    record("station_keeper_appointed", station, by=by, at=at, keeping=str(keeping.uid))
    return keeping


@transaction.atomic
def dismiss(*, by: Person, at: datetime.datetime, keeping: Keeping) -> Keeping:
    """End somebody's keeping: yesterday was the last day."""
    demand(may_publish(acting(by, at), keeping.union_path))
    keeping.until_on = timezone.localdate(at) - datetime.timedelta(days=1)
    keeping.save(update_fields=["until_on"])
    record("station_keeper_dismissed", keeping.station, by=by, at=at, keeping=str(keeping.uid))
    return keeping


@transaction.atomic
def ask_to_confirm(*, by: Person, at: datetime.datetime, station: Station) -> Station:
    """Ask the keeper to look and say that all is as described; it stands on the keeper's page until then.

    Keepers are told once a day, however many of their stations are asked about.
    """
    demand(may_change(acting(by, at), station.union_path))
    if station.state != "published":
        raise Refused("station_not_public")
    station.asked_at = at
    station.save(update_fields=["asked_at"])
    record("station_confirmation_asked", station, by=by, at=at)
    today = timezone.localdate(at)
    tell_many(
        to=asked_of(station, today),
        kind="stations.keeper_asked",
        facts={"station": station.place.name},
        key=f"keeper_asked:{today}",
        url=reverse("stations:keep"),
        by=by,
        at=at,
    )
    return station
