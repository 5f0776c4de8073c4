"""The database side of the bench of boards, in processes of their own: fill, ask, update, recount.

python -m xinlian.testing.bench._boards_world make COUNT | ask | update SEED COUNT | check | move
"""

import itertools
import json
import random
import statistics
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Any

from xinlian.web.cli import boot

CHUNK = 20_000
ASKED, TURNS = 400, 5
MOST, SECONDS = 100_000, 3600


def make(count: int) -> dict[str, object]:
    """A board with so many people on it, their keys scattered as marks are."""
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from xinlian.boards.models import Board, BoardBucket, BoardEntry
    from xinlian.people.models import Person
    from xinlian.testing.make import make_person, make_union

    call_command("migrate", interactive=False, verbosity=0)
    union, at = make_union("试验工会"), timezone.now()
    owned = {"union_path": union.union_path, "shard": union.shard}
    board = Board(union=union, title="试验榜", room="bench", about_uid=uuid.uuid4(), made_at=at, **owned)
    board.save()
    person = make_person(union)
    person.phone = person.phone_key = None
    entry = BoardEntry(board=board, okey=0, at=at, label="一班", **owned)
    keys, buckets = _keys(count)
    own = [{"id": n, "uid": uuid.UUID(int=n).hex} for n in range(1, count + 1)]
    with transaction.atomic():
        _rows(connection, Person, person, (one | {"name": f"甲乙{one['id']}"} for one in own))
        placed = ({"person_id": one["id"], "okey": okey} for one, okey in zip(own, keys, strict=True))
        _rows(connection, BoardEntry, entry, (one | place for one, place in zip(own, placed, strict=True)))
        BoardBucket.objects.bulk_create(
            (BoardBucket(board=board, level=level, bucket=bucket, count=n) for (level, bucket), n in buckets.items()),
            batch_size=CHUNK,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"hall": str(board.hall_key)}


def _keys(count: int) -> tuple[list[int], Counter[tuple[int, int]]]:
    """Order keys of chance, and how many lie in each bucket."""
    from xinlian.boards.models import CHAIN, HISTOGRAM
    from xinlian.engines.ranking.keys import pack

    rng = random.Random(1)  # noqa: S311 - the same board each time is wanted
    keys = [
        pack((min(MOST, max(0, round(rng.gauss(0.7 * MOST, 0.12 * MOST)))), rng.randrange(SECONDS)), CHAIN)
        for _ in range(count)
    ]
    buckets: Counter[tuple[int, int]] = Counter()
    for okey in keys:
        buckets[1, HISTOGRAM.coarse(okey)] += 1
        buckets[2, HISTOGRAM.fine(okey)] += 1
    return keys, buckets


def _rows(connection: Any, model: Any, like: Any, several: Iterable[dict[str, object]]) -> None:
    fields = model._meta.concrete_fields
    names = [field.column for field in fields]
    row = [field.get_db_prep_save(getattr(like, field.attname), connection) for field in fields]
    table, columns = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    made = ([own.get(name, value) for name, value in zip(names, row, strict=True)] for own in several)
    while part := list(itertools.islice(made, CHUNK)):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                    for one in part:
                        copy.write_row(one)
            else:
                marks = ", ".join(["%s"] * len(names))
                cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', part)  # noqa: S608


def ask() -> dict[str, object]:
    """Microseconds of an own rank, of the first ten and of these with names, beside a plain count and a bare question; each the fastest of five."""
    from django.db import connection

    from xinlian.boards.models import Board, BoardEntry
    from xinlian.boards.queries.ranks import FIRST, TOP, ahead, top
    from xinlian.rows.planned import fetched

    board = Board.objects.get()
    rng = random.Random(2)  # noqa: S311 - the same questions each time are wanted
    people = [rng.randrange(1, BoardEntry.objects.count() + 1) for _ in range(ASKED)]
    keys = list(BoardEntry.objects.filter(person__in=people).values_list("okey", flat=True))

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchall()

    def keys_only() -> None:
        fetched(FIRST, (board.pk, TOP))

    def count(okey: int) -> int:
        with connection.cursor() as cursor:
            sql = "SELECT count(*) FROM boards_boardentry WHERE board_id = %s AND okey < %s"
            cursor.execute(sql, (board.pk, okey))
            return int(cursor.fetchone()[0])

    wrong = sum(ahead(board, okey) != count(okey) for okey in keys[:20])
    return {
        "bare": _micro([bare for _ in range(ASKED)]),
        "rank": _micro([lambda okey=okey: ahead(board, okey) for okey in keys]),
        "count": _micro([lambda okey=okey: count(okey) for okey in keys[:20]]),
        "first": _micro([keys_only for _ in range(ASKED)]),
        "top": _micro([lambda: top(board) for _ in range(ASKED)]),
        "wrong": wrong,
    }


