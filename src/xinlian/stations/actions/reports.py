"""A worker's one-tap word about a station."""

import datetime
import uuid

from django.db import transaction

from xinlian.engines.routes.ellipsoid import distance
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.people.queries.consents import has_consent
from xinlian.places.models import Place
from xinlian.rows.refusals import demand
from xinlian.stations.models import Report, Station
from xinlian.stations.rules import reports as rules

CONFIRMING = ("still_open", "full")  # whoever says so stands before an existing station


@transaction.atomic
def report(
    *,
    station: Station,
    code: str,
    client_uid: uuid.UUID,
    said_at: datetime.datetime,
    position: tuple[float, float] | None,
    by: Person | None,
    at: datetime.datetime,
    voice: str = "",
) -> Report:
    """Take a word once: the same `client_uid` again gives the first answer.

    Of `position` (WGS-84) only the distance is kept, with the person after their yes only; from over 50 km the word
    weighs 0. Refused: report_code_known, station_published, said_not_in_future, said_not_too_long_ago.
    """
    if known := Report.objects.filter(client_uid=client_uid).first():
        return known
    demand(rules.may_report(code, station.state, said_at, at))
    said_at, metres = min(said_at, at), _metres(station.place, position)
    made, new = Report.objects.get_or_create(
        client_uid=client_uid,
        defaults={
            **_belongs(station),
            "code": code,
            "person": by if metres is None or has_consent(by, "location") else None,
            "at": said_at,
            "arrived_at": at,
            "expires_at": rules.expires_at(code, said_at),
            "distance_m": metres,
            "weight": rules.weight(metres),
            "voice": voice,
        },
    )
    if new:
        _confirm(station.place, made)
        record("report", made, by=by, at=at, station=str(station.uid), code=code, weight=made.weight)
    return made


def _belongs(station: Station) -> dict[str, object]:
    return {"station": station, "union_path": station.union_path, "shard": station.shard}


def _metres(place: Place, position: tuple[float, float] | None) -> int | None:
    return round(distance(*position, place.lat, place.lon)) if position else None


def _confirm(place: Place, said: Report) -> None:
    """A word from near is evidence that the place is there; an older word never replaces a newer one."""
    if said.weight and said.code in CONFIRMING:
        newer = Place.objects.filter(pk=place.pk, confirmed_at__gte=said.at).exists()
        if not newer:
            Place.objects.filter(pk=place.pk).update(confirmed_at=said.at, confirmed_by="worker")
