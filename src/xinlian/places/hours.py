"""Opening hours of places at a moment of the world's clock, with the calendar as it stands in the database."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from xinlian.engines import hours as engine
from xinlian.engines.hours import Day, HoursError, Where
from xinlian.places.models import Place
from xinlian.places.queries.calendar import kinds_of_days
from xinlian.rows.refusals import Refused

ZONE = ZoneInfo("Asia/Shanghai")  # all of China keeps one time
CHECK_DAYS = 14
PHONE_DAYS = 7
MINUTE = datetime.timedelta(minutes=1)

Kinds = Mapping[datetime.date, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Moment:
    """What written hours say now: `open` is None when nothing is written or one should ask; aware times."""

    open: bool | None
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None
    always: bool = False
    note: str = ""


def kinds_around(at: datetime.datetime, days: int = CHECK_DAYS) -> dict[datetime.date, str]:
    """The calendar that the functions below need at `at`: one query for any number of places."""
    on = at.astimezone(ZONE).date()
    edge = datetime.timedelta(days=engine.LOOK_DAYS + 1)
    return kinds_of_days(on - edge, on + datetime.timedelta(days=days) + edge)


def check(hours: str) -> None:
    """Raise Refused "hours_unreadable" or "hours_unsupported" with `position` (from 1) and `near`."""
    if hours:
        _told(lambda: engine.check(hours))


def is_open(hours: str, at: datetime.datetime, kinds: Kinds, where: Where | None = None) -> bool:
    """Whether it is surely open at `at`; no hours are not open. The quick answer for filters."""
    if not hours:
        return False
    return _told(lambda: engine.is_open(hours, _local(at), kinds, where))


def moment(hours: str, at: datetime.datetime, kinds: Kinds, where: Where | None = None) -> Moment:
    """What the hours say at `at`, since and until when (None: for more than eight days)."""
    if not hours:
        return Moment(None)
    state = _told(lambda: engine.state(hours, _local(at), kinds, where))
    is_open_now = None if state.state == "unknown" else state.is_open
    return Moment(is_open_now, _aware(state.since), _aware(state.until), state.always, state.note)


def next_days(place: Place, at: datetime.datetime, kinds: Kinds, count: int = CHECK_DAYS) -> list[Day]:
    """The days from today as the keeper checks them: the kind of each day and its spans, in local times."""
    if not place.hours:
        return []
    on = at.astimezone(ZONE).date()
    return _told(lambda: engine.days(place.hours, on, count, kinds, (place.lat, place.lon)))


def for_phone(place: Place, at: datetime.datetime, kinds: Kinds, days: int = PHONE_DAYS) -> list[tuple[int, int]]:
    """When it is open in `days` days from today, as (from, to) in minutes after today's midnight in China."""
    if not place.hours:
        return []
    on = at.astimezone(ZONE).date()
    low = datetime.datetime.combine(on, datetime.time())
    found = _told(lambda: engine.spans(place.hours, on, days, kinds, (place.lat, place.lon)))
    return [((span.start - low) // MINUTE, (span.end - low) // MINUTE) for span in found if span.state == "open"]


def _local(at: datetime.datetime) -> datetime.datetime:
    return at.astimezone(ZONE).replace(tzinfo=None)


def _aware(local: datetime.datetime | None) -> datetime.datetime | None:
    return None if local is None else local.replace(tzinfo=ZONE)


def _told(evaluate: Callable[[], T]) -> T:
    """Turn the engine's error into a refusal that a page can show."""
    try:
        return evaluate()
    except HoursError as error:
        raise Refused(error.code, {"position": error.position, "near": error.near}) from error
