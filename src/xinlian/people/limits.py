"""How often something may be tried: one row a key and window, counted up in place by one statement."""

import datetime
from collections.abc import Mapping

from django.db import connection

from xinlian.people.models import Tally
from xinlian.people.sensitive import keyed_hash
from xinlian.rows.refusals import Refused

COUNT_UP = """
INSERT INTO people_tally (key, window_start, count) VALUES {}
ON CONFLICT (key, window_start) DO UPDATE SET count = people_tally.count + excluded.count
RETURNING key, count
"""


def limited(key: str, per: int, seconds: int, at: datetime.datetime) -> bool:
    """Count one more try of `key` in the window of `seconds` that `at` falls into; whether that is more than `per`."""
    return counted(key, 1, seconds, at) > per


def counted(key: str, tries: int, seconds: int, at: datetime.datetime) -> int:
    """Count so many more tries of `key` in the window of `seconds` that `at` falls into; how many that makes."""
    return all_counted({key: tries}, seconds, at)[key]


def all_counted(tries: Mapping[str, int], seconds: int, at: datetime.datetime) -> dict[str, int]:
    """The same for several keys, one or more, with one statement.

    Keys are stored hashed: they name phones and addresses. They are counted in one order, so that no two wait for each other.
    """
    start = datetime.datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, datetime.UTC)
    stored = connection.ops.adapt_datetimefield_value(start)
    hashed = {f"{seconds}:{keyed_hash(key, 'people.tally.key')}": key for key in tries}
    values = [value for key in sorted(hashed) for value in (key, stored, tries[hashed[key]])]
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP.format(", ".join(["(%s, %s, %s)"] * len(hashed))), values)
        return {hashed[key]: int(count) for key, count in cursor.fetchall()}


def spend(key: str, limits: tuple[tuple[int, int], ...], at: datetime.datetime) -> None:
    """Count one try against each (per, seconds); raises Refused "limit_reached" with the minutes to wait."""
    for per, seconds in limits:
        if limited(key, per, seconds, at):
            left = seconds - int(at.timestamp()) % seconds
            raise Refused("limit_reached", {"minutes": -(-left // 60)})


def forget(before: datetime.datetime) -> int:
    """Delete windows that began before a moment; how many."""
    return Tally.objects.filter(window_start__lt=before).delete()[0]
