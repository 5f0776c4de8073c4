"""What keepers say from their phone: how the station is now, who came, that all is as described."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.places.actions.visits import check_in
from xinlian.places.models import Facility, Place, Visit
from xinlian.rows.refusals import Refused, demand
from xinlian.stations.models import Station
from xinlian.stations.queries.keeping import keeps
from xinlian.stations.who import acting, may_change, may_keep

MOST_HEADS = 200  # counted at one tap


def _guard(by: Person, at: datetime.datetime, station: Station) -> None:
    viewer = acting(by, at)
    demand(may_keep(keeps=keeps(viewer, station, timezone.localdate(at))))
    if station.state != "published":
        raise Refused("station_not_public")


@transaction.atomic
def say_now(
    *,
    by: Person,
    at: datetime.datetime,
    station: Station,
    now: str,
    until: datetime.datetime | None = None,
    note: str = "",
) -> Station:
    """How it is now: open, closed, full or broken, until a moment; "" takes the word back. Open confirms the place."""
    _guard(by, at, station)
    if now not in ("", *dict(Station.NOW)):
        raise Refused("now_unknown")
    if until is not None and until <= at:
        raise Refused("until_past")
    station.now, station.now_at = now, at if now else None
    station.now_until, station.now_note = (until, note.strip()[:100]) if now else (None, "")
    station.save(update_fields=["now", "now_at", "now_until", "now_note"])
    if now == "open":
        Place.objects.filter(pk=station.place_id).update(confirmed_at=at, confirmed_by="keeper")
    record("station_now", station, by=by, at=at, now=now, until=until.isoformat() if until else None)
    return station


@transaction.atomic
def count_visit(*, by: Person, at: datetime.datetime, station: Station, client_uid: uuid.UUID, heads: int = 1) -> Visit:
    """Count people who came in; the same `client_uid` again is counted once."""
    _guard(by, at, station)
    if heads > MOST_HEADS:
        raise Refused("heads_range", {"most": MOST_HEADS})
    known = Visit.objects.filter(client_uid=client_uid).first()
    if known:
        return known
    visit = check_in(place=station.place, client_uid=client_uid, came_at=at, way="count", heads=heads, by=by, at=at)
    record("station_visit_counted", station, by=by, at=at, heads=heads)
    return visit


@transaction.atomic
def confirm(*, by: Person, at: datetime.datetime, station: Station) -> Station:
    """All is as described today: the place and what is there become fresh. Keepers, and officers who went to look."""
    viewer = acting(by, at)
    kept = keeps(viewer, station, timezone.localdate(at))
    demand(may_change(viewer, station.union_path, keeps=kept))
    if station.state != "published":
        raise Refused("station_not_public")
    who = "keeper" if kept else "officer"
    Place.objects.filter(pk=station.place_id).update(confirmed_at=at, confirmed_by=who)
    Facility.objects.filter(place=station.place_id).update(confirmed_at=at, confirmed_by=who)
    station.asked_at = None
    station.save(update_fields=["asked_at"])
    record("station_confirmed", station, by=by, at=at, who=who)
    return station
