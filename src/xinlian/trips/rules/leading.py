"""May now, for leaders: when whole phone numbers and health notes are open to them. Pure."""

import datetime

CALL_DAYS_BEFORE = 3
CALL_DAYS_AFTER = 1


def leads_on(starts_on: datetime.date, ends_on: datetime.date, on: datetime.date) -> bool:
    """Whether the trip is so near that its leader has to reach people: three days before until the day after."""
    first = starts_on - datetime.timedelta(days=CALL_DAYS_BEFORE)
    return first <= on <= ends_on + datetime.timedelta(days=CALL_DAYS_AFTER)
