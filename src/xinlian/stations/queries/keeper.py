"""What a keeper's pages show."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.access import today, viewer
from xinlian.people.models import Person
from xinlian.places.facilities import KINDS
from xinlian.places.models import Visit
from xinlian.stations.models import Fault, Proposal, Station
from xinlian.stations.queries.checklists import rules_for
from xinlian.stations.queries.keeping import kept
from xinlian.stations.rules.freshness import freshness, limits
from xinlian.stations.rules.repairs import overdue, steps, urgency
from xinlian.stations.rules.states import FAULT_ENDS

TONES = {"open": "ok", "full": "warn", "closed": "off", "broken": "bad"}


def midnight(at: datetime.datetime) -> datetime.datetime:
    """The beginning of the local day."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def counted(station: Station, at: datetime.datetime) -> int:
    """How many people came in today, by the door's code and by the counter."""
    found = Visit.objects.filter(place=station.place_id, at__gte=midnight(at)).aggregate(n=Sum("heads"))
    return found["n"] or 0


def cards(stations: Iterable[Station], at: datetime.datetime) -> list[dict[str, Any]]:
    """Each station with what its keeper said, whether it still holds, how fresh it is and whether somebody asked."""
    rows = []
    for station in stations:
        place = station.place
        holds = bool(station.now) and (station.now_until is None or station.now_until > at)
        fresh_days, confirm_days = limits(rules_for(station.union_path, timezone.localdate(at)))
        rows.append(
            {
                "station": station,
                "place": place,
                "holds": holds,
                "tone": TONES.get(station.now, "info") if holds else "info",
                "words": station.get_now_display() if holds else _("按开放时间"),
                "fresh": freshness(place.confirmed_at, at, fresh_days, confirm_days),
                "asked": station.asked_at,
            }
        )
    return rows


def faults(station: Station, on: datetime.date) -> list[dict[str, Any]]:
    """Open faults with what the keeper may do next, the most pressing first."""
    found = Fault.objects.filter(station=station).exclude(state__in=FAULT_ENDS)
    return [
        {
            "fault": one,
            "what": KINDS[one.facility].name if one.facility else _("别的"),
            "late": overdue(one.state, one.due_on, on),
            "steps": steps(one.state, as_officer=False),
        }
        for one in sorted(found, key=lambda one: urgency(one.state, one.due_on, on))
    ]


def proposals(station: Station, person: Person) -> QuerySet[Proposal]:
    """What this keeper proposed here lately."""
    return Proposal.objects.filter(station=station, person=person).order_by("-at")[:3]


def home_cards(request: HttpRequest) -> list[dict[str, object]]:
    """For keepers: their stations on the home page."""
    who = viewer(request)
    if who.person_id is None:
        return []
    stations = list(kept(who, today())[:3])
    if not stations:
        return []
    return [{"order": 5, "template": "stations/keep/home_card.html", "rows": cards(stations, timezone.now())}]
