"""How fresh the word about a station is; a word that nobody repeats loses its worth by itself. Pure."""

import datetime
from collections.abc import Mapping
from typing import Any

FRESH_DAYS = 7
CONFIRM_DAYS = 30  # where the province's checklist says nothing


def limits(rules: Mapping[str, Any]) -> tuple[int, int]:
    """(days that a word counts as fresh, days until it is overdue) of a checklist's rules."""
    return int(rules.get("fresh_days", FRESH_DAYS)), int(rules.get("confirm_days", CONFIRM_DAYS))


def freshness(confirmed_at: datetime.datetime | None, at: datetime.datetime, fresh_days: int, confirm_days: int) -> str:
    """ "fresh", "aging", "overdue" or "never"."""
    if confirmed_at is None:
        return "never"
    age = at - confirmed_at
    if age <= datetime.timedelta(days=fresh_days):
        return "fresh"
    return "aging" if age <= datetime.timedelta(days=confirm_days) else "overdue"


def overdue_before(at: datetime.datetime, confirm_days: int) -> datetime.datetime:
    """What was confirmed before this moment is overdue at `at`."""
    return at - datetime.timedelta(days=confirm_days)
