"""What is told when something happens on the floor of people, which lies below and does not know of notices."""

import datetime

from django.urls import reverse

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


AFTER = {"role_given": role_given, "request_answered": request_answered}
