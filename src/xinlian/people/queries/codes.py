"""Reads about codes on their way."""

import datetime
import uuid

from xinlian.people.models import Code
from xinlian.people.rules import seconds_to_wait


def waiting(ticket: str | None, act: str, now: datetime.datetime) -> Code | None:
    """The code that a session waits for, if it still stands."""
    try:
        uid = uuid.UUID(ticket or "")
    except ValueError:
        return None
    return Code.objects.filter(uid=uid, act=act, used_at=None, ends_at__gt=now).first()


def wait_seconds(code: Code, now: datetime.datetime) -> int:
    """Seconds until it may be sent once more."""
    return seconds_to_wait(code.asked_at, now)
