"""The road ahead, and what a phone can take along, as pages show it."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from xinlian.engines.routes.ellipsoid import distance
from xinlian.engines.routes.marks import format_mark
from xinlian.people.models import Union
from xinlian.people.scope import below
from xinlian.places.facilities import KINDS, bits
from xinlian.places.models import Road, RoadStop, Town
from xinlian.places.queries import ahead as stops_ahead
from xinlian.places.queries import nearest
from xinlian.stations.forms.ahead import NEEDS, Wanted
from xinlian.stations.offline_words import words
from xinlian.stations.queries.cards import StationCard, of_stations, shown
from xinlian.stations.queries.packs import nearest_town

M = TypeVar("M", bound=Model)

SHOWN = 20
LOOKED_AT = 300  # stops that are looked through for what is wanted
FOUND = 12
LENGTHS = ("9.6", "13", "17.5")
IN_LISTS = Q(place__listed=True, place__removed_on=None, place__station__state="published")


def page(wanted: Wanted, now: datetime.datetime) -> dict[str, Any]:
    """Everything the page of the road ahead shows: drawn here for phones without scripts, and the words for the rest."""
    found: dict[str, Any] = {
        "words": words(),
        "facilities": sorted(KINDS.values(), key=_rank),
        "needs": [(KINDS[code].bit, KINDS[code].name, KINDS[code].icon) for code in NEEDS if code != "truck_parking"],
        "need_choices": [(code, KINDS[code].name, KINDS[code].icon) for code in NEEDS],
        "wanted": wanted,
        "lengths": LENGTHS,
        "rows": None,
        "need_label": _("要有什么"),
        "ways_label": _("往哪边走"),
        "none_title": _("没有找到"),
        "none_words": _("少选一样，或换个方向再看。"),
    }
    if wanted.road:
        return found | _road(_there(Road.objects.filter(uid=wanted.road)), wanted, now)
    if wanted.around:
        return found | _circle(wanted.around, wanted, now)
    if wanted.area:
        return found | _area(_there(Union.objects.filter(uid=wanted.area)), wanted, now)
    return found | choices("")


def _there(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Http404
    return found


def _rank(kind: Any) -> tuple[int, int]:
    order = ("shower", "bed", "hot_water", "truck_parking", "washing_machine", "meals", "kitchen", "toilets")
    return (order.index(kind.code) if kind.code in order else len(order), kind.bit)


def _road(road: Road, wanted: Wanted, now: datetime.datetime) -> dict[str, Any]:
    sign = -1 if road.marks_fall else 1
    start = road.length_m if wanted.back else 0.0
    mark = wanted.mark_m
    along = (mark - road.start_mark_m) * sign if mark is not None else start
    direction: Any = "backward" if wanted.back else "forward"
    mask = bits(wanted.need)
    stops = stops_ahead(road, along, direction, LOOKED_AT, only=IN_LISTS)
    stops = [stop for stop in stops if stop.place.facility_bits & mask == mask][:SHOWN]
    return {
        "road": road,
        "title": road.name,
        "ways": [
            {
                "label": _("往 %(name)s") % {"name": name},
                "url": _again(wanted, back),
                "active": back == wanted.back,
                "named": True,
            }
            for name, back in ((road.end_name, False), (road.start_name, True))
        ],
        "me": {"mark": format_mark(mark), "words": _("从您填的公里桩算起")} if mark is not None else None,
        "stops": _stops(road, stops, along if mark is not None else None, wanted, now),
    }


def _again(wanted: Wanted, back: bool) -> str:
    query: list[tuple[str, object]] = [("road", wanted.road), ("way", "back" if back else "on")]
    if wanted.mark_m is not None:
        query.append(("mark", format_mark(wanted.mark_m)))
    return "?" + urlencode(query + [("need", code) for code in wanted.need])


def _stops(
    road: Road, stops: Sequence[RoadStop], along: float | None, wanted: Wanted, now: datetime.datetime
) -> list[StationCard]:
    stations = {
        one.place_id: one for one in shown().filter(place__in=[s.place_id for s in stops]).select_related("place")
    }
    there = [stop for stop in stops if stop.place_id in stations]
    found = of_stations([stations[stop.place_id] for stop in there], now, wanted=wanted.need)
    sign = -1 if road.marks_fall else 1
    return [
        replace(
            card,
            ahead_m=abs(stop.along_m - along) if along is not None else None,
            side=_("右手边") if (stop.side == "R") != wanted.back else _("左手边"),
            mark=card.mark or format_mark(max(0.0, road.start_mark_m + sign * stop.along_m)),
            fresh=_fresh(card),
        )
        for card, stop in zip(found, there, strict=True)
    ]


def _fresh(card: StationCard) -> str:
    if card.confirmed_at is None:
        return _("还没有人确认过，先打电话")
    day = date_format(timezone.localtime(card.confirmed_at), "MONTH_DAY_FORMAT")
    return (_("%(day)s有人确认过，先打电话") if card.stale else _("%(day)s有人确认过")) % {"day": day}


def _circle(centre: tuple[float, float], wanted: Wanted, now: datetime.datetime) -> dict[str, Any]:
    rows = shown().select_related("place")
    near = nearest(rows, *centre, SHOWN, within_m=wanted.km * 1000, point="place__")
    return {
        "title": _("%(name)s周围 %(km)d 公里") % {"name": nearest_town(*centre), "km": wanted.km},
        "rows": of_stations([found.row for found in near], now, centre, wanted=wanted.need),
    }


def _area(union: Union, wanted: Wanted, now: datetime.datetime) -> dict[str, Any]:
    stations = shown().filter(below([union.union_path])).select_related("place").order_by("place__name", "id")[:SHOWN]
    return {
        "title": _("%(name)s的驿站") % {"name": union.name},
        "rows": of_stations(list(stations), now, wanted=wanted.need),
    }


def choices(wanted: str) -> dict[str, Any]:
    """Roads that can be taken along, and the unions and towns whose name holds `wanted`."""
    roads = Road.objects.annotate(count=Count("stops", filter=Q(stops__in=RoadStop.objects.filter(IN_LISTS))))
    ahead = reverse("stations:ahead")
    return {
        "words": words(),
        "roads": [
            {
                "name": road.name,
                "count": road.count,
                "km": round(road.length_m / 1000),
                "url": f"{ahead}?road={road.uid}",
            }
            for road in roads.order_by("ref", "name")
        ],
        "q": wanted,
        "areas": _areas(wanted, ahead) if wanted else [],
        "towns": _towns(wanted, ahead) if wanted else [],
    }


def _areas(wanted: str, ahead: str) -> list[dict[str, Any]]:
    unions = Union.objects.filter(name__icontains=wanted).exclude(level__in=("national", "province"))
    return [{"name": union.name, "url": f"{ahead}?area={union.uid}"} for union in unions.order_by("union_path")[:FOUND]]


def _towns(wanted: str, ahead: str) -> list[dict[str, Any]]:
    found: list[Town] = []
    for town in Town.objects.filter(name__startswith=wanted)[: FOUND * 3]:
        if all(distance(town.lat, town.lon, other.lat, other.lon) > 3_000 for other in found):
            found.append(town)
    return [
        {
            "name": town.name,
            "province": town.province,
            "url": f"{ahead}?around={town.lat:.3f},{town.lon:.3f}&km=50",
        }
        for town in found[:FOUND]
    ]
