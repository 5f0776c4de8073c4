"""Whose key a request shows: SHA-256 and one indexed query, since a slow hash a request would cost more than the rest."""

import base64
import datetime
import hashlib
import hmac
import threading
import time
from dataclasses import dataclass

from xinlian.people.limits import counted
from xinlian.records.models import Client
from xinlian.records.rules.faults import Fault

PER_MINUTE = 3000
HEARD_EVERY = datetime.timedelta(minutes=1)
LONGEST = 400
TOLD_EVERY, MOST_TALLIES = 1.0, 10_000
NOBODYS = hashlib.sha256(b"").hexdigest()


def digest(key: str) -> str:
    """As a key is kept."""
    return hashlib.sha256(key.encode()).hexdigest()


def pair(authorization: str) -> tuple[str, str]:
    """User name and key of a Basic Authorization header; ("", "") of anything else."""
    scheme, _, said = authorization.partition(" ")
    if scheme.lower() != "basic" or len(said) > LONGEST:
        return "", ""
    try:
        name, _, key = base64.b64decode(said.strip(), validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return name, key


def client_of(authorization: str) -> Client:
    """Whoever this header shows to be. Fault 401: key_unknown. Takes as long for a name that is not known."""
    name, key = pair(authorization)
    found = Client.objects.filter(public_id=name, blocked_at=None).first() if name else None
    if not hmac.compare_digest(digest(key), found.key_hash if found else NOBODYS) or found is None:
        raise Fault(401, "key_unknown", "XAPI-00334", "Authorization")
    return found


@dataclass(slots=True)
class _Tally:
    """A client's requests of one minute: how many all processes told the database, and those this one did not tell yet."""

    minute: int
    total: int = 0
    untold: int = 0
    told_at: float = 0.0


_tallies: dict[int, _Tally] = {}
_counting = threading.Lock()


def _so_many(client: Client, at: datetime.datetime) -> int:
    """Requests of a client in this minute, with this one.

    The database hears of them once a second from each process: a write for each request would wait for those who store. So a
    client may pass its limit by what the other processes take within one second.
    """
    minute, now = int(at.timestamp()) // 60, time.monotonic()
    with _counting:
        tally = _tallies.get(client.pk)
        if tally is None or tally.minute != minute:
            if len(_tallies) >= MOST_TALLIES:
                _tallies.clear()
            tally = _tallies[client.pk] = _Tally(minute)
        tally.untold += 1
        if tally.total and now - tally.told_at < TOLD_EVERY:
            return tally.total + tally.untold
        telling, tally.untold, tally.told_at = tally.untold, 0, now
    total = counted(f"records:{client.pk}", telling, 60, at)
    tally.total = max(tally.total, total)
    return total


def count(client: Client, at: datetime.datetime) -> None:
    """Count one request of a client, and note that it came. Fault 429: limit_reached."""
    if _so_many(client, at) > PER_MINUTE:
        raise Fault(429, "limit_reached", "", "", {"seconds": 60 - int(at.timestamp()) % 60})
    if client.heard_at is None or at - client.heard_at > HEARD_EVERY:
        Client.objects.filter(pk=client.pk).update(heard_at=at)
