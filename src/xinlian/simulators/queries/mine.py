"""What a trainee sees: my numbers, my turns, my runs, and why I stand where I stand."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from xinlian.boards.models import Board
from xinlian.people.models import Person
from xinlian.simulators.actions.standings import counted, policy
from xinlian.simulators.models import Device, Ladder, Run, Scenario, Trainee, Turn
from xinlian.simulators.rules.standing import standing

LATEST, SHOWN = 20, 12


def trainings(person: Person) -> "QuerySet[Trainee]":
    """My numbers, one for each union that has simulators for me."""
    return Trainee.objects.filter(person=person).select_related("union")


def turns(person: Person) -> list[dict[str, Any]]:
    """My open turns, with how many are before me."""
    found = []
    for turn in Turn.objects.filter(trainee__person=person, state__in=("waiting", "called")).select_related(
        "device", "scenario"
    ):
        rows = Turn.objects.filter(device=turn.device_id, state__in=("waiting", "called"))
        before = rows.filter(Q(state="called") | Q(made_at__lt=turn.made_at)).exclude(pk=turn.pk).count()
        found.append({"turn": turn, "before": 0 if turn.state == "called" else before})
    return found


def my_turn(person: Person, uid: Any) -> "QuerySet[Turn]":
    """One of my open turns."""
    return Turn.objects.filter(uid=uid, trainee__person=person, state__in=("waiting", "called"))


def devices(person: Person) -> "QuerySet[Any]":
    """The devices where I may queue, the emptiest first."""
    unions = Trainee.objects.filter(person=person).values("union")
    rows = Device.objects.filter(version__simulator__union__in=unions, blocked_at=None)
    return (
        rows.select_related("version__simulator")
        .annotate(queued=Count("turns", filter=Q(turns__state__in=("waiting", "called"))))
        .order_by("version__simulator__made_at", "queued", "name")
    )


def runs(person: Person) -> "QuerySet[Run]":
    """My latest runs."""
    rows = Run.objects.filter(trainee__person=person).select_related("scenario__simulator", "version", "device")
    return rows[:LATEST]


@dataclass(frozen=True, slots=True)
class Why:
    """A run under a board, whether it counts, and what it is worth there."""

    run: Run
    counts: bool
    worth: Decimal


def why(board: Board, person: Person) -> dict[str, Any] | None:
    """The runs that a board looks at, the ones that count first."""
    ladder = Ladder.objects.filter(board=board).select_related("simulator", "scenario").first()
    trainee = Trainee.objects.filter(union=ladder.union_id, person=person).first() if ladder else None
    if ladder is None or trainee is None:
        return None
    rows = Run.objects.filter(trainee=trainee, mode="graded", withdrawn_at=None)
    made = list(rows.select_related("version__simulator", "scenario"))
    looked = {one.uid: one for one in counted(ladder, trainee, made)}
    found = standing(looked.values(), policy(ladder))
    which = set(found.counted) if found else set()
    overall = ladder.simulator_id is None
    lines = [
        Why(run, str(run.uid) in which, (looked[str(run.uid)].points or Decimal(0)) if overall else run.marks)
        for run in made
        if str(run.uid) in looked
    ]
    lines.sort(key=lambda one: (not one.counts, one.run.scenario.simulator_id, -one.worth))
    withdrawn = Run.objects.filter(trainee=trainee, mode="graded").exclude(withdrawn_at=None).count()
    return {"lines": lines[:SHOWN], "more": max(0, len(lines) - SHOWN), "overall": overall, "withdrawn": withdrawn}


def tasks(device: Device) -> "QuerySet[Scenario]":
    """The scenarios of a device's simulator."""
    return Scenario.objects.filter(simulator=device.version.simulator_id, retired_at=None)


def with_tasks(rows: "QuerySet[Any]") -> list[dict[str, Any]]:
    """Devices with the scenarios that can be tried on them."""
    found = list(rows)
    simulators = {one.version.simulator_id for one in found}
    by_simulator: dict[int, list[Scenario]] = {}
    for task in Scenario.objects.filter(simulator__in=simulators, retired_at=None):
        by_simulator.setdefault(task.simulator_id, []).append(task)
    return [{"device": one, "tasks": by_simulator.get(one.version.simulator_id, [])} for one in found]
