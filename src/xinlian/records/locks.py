"""One writer at a time at the end of a store, so that the order of storing is the order in which readers see it."""

import datetime
import fcntl
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import timezone

from xinlian.records import sql
from xinlian.records.models import Statement
from xinlian.rows.planned import fetched, together

STORES = 0x584C  # the first half of our advisory locks
LOCK = "SELECT pg_advisory_xact_lock(%s::int, %s::int)"
FREE = "SELECT pg_try_advisory_xact_lock_shared(%s::int, %s::int)"
NEXT_IDS = "ARRAY(SELECT nextval('records_statement_id_seq') FROM generate_series(1, %s::int))"
LAST_ID = "(SELECT coalesce(max(id), 0) + %s FROM records_statement)"
NEWEST = "(SELECT stored_at FROM records_statement WHERE union_path = %s ORDER BY stored_at DESC LIMIT 1)"
REFERS = "EXISTS (SELECT 1 FROM records_statement WHERE union_path = %s AND target IS NOT NULL)"  # in most stores none
STEP = datetime.timedelta(microseconds=1)


def _key(union_path: str) -> int:
    return zlib.crc32(union_path.encode()) - 2**31


@dataclass(frozen=True, slots=True)
class End:
    """The end of a store while it is held: the ids of the next statements, when the first of them is stored, and the ids of
    those that refer to one of them already."""

    ids: Sequence[int]
    at: datetime.datetime
    waiting: Sequence[int]


def hold(union_path: str, uids: Collection[str]) -> End:
    """Wait for the end of the store and hold it until the transaction ends, for statements of these ids.

    The time is later than that of every statement there, whatever the clock did meanwhile. SQLite has one writer anyway:
    its transactions begin with the lock on the database.
    """
    marks, bound = sql.one_of(uids)
    waiting = f"SELECT id FROM records_statement WHERE union_path = %s AND target {marks}"  # noqa: S608 - marks of ours
    if connection.vendor == "postgresql":
        whole = f"SELECT {NEXT_IDS}, {NEWEST}, CASE WHEN {REFERS} THEN ARRAY({waiting}) ELSE '{{}}' END"
        lock = LOCK, [STORES, _key(union_path)]  # apart: what it waited for is seen by the next statement only
        held = lock, (whole, [len(uids), union_path, union_path, union_path, *bound])
        ids, last, earlier = together(held)[1][0]
    else:
        first, last, refers = fetched(f"SELECT {LAST_ID}, {NEWEST}, {REFERS}", [1, union_path, union_path])[0]
        ids = range(first, first + len(uids))
        earlier = [key for (key,) in fetched(waiting, [union_path, *bound])] if refers else []
    before, now = sql.time_of(last), timezone.now()
    return End(ids, now if before is None or now > before else before + STEP, earlier)


@contextmanager
def turn() -> Iterator[None]:
    """On SQLite, wait in a queue for one's turn to write; else nothing.

    SQLite itself has waiters sleep and look again, ever longer, and whoever looks at the wrong moments is never let in: of sixteen
    writers one would wait past any time and be refused.
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
        if fetched(FREE, [STORES, _key(union_path)])[0][0]:
            return now
    return newest(union_path) or otherwise
