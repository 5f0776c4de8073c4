"""What pages of boards show; names only as the board lets them be read."""

import datetime
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from xinlian.boards.models import CHAIN, Board, BoardEntry, BoardMove, BoardSnapshot, Nickname
from xinlian.boards.queries.ranks import TOP, Place, around, place_of, size, standing, top
from xinlian.boards.who import READERS
from xinlian.engines.ranking.keys import unpack
from xinlian.people.identity import mask_name
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, below

MOVES, BESIDE, HISTORY = 12, 6, 10


def boards_for(person: Person, viewer: Viewer) -> "QuerySet[Board]":
    """The boards on which somebody stands, and those of the unions that they see to."""
    mine = BoardEntry.objects.filter(person=person).values("board_id")
    return Board.objects.filter(Q(pk__in=mine) | below(viewer.paths(READERS))).select_related("union")


def boards_of(viewer: Viewer) -> "QuerySet[Board]":
    """The boards at somebody's desk."""
    return Board.objects.filter(below(viewer.paths(READERS))).select_related("union")


def board_about(uid: uuid.UUID) -> Board | None:
    """The board over something."""
    return Board.objects.filter(about_uid=uid).first()


def mine(person: Person) -> list[tuple[Board, Place, int]]:
    """Every board on which somebody stands, where, and among how many."""
    boards = Board.objects.filter(entries__person=person)[: 4 * TOP]
    found = [(board, place_of(board, person), size(board)) for board in boards]
    return [(board, place, among) for board, place, among in found if place is not None]


def shown_name(board: Board, place: Place, *, own: bool = False, outside: bool = False) -> str:
    """A name as the board says; in full for oneself, and never in full `outside`."""
    if own:
        return place.name
    if board.names == "hidden":
        return ""
    if board.names == "nickname" and place.nickname:
        return place.nickname
    return place.name if board.names == "real" and not outside else mask_name(place.name)


def marks_text(thousandths: int, digits: int = 0) -> str:
    """Marks as they are written: no more digits than there are, but so many at least."""
    return f"{Decimal(thousandths) / 1000:.{max(digits, _digits(thousandths))}f}"


def _digits(thousandths: int) -> int:
    """How many digits behind the point marks have."""
    return next(digits for digits in range(4) if thousandths % 10 ** (3 - digits) == 0)


def lines(
    board: Board, places: Sequence[Place], reader: Person | None, *, outside: bool = False
) -> list[dict[str, Any]]:
    """Several lines, their marks written with as many digits as any of them has, so that they stand below each other."""
    digits = max((_digits(one.marks) for one in places), default=0)
    return [line(board, one, reader, outside=outside, digits=digits) for one in places]


def clock_text(seconds: int | None) -> str:
    """Minutes and seconds; nothing for none."""
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


def line(
    board: Board, place: Place, reader: Person | None, *, outside: bool = False, digits: int = 0
) -> dict[str, Any]:
    """A line as its reader may see it."""
    own = reader is not None and place.person == reader.pk
    return {
        "id": str(place.entry),
        "rank": place.rank,
        "name": shown_name(board, place, own=own, outside=outside),
        "label": "" if board.names == "hidden" and not own else place.label,
        "marks": marks_text(place.marks, digits),
        "time": clock_text(place.seconds),
        "own": own,
    }


def told(board: Board, person: Person) -> dict[str, Any]:
    """What a phone shows: my place, those around me, the first."""
    place = place_of(board, person)
    near = around(board, place) if place else []
    return {
        "state": board.state,
        "size": size(board),
        "top": lines(board, top(board), person),
        "mine": line(board, place, person) if place else None,
        "near": lines(board, near, person),
    }


def hall_told(board: Board, *, outside: bool = False) -> dict[str, Any]:
    """What a screen shows: the first, and who leads the boards beside."""
    return {
        "state": board.state,
        "size": size(board),
        "top": lines(board, top(board), None, outside=outside),
        "beside": [leader(one, outside=outside) for one in beside(board)],
    }


def beside(board: Board) -> list[Board]:
    """The other boards of the family, in the order in which they were made."""
    if board.family is None:
        return []
    return list(Board.objects.filter(family=board.family).exclude(pk=board.pk).order_by("made_at", "pk")[:BESIDE])


def leader(board: Board, *, outside: bool = False) -> dict[str, Any]:
    """Who is first on a board, as a screen says it; "" for nobody."""
    first = top(board, 1)
    name, marks = "", ""
    if first:
        name, marks = shown_name(board, first[0], outside=outside), marks_text(first[0].marks)
    return {"title": board.title, "name": name, "marks": marks}


def by_key(key: uuid.UUID) -> Board | None:
    """The board that a screen's address shows."""
    return Board.objects.filter(hall_key=key).first()


def moves_of(board: Board, person: Person) -> list[dict[str, Any]]:
    """Where somebody stood, newest first: rank None when they were taken off."""
    found = []
    for move in BoardMove.objects.filter(board=board, person=person)[:MOVES]:
        marks = None if move.okey is None else marks_text(unpack(move.okey, CHAIN)[0] or 0)
        found.append({"at": move.at, "rank": move.rank, "among": move.among, "marks": marks})
    return found


def snapshots_of(board: Board) -> "QuerySet[BoardSnapshot]":
    """How it stood when it was frozen, newest first."""
    return BoardSnapshot.objects.filter(board=board)[:HISTORY]


def recount(board: Board, table: dict[str, Any]) -> dict[str, Any]:
    """A board in the format that `./xinlian rank` reads: entries instead of people, and what the board says of them."""
    people = dict(board.entries.values_list("uid", "person"))
    whole = {str(uid): table["people"].get(person, {"marks": {}, "more": {}}) for uid, person in people.items()}
    return {
        "format": "xinlian-ranking",
        "version": 1,
        "rule": table["rule"],
        "entries": [{"id": uid, **said} for uid, said in sorted(whole.items())],
        "published": [
            {"id": uid, "rank": rank, "total": marks_text(marks)} for rank, uid, marks, _seconds in standing(board)
        ],
    }


def frozen_at(board: Board) -> datetime.datetime | None:
    """When it was frozen; None for a board that moves."""
    snapshot = board.snapshots.first() if board.state == "frozen" else None
    return snapshot.at if snapshot else None


def nickname_of(person: Person) -> str:
    """What somebody calls themselves; empty when they said nothing."""
    return Nickname.objects.filter(person=person).values_list("name", flat=True).first() or ""


def nicknames_on(board: Board) -> "QuerySet[Nickname]":
    """The nicknames that stand on a board, for whoever answers for its screen."""
    return Nickname.objects.filter(person__board_entries__board=board).select_related("person")
