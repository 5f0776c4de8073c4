"""What simulators put on home, on the desk's list of today, and what they say of their boards."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.boards.models import Board
from xinlian.people.access import person_of
from xinlian.people.models import Person
from xinlian.people.scope import Viewer
from xinlian.simulators import exporting
from xinlian.simulators.actions import ladders
from xinlian.simulators.models import Ladder
from xinlian.simulators.queries import desk, mine
from xinlian.simulators.words import pieces


def home_cards(request: HttpRequest) -> list[dict[str, Any]]:
    """Where I wait for a simulator."""
    person = person_of(request)
    turns = mine.turns(person) if person is not None else []
    return [{"order": 4, "template": "simulators/home_card.html", "turns": turns}] if turns else []


def desk_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Runs that were refused."""
    count = desk.tasks(viewer)
    return [{"label": _("没收下的模拟机成绩"), "count": count, "url": reverse("simulators:desk_runs"), "tone": "warn"}]


def board_rule(board: Board) -> Sequence[str]:
    """How a board over runs is ranked."""
    ladder = Ladder.objects.filter(board=board).select_related("simulator", "scenario").first()
    return pieces(ladder) if ladder else ()


def board_why(board: Board, person: Person) -> dict[str, Any] | None:
    """The runs behind somebody's place."""
    found = mine.why(board, person)
    return None if found is None else {"template": "simulators/why.html", **found}


def board_table(board: Board, at: datetime.datetime | None) -> dict[str, Any]:
    """What it was reckoned from."""
    return exporting.table(board, at)


def board_desk_url(board: Board) -> str:
    """The desk's page of simulators."""
    return reverse("simulators:desk")


def board_caught_up(board: Board, at: datetime.datetime) -> None:
    """What came while it was frozen."""
    ladders.catch_up(board, at)
