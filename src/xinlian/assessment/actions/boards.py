"""Boards: opened over an exam or a room's thing, moved by marks as they come, frozen."""

import datetime
from collections import Counter
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from xinlian.assessment.models import Board, BoardEntry, Exam, Sitting
from xinlian.assessment.models.boards import MOST_SECONDS
from xinlian.assessment.who import demand_runner
from xinlian.engines.ranking.keys import pack
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused

TRIES = 20
COUNT_DOWN = "UPDATE assessment_boardbucket SET count = count - %s WHERE board_id = %s AND level = %s AND bucket = %s"
COUNT_UP = """
INSERT INTO assessment_boardbucket (board_id, level, bucket, count) VALUES (%s, %s, %s, %s)
ON CONFLICT (board_id, level, bucket) DO UPDATE SET count = assessment_boardbucket.count + excluded.count
"""


@transaction.atomic
def open_board(*, union: Union, title: str, about: Exam, names: str, by: Person, at: datetime.datetime) -> Board:
    """A board over a published exam, filled from its results. Refused: role_trainer, result_published, board_open."""
    demand_runner(by, union.union_path, at)
    if about.state != "published":
        raise Refused("result_published")
    board = Board(union=union, title=title.strip()[:80], about_uid=about.uid, names=names, made_by=by, made_at=at)
    board.union_path, board.shard = union.union_path, union.shard
    try:
        with transaction.atomic():
            board.save(force_insert=True)
    except IntegrityError:
        raise Refused("board_open") from None
    moved = fill(board, about, at)
    record("board.opened", board, by=by, at=at, people=moved)
    return board


def fill(board: Board, exam: Exam, moment: datetime.datetime) -> int:
    """Put everybody where their best try belongs, part of an act; how many moved. The shorter of two equal tries counts."""
    best: dict[int, tuple[int, Sitting]] = {}
    for sitting in Sitting.objects.filter(exam=exam, ended_at__isnull=False, waiting=0).select_related("person"):
        okey = pack((int((sitting.marks or 0) * 1000), _seconds(sitting)), board.chain)
        if sitting.person_id not in best or okey < best[sitting.person_id][0]:
            best[sitting.person_id] = okey, sitting
    return sum(_put(board, sitting.person, okey, moment) for okey, sitting in best.values())


def _seconds(sitting: Sitting) -> int:
    took = ((sitting.ended_at or sitting.ends_at) - sitting.began_at).total_seconds()
    return min(MOST_SECONDS, max(0, int(took)))


def refresh(exam: Exam, moment: datetime.datetime) -> None:
    """Marks of an exam changed, by a correction or a late answer: its board follows, unless it is frozen."""
    board = Board.objects.filter(about_uid=exam.uid, state="live").first()
    if board is not None:
        fill(board, exam, moment)


@transaction.atomic
def post(
    *, board: Board, person: Person, marks: Decimal, seconds: int | None, by: Person | None, at: datetime.datetime
) -> bool:
    """Put somebody where these marks belong, or move them there; whether anything moved. Refused: board_frozen."""
    okey = pack((int(marks * 1000), seconds), board.chain)
    moved = _put(board, person, okey, at)
    if moved:
        record("board.posted", board, by=by, at=at)
    return moved


@transaction.atomic
def withdraw(*, board: Board, person: Person, by: Person | None, at: datetime.datetime) -> bool:
    """Take somebody off, as if they had never stood there; whether they stood there. Refused: board_frozen."""
    _demand_live(board)
    for entry in BoardEntry.objects.filter(board=board, person=person):
        if BoardEntry.objects.filter(pk=entry.pk, okey=entry.okey).delete()[0]:
            _count(board, {entry.okey: -1})
            record("board.withdrawn", board, by=by, at=at)
            return True
    return False


@transaction.atomic
def freeze(*, board: Board, frozen: bool, by: Person, at: datetime.datetime) -> Board:
    """Let it stand as it is, or move again. Refused: role_trainer."""
    demand_runner(by, board.union_path, at)
    Board.objects.filter(pk=board.pk).update(state="frozen" if frozen else "live")
    board.refresh_from_db()
    record("board.frozen", board, by=by, at=at, frozen=frozen)
    return board


def leave(rows: "QuerySet[Any]") -> None:
    """Entries that are about to be erased leave the counts, part of an act."""
    for entry in rows.select_related("board"):
        _count(entry.board, {entry.okey: -1})


def _demand_live(board: Board) -> None:
    """Raises Refused board_frozen. No writer holds the board's row: what began before a freeze may still arrive behind it."""
    if not Board.objects.filter(pk=board.pk, state="live").exists():
        raise Refused("board_frozen")


def _put(board: Board, person: Person, okey: int, at: datetime.datetime) -> bool:
    """By conditional updates of the one row, so that two writers never both move it from the same place."""
    _demand_live(board)
    for _ in range(TRIES):
        known = BoardEntry.objects.filter(board=board, person=person).first()
        if known is None:
            entry = BoardEntry(board=board, person=person, okey=okey, at=at)
            entry.union_path, entry.shard = board.union_path, board.shard
            try:
                with transaction.atomic():
                    entry.save(force_insert=True)
            except IntegrityError:
                continue
            _count(board, {okey: 1})
            return True
        if known.okey == okey:
            return False
        if BoardEntry.objects.filter(pk=known.pk, okey=known.okey).update(okey=okey, at=at):
            _count(board, {known.okey: -1, okey: 1})
            return True
    raise Refused("board_busy")


def _count(board: Board, changes: dict[int, int]) -> None:
    """Move the counts, always in the order of level and bucket, so that no two writers wait for one another."""
    histogram = board.histogram
    steps: Counter[tuple[int, int]] = Counter()
    for okey, change in changes.items():
        steps[1, histogram.coarse(okey)] += change
        steps[2, histogram.fine(okey)] += change
    with connection.cursor() as cursor:
        for (level, bucket), change in sorted(steps.items()):
            if change > 0:
                cursor.execute(COUNT_UP, [board.pk, level, bucket, change])
            elif change < 0:
                cursor.execute(COUNT_DOWN, [-change, board.pk, level, bucket])
