"""Boards follow the runs of trainees: each standing is reckoned anew from the runs that stand, so that what was withdrawn never was."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from xinlian.boards.actions import moving
from xinlian.simulators.models import Ladder, Run, Trainee
from xinlian.simulators.rules.standing import Counted, Policy, points, standing

BATCH = 500


def hold(trainees: Iterable[int]) -> None:
    """Hold the rows of trainees whose runs are about to change, always in one order."""
    for pk in sorted(set(trainees)):
        Trainee.objects.filter(pk=pk).update(moved=F("moved") + 1)


def refresh(trainees: Iterable[int], moment: datetime.datetime, only: Ladder | None = None) -> int:
    """Put trainees where their runs place them on every board of their unions, part of an act; how many moved."""
    wanted: list[moving.Wanted] = []
    found = Trainee.objects.filter(pk__in=set(trainees)).select_related("person")
    ladders: dict[int, list[Ladder]] = {}
    runs = _runs([one.pk for one in found])
    for trainee in found:
        if trainee.union_id not in ladders:
            ladders[trainee.union_id] = [only] if only else _ladders(trainee.union_id)
        wanted += [_wanted(one, trainee, runs[trainee.pk]) for one in ladders[trainee.union_id]]
    return moving.put(wanted, moment)


def fill(ladder: Ladder, moment: datetime.datetime) -> int:
    """Put everybody who has graded runs where they belong on one board, part of an act; how many moved."""
    rows = Trainee.objects.filter(union=ladder.union_id, runs__mode="graded").order_by("pk").distinct()
    people = list(rows.values_list("pk", flat=True))
    return sum(refresh(people[n : n + BATCH], moment, ladder) for n in range(0, len(people), BATCH))


def hold_all(union: int) -> None:
    """Hold everybody who trains at a union, before a board is opened: whoever takes runs meanwhile waits, and then sees the
    board; else both would overlook a run. SQLite knows no such lock and needs none: whoever writes there is alone.
    """
    everybody = Trainee.objects.filter(union=union).order_by("pk").values_list("pk", flat=True)
    list(everybody.select_for_update(no_key=True))


def policy(ladder: Ladder) -> Policy:
    """How a ladder makes one of several attempts."""
    return Policy(ladder.how, ladder.of, ladder.fewest, overall=ladder.simulator_id is None)


def counted(ladder: Ladder, trainee: Trainee, runs: Sequence[Run]) -> list[Counted]:
    """Those of somebody's standing graded runs that a ladder looks at."""
    if (ladder.site and trainee.site != ladder.site) or (ladder.team and trainee.team != ladder.team):
        return []
    return [_counted(run) for run in runs if _fits(ladder, run)]


def _wanted(ladder: Ladder, trainee: Trainee, runs: Sequence[Run]) -> moving.Wanted:
    found = standing(counted(ladder, trainee, runs), policy(ladder))
    if found is None:
        return moving.Wanted(ladder.board, trainee.person, None)
    return moving.Wanted(ladder.board, trainee.person, found.marks, found.seconds, trainee.label)


def _fits(ladder: Ladder, run: Run) -> bool:
    day = timezone.localdate(run.ended_at)
    return (
        (ladder.simulator_id is None or run.version.simulator_id == ladder.simulator_id)
        and (ladder.scenario_id is None or run.scenario_id == ladder.scenario_id)
        and (ladder.since_on is None or day >= ladder.since_on)
        and (ladder.until_on is None or day <= ladder.until_on)
    )


def _counted(run: Run) -> Counted:
    version = run.version
    whole = version.mean_ref is not None and version.sd_ref is not None
    held = points(run.marks, version.mean_ref or Decimal(0), version.sd_ref or Decimal(1)) if whole else None
    return Counted(str(run.uid), version.simulator_id, run.marks, held, run.seconds, run.ended_at)


def _ladders(union: int) -> list[Ladder]:
    return list(Ladder.objects.filter(union=union).select_related("board"))


def _runs(trainees: Sequence[int]) -> dict[int, list[Run]]:
    found: dict[int, list[Run]] = defaultdict(list)
    for run in Run.objects.filter(trainee__in=trainees, mode="graded", withdrawn_at=None).select_related("version"):
        found[run.trainee_id].append(run)
    return found
