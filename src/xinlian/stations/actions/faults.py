"""Telling of something broken; what becomes of it is in `repairs`."""

import datetime
import uuid

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.places.facilities import KINDS
from xinlian.rows.refusals import demand
from xinlian.stations.models import Fault, Station
from xinlian.stations.rules import talk as rules


@transaction.atomic
def tell(
    *,
    station: Station,
    facility: str,
    text: str,
    client_uid: uuid.UUID,
    by: Person | None,
    at: datetime.datetime,
) -> Fault:
    """Take a fault once; `facility` is a code or empty when it is about something else.

    Raises Refused: station_published, facility_known, fault_described.
    """
    known = Fault.objects.filter(client_uid=client_uid).first()
    if known:
        return known
    text = text.strip()
    demand(rules.may_tell(station.state, facility, text, frozenset(KINDS)))
    made, new = Fault.objects.get_or_create(
        client_uid=client_uid,
        defaults={
            "station": station,
            "union_path": station.union_path,
            "shard": station.shard,
            "facility": facility,
            "text": text,
            "person": by,
            "at": at,
        },
    )
    if new:
        record("tell_fault", made, by=by, at=at, station=str(station.uid), facility=facility)
    return made
