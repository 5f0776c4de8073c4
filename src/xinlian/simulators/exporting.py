"""What a board over runs was reckoned from, in the format that `./xinlian rank` reads: the rule, and everybody's attempts."""

import datetime
from typing import Any

from django.db.models import Q

from xinlian.boards.models import Board
from xinlian.simulators.actions.standings import counted, policy
from xinlian.simulators.models import Ladder, Run, Trainee
from xinlian.simulators.rules.standing import Counted, standing


def table(board: Board, at: datetime.datetime | None) -> dict[str, Any]:
    """{"rule": …, "people": {person: {"marks": …, "more": …}}}; `at`: as it was known then, for a board that was frozen."""
    ladder = Ladder.objects.get(board=board)
    overall = ladder.simulator_id is None
    looked = _looked(ladder, board, at)
    numbers = {one.simulator for several in looked.values() for one in several}
    keys = {simulator: f"simulator{n}" for n, simulator in enumerate(sorted(numbers), 1)} if overall else {}
    people = {
        person: {"marks": _marks(several, keys), "more": {"seconds": _seconds(several, ladder)}}
        for person, several in looked.items()
    }
    return {"rule": _rule(ladder, list(keys.values()) or ["runs"]), "people": people}


def _looked(ladder: Ladder, board: Board, at: datetime.datetime | None) -> dict[int, list[Counted]]:
    rows = Run.objects.filter(
        mode="graded", trainee__person__board_entries__board=board, trainee__union=ladder.union_id
    )
    if at is None:
        rows = rows.filter(withdrawn_at=None)
    else:
        rows = rows.filter(taken_at__lte=at).filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
    found: dict[int, tuple[Trainee, list[Run]]] = {}
    for run in rows.select_related("version", "trainee").order_by("ended_at", "uid"):
        found.setdefault(run.trainee.person_id, (run.trainee, []))[1].append(run)
    return {person: counted(ladder, trainee, runs) for person, (trainee, runs) in found.items()}


def _marks(several: list[Counted], keys: dict[int, str]) -> dict[str, list[str]]:
    if not keys:
        return {"runs": [str(one.marks) for one in several]}
    found: dict[str, list[str]] = {}
    for one in several:
        if one.points is not None:
            found.setdefault(keys[one.simulator], []).append(str(one.points))
    return found


def _seconds(several: list[Counted], ladder: Ladder) -> str | None:
    found = standing(several, policy(ladder))
    return None if found is None or found.seconds is None else str(found.seconds)


def _rule(ladder: Ladder, keys: list[str]) -> dict[str, Any]:
    part: dict[str, Any] = {"how": ladder.how, "fewest": ladder.fewest, "round": {"step": "0.01"}}
    if ladder.how == "mean_best":
        part["of"] = ladder.of
    if ladder.simulator_id is None:
        part["missing"] = "zero"
    return {
        "parts": [{"key": key, **part} for key in keys],
        "ties": [{"by": "total"}, {"by": "seconds", "smaller_first": True}],
    }
