"""Boards opened by rooms, frozen, renamed, given another address; and what people call themselves on them."""

import datetime
import hashlib
import json
import unicodedata
import uuid

from django.db import IntegrityError, transaction

from xinlian.boards.models import Board, BoardSnapshot, Nickname
from xinlian.boards.queries.ranks import standing
from xinlian.boards.who import demand_runner
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused

SHORTEST_NAME, LONGEST_NAME = 2, 12


@transaction.atomic
def open_board(
    *,
    union: Union,
    title: str,
    room: str,
    about_uid: uuid.UUID,
    family: uuid.UUID | None = None,
    names: str,
    by: Person | None,
    at: datetime.datetime,
) -> Board:
    """A board of a room's thing, still empty. Refused: role_trainer, board_open."""
    demand_runner(by, union.union_path, at)
    board = Board(union=union, title=title.strip()[:80], room=room, about_uid=about_uid, family=family, names=names)
    board.made_by, board.made_at = by, at
    board.union_path, board.shard = union.union_path, union.shard
    try:
        with transaction.atomic():
            board.save(force_insert=True)
    except IntegrityError:
        raise Refused("board_open") from None
    record("board.opened", board, by=by, at=at, names=names)
    return board


@transaction.atomic
def freeze(*, board: Board, by: Person | None, at: datetime.datetime) -> BoardSnapshot:
    """Let it stand as it is, and keep how it stands. Refused: role_trainer, board_frozen."""
    demand_runner(by, board.union_path, at)
    if not Board.objects.filter(pk=board.pk, state="live").update(state="frozen"):
        raise Refused("board_frozen")
    board.refresh_from_db()
    lines = standing(board)
    snapshot = BoardSnapshot(board=board, lines=lines, sha256=digest(lines), made_by=by, at=at)
    snapshot.union_path, snapshot.shard = board.union_path, board.shard
    snapshot.save(force_insert=True)
    record("board.frozen", board, by=by, at=at, sha256=snapshot.sha256, people=len(lines))
    return snapshot


def digest(lines: object) -> str:
    """The SHA-256 of lines, over their JSON without spaces."""
    return hashlib.sha256(json.dumps(lines, separators=(",", ":")).encode()).hexdigest()


@transaction.atomic
def thaw(*, board: Board, by: Person | None, at: datetime.datetime) -> Board:
    """Let it move again; what was kept stays. Whoever fills it catches up by itself. Refused: role_trainer."""
    demand_runner(by, board.union_path, at)
    Board.objects.filter(pk=board.pk).update(state="live")
    board.refresh_from_db()
    record("board.thawed", board, by=by, at=at)
    return board


@transaction.atomic
def rename(*, board: Board, title: str, names: str, by: Person, at: datetime.datetime) -> Board:
    """Its title, and how names are written. Refused: role_trainer, board_title_missing."""
    demand_runner(by, board.union_path, at)
    said = "".join(letter for letter in title if letter.isprintable()).strip()
    if not said:
        raise Refused("board_title_missing")
    Board.objects.filter(pk=board.pk).update(title=said[:80], names=names)
    board.refresh_from_db()
    record("board.renamed", board, by=by, at=at, names=names)
    return board


@transaction.atomic
def give_new_key(*, board: Board, by: Person, at: datetime.datetime) -> Board:
    """Another address for screens; the one before shows nothing any more. Refused: role_trainer."""
    demand_runner(by, board.union_path, at)
    Board.objects.filter(pk=board.pk).update(hall_key=uuid.uuid4())
    board.refresh_from_db()
    record("board.new_key", board, by=by, at=at)
    return board


@transaction.atomic
def call_oneself(*, name: str, by: Person, at: datetime.datetime) -> Nickname | None:
    """What one is called on boards that write nicknames; nothing takes it away. Refused: nickname_wrong, nickname_taken."""
    said = unicodedata.normalize("NFKC", name).strip()
    letters = all(one.isalpha() or one == "·" for one in said)
    if said and not (SHORTEST_NAME <= len(said) <= LONGEST_NAME and letters):
        raise Refused("nickname_wrong", {"least": SHORTEST_NAME, "most": LONGEST_NAME})
    Nickname.objects.filter(person=by).exclude(name=said).delete()
    record("board.nicknamed", None, by=by, at=at, given=bool(said))
    if not said:
        return None
    known = Nickname.objects.filter(person=by).first()
    if known is not None:
        return known
    nickname = Nickname(person=by, name=said, at=at)
    nickname.union_path, nickname.shard = by.union_path, by.shard
    try:
        with transaction.atomic():
            nickname.save(force_insert=True)
    except IntegrityError:
        raise Refused("nickname_taken") from None
    return nickname


@transaction.atomic
def take_nickname(*, nickname: Nickname, board: Board, by: Person, at: datetime.datetime) -> None:
    """A nickname that may not stand on a board is taken away. Refused: role_trainer."""
    demand_runner(by, board.union_path, at)
    nickname.delete()
    record("board.nickname_taken", board, by=by, at=at)
