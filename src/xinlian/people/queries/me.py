"""What somebody's own page shows."""

import datetime

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