def _micro(several: list[Any]) -> float:
    found = []
    for one in several:
        best = 1e9
        for _ in range(TURNS):
            begin = time.perf_counter()
            one()
            best = min(best, time.perf_counter() - begin)
        found.append(best)
    return statistics.median(found) * 1e6


def update(seed: int, count: int) -> dict[str, object]:
    """So many moves, taking off and putting on of people of chance, each a transaction as an act makes it."""
    from decimal import Decimal

    from django.db import transaction
    from django.utils import timezone

    from xinlian.boards.actions import moving
    from xinlian.boards.models import Board
    from xinlian.people.models import Person

    board = Board.objects.get()
    rng = random.Random(seed)  # noqa: S311 - the same updates each time are wanted
    size, at, done, broken = Person.objects.count(), timezone.now(), 0, 0
    begin = time.perf_counter()
    for _ in range(count):
        person = Person(pk=rng.randrange(1, size))
        marks = None if rng.random() < 0.05 else Decimal(rng.randrange(MOST)) / 1000
        try:
            with transaction.atomic():
                moving.put([moving.Wanted(board, person, marks, rng.randrange(SECONDS))], at)
            done += 1
        except Exception as error:
            broken += 1
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
    return {"done": done, "broken": broken, "seconds": time.perf_counter() - begin}


def check() -> dict[str, object]:
    """How many buckets and how many of a thousand ranks differ from a recount of every key."""
    import numpy as np

    from xinlian.boards.models import HISTOGRAM, Board, BoardBucket, BoardEntry
    from xinlian.boards.queries.ranks import ahead, size
    from xinlian.engines.ranking.keys import RATIO

    board = Board.objects.get()
    keys = np.sort(np.fromiter(BoardEntry.objects.values_list("okey", flat=True).iterator(CHUNK), dtype=np.int64))
    wrong = 0
    fine = keys // HISTOGRAM.fine_width
    for level, several in ((1, fine // RATIO), (2, fine)):
        values, counts = np.unique(several, return_counts=True)
        rows = BoardBucket.objects.filter(level=level, count__gt=0).values_list("bucket", "count")
        held = dict(rows)
        counted = dict(zip(values.tolist(), counts.tolist(), strict=True))
        wrong += sum(held.get(one) != counted.get(one) for one in held.keys() | counted.keys())
    rng = random.Random(3)  # noqa: S311 - the same ranks each time are wanted
    asked = [int(keys[rng.randrange(len(keys))]) for _ in range(1000)]
    ranks = sum(ahead(board, okey) != int(np.searchsorted(keys, okey)) for okey in asked)
    return {"buckets": wrong, "ranks": ranks, "size": size(board) - len(keys)}


def move() -> dict[str, object]:
    """Somebody takes the first place; when."""
    from django.db import transaction
    from django.utils import timezone

    from xinlian.boards.actions import moving
    from xinlian.boards.models import MOST_MARKS, Board
    from xinlian.boards.queries.ranks import top
    from xinlian.people.models import Person

    board = Board.objects.get()
    best = top(board, 1)[0]
    person = Person.objects.exclude(pk=best.person).order_by("pk")[time.time_ns() % 1000]
    with transaction.atomic():
        marks = min(MOST_MARKS, best.marks + 1)
        from decimal import Decimal

        moving.put([moving.Wanted(board, person, Decimal(marks) / 1000, 1)], timezone.now())
    return {"at": time.time()}


def main(words: list[str]) -> None:
    """Do what is asked, answer one line of JSON."""
    boot.django()
    acts: dict[str, Any] = {"make": make, "ask": ask, "update": update, "check": check, "move": move}
    print(json.dumps(acts[words[0]](*(int(word) for word in words[1:]))))


if __name__ == "__main__":
    main(sys.argv[1:])
