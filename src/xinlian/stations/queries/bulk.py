"""What an act on many stations would do to each of them, before it is done."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from xinlian.people.scope import Viewer
from xinlian.rows.refusals import Decision
from xinlian.rows.sentences import say
from xinlian.stations.models import Review, Station
from xinlian.stations.queries.checklists import in_force
from xinlian.stations.rules.positions import wrong
from xinlian.stations.rules.publishing import may_publish as may_publish_now
from xinlian.stations.who import may_change, may_inspect, may_publish

MOST = 2000


@dataclass(frozen=True, slots=True)
class Planned:
    """One station and whether the act would reach it."""

    station: Station
    decision: Decision


def chosen(found: QuerySet[Any], uids: Iterable[str], everything: bool) -> list[Station]:
    """The stations picked from a filtered list, or all of it, at most 2,000."""
    rows = found if everything else found.filter(uid__in=[uid for uid in uids if len(uid) == 36])
    return list(rows.prefetch_related("place__facilities")[:MOST])


def plan(viewer: Viewer, act: str, stations: Iterable[Station], at: datetime.datetime) -> list[Planned]:
    """What `act` ("publish", "ask", "review") would do to each."""
    decide = ACTS[act]
    return [Planned(station, decide(viewer, station, timezone.localdate(at))) for station in stations]


def _both(first: Decision, second: Decision) -> Decision:
    return first if not first.ok else second


def publishing(viewer: Viewer, station: Station, on: datetime.date) -> Decision:
    """Whether the viewer may publish this station as it stands."""
    place = station.place
    now = may_publish_now(
        station.state,
        name=place.name,
        hours=place.hours,
        facilities=sum(one.state != "absent" for one in place.facilities.all()),
        doubtful=wrong(place.lat, place.lon) is not None,
    )
    return _both(may_publish(viewer, station.union_path), now)


def asking(viewer: Viewer, station: Station, on: datetime.date) -> Decision:
    """Whether the viewer may ask for this station to be confirmed."""
    now = Decision.of(station_not_public=station.state == "published")
    return _both(may_change(viewer, station.union_path), now)


def reviewing(viewer: Viewer, station: Station, on: datetime.date) -> Decision:
    """Whether the viewer may begin this year's review of this station."""
    known = Review.objects.filter(station=station, year=on.year).exists()
    now = Decision.of(
        station_not_public=station.state == "published",
        review_begun=not known,
        checklist_none=known or in_force(station.union_path, on) is not None,
    )
    return _both(may_inspect(viewer, station.union_path), now)


ACTS: dict[str, Callable[[Viewer, Station, datetime.date], Decision]] = {
    "publish": publishing,
    "ask": asking,
    "review": reviewing,
}


def summary(planned: Iterable[Planned]) -> dict[str, Any]:
    """How many can be reached, by union for a chart, and the others by reason in words."""
    rows = list(planned)
    unions = Counter(one.station.place.union.name for one in rows if one.decision.ok)
    held = Counter(one.decision.missing[0] for one in rows if not one.decision.ok)
    return {
        "ready": sum(unions.values()),
        "held": sum(held.values()),
        "unions": unions.most_common(12),
        "reasons": [(say(code, {}), count) for code, count in held.most_common()],
    }
