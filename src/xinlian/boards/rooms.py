"""What rooms say of their boards in `front`: `board_rule`, `board_why`, `board_desk_url`, `board_table`, and `board_caught_up` after a freeze."""

import datetime
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db import transaction

from xinlian.boards.actions import boards as actions
from xinlian.boards.models import Board
from xinlian.people.models import Person


def rule(board: Board) -> Sequence[str]:
    """How it is ranked, in a few short pieces."""
    return _asked(board, "board_rule", board) or ()


def why(board: Board, person: Person) -> dict[str, Any] | None:
    """Why somebody stands where they stand: {"template": …} with what it shows; None where the room says nothing."""
    found: dict[str, Any] | None = _asked(board, "board_why", board, person)
    return found


def table(board: Board, at: datetime.datetime | None) -> dict[str, Any] | None:
    """What it was reckoned from: {"rule": …, "people": {person: {"marks": …, "more": …}}}; `at`: as it was known then."""
    found: dict[str, Any] | None = _asked(board, "board_table", board, at)
    return found


def desk_url(board: Board) -> str:
    """The page of what is ranked, at the desk; empty where there is none."""
    return str(_asked(board, "board_desk_url", board) or "")


@transaction.atomic
def thaw(board: Board, by: Person, at: datetime.datetime) -> None:
    """Let it go on, and let its room put right what came meanwhile. Refused: role_trainer."""
    fresh = actions.thaw(board=board, by=by, at=at)
    _asked(board, "board_caught_up", fresh, at)


def _asked(board: Board, what: str, *said: Any) -> Any:
    name = f"xinlian.{board.room}.front"
    if not find_spec(f"xinlian.{board.room}") or not find_spec(name):
        return None
    asked = getattr(import_module(name), what, None)
    return asked(*said) if asked else None
