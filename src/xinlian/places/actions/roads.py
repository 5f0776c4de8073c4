"""Keeping the stops of roads: which places lie by which road, and where along it."""

import datetime

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.places.models import Place, Road, RoadStop
from xinlian.places.queries.near import along
from xinlian.places.queries.roads import track_of

BESIDE_M = 5_000.0  # a driver leaves the road for this far
SIDES = {"left": "L", "right": "R"}


# Neither asks who: the stops follow from places and roads that others were allowed to change.
@transaction.atomic
def rebuild_stops(*, road: Road, by: Person | None, at: datetime.datetime) -> int:
    """Find every place within 5 km of a road again; how many there are."""
    places = Place.objects.filter(removed_on=None)
    stops = [
        RoadStop(road=road, place_id=stop.key, along_m=stop.along_m, offset_m=stop.offset_m, side=SIDES[stop.side])
        for stop in along(places, road.points, BESIDE_M)
    ]
    RoadStop.objects.filter(road=road).delete()
    RoadStop.objects.bulk_create(stops, batch_size=500)
    record("rebuild_stops", road, by=by, at=at, stops=len(stops))
    return len(stops)


@transaction.atomic
def place_by_roads(*, place: Place, by: Person | None, at: datetime.datetime) -> int:
    """Find the roads within 5 km of a place that is new, moved or removed; how many there are."""
    RoadStop.objects.filter(place=place).delete()
    stops = []
    for road in Road.objects.all() if place.removed_on is None else ():
        foot = track_of(road, BESIDE_M).foot(place.lat, place.lon)
        if foot is not None:
            side = SIDES[foot.side]
            stops.append(RoadStop(road=road, place=place, along_m=foot.along_m, offset_m=foot.offset_m, side=side))
    RoadStop.objects.bulk_create(stops)
    record("place_by_roads", place, by=by, at=at, roads=len(stops))
    return len(stops)
