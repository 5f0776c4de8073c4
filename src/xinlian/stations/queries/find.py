"""From words to a point: towns, unions' areas, stations by name, pasted coordinates."""

import re
import uuid
from dataclasses import dataclass

from django.db.models import Avg, Count, Q

from xinlian.people.models import Union
from xinlian.people.scope import below
from xinlian.places.models import Road, Town
from xinlian.places.queries import mark_of
from xinlian.places.queries.roads import track_of
from xinlian.places.routes import mark_m
from xinlian.rows.refusals import Refused
from xinlian.stations.queries.cards import Point, shown

SUFFIX = re.compile("(特别行政区|自治区|自治州|自治县|总工会|工会|街道|新区|[省市县区州盟旗镇乡村])$")
PAIR = re.compile(r"^\D*?(-?\d{1,3}(?:\.\d+)?)\D+?(-?\d{1,3}(?:\.\d+)?)\D*$")
MOST = 12
NEAR_ROAD_M = 20_000.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A named point: `within` tells namesakes apart."""

    name: str
    within: str
    lat: float
    lon: float
    kind: str = "town"


@dataclass(frozen=True, slots=True)
class Named:
    """A station found by its name."""

    name: str
    uid: str
    address: str


def stem(words: str) -> str:
    """A place name without what it is: 德清县总工会, 德清县 and 德清 are one."""
    text = re.sub(r"\s", "", words)
    while len(text) > 2 and SUFFIX.search(text):
        shorter = SUFFIX.sub("", text)
        if len(shorter) < 2:
            break
        text = shorter
    return text


def spots(words: str, within: str = "") -> list[Spot]:
    """Towns and unions' areas of that name, the largest town first; two queries, at most twelve answers."""
    name = stem(words)
    if len(name) < 2:
        return []
    found = [Spot(one.name, one.province, one.lat, one.lon) for one in _towns(name)]
    known = {stem(one.name) for one in found}
    found += [one for one in _areas(name) if stem(one.name) not in known]
    found = [one for one in found if not within or one.within == within]
    exact = [one for one in found if stem(one.name) == name]
    return (exact or found)[:MOST]


def _towns(name: str) -> list[Town]:
    """Towns, one for each name and province."""
    rows = Town.objects.filter(Q(name=name) | Q(name__startswith=name)).order_by("-population", "name")[: MOST * 3]
    seen: dict[tuple[str, str], Town] = {}
    for town in rows:
        seen.setdefault((stem(town.name), town.province), town)
    return list(seen.values())


def _areas(name: str) -> list[Spot]:
    """The middle of the stations of unions whose name begins so."""
    unions = (
        Union.objects.filter(Union.public, name__startswith=name).exclude(level="enterprise").order_by("union_path")
    )
    areas = []
    for union in unions[:3]:
        middle = (
            shown()
            .filter(below([union.union_path]))
            .aggregate(lat=Avg("place__lat"), lon=Avg("place__lon"), count=Count("pk"))
        )
        if middle["count"]:
            areas.append(Spot(union.name, "", middle["lat"], middle["lon"], "union"))
    return areas


def stations_named(words: str) -> list[Named]:
    """Stations whose name or code holds the words; one query."""
    text = words.strip()
    if len(text) < 2:
        return []
    rows = shown().filter(Q(place__name__icontains=text) | Q(code__iexact=text)).select_related("place")
    return [Named(one.place.name, str(one.uid), one.place.address) for one in rows.order_by("place__name")[:MOST]]


def coordinates(words: str) -> Point | None:
    """(lat, lon) of a pasted pair in either order, for China; None for anything else. Raises Refused point_abroad."""
    match = PAIR.match(words.strip())
    if not match or re.search("[一-鿿]{2,}", words):
        return None
    first, second = float(match[1]), float(match[2])
    for lat, lon in ((first, second), (second, first)):
        if 3 <= lat <= 54 and 73 <= lon <= 136:
            return lat, lon
    raise Refused("point_abroad", {"text": words.strip()[:40]})


def metres_on(road: Road, words: str) -> float:
    """Metres from the road's start to a kilometre mark or a town by it.

    Raises Refused: mark_off_road (a mark the road does not have), road_place_unknown (a name not near it).
    """
    try:
        mark = mark_m(words)
    except Refused:
        return _town_on(road, words)
    if mark is None:
        raise Refused("road_place_unknown", {"text": words, "road": road.ref})
    metres = float(road.start_mark_m - mark if road.marks_fall else mark - road.start_mark_m)
    if not -1000 <= metres <= road.length_m + 1000:
        facts = {"text": words.strip(), "road": road.ref, "low": mark_of(road, 0), "high": mark_of(road, road.length_m)}
        raise Refused("mark_off_road", facts)
    return min(max(metres, 0.0), road.length_m)


def _town_on(road: Road, words: str) -> float:
    track = track_of(road, NEAR_ROAD_M)
    feet = [track.foot(spot.lat, spot.lon) for spot in spots(words)]
    near = [foot.along_m for foot in feet if foot is not None]
    if near:
        return near[0]
    named = shown().filter(place__name__icontains=words.strip()).select_related("place")[:3]
    feet = [track.foot(one.place.lat, one.place.lon) for one in named]
    near = [foot.along_m for foot in feet if foot is not None]
    if near:
        return near[0]
    raise Refused("road_place_unknown", {"text": words.strip()[:40], "road": road.ref})


def roads() -> list[Road]:
    """The roads that are held, without their points; one query."""
    return list(Road.objects.defer("points").order_by("ref", "name"))


def road(uid: str) -> Road | None:
    """One road with its line; nothing for what is no id."""
    try:
        return Road.objects.filter(uid=uuid.UUID(uid)).first()
    except ValueError:
        return None
