"""Whose key a request shows: SHA-256 and one indexed query, since a slow hash a request would cost more than the rest."""

import base64
import datetime
import hashlib
import hmac

from xinlian.people.limits import limited
from xinlian.records import locks
from xinlian.records.models import Client
from xinlian.records.rules.faults import Fault

PER_MINUTE = 3000
HEARD_EVERY = datetime.timedelta(minutes=1)
LONGEST = 400
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


def count(client: Client, at: datetime.datetime) -> None:
    """Count one request of a client, and note that it came. Fault 429: limit_reached."""
    with locks.turn():
        over = limited(f"records:{client.pk}", PER_MINUTE, 60, at)
    if over:
        raise Fault(429, "limit_reached", "", "", {"seconds": 60 - int(at.timestamp()) % 60})
    if client.heard_at is None or at - client.heard_at > HEARD_EVERY:
        Client.objects.filter(pk=client.pk).update(heard_at=at)
