"""Stations as lists show them: how far, open or not, how fresh, what is there."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.engines.routes.ellipsoid import distance
from xinlian.engines.routes.marks import format_mark
from xinlian.places.facilities import KINDS
from xinlian.places.models import Facility, Place
from xinlian.stations.models import Station
from xinlian.stations.queries import words
from xinlian.stations.queries.now import standings
from xinlian.stations.rules.freshness import CONFIRM_DAYS, FRESH_DAYS, freshness
from xinlian.stations.rules.reports import Standing

CHIPS = 6
TELLING = ("shower", "bed", "washing_machine", "truck_parking", "kitchen", "hot_water", "meals", "massage_chair")
MISSED = ("shower", "bed", "hot_water")  # what people drive on for, so that its absence is worth a line
ASIDE = ("no_hot_water", "wrong_position")  # words that say nothing about the door

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chip:
    """A facility as a chip: `working` is False when it is broken or known to be absent."""

    code: str
    label: str
    icon: str
    count: int | None = None
    detail: str = ""
    working: bool = True


@dataclass(frozen=True, slots=True)
class StationCard:
    """A station in a list. `standing` is the state with its reasons; `state` and `state_words` are its pill.

    `lines` are reasons with the moment they were said; `facilities` the few chips of a list, `absent` the
    codes known to be missing or broken.
    """

    uid: str
    code: str
    name: str
    url: str
    kind: str
    kind_words: str
    standing: Standing
    state: str
    state_words: str
    lines: tuple[tuple[str, datetime.datetime | None], ...]
    confirmed_at: datetime.datetime | None
    confirmed_by: str
    stale: bool
    facilities: tuple[Chip, ...]
    absent: tuple[str, ...]
    stars: int
    trucks: bool
    truck_bays: int
    max_length_m: float | None
    road_ref: str
    mark: str
    phone: str
    point: Point
    distance_m: float | None = None
    fresh: str = ""
    note: str = ""
    side: str = ""
    ahead_m: float | None = None
    past: bool = False
    gap: str = field(default="")


def shown() -> QuerySet[Station]:
    """Stations that anybody finds in lists: published, at a listed place."""
    return Station.objects.filter(state="published", place__listed=True)


def cards(
    places: Iterable[Place], at: datetime.datetime, origin: Point | None = None, *, wanted: Sequence[str] = ()
) -> list[StationCard]:
    """The published stations at `places` in the order given; `origin` (lat, lon) gives the metres.

    Four queries however many there are. `wanted` facilities come first among the chips.
    """
    order = [place.pk for place in places]
    stations = {one.place_id: one for one in shown().filter(place__in=order).select_related("place")}
    return of_stations([stations[key] for key in order if key in stations], at, origin, wanted=wanted)


def of_stations(
    stations: Sequence[Station], at: datetime.datetime, origin: Point | None = None, *, wanted: Sequence[str] = ()
) -> list[StationCard]:
    """Cards of stations that have their places at hand; three queries."""
    found = standings(stations, at)
    there = facilities_of(stations)
    return [card(one, found[one.pk], there[one.place_id], at, origin, wanted) for one in stations]


def facilities_of(stations: Iterable[Station]) -> Mapping[int, list[Facility]]:
    """What is at each place by its key; one query."""
    there: dict[int, list[Facility]] = defaultdict(list)
    for facility in Facility.objects.filter(place__in=[station.place_id for station in stations]):
        there[facility.place_id].append(facility)
    return there


def card(
    station: Station,
    standing: Standing,
    facilities: Sequence[Facility],
    at: datetime.datetime,
    origin: Point | None,
    wanted: Sequence[str] = (),
) -> StationCard:
    """One station as a card; no query."""
    place = station.place
    level = freshness(_last_word(place.confirmed_at, standing), at, FRESH_DAYS, CONFIRM_DAYS)
    missing = {one.code for one in facilities if one.state != "working"}
    return StationCard(
        uid=str(station.uid),
        code=station.code,
        name=place.name,
        url=reverse("stations:station", args=[station.uid]),
        kind=station.kind,
        kind_words=str(station.get_kind_display()),
        standing=standing,
        state=words.tone(standing),
        state_words=words.word(standing, at),
        lines=tuple(words.spoken(standing.why)),
        confirmed_at=place.confirmed_at,
        confirmed_by=place.confirmed_by,
        stale=level in ("overdue", "never"),
        facilities=tuple(_few(facilities, wanted)),
        absent=tuple(code for code in KINDS if code in missing),
        stars=station.stars,
        trucks=station.trucks,
        truck_bays=station.truck_bays,
        max_length_m=float(station.max_length_m) if station.max_length_m is not None else None,
        road_ref=place.road_ref,
        mark=format_mark(place.mark_m) if place.mark_m is not None else "",
        phone=place.phone,
        point=(place.lat, place.lon),
        distance_m=distance(*origin, place.lat, place.lon) if origin else None,
    )


def _last_word(confirmed_at: datetime.datetime | None, standing: Standing) -> datetime.datetime | None:
    """When anybody last spoke of the door: a word on the state is as good as a confirmation."""
    words_at = [why.at for why in standing.why if why.at and why.code not in ASIDE]
    return max([*words_at, *([confirmed_at] if confirmed_at else [])], default=None)


def _few(facilities: Sequence[Facility], wanted: Sequence[str]) -> list[Chip]:
    """What decides whether to go there: what was asked for, then what tells stations apart, missing ones struck out."""
    rank = {code: at for at, code in reversed(list(enumerate((*wanted, *TELLING, *KINDS))))}
    there = sorted((one for one in facilities if one.state == "working"), key=lambda one: rank[one.code])
    gone = [one for one in facilities if one.state != "working" and one.code in (*wanted, *MISSED)]
    return [chip(one) for one in (*there[: CHIPS - min(len(gone), 2)], *gone[:2])]


def chip(facility: Facility) -> Chip:
    """A facility as its chip, with what its count and price add."""
    kind = KINDS[facility.code]
    detail = [_("女士 %(n)d") % {"n": facility.women_only}] if facility.women_only else []
    if facility.fee_fen:
        detail.append(_("%(yuan)s 元") % {"yuan": f"{facility.fee_fen / 100:g}"})
    return Chip(
        facility.code,
        str(kind.name),
        kind.icon,
        facility.count if facility.count and facility.count > 1 else None,
        " · ".join(detail),
        facility.state == "working",
    )
