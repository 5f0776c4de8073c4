"""Somebody came."""

import datetime
import uuid

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.places.models import Place, Visit
from xinlian.places.rules import may_check_in
from xinlian.rows.refusals import demand


@transaction.atomic
def check_in(
    *,
    place: Place,
    client_uid: uuid.UUID,
    came_at: datetime.datetime,
    way: str,
    heads: int,
    by: Person | None,
    at: datetime.datetime,
) -> Visit:
    """Count a visit once; `way` is "door" (the code there was scanned) or "count" (a keeper counted `heads`).

    The place is confirmed as of `came_at`, unless somebody confirmed it later.
    Raises Refused: place_listed, visit_way_known, heads_counted, came_not_in_future, came_not_too_long_ago.
    """
    known = Visit.objects.filter(client_uid=client_uid).first()
    if known:
        return known
    demand(may_check_in(listed=place.listed, way=way, heads=heads, came_at=came_at, now=at))
    came_at = min(came_at, at)
    made, new = Visit.objects.get_or_create(
        client_uid=client_uid,
        defaults={
            "place": place,
            "union_path": place.union_path,
            "shard": place.shard,
            "person": by if way == "door" else None,
            "way": way,
            "heads": heads,
            "at": came_at,
        },
    )
    if new:
        _confirm(place, came_at, "door" if way == "door" else "keeper")
        record("check_in", made, by=by, at=at, place=str(place.uid), way=way, heads=heads)
    return made


def _confirm(place: Place, came_at: datetime.datetime, who: str) -> None:
    if not Place.objects.filter(pk=place.pk, confirmed_at__gte=came_at).exists():
        Place.objects.filter(pk=place.pk).update(confirmed_at=came_at, confirmed_by=who)
