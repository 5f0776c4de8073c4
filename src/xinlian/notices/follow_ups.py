"""What is told when something happens on the floor of people, which lies below and does not know of notices."""

import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from xinlian.notices.models import Mute, Notice
from xinlian.notices.telling import tell
from xinlian.people.models import DataRequest, Grant, Person


def role_given(*, grant: Grant, by: Person | None, at: datetime.datetime) -> None:
    """Whoever got a role hears of it."""
    tell(
        to=grant.person,
        kind="people.role_given",
        facts={"role": grant.role, "union": grant.union.name},
        key=f"role:{grant.uid}",
        url=reverse("people:me"),
        by=by,
        at=at,
    )


def request_answered(*, request: DataRequest, state: str, by: Person | None, at: datetime.datetime) -> None:
    """Whoever asked about their data hears that there is an answer; the answer itself stays where it is."""
    tell(
        to=request.person,
        kind="people.request_answered",
        facts={"state": state},
        key=f"request:{request.uid}",
        url=reverse("people:my_data"),
        by=by,
        at=at,
    )


def records_join(*, of: Person, to: Person) -> None:
    """Two records of one person become one: what both were told stays once, with the one who signs in."""
    told = Notice.objects.filter(person=of)
    Notice.objects.filter(person=to, key__in=told.values("key")).delete()
    same = Mute.objects.filter(person=of, kind=OuterRef("kind"), channel=OuterRef("channel"))
    Mute.objects.filter(Exists(same), person=to).delete()


AFTER = {"role_given": role_given, "request_answered": request_answered, "records_join": records_join}
