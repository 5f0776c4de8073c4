"""What a worker sees of trips: programmes, their dates, one's own application and what comes next."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xinlian.enrolment.models import Application, Batch, Group, Offering, Seat
from xinlian.enrolment.queries import draws, results
from xinlian.enrolment.queries.conditions import judged
from xinlian.enrolment.queries.offerings import why_cancelled
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.people.models import Person
from xinlian.people.queries.consents import has_consent
from xinlian.people.scope import Viewer, scope
from xinlian.rows.days import day_time_words, day_words, days_words
from xinlian.rows.paths import parents
from xinlian.rows.sentences import say
from xinlian.surveys.queries import open_for
from xinlian.trips.models import HealthNote, Programme, Relative, Trip
from xinlian.trips.rules.standing import Facts, may_change, standing

PAST = ("done", "cancelled")


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own application with the seat that counts now and the last one that ended."""

    application: Application | None
    seat: Seat | None
    last: Seat | None
    code: str

    @property
    def trip(self) -> Trip | None:
        """The trip of the seat that counts."""
        return self.seat.batch.trip if self.seat else None


def programmes(viewer: Viewer) -> QuerySet[Programme]:
    """The programmes somebody may see, with what a card needs."""
    dates = Batch.objects.filter(state="standing").order_by("starts_at")
    return (
        scope(viewer, Programme.objects.all())
        .select_related("offering__union")
        .prefetch_related(
            Prefetch("offering__batches", dates, to_attr="dates"),
            Prefetch("offering__groups", Group.objects.order_by("rank"), to_attr="ranked"),
        )
    )


def listed(viewer: Viewer, person: Person | None, now: datetime.datetime) -> dict[str, list[dict[str, Any]]]:
    """Programmes of the unions above and around somebody: those that concern them now, and those that are over."""
    found = programmes(viewer).order_by("offering__closes_at")
    if person is not None and person.union_path:
        found = found.filter(union_path__in=parents(person.union_path))
    mine = all_mine(person, now) if person else {}
    cards = [card(one, mine.get(one.offering_id), now) for one in found]
    return {
        "now": [one for one in cards if one["programme"].offering.state not in PAST],
        "past": [one for one in cards if one["programme"].offering.state in PAST][:10],
    }


def card(programme: Programme, mine: Mine | None, now: datetime.datetime) -> dict[str, Any]:
    """A programme in a list: {programme, code, dates, seats, groups}."""
    dates = programme.offering.dates  # type: ignore[attr-defined]
    return {
        "programme": programme,
        "code": mine.code if mine else standing(_facts(programme.offering, None, None, None), now),
        "seats": sum(batch.capacity for batch in dates),
        "first": dates[0].starts_at if dates else None,
        "last": dates[-1].starts_at if dates else None,
        "count": len(dates),
        "groups": [group.name for group in programme.offering.ranked if group.occupations],  # type: ignore[attr-defined]
    }


def trips_of(programme: Programme) -> list[Trip]:
    """Every trip of a programme in the order of its batches, with where it goes."""
    found = programme.trips.select_related("batch", "route__base", "gather_place")
    return list(found.order_by("batch__starts_at", "batch__number"))


def dated(programme: Programme) -> list[tuple[str, Trip]]:
    """Every trip of a programme with its day in words, the year said once."""
    found = trips_of(programme)
    return list(zip(days_words([trip.batch.starts_at for trip in found]), found, strict=True))


def mine_of(offering: Offering, person: Person | None, now: datetime.datetime) -> Mine:
    """Where somebody stands with one offering."""
    if person is None:
        return Mine(None, None, None, standing(_facts(offering, None, None, None), now))
    found = Application.objects.select_related("offering", "group", "party").filter(person=person, offering=offering)
    return _mine(offering, found.first(), now)


