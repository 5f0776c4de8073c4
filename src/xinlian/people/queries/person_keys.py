"""Keys that act as a person: whose one is, and one's own."""

import datetime

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import QuerySet

from xinlian.people.models import Person, PersonKey
from xinlian.people.scope import DESK, viewer_of


def standing(person: Person, at: datetime.datetime) -> "QuerySet[PersonKey]":
    """Those that open something now."""
    return PersonKey.objects.filter(person=person, ended_at=None, ends_at__gt=at)


def mine(person: Person, at: datetime.datetime) -> "QuerySet[PersonKey]":
    """One's own that open something now, the newest first."""
    return standing(person, at).order_by("-made_at", "-id")


def asks_second_factor(person: Person, on: datetime.date) -> bool:
    """Whether more than a code on a phone lets somebody in."""
    return bool(viewer_of(person, on).paths(DESK)) or is_mfa_enabled(person)


def opened_by(digest: str, at: datetime.datetime, on: datetime.date) -> PersonKey | None:
    """The key with this hash, as long as it opens something: it stands, its person is not blocked, and whoever made it
    for a role holds one still.
    """
    rows = PersonKey.objects.filter(key_hash=digest, ended_at=None, ends_at__gt=at, person__is_active=True)
    found = rows.select_related("person__union").first()
    if found is None:
        return None
    if found.way == "page":
        return found if viewer_of(found.person, on).grants else None
    return None if asks_second_factor(found.person, on) else found
