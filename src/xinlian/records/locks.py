"""One writer at a time at the end of a store, so that the order of storing is the order in which readers see it."""

import datetime
import fcntl
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import timezone

from xinlian.records.models import Statement

STORES = 0x584C  # the first half of our advisory locks
NEXT_IDS = """
SELECT array_agg(nextval(pg_get_serial_sequence('records_statement', 'id'))) FROM generate_series(1, %s)
"""
STEP = datetime.timedelta(microseconds=1)


def _key(union_path: str) -> int:
    return zlib.crc32(union_path.encode()) - 2**31


@dataclass(frozen=True, slots=True)
class End:
    """The end of a store while it is held: the ids of the next statements, and when the first of them is stored."""

    ids: Sequence[int]
    at: datetime.datetime


def hold(union_path: str, many: int) -> End:
    """Wait for the end of the store and hold it until the transaction ends.

    The time is later than that of every statement there, whatever the clock did meanwhile. SQLite has one writer anyway:
    its transactions begin with the lock on the database.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [STORES, _key(union_path)])
            cursor.execute(NEXT_IDS, [many])
            ids: Sequence[int] = cursor.fetchone()[0]
        else:
            cursor.execute("SELECT coalesce(max(id), 0) FROM records_statement")
            last = int(cursor.fetchone()[0])
            ids = range(last + 1, last + 1 + many)
    before, now = newest(union_path), timezone.now()
    return End(ids, now if before is None or now > before else before + STEP)


# One batch at a time in a process. Two at once would only take the interpreter from one another, each time with a wait of
# some milliseconds, in which the one that holds the end of the store makes every other process wait too.
alone = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """On SQLite, wait in a queue for one's turn to write; else nothing.

    SQLite itself has waiters sleep and look again, ever longer; with several processes at it most of the time goes by asleep.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with (settings.DATA / "records.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # let go when the file is closed
        yield


def newest(union_path: str) -> datetime.datetime | None:
    """When the newest statement that can be read was stored."""
    rows = Statement.objects.filter(union_path=union_path).order_by("-stored_at")
    return rows.values_list("stored_at", flat=True).first()


def consistent_through(union_path: str, otherwise: datetime.datetime) -> datetime.datetime:
    """Up to when every statement can be read. Ask before reading.

    Now, where nobody is at the end of the store: whoever comes there later stores later. Else, and on SQLite, where a
    reader cannot know of a writer, when the newest was stored; `otherwise` in an empty store.
    """
    if connection.vendor == "postgresql":
        now = timezone.now()  # before asking: whoever holds the end after us reads the clock after us
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s, %s)", [STORES, _key(union_path)])
            free = cursor.fetchone()
        if free and free[0]:
            return now
    return newest(union_path) or otherwise
