"""Thanks and complaints."""

import datetime
import uuid

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import demand
from xinlian.stations.models import Station, Voice
from xinlian.stations.rules import talk as rules


@transaction.atomic
def say(
    *,
    station: Station,
    kind: str,
    text: str,
    signed: str,
    client_uid: uuid.UUID,
    by: Person | None,
    at: datetime.datetime,
) -> Voice:
    """Hand in thanks or a complaint once; thanks hang only after somebody looked at them.

    Raises Refused: voice_kind_known, station_public, text_said, text_short_enough, signed_short_enough.
    """
    known = Voice.objects.filter(client_uid=client_uid).first()
    if known:
        return known
    text, signed = text.strip(), signed.strip()
    demand(rules.may_say(kind, station.state, text, signed))
    made, new = Voice.objects.get_or_create(
        client_uid=client_uid,
        defaults={
            "station": station,
            "union_path": station.union_path,
            "shard": station.shard,
            "kind": kind,
            "text": text,
            "signed": signed,
            "person": by,
            "at": at,
        },
    )
    if new:
        record(kind, made, by=by, at=at, station=str(station.uid))
    return made
