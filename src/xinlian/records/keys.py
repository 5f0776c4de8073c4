"""Whose key a request shows: SHA-256 and one indexed query, since a slow hash a request would cost more than the rest."""

import base64
import datetime
import hashlib
import hmac
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from xinlian.people.limits import all_counted
from xinlian.records import locks
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


@dataclass(slots=True)
class _Telling:
    """When this process last told the database of all its clients."""

    at: float = 0.0


_tallies: dict[int, _Tally] = {}
_telling = _Telling()
_counting = threading.Lock()


def _so_many(client: Client, at: datetime.datetime) -> int:
    """Requests of a client in this minute, with this one.

    The database hears of all clients at once, once a second from each process: a write for each request, or for each client,
    would wait for those who store and make them wait. So a client may pass its limit by what the other processes take within
    one second.
    """
    minute, now = int(at.timestamp()) // 60, time.monotonic()
    with _counting:
        tally = _tallies.get(client.pk)
        if tally is None or tally.minute != minute:
            if len(_tallies) >= MOST_TALLIES:
                _tallies.clear()
            tally = _tallies[client.pk] = _Tally(minute)
        tally.untold += 1
        if tally.total and now - _telling.at < TOLD_EVERY:
            return tally.total + tally.untold
        _telling.at = now
        telling = {key: one.untold for key, one in _tallies.items() if one.untold and one.minute == minute}
        for key in telling:
            _tallies[key].untold = 0
    for key, total in _told(telling, at).items():
        one = _tallies.get(key)
        if one is not None and one.minute == minute:
            one.total = max(one.total, total)
    return tally.total


def _told(telling: Mapping[int, int], at: datetime.datetime) -> dict[int, int]:
    """Add to what the database knows, in the queue of those who write; what that makes."""
    names = {f"records:{key}": key for key in telling}
    with locks.turn():
        totals = all_counted({name: telling[key] for name, key in names.items()}, 60, at)
    return {names[name]: total for name, total in totals.items()}


def count(client: Client, at: datetime.datetime) -> None:
    """Count one request of a client, and note that it came. Fault 429: limit_reached."""
    if _so_many(client, at) > PER_MINUTE:
        raise Fault(429, "limit_reached", "", "", {"seconds": 60 - int(at.timestamp()) % 60})
    if client.heard_at is None or at - client.heard_at > HEARD_EVERY:
        Client.objects.filter(pk=client.pk).update(heard_at=at)
