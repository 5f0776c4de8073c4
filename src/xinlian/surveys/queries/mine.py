"""What waits for somebody, and whether they may answer."""

import datetime
import uuid

from django.db.models import QuerySet
from django.utils import timezone

from xinlian.people.models import Person
from xinlian.surveys.models import Ticket


def open_for(person: Person, at: datetime.datetime | None = None) -> "QuerySet[Ticket]":
    """The tickets of surveys that somebody may answer now, the soonest to end first; one query."""
    now = at or timezone.now()
    waiting = Ticket.objects.filter(person=person, answered=False, survey__state="open")
    timely = waiting.filter(survey__opens_at__lte=now, survey__closes_at__gt=now)
    return timely.select_related("survey").order_by("survey__closes_at")


def ticket_of(person: Person, uid: uuid.UUID) -> "QuerySet[Ticket]":
    """Somebody's own ticket of a survey."""
    return Ticket.objects.filter(person=person, survey__uid=uid).select_related(
        "survey__questionnaire", "survey__union"
    )
