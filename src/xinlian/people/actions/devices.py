"""The devices somebody is signed in on."""

import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person


@transaction.atomic
def end_devices(*, keys: list[str], of: Person, by: Person | None, at: datetime.datetime) -> int:
    """Sign somebody out on these devices; how many there were."""
    own = list(UserSession.objects.filter(user=of, session_key__in=keys).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=own).delete()
    UserSession.objects.filter(session_key__in=own).delete()
    if own:
        record("devices.ended", of, by=by, at=at, count=len(own))
    return len(own)
