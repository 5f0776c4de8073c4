"""What comes to its end by itself: a job that walks the inventory once a day."""

import datetime
from typing import Any

from django.db import models, transaction

from xinlian.journal.actions import record
from xinlian.people.actions.erase import erase_person
from xinlian.people.endings import end
from xinlian.people.holdings import Holding, all_holdings
from xinlian.people.models import Person
from xinlian.people.queries.holdings import model_of
from xinlian.people.queries.retention import out_of_sight

BATCH = 500


def run(*, by: Person | None, at: datetime.datetime) -> dict[str, int]:
    """Erase or unlink what is older than its holding allows, and people long out of sight; {model: rows}."""
    counts: dict[str, int] = {}
    for holding in all_holdings():
        if holding.keep_days is not None and holding.at_end != "keep":
            counts[holding.model] = counts.get(holding.model, 0) + _end_old(holding, at)
    for person in list(out_of_sight(at)):
        erase_person(person=person, by=by, at=at)
        counts["people.Person"] = counts.get("people.Person", 0) + 1
    counts = {model: count for model, count in counts.items() if count}
    with transaction.atomic():
        record("retention.run", None, by=by, at=at, counts=counts)
    return counts


def _end_old(holding: Holding, at: datetime.datetime) -> int:
    """In short transactions, so that nobody waits for a long one."""
    assert holding.keep_days is not None
    model = model_of(holding)
    before: Any = at - datetime.timedelta(days=holding.keep_days)
    if not isinstance(model._meta.get_field(holding.since), models.DateTimeField):
        before = before.date()
    old = model._default_manager.filter(**{f"{holding.since}__lt": before})
    if holding.at_end == "unlink":
        old = old.exclude(**{holding.person: None})
    done = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            done += end(holding, model._default_manager.filter(pk__in=keys))
    return done
