"""How much a fact is worth by its age. Pure."""

import datetime
from dataclasses import dataclass

RECENT = datetime.timedelta(days=7)
STALE = datetime.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Freshness:
    """`level` is recent (a week), aging (a month), stale (older) or never; `age` is None when never confirmed."""

    level: str
    age: datetime.timedelta | None = None

    @property
    def stale(self) -> bool:
        """Whether somebody should call before driving there."""
        return self.level in ("stale", "never")


def freshness(confirmed_at: datetime.datetime | None, now: datetime.datetime) -> Freshness:
    """The freshness at `now` of something confirmed at `confirmed_at`; a moment in the future counts as now."""
    if confirmed_at is None:
        return Freshness("never")
    age = max(now - confirmed_at, datetime.timedelta(0))
    if age <= RECENT:
        return Freshness("recent", age)
    return Freshness("aging" if age <= STALE else "stale", age)
