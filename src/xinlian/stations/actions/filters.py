"""Filters of the desk's list that somebody gave a name."""

import datetime

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.stations.models import SavedFilter

MOST = 30


@transaction.atomic
def keep_filter(*, by: Person, at: datetime.datetime, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces it. Refused: "filters_many"."""
    if not SavedFilter.objects.filter(person=by, name=name).exists() and _count(by) >= MOST:
        raise Refused("filters_many", {"most": MOST})
    kept, _new = SavedFilter.objects.update_or_create(
        person=by, name=name, defaults={"query": query, "union_path": by.union_path, "shard": by.shard}
    )
    record("filter_kept", kept, by=by, at=at)
    return kept


def _count(person: Person) -> int:
    return SavedFilter.objects.filter(person=person).count()


@transaction.atomic
def drop_filter(*, by: Person, at: datetime.datetime, kept: SavedFilter) -> None:
    """Forget a filter of one's own."""
    if kept.person_id != by.pk:
        raise Refused("role_filter_owner")
    record("filter_dropped", kept, by=by, at=at)
    kept.delete()
