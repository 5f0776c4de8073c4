"""Where somebody stands on a board, the first, and those around: exact standard ranks (1-2-2-4) at any size.

In plain SQL, a statement of one table for each step: a phone asks every few seconds, and there are many phones.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from xinlian.boards.models import CHAIN, HISTOGRAM, Board, BoardBucket, Nickname
from xinlian.engines.ranking.keys import unpack
from xinlian.people.models import Person
from xinlian.rows.planned import fetched

TOP, AROUND = 10, 5
AHEAD = """
SELECT coalesce((SELECT sum(count) FROM boards_boardbucket WHERE board_id = %s AND level = 1 AND bucket < %s), 0)
     + coalesce((SELECT sum(count) FROM boards_boardbucket WHERE board_id = %s AND level = 2 AND bucket >= %s AND bucket < %s), 0)
     + (SELECT count(*) FROM boards_boardentry WHERE board_id = %s AND okey >= %s AND okey < %s)
"""
WHOLE = "(SELECT coalesce(sum(count), 0) FROM boards_boardbucket WHERE board_id = %s AND level = 1)"
AMONG = f"{AHEAD}, {WHOLE}"
LINE = "SELECT okey, uid, label, person_id FROM boards_boardentry WHERE board_id = %s"
MINE = f"{LINE} AND person_id = %s"
FIRST = f"{LINE} ORDER BY okey, id LIMIT %s"
BEFORE = f"{LINE} AND okey < %s ORDER BY okey DESC, id DESC LIMIT %s"
LEVEL = f"{LINE} AND okey = %s AND person_id <> %s ORDER BY id LIMIT %s"
BEHIND = f"{LINE} AND okey > %s ORDER BY okey, id LIMIT %s"


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
    return int(fetched(AHEAD, (board.pk, coarse, board.pk, *fine, board.pk, *keys))[0][0])


def ahead_among(board: Board, okey: int) -> tuple[int, int]:
    """How many stand before a key, and how many stand on the board."""
    coarse, fine, keys = HISTOGRAM.before(okey)
    before, whole = fetched(AMONG, (board.pk, coarse, board.pk, *fine, board.pk, *keys, board.pk))[0]
    return int(before), int(whole)


def size(board: Board) -> int:
    """How many stand on it."""
    return BoardBucket.objects.filter(board=board, level=1).aggregate(all=Sum("count"))["all"] or 0


def top(board: Board, count: int = TOP) -> list[Place]:
    """The first, with their ranks."""
    rows = fetched(FIRST, (board.pk, count))
    ranks: list[int] = []
    for number, row in enumerate(rows, 1):
        ranks.append(ranks[-1] if ranks and rows[number - 2][0] == row[0] else number)
    return _places(board, list(zip(rows, ranks, strict=True)))


def place_of(board: Board, person: Person) -> Place | None:
    """Where somebody stands; None when they do not."""
    rows = fetched(MINE, (board.pk, person.pk))
    return _places(board, [(rows[0], ahead(board, rows[0][0]) + 1)])[0] if rows else None


def around(board: Board, mine: Place, count: int = AROUND) -> list[Place]:
    """Those just before and just behind somebody, with them in the middle."""
    own = fetched(MINE, (board.pk, mine.person))
    before = fetched(BEFORE, (board.pk, mine.okey, count))
    level = fetched(LEVEL, (board.pk, mine.okey, mine.person, count))
    behind = fetched(BEHIND, (board.pk, mine.okey, count))
    several = [*reversed(before), *own, *level, *behind]
    ranks = {okey: ahead(board, okey) + 1 for okey in {row[0] for row in several}}
    return _places(board, [(row, ranks[row[0]]) for row in several])


def standing(board: Board) -> list[list[Any]]:
    """The whole board without names: [rank, entry, marks in thousandths, seconds] in order."""
    found: list[list[Any]] = []
    last = None
    for number, (okey, uid) in enumerate(board.entries.order_by("okey", "id").values_list("okey", "uid"), 1):
        marks, seconds = unpack(okey, CHAIN)
        found.append([found[-1][0] if okey == last else number, str(uid), marks, seconds])
        last = okey
    return found


def _places(board: Board, ranked: list[tuple[tuple[Any, ...], int]]) -> list[Place]:
    people = [row[3] for row, _rank in ranked]
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    called: dict[int, str] = {}
    if board.names == "nickname":
        called = dict(Nickname.objects.filter(person__in=people).values_list("person", "name"))
    places = []
    for (okey, uid, label, person), rank in ranked:
        marks, seconds = unpack(okey, CHAIN)
        entry = uid if isinstance(uid, uuid.UUID) else uuid.UUID(uid)
        name, nickname = names.get(person, ""), called.get(person, "")
        places.append(Place(rank, okey, entry, label, person, name, nickname, marks or 0, seconds))
    return places
