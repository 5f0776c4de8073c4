"""Boards over published exams: opened, filled from results, following corrections."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from xinlian.assessment.models import Exam, Sitting
from xinlian.boards.actions import boards, moving
from xinlian.boards.models import MOST_SECONDS, Board
from xinlian.boards.queries.pages import board_about
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused

ROOM = "assessment"


@transaction.atomic
def open_over(*, exam: Exam, names: str, by: Person, at: datetime.datetime) -> Board:
    """A board over a published exam, filled from its results. Refused: role_trainer, result_published, board_open."""
    if exam.state != "published":
        raise Refused("result_published")
    board = boards.open_board(
        union=exam.union, title=exam.title, room=ROOM, about_uid=exam.uid, names=names, by=by, at=at
    )
    fill(board, exam, at)
    return board


def fill(board: Board, exam: Exam, moment: datetime.datetime) -> int:
    """Put everybody where their best try belongs, part of an act; how many moved. The shorter of two equal tries counts."""
    best: dict[int, tuple[Decimal, int, Sitting]] = {}
    for sitting in Sitting.objects.filter(exam=exam, ended_at__isnull=False, waiting=0).select_related("person"):
        found = (sitting.marks or Decimal(0), -_seconds(sitting), sitting)
        if sitting.person_id not in best or found[:2] > best[sitting.person_id][:2]:
            best[sitting.person_id] = found
    return moving.put(
        [moving.Wanted(board, one.person, marks, -behind) for marks, behind, one in best.values()], moment
    )


def table(exam: Exam) -> dict[str, Any]:
    """Everybody's tries, and the rule by which the board ranks them."""
    tries: dict[int, list[tuple[Decimal, int]]] = {}
    for one in Sitting.objects.filter(exam=exam, ended_at__isnull=False, waiting=0).order_by("attempt"):
        tries.setdefault(one.person_id, []).append((one.marks or Decimal(0), -_seconds(one)))
    people = {
        person: {
            "marks": {"exam": [str(marks) for marks, _behind in several]},
            "more": {"seconds": str(-max(several)[1])},
        }
        for person, several in tries.items()
    }
    ties = [{"by": "total"}, {"by": "seconds", "smaller_first": True}]
    return {"rule": {"parts": [{"key": "exam", "how": "best"}], "ties": ties}, "people": people}


def _seconds(sitting: Sitting) -> int:
    took = ((sitting.ended_at or sitting.ends_at) - sitting.began_at).total_seconds()
    return min(MOST_SECONDS, max(0, int(took)))


def refresh(exam: Exam, moment: datetime.datetime) -> None:
    """Marks of an exam changed, by a correction or a late answer: its board follows, unless it is frozen."""
    board = board_about(exam.uid)
    if board is not None:
        fill(board, exam, moment)
