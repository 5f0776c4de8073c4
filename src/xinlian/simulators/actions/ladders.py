"""Boards over runs: opened by what they count, filled, and caught up after they were frozen."""

import datetime
import uuid
from typing import Any

from django.db import transaction

from xinlian.boards.actions import boards
from xinlian.boards.models import Board
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
from xinlian.simulators.actions.standings import fill, hold_all
from xinlian.simulators.models import Ladder
from xinlian.simulators.who import demand_runner

ROOM = "simulators"


@transaction.atomic
def open_ladder(
    *, union: Union, title: str, names: str, by: Person | None, at: datetime.datetime, **counts: Any
) -> Ladder:
    """A board that counts as said (`simulator`, `scenario`, `site`, `team`, `since_on`, `until_on`, `how`, `of`, `fewest`), filled.

    Boards of one union stand beside each other. Refused: role_trainer, ladder_days, ladder_scenario.
    """
    demand_runner(by, union.union_path, at)
    ladder = Ladder(union=union, **counts)
    if ladder.since_on and ladder.until_on and ladder.until_on < ladder.since_on:
        raise Refused("ladder_days")
    if ladder.scenario is not None and ladder.scenario.simulator_id != ladder.simulator_id:
        raise Refused("ladder_scenario")
    ladder.union_path, ladder.shard = union.union_path, union.shard
    ladder.board = boards.open_board(
        union=union, title=title, room=ROOM, about_uid=ladder.uid, family=family(union), names=names, by=by, at=at
    )
    ladder.save(force_insert=True)
    hold_all(union.pk)
    record("ladder.opened", ladder, by=by, at=at, people=fill(ladder, at))
    return ladder


def family(union: Union) -> uuid.UUID:
    """What the boards of a union's simulators have in common."""
    return uuid.uuid5(union.uid, ROOM)


def catch_up(board: Board, moment: datetime.datetime) -> int:
    """What came while a board was frozen stands in its place, part of an act; how many moved."""
    ladder = Ladder.objects.select_related("board").get(board=board)
    return fill(ladder, moment)
