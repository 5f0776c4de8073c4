"""Where somebody stands on a board, the first ten, and those around: exact standard ranks (1-2-2-4) at any size."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from xinlian.assessment.models import Board, BoardBucket, BoardEntry
from xinlian.assessment.who import READERS
from xinlian.engines.ranking.keys import unpack
from xinlian.people.identity import mask_name
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, below

TOP, AROUND = 10, 5
AHEAD = """
SELECT coalesce((SELECT sum(count) FROM assessment_boardbucket WHERE board_id = %s AND level = 1 AND bucket < %s), 0)
     + coalesce((SELECT sum(count) FROM assessment_boardbucket WHERE board_id = %s AND level = 2 AND bucket >= %s AND bucket < %s), 0)
     + (SELECT count(*) FROM assessment_boardentry WHERE board_id = %s AND okey >= %s AND okey < %s)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a board: marks in thousandths, seconds or None."""

    rank: int
    entry: BoardEntry
    marks: int
    seconds: int | None


def ahead(board: Board, okey: int) -> int:
    """How many stand before a key."""
    coarse, fine, keys = board.histogram.before(okey)
    with connection.cursor() as cursor:
        cursor.execute(AHEAD, [board.pk, coarse, board.pk, *fine, board.pk, *keys])
        return int(cursor.fetchone()[0])


def size(board: Board) -> int:
    """How many stand on it."""
    return BoardBucket.objects.filter(board=board, level=1).aggregate(all=Sum("count"))["all"] or 0


def top(board: Board, count: int = TOP) -> list[Place]:
    """The first, with their ranks."""
    entries = list(_entries(board)[:count])
    return _placed(board, entries, 1) if entries else []


def place_of(board: Board, person: Person) -> Place | None:
    """Where somebody stands; None when they do not."""
    entry = _entries(board).filter(person=person).first()
    return _placed(board, [entry], ahead(board, entry.okey) + 1)[0] if entry else None


def around(board: Board, place: Place, count: int = AROUND) -> list[Place]:
    """Those just before and just behind somebody, with them in the middle."""
    mine = place.entry
    before = _entries(board).filter(okey__lt=mine.okey).order_by("-okey", "-id")[:count]
    level = _entries(board).filter(okey=mine.okey).exclude(pk=mine.pk)[:count]
    behind = _entries(board).filter(okey__gt=mine.okey)[:count]
    several = [*reversed(before), mine, *level, *behind]
    return _placed(board, several, ahead(board, several[0].okey) + 1)


def _entries(board: Board) -> "QuerySet[BoardEntry]":
    return BoardEntry.objects.filter(board=board).select_related("person").order_by("okey", "id")


def _placed(board: Board, entries: list[BoardEntry], first: int) -> list[Place]:
    """Ranks of entries that follow one another, the first of which has this rank; a gap is counted anew."""
    places: list[Place] = []
    for entry in entries:
        marks, seconds = unpack(entry.okey, board.chain)
        rank = first
        if places:
            last = places[-1]
            rank = last.rank if last.entry.okey == entry.okey else ahead(board, entry.okey) + 1
        places.append(Place(rank, entry, marks or 0, seconds))
    return places


def boards_for(person: Person, viewer: Viewer) -> "QuerySet[Board]":
    """The boards on which somebody stands, and those of the unions that they see to."""
    mine = BoardEntry.objects.filter(person=person).values("board_id")
    return Board.objects.filter(Q(pk__in=mine) | below(viewer.paths(READERS)))


def board_about(uid: uuid.UUID) -> Board | None:
    """The board over something."""
    return Board.objects.filter(about_uid=uid).first()


def line(board: Board, place: Place, reader: Person) -> dict[str, Any]:
    """A line as its reader may see it: names as the board says, one's own in full."""
    person, own = place.entry.person, place.entry.person_id == reader.pk
    name = person.name if own or board.names == "real" else mask_name(person.name) if board.names == "masked" else ""
    minutes = None if place.seconds is None else f"{place.seconds // 60}:{place.seconds % 60:02d}"
    marks = f"{(Decimal(place.marks) / 1000).normalize():f}"
    return {"rank": place.rank, "name": name, "marks": marks, "time": minutes, "own": own}
