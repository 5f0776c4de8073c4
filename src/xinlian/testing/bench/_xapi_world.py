"""The database side of the bench of the record store, in a process of its own.

python -m xinlian.testing.bench._xapi_world make CLIENTS | fill MANY | look
"""

import datetime
import json
import random
import sys
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from xinlian.testing.bench._xapi_said import ID, REGISTRATION, STEPS, run
from xinlian.web.cli import boot

CHUNK, BATCH = 20_000, 50
UID, ATTEMPT = (str(uuid.UUID(int=number, version=4)) for number in (1, 2))
ATTEMPTS = 500


def make(clients: int) -> dict[str, object]:
    """A union and so many clients of its store: {"keys": [[name, key], …]}."""
    from django.core.management import call_command
    from django.utils import timezone

    from xinlian.records.actions import clients as acts
    from xinlian.testing.make import make_union

    call_command("migrate", interactive=False, verbosity=0)
    union = make_union("试验工会")
    said: dict[str, Any] = {"union": union, "may": "all", "by": None, "at": timezone.now()}
    made = [acts.make(name=f"机{number}", **said) for number in range(clients)]
    return {"keys": [[client.public_id, key] for client, key in made]}


def fill(many: int) -> dict[str, object]:
    """So many statements more, as the store would keep them, in bulk; a line of progress for each chunk."""
    from django.db import connection

    from xinlian.records import locks, marking
    from xinlian.records.models import Client

    client = Client.objects.order_by("id")[0]
    shapes, known = _shapes(client)
    at = locks.newest(client.union_path) or client.made_at
    before = _last_id(connection)
    for start in range(0, many, CHUNK):
        rows = list(_rows(client, shapes, range(start, min(start + CHUNK, many)), before, at))
        _insert(connection, "records_statement", STATEMENT, [row for row, _ in rows])
        ids, several, mentions = [row[0] for row, _ in rows], [refs for _, refs in rows], list[Any]()
        for first in range(0, CHUNK, BATCH):
            mentions += marking.blocks(ids[first : first + BATCH], several[first : first + BATCH], known, client.pk)
        _insert(connection, "records_mention", marking.MENTION, mentions)
        print(f"{min(start + CHUNK, many)}", flush=True)
    _settle(connection)
    return {"filled": many}


OWN = ("id", "uid", "slot", "union_path", "shard", "client_id")
STATEMENT = (*OWN, "stored_at", "verb_id", "registration", "voided", "text")


def _last_id(connection: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM records_statement")
        return int(cursor.fetchone()[0] or 0)


def _shapes(client: Any) -> tuple[list[tuple[int, str, Any]], Any]:
    """Statements to be written over and over: verb, text with marks, what they speak of; and the things that they name."""
    from xinlian.records import storing, things
    from xinlian.records.rules.sent import ready

    rng = random.Random(3)  # noqa: S311
    stamp, authority = "STORED", storing.authority_of(client)
    said = [one for _ in range(ATTEMPTS) for one in run(rng)]
    plain = [json.loads(json.dumps(one).replace(ID, UID).replace(REGISTRATION, ATTEMPT)) for one in said]
    sent = [ready(one, stamp, authority, "2.0.0") for one in plain]
    names = things.named(one.refs for one in sent)
    known = things.made(client, names, things.find(client.union_path, names))
    return [(known["verb", one.refs.verb].id, one.text, one.refs) for one in sent], known


def _rows(
    client: Any,
    shapes: Sequence[tuple[int, str, Any]],
    numbers: range,
    before: int,
    at: datetime.datetime,
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    from django.db import connection

    from xinlian.records.slots import slot_of

    adapt, native = connection.ops.adapt_datetimefield_value, connection.features.has_native_uuid_field
    rng = random.Random(numbers.start)  # noqa: S311
    attempt = uuid.UUID(int=rng.getrandbits(128), version=4)
    for number in numbers:
        verb, text, refs = shapes[number % len(shapes)]
        uid = uuid.UUID(int=rng.getrandbits(128), version=4)
        if number % STEPS == 0:
            attempt = uuid.UUID(int=rng.getrandbits(128), version=4)
        stored = at + datetime.timedelta(microseconds=number + 1)
        whole = (
            text.replace(UID, str(uid))
            .replace(ATTEMPT, str(attempt))
            .replace("STORED", stored.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
        )
        key, tried = (uid, attempt) if native else (uid.hex, attempt.hex)
        row = (
            before + number + 1,
            key,
            slot_of(client.union_path, str(uid)),
            client.union_path,
            client.shard,
            client.pk,
            adapt(stored),
            verb,
            tried,
            False,
            whole,
        )
        yield row, msgspec.structs.replace(refs, registration=str(attempt))


def _insert(connection: Any, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    from django.db import transaction

    names = ", ".join(columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _settle(connection: Any) -> None:
    """Counters and statistics as a store that grew slowly would have them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('records_statement', 'id'), max(id)) FROM records_statement"
            )
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("ANALYZE")


def look() -> dict[str, object]:
    """How many statements and mentions there are, and whether the order of storing is that of their times."""
    from xinlian.records.models import Mention, Statement

    newest = Statement.objects.order_by("-id").values_list("stored_at", flat=True)[:5000]
    times = list(newest)
    in_order = times == sorted(set(times), reverse=True)
    return {"statements": Statement.objects.count(), "mentions": Mention.objects.count(), "in_order": in_order}


def main(words: list[str]) -> None:
    """One of the three, its answer as JSON on the last line."""
    boot.django()
    acts = {"make": make, "fill": fill, "look": look}
    print(json.dumps(acts[words[0]](*map(int, words[1:]))))  # type: ignore[operator]


if __name__ == "__main__":
    main(sys.argv[1:])
