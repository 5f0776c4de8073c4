"""That a device was used: nobody's act, so no journal line."""

import datetime

from allauth.usersessions.models import UserSession

IDLE_ENDED = "idle_ended"  # in the session of whoever was signed out for doing nothing, until they are in again


def seen(*, session_key: str | None, at: datetime.datetime) -> None:
    """Note the moment on the device of a session."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)
