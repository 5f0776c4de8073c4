"""Where somebody stands on a board, the first, and those around: exact standard ranks (1-2-2-4) at any size.

In plain SQL, one statement for each answer: a phone asks every few seconds, and there are many phones.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Sum

from xinlian.boards.models import CHAIN, HISTOGRAM, Board, BoardBucket
from xinlian.engines.ranking.keys import unpack
from xinlian.people.models import Person

TOP, AROUND = 10, 5
AHEAD = """
SELECT coalesce((SELECT sum(count) FROM boards_boardbucket WHERE board_id = %s AND level = 1 AND bucket < %s), 0)
     + coalesce((SELECT sum(count) FROM boards_boardbucket WHERE board_id = %s AND level = 2 AND bucket >= %s AND bucket < %s), 0)
     + (SELECT count(*) FROM boards_boardentry WHERE board_id = %s AND okey >= %s AND okey < %s)
"""
LINE = """
SELECT e.okey, e.uid, e.label, p.id, p.name, n.name
FROM boards_boardentry e JOIN people_person p ON p.id = e.person_id LEFT JOIN boards_nickname n ON n.person_id = e.person_id
"""
MINE = f"{LINE} WHERE e.board_id = %s AND e.person_id = %s"
FIRST = f"{LINE} WHERE e.board_id = %s ORDER BY e.okey, e.id LIMIT %s"
BEFORE = f"{LINE} WHERE e.board_id = %s AND e.okey < %s ORDER BY e.okey DESC, e.id DESC LIMIT %s"
LEVEL = f"{LINE} WHERE e.board_id = %s AND e.okey = %s AND e.person_id <> %s ORDER BY e.id LIMIT %s"
BEHIND = f"{LINE} WHERE e.board_id = %s AND e.okey > %s ORDER BY e.okey, e.id LIMIT %s"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a board: marks in thousandths, seconds or None."""

    rank: int
    okey: int
    entry: uuid.UUID
    label: str
    person: int
    name: str
    nickname: str
    marks: int
    seconds: int | None


def ahead(board: Board, okey: int) -> int:
    """How many stand before a key."""
    coarse, fine, keys = HISTOGRAM.before(okey)
    with connection.cursor() as cursor:
        cursor.execute(AHEAD, (board.pk, coarse, board.pk, *fine, board.pk, *keys))
        return int(cursor.fetchone()[0])


def size(board: Board) -> int:
    """How many stand on it."""
    return BoardBucket.objects.filter(board=board, level=1).aggregate(all=Sum("count"))["all"] or 0


def top(board: Board, count: int = TOP) -> list[Place]:
    """The first, with their ranks."""
    rows = _rows(FIRST, (board.pk, count))
    ranks: list[int] = []
    for number, row in enumerate(rows, 1):
        ranks.append(ranks[-1] if ranks and rows[number - 2][0] == row[0] else number)
    return [_place(row, rank) for row, rank in zip(rows, ranks, strict=True)]


def place_of(board: Board, person: Person) -> Place | None:
    """Where somebody stands; None when they do not."""
    rows = _rows(MINE, (board.pk, person.pk))
    return _place(rows[0], ahead(board, rows[0][0]) + 1) if rows else None


def around(board: Board, mine: Place, count: int = AROUND) -> list[Place]:
    """Those just before and just behind somebody, with them in the middle."""
    own = _rows(MINE, (board.pk, mine.person))
    before = _rows(BEFORE, (board.pk, mine.okey, count))
    level = _rows(LEVEL, (board.pk, mine.okey, mine.person, count))
    behind = _rows(BEHIND, (board.pk, mine.okey, count))
    several = [*reversed(before), *own, *level, *behind]
    ranks = {okey: ahead(board, okey) + 1 for okey in {row[0] for row in several}}
    return [_place(row, ranks[row[0]]) for row in several]


def standing(board: Board) -> list[list[Any]]:
    """The whole board without names: [rank, entry, marks in thousandths, seconds] in order."""
    found: list[list[Any]] = []
    last = None
    for number, (okey, uid) in enumerate(board.entries.order_by("okey", "id").values_list("okey", "uid"), 1):
        marks, seconds = unpack(okey, CHAIN)
        found.append([found[-1][0] if okey == last else number, str(uid), marks, seconds])
        last = okey
    return found


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _place(row: tuple[Any, ...], rank: int) -> Place:
    okey, uid, label, person, name, nickname = row
    marks, seconds = unpack(okey, CHAIN)
    entry = uid if isinstance(uid, uuid.UUID) else uuid.UUID(uid)
    return Place(rank, okey, entry, label, person, name, nickname or "", marks or 0, seconds)