def all_mine(person: Person, now: datetime.datetime) -> dict[int, Mine]:
    """Where somebody stands with every offering of trips they signed up for, by the offering's key."""
    found = Application.objects.filter(person=person, offering__room="trips").select_related("offering")
    return {one.offering_id: _mine(one.offering, one, now) for one in found}


def _mine(offering: Offering, application: Application | None, now: datetime.datetime) -> Mine:
    seats: list[Seat] = []
    if application is not None:
        seats = list(application.seats.select_related("batch__trip__route__base", "batch__place").order_by("-given_at"))
    seat = next((one for one in seats if one.state in SEAT_STANDS), None)
    ended = next((one for one in seats if one.state not in SEAT_STANDS), None)
    return Mine(application, seat, ended, standing(_facts(offering, application, seat, ended), now))


def _facts(offering: Offering, application: Application | None, seat: Seat | None, last: Seat | None) -> Facts:
    return Facts(
        offering=offering.state,
        mode=offering.mode,
        opens_at=offering.opens_at,
        closes_at=offering.closes_at,
        application=application.state if application else None,
        seat=seat.state if seat else None,
        last_seat=_ended_as(last) if last else None,
        level=application.level if application else "",
        ends_at=seat.batch.ends_at if seat else None,
    )


def _ended_as(seat: Seat) -> str:
    return "called_off" if seat.state == "revoked" and seat.batch.state == "cancelled" else seat.state


def itinerary(trip: Trip) -> list[dict[str, Any]]:
    """The days of a trip, each with its times: {day, on, items}."""
    start = timezone.localdate(trip.batch.starts_at)
    days: dict[int, list[dict[str, Any]]] = {}
    for item in trip.route.itinerary if trip.route else []:
        days.setdefault(int(item.get("day", 1)), []).append(item)
    return [
        {"day": day, "on": start + datetime.timedelta(days=day - 1), "items": items}
        for day, items in sorted(days.items())
    ]


def money_words(programme: Programme, days: int = 1) -> str:
    """Who pays, in a worker's words."""
    who = {
        "union": _("工会出钱，您不用付"),
        "welfare": _("单位福利费出钱，您不用付"),
        "unit": _("单位出钱，您不用付"),
        "shared": _("单位和您各出一部分"),
        "self": _("自己付钱"),
    }[programme.funding]
    return f"{who} · {length_words(days)}"


def length_words(days: int) -> str:
    """How long a trip takes."""
    return ngettext("%(n)d 天", "%(n)d 天", days) % {"n": days}


def numbers(programme: Programme) -> list[int]:
    """The numbers of the batches that stand, by date."""
    return [batch.number for batch in programme.offering.dates]  # type: ignore[attr-defined]


def answers(application: Application | None) -> dict[str, object]:
    """What somebody said before, for the form."""
    if application is None:
        return {}
    said = {f"b{number}": "wished" for number in application.wished}
    return {**said, **{f"b{number}": "possible" for number in application.possible}}


def choices(programme: Programme, form: Any) -> list[dict[str, Any]]:
    """A row a date: the day in words, the trip, and the form's field for it."""
    return [
        {"day": day, "trip": trip, "field": form[f"b{trip.batch.number}"]}
        for day, trip in dated(programme)
        if f"b{trip.batch.number}" in form.fields
    ]


def relatives(mine: Mine) -> QuerySet[Relative]:
    """The family put down with one's own application."""
    return Relative.objects.filter(application=mine.application)


def health_said(mine: Mine, person: Person) -> dict[str, object]:
    """What somebody said of their health, for the form."""
    note = HealthNote.objects.filter(application=mine.application).first()
    if note is None:
        return {}
    return {
        "text": note.text,
        "contact_name": note.contact_name,
        "contact_phone": note.contact_phone,
        "consent": has_consent(person, "health"),
    }


def why_not(programme: Programme, person: Person | None, now: datetime.datetime) -> list[str]:
    """Why this person cannot sign up, in words; nothing when they can, or when nobody is signed in."""
    if person is None:
        return []
    reasons = judged(programme.offering, [person], timezone.localdate(now))[person.pk]
    return [say(reason.code, reason.facts) for reason in reasons]


