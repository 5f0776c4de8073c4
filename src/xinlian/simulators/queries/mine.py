"""What a trainee sees: my numbers, my turns, my runs, and why I stand where I stand."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from xinlian.boards.models import Board
from xinlian.people.models import Person
from xinlian.simulators.actions.standings import counted, policy
from xinlian.simulators.models import Device, Ladder, Run, Scenario, Simulator, Trainee, Turn
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


def emptiest(person: Person, scenario: Scenario) -> Device | None:
    """The device with the shortest queue on which somebody may try a scenario."""
    unions = Trainee.objects.filter(person=person).values("union")
    rows = Device.objects.filter(
        version__simulator=scenario.simulator_id, version__simulator__union__in=unions, blocked_at=None
    )
    queued = Count("turns", filter=Q(turns__state__in=("waiting", "called")))
    return rows.select_related("version__simulator").annotate(queued=queued).order_by("queued", "name").first()


def may_try(person: Person) -> "QuerySet[Scenario]":
    """The scenarios of simulators at which somebody trains."""
    unions = Trainee.objects.filter(person=person).values("union")
    return Scenario.objects.filter(simulator__union__in=unions, retired_at=None)


def my_tasks(person: Person) -> list[tuple[Simulator, list[Scenario]]]:
    """The scenarios that somebody may queue for, by simulator: those with a device that is in use."""
    unions = Trainee.objects.filter(person=person).values("union")
    used = Device.objects.filter(version__simulator__union__in=unions, blocked_at=None).values("version__simulator")
    found: dict[int, tuple[Simulator, list[Scenario]]] = {}
    rows = Scenario.objects.filter(simulator__in=used, retired_at=None).select_related("simulator")
    for task in rows.order_by("simulator__made_at", "code"):
        found.setdefault(task.simulator_id, (task.simulator, []))[1].append(task)
    return list(found.values())


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
