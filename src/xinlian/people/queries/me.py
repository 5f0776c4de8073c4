"""What somebody's own page shows."""

import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from xinlian.people.models import DataRequest, Grant, Person


def roles_of(person: Person, on: datetime.date) -> "QuerySet[Grant]":
    """The roles somebody holds on a day, with their unions."""
    standing = Q(until_on=None) | Q(until_on__gte=on)
    return Grant.objects.filter(standing, person=person, since_on__lte=on).select_related("union")


def requests_of(person: Person) -> "QuerySet[DataRequest]":
    """What somebody asked about their data, the newest first."""
    return DataRequest.objects.filter(person=person)[:20]


def with_union(person: Person) -> Person:
    """The person with union and employer at hand."""
    return Person.objects.select_related("union", "employer").get(pk=person.pk)


def links_for(person: Person) -> list[dict[str, Any]]:
    """What the floors and rooms above put on one's own page, in `navigation.ME`: {name, icon, label, count, whose}.

    `whose` says whether a link is for somebody; without it, it is for everybody.
    """
    found: list[dict[str, Any]] = []
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.navigation"):
            found += getattr(import_module(f"{app.name}.navigation"), "ME", ())
    return [
        {**one, "count": one["count"](person) if "count" in one else 0}
        for one in sorted(found, key=lambda one: one["order"])
        if "whose" not in one or one["whose"](person)
    ]
