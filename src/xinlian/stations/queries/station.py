"""Everything a station's own page shows."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone

from xinlian.engines.hours import Day
from xinlian.engines.routes.links import amap, baidu, geo
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope
from xinlian.places import hours as clock
from xinlian.places.facilities import KINDS
from xinlian.places.models import CalendarDay, Facility, Media, RoadStop, Visit
from xinlian.places.queries import mark_of
from xinlian.rows.refusals import Refused
from xinlian.stations.models import Fault, Review, Station, Voice
from xinlian.stations.queries.cards import Chip, StationCard, card, chip
from xinlian.stations.queries.now import Known, known, row_of
from xinlian.stations.queries.reviews import reason_words
from xinlian.stations.rules.freshness import CONFIRM_DAYS, FRESH_DAYS, freshness
from xinlian.stations.rules.talk import banner

WEEK = 7
BANNERS = 3
PICTURES = 12
MONTH = datetime.timedelta(days=30)
RECENT = 10
TONES = {"answered": "ok", "shown": "ok", "closed": "ok", "fixed": "ok", "refused": "bad"}
OPEN_FAULTS = ("reported", "accepted", "repairing")


@dataclass(frozen=True, slots=True)
class Thing:
    """A facility with when somebody last confirmed it."""

    chip: Chip
    note: str
    confirmed_at: datetime.datetime | None
    stale: bool
    state: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A day of the week to come: its holiday's name if it is one, and the times as text."""

    on: datetime.date
    holiday: str
    worked: bool
    times: tuple[str, ...]
    today: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How to get there: the position and what opens it in map applications, the road and its mark."""

    lat: float
    lon: float
    amap: str
    baidu: str
    geo: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Banner:
    """Thanks as they hang: the words in columns, who signed, when."""

    text: str
    signed: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Mine:
    """Something a worker said here, what has become of it, and what was answered."""

    at: datetime.datetime
    state: str
    tone: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class StationPage:
    """A station's page; `station` and `place` are the rows themselves."""

    station: Station
    card: StationCard
    things: tuple[Thing, ...]
    broken: tuple[Thing, ...]
    absent: tuple[Thing, ...]
    week: tuple[Opening, ...]
    way: Way
    media: tuple[Media, ...]
    banners: tuple[Banner, ...]
    banner_count: int
    review: Review | None
    reasons: tuple[str, ...]
    visits: int
    faults: int
    short: str = field(default="")


def find(uid: uuid.UUID, viewer: Viewer) -> Station | None:
    """A station that the viewer may see: public ones for anybody, drafts for those who govern them; one query."""
    return scope(viewer, Station.objects.all()).select_related("place", "place__union").filter(uid=uid).first()


def by_code(code: str) -> Station | None:
    """A public station by the code on its sign, in whatever case it was typed."""
    return Station.objects.filter(Station.public, code__iexact=code).select_related("place").first()


def page(station: Station, at: datetime.datetime) -> StationPage:
    """The page of a station at a moment; eleven queries at most."""
    place = station.place
    facilities = list(Facility.objects.filter(place=place))
    facts = known(at, [station.pk])
    things = [_thing(one, at) for one in sorted(facilities, key=lambda one: KINDS[one.code].bit)]
    banners = Voice.objects.filter(station=station, kind="thanks", state="shown")
    review = Review.objects.filter(station=station, state="signed").order_by("-year").first()
    return StationPage(
        station=station,
        card=card(station, facts.standing(row_of(station)), facilities, at, None),
        things=tuple(thing for thing in things if thing.state == "working"),
        broken=tuple(thing for thing in things if thing.state == "broken"),
        absent=tuple(thing for thing in things if thing.state == "absent"),
        week=tuple(_week(station, at, facts)),
        way=_way(station),
        media=tuple(Media.objects.filter(place=place, state="shown")[:PICTURES]),
        banners=tuple(_hung(banners.order_by("-at")[:BANNERS])),
        banner_count=banners.count(),
        review=review,
        reasons=tuple(reason_words(reason) for reason in review.reasons) if review else (),
        visits=_visits(station, at),
        faults=Fault.objects.filter(station=station, state__in=OPEN_FAULTS).aggregate(n=Count("pk"))["n"],
        short=reverse("stations:short", args=[station.code]),
    )


