"""Notices that need not be kept as long as the inventory allows."""

import datetime

from xinlian.notices.kinds import KEEP_DAYS, kinds
from xinlian.notices.models import Notice


def forget(at: datetime.datetime) -> int:
    """Delete what is older than its kind says; the daily retention of the inventory does the rest. How many."""
    gone = 0
    for kind in kinds().values():
        if kind.keep_days < KEEP_DAYS:
            before = at - datetime.timedelta(days=kind.keep_days)
            gone += Notice.objects.filter(kind=kind.code, made_at__lt=before).delete()[1].get("notices.Notice", 0)
    return gone