def mine_page(programme: Programme, mine: Mine, now: datetime.datetime) -> dict[str, Any]:
    """Everything the page of one's own application shows."""
    application, trip = mine.application, mine.trip
    assert application is not None
    return {
        "programme": programme,
        "mine": mine,
        "application": application,
        "trip": trip,
        "days": itinerary(trip) if trip else [],
        "mates": mates(application),
        "relatives": list(relatives(mine)),
        "health": HealthNote.objects.filter(application=application).exists(),
        "wished": _days(programme, application.wished),
        "possible": _days(programme, application.possible),
        "changeable": may_change(mine.code, programme.offering.state, now, programme.offering.closes_at),
        "parties": programme.offering.party_max > 1,
        "refused": [say(one["code"], one["facts"]) for one in application.reasons],
        "result": results.result_of(application),
        "tickets": list(open_for(application.person, now).filter(survey__about_uid=trip.uid)) if trip else [],
        "why": _why(mine),
        "phone": programme.offering.union.phone,
        "back": reverse("trips:trips"),
    }


def _why(mine: Mine) -> str:
    """The reason an officer wrote for what somebody has now, or no longer has."""
    if mine.code == "cancelled":
        return why_cancelled(mine.application.offering) if mine.application else ""
    if mine.seat is not None:
        return mine.seat.why
    return mine.last.why if mine.last and mine.code in ("called_off", "taken_away") else ""


def draw_url(programme: Programme) -> str:
    """The public page of the programme's draw; nothing before there is one."""
    draw = draws.standing(programme.offering)
    return reverse("enrolment:draw", args=[draw.uid]) if draw else ""


def mates(application: Application) -> list[str]:
    """The names of those one is kept together with."""
    if application.party_id is None:
        return []
    others = Application.objects.filter(party=application.party_id, state="standing").exclude(pk=application.pk)
    return list(others.order_by("applied_at").values_list("person__name", flat=True))


def _days(programme: Programme, wanted: list[int]) -> list[str]:
    dates = programme.offering.dates  # type: ignore[attr-defined]
    return days_words([batch.starts_at for batch in dates if batch.number in wanted])


def to_come(person: Person, now: datetime.datetime) -> list[dict[str, Any]]:
    """The trips somebody will go on, as plain data that a phone can keep."""
    seats = Seat.objects.filter(
        application__person=person, state__in=("offered", "accepted", "attended"), batch__ends_at__gte=now
    ).select_related("batch__offering", "batch__trip__route")
    return [_told(seat) for seat in seats.order_by("batch__starts_at") if hasattr(seat.batch, "trip")]


def _told(seat: Seat) -> dict[str, Any]:
    trip = seat.batch.trip
    days = itinerary(trip)
    facts = [
        (_("集合"), day_time_words(trip.gather_at) if trip.gather_at else ""),
        (_("在哪里"), trip.gather_where),
        (_("去哪里"), trip.route.name if trip.route else ""),
        (_("坐哪辆车"), trip.bus),
        (_("保险"), " ".join(filter(None, (trip.insurer, trip.policy)))),
        (_("说明"), trip.note),
    ]
    return {
        "day": day_words(seat.batch.starts_at),
        "title": seat.batch.offering.title,
        "facts": [[label, value] for label, value in facts if value],
        "leader_phone": trip.leader_phone,
        "items": [
            {"when": _when(day["on"], item, alone=len(days) == 1), "text": str(item.get("text", ""))}
            for day in days
            for item in day["items"]
        ],
    }


def _when(on: datetime.date, item: dict[str, Any], *, alone: bool) -> str:
    """A time of the itinerary; with its day where a trip has several."""
    time = str(item.get("time", ""))
    return time if alone else f"{day_words(on)} {time}".strip()
