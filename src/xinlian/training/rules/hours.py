"""How many hours somebody was taught, and how many are asked: by tier, in all, every year. Pure.

The usual rows: 15, 15 and 20 hours at the three tiers, 32 in all for who is new, 20 in each year that follows.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xinlian.training.rules.reasons import Reason

YEAR = 365


@dataclass(frozen=True, slots=True)
class Taught:
    """Minutes of a tier on a day."""

    tier: str
    minutes: int
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Asked:
    """Minutes at a tier ("": in all), within so many days after coming (0: before a pass), or in each year that follows."""

    tier: str
    minutes: int
    within_days: int = 0
    every_year: bool = False


@dataclass(frozen=True, slots=True)
class Usual:
    """A demand with where it is written."""

    asked: Asked
    source: str


MOST_MINUTES = 12000
HOUR = 60
MONTH, QUARTER_YEAR = 30, 90
THREE_TIERS = "行业三级安全教育惯例"
USUAL = (
    Usual(Asked("company", 15 * HOUR, MONTH), THREE_TIERS),
    Usual(Asked("project", 15 * HOUR, MONTH), THREE_TIERS),
    Usual(Asked("team", 20 * HOUR, QUARTER_YEAR), THREE_TIERS),
    Usual(Asked("", 32 * HOUR, YEAR), "新进场工人第一年的学时惯例"),
    Usual(Asked("", 20 * HOUR, YEAR, every_year=True), "在场工人每年再教育的学时惯例"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One demand: how much of it is done, and until when it has to be."""

    asked: Asked
    minutes: int
    due_on: datetime.date

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return self.minutes >= self.asked.minutes


def standing(
    taught: Iterable[Taught], asked: Sequence[Asked], came_on: datetime.date, on: datetime.date
) -> list[Standing]:
    """Every demand that holds on a day. A yearly one holds from the first anniversary of coming, for each year anew."""
    several = list(taught)
    found = []
    for one in asked:
        if one.every_year:
            years = (on - came_on).days // YEAR
            if years < 1:
                continue
            begins = came_on + datetime.timedelta(days=years * YEAR)
            due = begins + datetime.timedelta(days=one.within_days)
        else:
            begins, due = datetime.date.min, came_on + datetime.timedelta(days=one.within_days)
        found.append(Standing(one, minutes(several, one.tier, begins, on), due))
    return found


def minutes(taught: Iterable[Taught], tier: str, since: datetime.date, until: datetime.date) -> int:
    """Of a tier, or of all, in a span of days with both ends."""
    return sum(one.minutes for one in taught if (not tier or one.tier == tier) and since <= one.on <= until)


def against(several: Iterable[Standing], on: datetime.date) -> list[Reason]:
    """What is missing and was due."""
    return [
        Reason("hours_short", {"tier": one.asked.tier, "minutes": one.minutes, "asked": one.asked.minutes})
        for one in several
        if not one.done and one.due_on <= on
    ]
