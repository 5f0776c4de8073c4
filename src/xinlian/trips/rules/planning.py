"""Dates of a season: laid out from a template, or moved from last year's. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from xinlian.rows.refusals import Decision

DAY = datetime.timedelta(days=1)
WEEK = 7
BATCHES_MOST = 200


@dataclass(frozen=True, slots=True)
class Span:
    """One batch in days: the first and the last."""

    first: datetime.date
    last: datetime.date


def laid_out(first: datetime.date, count: int, every_days: int, days: int) -> list[Span]:
    """`count` batches of `days` days, one every `every_days` days from `first` on."""
    starts = (first + DAY * every_days * number for number in range(count))
    return [Span(start, start + DAY * (days - 1)) for start in starts]


def years_later(on: datetime.date, years: int) -> datetime.date:
    """The same weekday of about the same week some years later: a Saturday stays a Saturday."""
    weeks = round(years * 365.2425 / WEEK)
    return on + DAY * WEEK * weeks


def may_lay_out(count: int, every_days: int, days: int, capacity: int) -> Decision:
    """Numbers with which a season can be laid out."""
    return Decision.of(
        batches_some=1 <= count <= BATCHES_MOST,
        days_some=1 <= days <= 15 and every_days >= 0,
        seats_some=capacity >= 1,
    )


def next_start(starts: Sequence[datetime.date], today: datetime.date) -> datetime.date:
    """Where one more batch would begin: as far behind the last as that is behind the one before it."""
    if not starts:
        return today + DAY * 45
    ordered = sorted(starts)
    step = ordered[-1] - ordered[-2] if len(ordered) > 1 else DAY * WEEK
    return ordered[-1] + max(step, DAY)
