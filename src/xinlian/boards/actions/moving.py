"""Entries and their counts, moved as parts of the acts of rooms; the counts last and in one order, so that no two acts wait
for one another in a ring.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from xinlian.boards.models import CHAIN, HISTOGRAM, Board, BoardEntry, BoardMove
from xinlian.boards.queries.ranks import ahead_among, size
from xinlian.engines.ranking.keys import pack
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused

TRIES = 20
COUNT_DOWN = "UPDATE boards_boardbucket SET count = count - %s WHERE board_id = %s AND level = %s AND bucket = %s"
COUNT_UP = """
INSERT INTO boards_boardbucket (board_id, level, bucket, count) VALUES (%s, %s, %s, %s)
ON CONFLICT (board_id, level, bucket) DO UPDATE SET count = boards_boardbucket.count + excluded.count
"""
Steps = Counter[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where somebody belongs on a board; `marks` None: not on it."""

    board: Board
    person: Person
    marks: Decimal | None
    seconds: int | None = None
    label: str = ""


def put(several: Sequence[Wanted], moment: datetime.datetime) -> int:
    """Put or take off everybody wanted, part of an act; how many moved. Frozen boards stand: whoever fills them catches up
    when they are freed. Refused: board_busy.

    The keys come in one order, then the counts in one order. Raises ValueError for marks that no board holds.
    """
    keyed = [(one, _key(one)) for one in sorted(several, key=lambda one: (one.board.pk, one.person.pk))]
    live = _live({one.board.pk for one, _okey in keyed})
    keyed = [(one, okey) for one, okey in keyed if one.board.pk in live]
    steps: Steps = Counter()
    moved = [(one, okey) for one, okey in keyed if _put(one, okey, moment, steps)]
    _count(steps)
    BoardMove.objects.bulk_create([_move(one, okey, moment) for one, okey in moved])
    return len(moved)


def leave(rows: "QuerySet[Any]") -> None:
    """Entries that are about to be erased leave the counts, part of an act."""
    steps: Steps = Counter()
    for board, okey in rows.values_list("board_id", "okey"):
        _step(steps, board, okey, -1)
    _count(steps)


def _key(one: Wanted) -> int | None:
    return None if one.marks is None else pack((int(one.marks * 1000), one.seconds), CHAIN)


def _live(boards: Iterable[int]) -> set[int]:
    """Those of boards that move. Writers share their rows until the act ends, so that a freeze or a release waits for them and
    they for it: what is frozen is what stands. SQLite has one writer at a time anyway.
    """
    keys = sorted(boards)
    if not keys:
        return set()
    share = " FOR SHARE" if connection.vendor == "postgresql" else ""
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, state FROM boards_board WHERE id IN ({marks}) ORDER BY id{share}", keys)  # noqa: S608
        return {pk for pk, state in cursor.fetchall() if state == "live"}


def _put(one: Wanted, okey: int | None, at: datetime.datetime, steps: Steps) -> bool:
    """By conditional updates of the one row, so that two writers never both move it from the same place."""
    for _ in range(TRIES):
        known = BoardEntry.objects.filter(board=one.board, person=one.person).values_list("pk", "okey", "label").first()
        if known is None and (okey is None or _insert(one, okey, at)):
            before = None
        elif known is None:
            continue
        elif known[1] == okey:
            _relabel(known[0], one.label, known[2])
            return False
        elif not _changed(known[0], known[1], one, okey, at):
            continue
        else:
            before = known[1]
        _step(steps, one.board.pk, before, -1)
        _step(steps, one.board.pk, okey, 1)
        return before != okey
    raise Refused("board_busy")


def _changed(pk: int, before: int, one: Wanted, okey: int | None, at: datetime.datetime) -> bool:
    rows = BoardEntry.objects.filter(pk=pk, okey=before)
    return bool(rows.delete()[0] if okey is None else rows.update(okey=okey, label=one.label[:60], at=at))


def _relabel(pk: int, label: str, before: str) -> None:
    if label[:60] != before:
        BoardEntry.objects.filter(pk=pk).update(label=label[:60])


def _insert(one: Wanted, okey: int, at: datetime.datetime) -> bool:
    entry = BoardEntry(board=one.board, person=one.person, okey=okey, label=one.label[:60], at=at)
    entry.union_path, entry.shard = one.board.union_path, one.board.shard
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _move(one: Wanted, okey: int | None, at: datetime.datetime) -> BoardMove:
    before, among = (None, size(one.board)) if okey is None else ahead_among(one.board, okey)
    move = BoardMove(board=one.board, person=one.person, okey=okey, among=among, at=at)
    move.rank = None if before is None else before + 1
    move.union_path, move.shard = one.board.union_path, one.board.shard
    return move


def _step(steps: Steps, board: int, okey: int | None, change: int) -> None:
    if okey is None:
        return
    steps[board, 1, HISTOGRAM.coarse(okey)] += change
    steps[board, 2, HISTOGRAM.fine(okey)] += change


def _count(steps: Steps) -> None:
    with connection.cursor() as cursor:
        for (board, level, bucket), change in sorted(steps.items()):
            if change > 0:
                cursor.execute(COUNT_UP, [board, level, bucket, change])
            elif change < 0:
                cursor.execute(COUNT_DOWN, [-change, board, level, bucket])
