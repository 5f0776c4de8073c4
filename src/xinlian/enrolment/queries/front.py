"""What can be signed up for, from every room: the offerings around somebody, and where they stand with each."""

import datetime
from dataclasses import dataclass

from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from xinlian.enrolment.models import Application, Offering, Seat
from xinlian.enrolment.queries.conditions import judged
from xinlian.enrolment.rooms import offering_url, unlisted
from xinlian.enrolment.rules.front import standing
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope
from xinlian.rows.paths import parents
from xinlian.rows.sentences import say

MOST = 30
GOING_ON = ("open", "closed", "sealed", "drawn")


@dataclass(frozen=True, slots=True)
class Card:
    """An offering in the list: where it leads, the word for where I stand, why it is not for me."""

    offering: Offering
    url: str
    code: str
    why_not: str


def cards(viewer: Viewer, person: Person | None, now: datetime.datetime) -> list[Card]:
    """What goes on around somebody, the soonest end first; for a visitor what anybody may see."""
    found = list(_around(viewer, person)[:MOST])
    applications, seats = _mine(person, found)
    return [_card(one, person, applications.get(one.pk, ""), seats.get(one.pk, ""), now) for one in found]


def _around(viewer: Viewer, person: Person | None) -> QuerySet[Offering]:
    rows = scope(viewer, Offering.objects.filter(state__in=GOING_ON)).select_related("union")
    rows = rows.exclude(series__in=unlisted())
    if person is not None and person.union_path:
        mine = Application.objects.filter(person=person).values("offering")
        rows = rows.filter(Q(union_path__in=parents(person.union_path)) | Q(pk__in=mine))
    standing_dates = Q(batches__state="standing")
    dates = {
        "first_on": Min("batches__starts_at", filter=standing_dates),
        "last_on": Max("batches__ends_at", filter=standing_dates),
    }
    return rows.annotate(**dates).order_by("closes_at", "id")


def _mine(person: Person | None, found: list[Offering]) -> tuple[dict[int, str], dict[int, str]]:
    if person is None:
        return {}, {}
    rows = Application.objects.filter(person=person, offering__in=found)
    seats = Seat.objects.filter(application__in=rows, state__in=("offered", "accepted"))
    return (
        dict(rows.values_list("offering", "state")),
        dict(seats.values_list("application__offering", "state")),
    )


def _card(offering: Offering, person: Person | None, application: str, seat: str, now: datetime.datetime) -> Card:
    code = standing(
        offering=offering.state,
        opens_at=offering.opens_at,
        closes_at=offering.closes_at,
        application=application,
        seat=seat,
        now=now,
    )
    why = ""
    if person is not None and code in ("open", "coming"):
        reasons = judged(offering, [person], timezone.localdate(now)).get(person.pk, ())
        why = say(reasons[0].code, reasons[0].facts) if reasons else ""
    return Card(offering, offering_url(offering), code, why)
