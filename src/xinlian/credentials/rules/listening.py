"""May now: registering a system that is told of passes; how long to wait after a failed try. Pure."""

import datetime
from urllib.parse import urlsplit

from xinlian.rows.refusals import Decision

MINUTES = (1, 5, 15, 60, 180, 360, 720, 1440, 1440)  # in all some three days
LOCAL = ("localhost", "127.0.0.1", "::1")


def may_register(*, name: str, address: str) -> Decision:
    """Whether it can be registered: a name, and an address that goes by TLS; plain HTTP only within this machine."""
    return Decision.of(listener_name=bool(name.strip()), listener_address=not address or is_safe(address))


def is_safe(address: str) -> bool:
    """Whether what is sent there is read by nobody on the way."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.username or parts.password or parts.fragment or not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)


def wait(tries: int) -> datetime.timedelta | None:
    """How long after so many failed tries the next one comes; none when it is given up."""
    return datetime.timedelta(minutes=MINUTES[tries - 1]) if 0 < tries <= len(MINUTES) else None
