"""Who keeps which station."""

import datetime

from django.db.models import Q, QuerySet

from xinlian.people.models import Grant, Person
from xinlian.people.scope import Viewer, below
from xinlian.rows.paths import parents
from xinlian.stations.models import Keeping, Station


def current(on: datetime.date) -> Q:
    """The condition that a keeping stands on a day."""
    return Q(since_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))


def keeps(viewer: Viewer, station: Station, on: datetime.date) -> bool:
    """Whether somebody keeps a station on a day: by name, or by the keeper's role at its union or above."""
    if viewer.person_id is None:
        return False
    if viewer.holds(("keeper",), station.union_path):
        return True
    return Keeping.objects.filter(current(on), station=station, person_id=viewer.person_id or 0).exists()


def kept(viewer: Viewer, on: datetime.date) -> QuerySet[Station]:
    """The stations that somebody keeps on a day, drafts and removed ones left out."""
    named = Keeping.objects.filter(current(on), person_id=viewer.person_id or 0).values("station")
    mine = Q(pk__in=named) | below(viewer.paths(("keeper",)))
    return Station.objects.filter(mine, state="published").select_related("place", "place__union").order_by("code")


def keepers(station: Station, on: datetime.date) -> list[Person]:
    """The people who keep a station by name on a day."""
    rows = Keeping.objects.filter(current(on), station=station).select_related("person").order_by("since_on")
    return [row.person for row in rows]


def asked_of(station: Station, on: datetime.date) -> list[Person]:
    """Whom a question about a station goes to: who keeps it by name, else the keepers of the nearest union above."""
    named = keepers(station, on)
    if named:
        return named
    held = Grant.objects.filter(current(on), role="keeper", union_path__in=parents(station.union_path))
    rows = list(held.select_related("person").order_by("-union_path", "pk"))  # a longer path sorts behind its parents
    return [row.person for row in rows if row.union_path == rows[0].union_path]


def approvers_of(union_path: str, on: datetime.date) -> bool:
    """Whether anybody holds the approver's role at a union or above it on a day."""
    held = Grant.objects.filter(current(on), role="approver", union_path__in=parents(union_path))
    return held.filter(person__is_active=True).exists()
