"""Points for violations: how many count on a day, and what they lead to. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from xinlian.training.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class Rule:
    """So many points within so many days ask for a refresher, or suspend."""

    retrain_at: int = 6
    suspend_at: int = 12
    days: int = 365


@dataclass(frozen=True, slots=True)
class Seen:
    """A violation that stands."""

    points: int
    on: datetime.date


def counting(seen: Iterable[Seen], rule: Rule, refreshed_on: datetime.date | None, on: datetime.date) -> int:
    """Points of the last days. What came before a refresher, or on its day, is wiped out by it."""
    since = on - datetime.timedelta(days=rule.days)
    return sum(one.points for one in seen if since < one.on <= on and (refreshed_on is None or one.on > refreshed_on))


def state(seen: Iterable[Seen], rule: Rule, refreshed_on: datetime.date | None, on: datetime.date) -> str:
    """What a pass should be: valid, retrain, suspended."""
    total = counting(seen, rule, refreshed_on, on)
    return "suspended" if total >= rule.suspend_at else "retrain" if total >= rule.retrain_at else "valid"


def against(seen: Iterable[Seen], rule: Rule, refreshed_on: datetime.date | None, on: datetime.date) -> Reason | None:
    """What they say against going to work."""
    several = list(seen)
    now = state(several, rule, refreshed_on, on)
    if now == "valid":
        return None
    facts = {"points": counting(several, rule, refreshed_on, on)}
    return Reason("points_suspend" if now == "suspended" else "points_retrain", facts)
