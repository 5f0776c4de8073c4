"""What of credentials comes round by itself."""

import datetime

from xinlian.credentials import outgoing
from xinlian.credentials.actions import keys, outside, passes, statuses
from xinlian.credentials.models import StatusList

MINUTE, HOUR = 60, 3600


def sign_lists(at: datetime.datetime) -> None:
    """Sign anew what changed, and what is an hour old."""
    if StatusList.objects.exists():
        statuses.publish_due(by=None, at=at)


def empty_keys(at: datetime.datetime) -> None:
    """Keys whose time is over keep no private half."""
    keys.empty_ended(by=None, at=at)


def remind(at: datetime.datetime) -> None:
    """Holders are told a month before their pass runs out, and before a day of a certificate of others."""
    passes.remind(by=None, at=at)
    outside.remind(by=None, at=at)


def tell_listeners(at: datetime.datetime) -> None:
    """Systems of others are told what changed; what they took a month ago is forgotten."""
    outgoing.tell_due(at)
    outgoing.clear(at)


DUE = [
    ("credentials.sign_lists", MINUTE, sign_lists),
    ("credentials.tell_listeners", MINUTE, tell_listeners),
    ("credentials.empty_keys", HOUR, empty_keys),
    ("credentials.remind", HOUR, remind),
]
