"""Offerings as tables and pages ask for them."""

import uuid
from collections.abc import Sequence

from django.db.models import QuerySet

from xinlian.enrolment.facts import chunks
from xinlian.enrolment.models import Application, Offering
from xinlian.journal.models import Entry
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope


def offering_for_table(uid: str) -> Offering | None:
    """The offering of a UUID as text, if there is one that is not a draft."""
    try:
        wanted = uuid.UUID(uid)
    except ValueError:
        return None
    return Offering.objects.filter(Offering.public, uid=wanted).select_related("union").first()


def run_by(viewer: Viewer) -> QuerySet[Offering]:
    """The offerings that a viewer runs."""
    return scope(viewer, Offering.objects.select_related("union"), ("officer",))


def applied_by(offering: Offering, people: Sequence[Person]) -> dict[int, Application]:
    """The applications of these people for an offering, by person."""
    found: dict[int, Application] = {}
    for keys in chunks([person.pk for person in people]):
        rows = Application.objects.filter(offering=offering, person__in=keys)
        found |= {application.person_id: application for application in rows}
    return found


def whole(people: Sequence[Person]) -> dict[int, Person]:
    """The same people with every column, for conditions that ask for more than a key."""
    found: dict[int, Person] = {}
    for keys in chunks([person.pk for person in people]):
        found |= Person.objects.select_related("union").in_bulk(list(keys))
    return found


def why_cancelled(offering: Offering) -> str:
    """The reason an officer gave when an offering was called off: the journal keeps it, those concerned read it."""
    if offering.state != "cancelled":
        return ""
    lines = Entry.objects.filter(verb="offering.moved", object_uid=offering.uid).order_by("-at", "-id")
    facts = lines.values_list("facts", flat=True).first() or {}
    return str(facts.get("why", ""))
