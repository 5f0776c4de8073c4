"""May now: holding a class, moving its sessions, saying that one is there. Pure."""

import datetime
from collections.abc import Sequence
from itertools import pairwise

from xinlian.rows.refusals import Decision, Refused
from xinlian.training.rules.timetable import Lesson

AROUND = datetime.timedelta(minutes=30)
MOST_DAYS = 60


def are_lessons(lessons: Sequence[Lesson]) -> Decision:
    """Something is taught, on each day from the first, nothing twice at a time, each from a quarter of an hour on."""
    days = {one.day for one in lessons}
    ordered = sorted(lessons, key=lambda one: (one.day, one.begins))
    apart = all(one.day != after.day or one.ends <= after.begins for one, after in pairwise(ordered))
    return Decision.of(
        lessons_some=bool(lessons),
        lesson_ends_after_it_begins=all(one.ends > one.begins for one in lessons),
        lessons_apart=apart,
        lessons_on_quarters=all(on_quarter(one.begins) for one in lessons),
        lesson_days_whole=days == set(range(1, len(days) + 1)) and len(days) <= MOST_DAYS,
    )


def on_quarter(begins: datetime.time | datetime.datetime) -> bool:
    """Whether something begins at :00, :15, :30 or :45: what is held are quarters, which two sessions cannot share."""
    return begins.minute % 15 == 0 and begins.second == 0


def demand_when(starts_at: datetime.datetime, at: datetime.datetime) -> None:
    """Raise Refused: session_in_past, session_on_quarter."""
    if starts_at <= at:
        raise Refused("session_in_past")
    if not on_quarter(starts_at):
        raise Refused("session_on_quarter")


def length(lessons: Sequence[Lesson]) -> int:
    """How many days a class takes."""
    return max((one.day for one in lessons), default=0)


def demand_days(days: Sequence[datetime.date], lessons: Sequence[Lesson], today: datetime.date) -> None:
    """Raise Refused: lessons_some, class_days with {asked}, class_days_order, class_in_past."""
    asked = length(lessons)
    if not asked:
        raise Refused("lessons_some")
    if len(days) != asked:
        raise Refused("class_days", {"asked": asked})
    if list(days) != sorted(set(days)):
        raise Refused("class_days_order")
    if days[0] < today:
        raise Refused("class_in_past")


def demand_fits(people: int, capacity: int, room: str) -> None:
    """Raise Refused room_too_small with how many fit."""
    if people > capacity:
        raise Refused("room_too_small", {"fits": capacity, "asked": people, "room": room})


def is_now(starts_at: datetime.datetime, ends_at: datetime.datetime, said_at: datetime.datetime) -> bool:
    """Whether one can say that one is there: from half an hour before it begins until half an hour after it ends."""
    return starts_at - AROUND <= said_at <= ends_at + AROUND


def fresh_code(known: Sequence[str], prefix: str = "") -> str:
    """The next code of a session: 1, 2, 3, or M1, M2 for those that make up for others."""
    numbers = [int(one[len(prefix) :]) for one in known if one.startswith(prefix) and one[len(prefix) :].isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"