def banners_of(station: Station) -> list[Banner]:
    """The banners that hang at a station, newest first; at most 200."""
    return _hung(Voice.objects.filter(station=station, kind="thanks", state="shown").order_by("-at")[:200])


def _hung(voices: Iterable[Voice]) -> list[Banner]:
    return [Banner(banner(voice.text), voice.signed, voice.at) for voice in voices]


def facilities_at(station: Station) -> list[tuple[str, str, str]]:
    """What is there as (code, name, icon), for choosing what is broken."""
    rows = Facility.objects.filter(place=station.place).exclude(state="absent").values_list("code", flat=True)
    return [(code, str(KINDS[code].name), KINDS[code].icon) for code in sorted(rows, key=lambda one: KINDS[one].bit)]


def picture(uid: uuid.UUID, viewer: Viewer) -> Media | None:
    """A picture that the viewer may see: shown ones anybody, others its sender and those who decide; one query."""
    return scope(viewer, Media.objects.exclude(state="withdrawn")).filter(uid=uid).first()


def _thing(facility: Facility, at: datetime.datetime) -> Thing:
    stale = freshness(facility.confirmed_at, at, FRESH_DAYS, CONFIRM_DAYS) == "overdue"
    return Thing(chip(facility), facility.note, facility.confirmed_at, stale, facility.state)


def _week(station: Station, at: datetime.datetime, facts: Known) -> list[Opening]:
    """The next seven days; nothing where the hours cannot be read."""
    try:
        days = clock.next_days(station.place, at, facts.kinds, WEEK)
    except Refused:
        return []
    today = timezone.localdate(at)
    names = dict(CalendarDay.objects.filter(on__range=(today, today + MONTH)).values_list("on", "name"))
    return [
        Opening(day.on, names.get(day.on, ""), day.kind == "workday", tuple(_times(day)), day.on == today)
        for day in days
    ]


def _times(day: Day) -> list[str]:
    low = datetime.datetime.combine(day.on, datetime.time())
    high = low + datetime.timedelta(days=1)
    return [
        f"{span.start:%H:%M}–{'24:00' if span.end == high else format(span.end, '%H:%M')}"
        for span in day.spans
        if span.state == "open"
    ]


def _way(station: Station) -> Way:
    place = station.place
    stops = RoadStop.objects.filter(place=place).select_related("road").order_by("offset_m")
    return Way(
        lat=place.lat,
        lon=place.lon,
        amap=amap(place.lat, place.lon, place.name),
        baidu=baidu(place.lat, place.lon, place.name),
        geo=geo(place.lat, place.lon),
        marks=tuple(f"{stop.road.ref} {mark_of(stop.road, stop.along_m)}" for stop in stops),
    )


def _visits(station: Station, at: datetime.datetime) -> int:
    """How many came in the last thirty days."""
    heads = Visit.objects.filter(Q(at__gt=at - MONTH), place=station.place).aggregate(n=Sum("heads"))["n"]
    return int(heads or 0)


def mine(station: Station, person: Person) -> list[Mine]:
    """What somebody said about this station and what became of it, newest first; two queries."""
    said = [
        Mine(one.at, str(one.get_state_display()), TONES.get(one.state, ""), one.text, one.answer)
        for one in Voice.objects.filter(station=station, person=person)[:RECENT]
    ]
    told = [
        Mine(
            one.at,
            str(one.get_state_display()),
            TONES.get(one.state, ""),
            " ".join(filter(None, [str(KINDS[one.facility].name) if one.facility else "", one.text])),
            one.outcome,
        )
        for one in Fault.objects.filter(station=station, person=person)[:RECENT]
    ]
    return sorted([*said, *told], key=lambda one: one.at, reverse=True)


def sent(station: Station, person: Person) -> list[Media]:
    """The pictures that somebody sent of this station and did not take back, newest first; one query."""
    return list(Media.objects.filter(place=station.place, person=person).exclude(state="withdrawn")[:RECENT])
