"""What assessment puts on home and on the desk's list of today."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.assessment.actions import boards
from xinlian.assessment.queries.front import desk_tasks, exam_of
from xinlian.assessment.queries.mine import mine
from xinlian.assessment.queries.panels import seats_of
from xinlian.boards.models import Board
from xinlian.people.access import person_of

__all__ = ["board_caught_up", "board_desk_url", "board_rule", "board_table", "desk_tasks", "home_cards"]


def board_rule(board: Board) -> Sequence[str]:
    """How a board over an exam is ranked."""
    return [_("每人取最好一次"), _("先比分，分一样比用时")]


def board_table(board: Board, at: datetime.datetime | None) -> dict[str, Any] | None:
    """What it was reckoned from; of a frozen one nothing, since results as they were then are not kept."""
    exam = exam_of(board) if at is None else None
    return boards.table(exam) if exam else None


def board_desk_url(board: Board) -> str:
    """The exam at the desk."""
    return reverse("assessment:desk_exam", args=[board.about_uid])


def board_caught_up(board: Board, at: datetime.datetime) -> None:
    """Corrections that came while it was frozen."""
    exam = exam_of(board)
    if exam is not None:
        boards.fill(board, exam, at)


def home_cards(request: HttpRequest) -> list[dict[str, Any]]:
    """The exams that are open for whoever is signed in, and what a judge has to mark."""
    person = person_of(request)
    if person is None:
        return []
    exams = [one for one in mine(person, timezone.now()) if one.state in ("going", "now")][:3]
    judges = seats_of(person).filter(signed_at=None).exists()
    if not exams and not judges:
        return []
    return [{"order": 5, "template": "assessment/home_card.html", "exams": exams, "judges": judges}]
