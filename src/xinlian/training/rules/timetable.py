"""A class in the calendar: lessons laid on days, the quarters of an hour they hold, who and what is free. Pure."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

QUARTER = datetime.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of a programme: a subject on a day of the class (1 is the first), from when to when."""

    subject: int
    day: int
    begins: datetime.time
    ends: datetime.time


@dataclass(frozen=True, slots=True)
class Span:
    """A session that is planned, in the zone of the caller's times."""

    subject: int
    starts_at: datetime.datetime
    ends_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody who teaches: which subjects, on which days of the week (empty: all), and when they are away."""

    key: int
    subjects: Collection[int]
    weekdays: Collection[int] = ()
    away: Sequence[tuple[datetime.date, datetime.date]] = ()

    def teaches(self, subject: int, on: datetime.date) -> bool:
        """Whether they could on that day, other sessions aside."""
        here = not self.weekdays or on.isoweekday() in self.weekdays
        return here and subject in self.subjects and not any(first <= on <= last for first, last in self.away)


def laid(lessons: Iterable[Lesson], days: Sequence[datetime.date], zone: datetime.tzinfo) -> list[Span]:
    """The sessions of a class on its days. Raises ValueError when a lesson has no day."""
    spans = []
    for one in lessons:
        if not 1 <= one.day <= len(days):
            raise ValueError(one.day)
        on = days[one.day - 1]
        begins, ends = (datetime.datetime.combine(on, time, zone) for time in (one.begins, one.ends))
        spans.append(Span(one.subject, begins, ends))
    return sorted(spans, key=lambda span: span.starts_at)


def quarters(starts_at: datetime.datetime, ends_at: datetime.datetime) -> list[datetime.datetime]:
    """Every quarter of an hour that a span touches, in UTC. 09:10 to 10:00 touches four."""
    at = starts_at.astimezone(datetime.UTC)
    at = at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
    found = []
    while at < ends_at:
        found.append(at)
        at += QUARTER
    return found


def chosen(
    spans: Sequence[Span], teachers: Sequence[Teacher], busy: Mapping[int, Collection[datetime.datetime]]
) -> list[int | None]:
    """Who teaches each session: whoever is free, may, and has the fewest minutes so far; None where nobody can.

    `busy`: the quarters that somebody teaches already. Sessions with the fewest who could are given first.
    """
    taken = {one.key: set(busy.get(one.key, ())) for one in teachers}
    minutes = {one.key: 0.0 for one in teachers}
    able = {
        place: [one for one in teachers if one.teaches(span.subject, span.starts_at.date())]
        for place, span in enumerate(spans)
    }
    found: list[int | None] = [None] * len(spans)
    for place in sorted(able, key=lambda one: (len(able[one]), one)):
        held = set(quarters(spans[place].starts_at, spans[place].ends_at))
        free = [one.key for one in able[place] if not taken[one.key] & held]
        if free:
            key = min(free, key=lambda one: (minutes[one], one))
            taken[key] |= held
            minutes[key] += (spans[place].ends_at - spans[place].starts_at).total_seconds() / 60
            found[place] = key
    return found
