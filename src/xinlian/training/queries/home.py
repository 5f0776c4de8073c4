"""What the training base puts on somebody's home: the next session they teach, the next one they come to."""

import datetime
from typing import Any

from xinlian.people.models import Person
from xinlian.training.models import Session
from xinlian.training.queries.teaching import taught_by
from xinlian.training.queries.timetable import held

AHEAD = datetime.timedelta(days=14)
GOING = ("accepted", "attended")


def cards(person: Person, now: datetime.datetime) -> list[dict[str, Any]]:
    """At most one of each."""
    teach = taught_by(person).filter(ends_at__gte=now, starts_at__lte=now + AHEAD).order_by("starts_at").first()
    rows = Session.objects.filter(
        training_class__batch__seats__application__person=person, training_class__batch__seats__state__in=GOING
    )
    mine = held(rows.filter(ends_at__gte=now, starts_at__lte=now + AHEAD, makes_up=None))
    come = mine.select_related("subject", "room").order_by("starts_at").first()
    found: list[dict[str, Any]] = []
    if come is not None:
        found.append({"order": 1, "template": "training/home_class.html", "session": come})
    if teach is not None:
        found.append({"order": 2, "template": "training/home_teach.html", "session": teach})
    return found
