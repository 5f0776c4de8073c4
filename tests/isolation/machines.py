"""A union's simulators with everything an officer can press, for the walk over all addresses."""

import uuid
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xinlian.boards.actions import boards as board_acts
from xinlian.people.models import Person, Union
from xinlian.simulators.actions import ladders, machines, taking, trainees
from xinlian.simulators.models import Trainee
from xinlian.simulators.rules.runs import Said
from xinlian.testing.make import make_person


def fill(union: Union, officer: Person, mark: str) -> None:
    """A simulator with two versions, devices in use and blocked, somebody waiting, runs of both kinds, a refused one, boards."""
    said: dict[str, Any] = {"by": officer, "at": timezone.now()}
    figures = {"full": Decimal(100), "mean_ref": Decimal(70), "sd_ref": Decimal(9)}
    simulator = machines.add_simulator(union=union, kind="loader", name=f"{mark}模拟机", version="1", **figures, **said)
    version = machines.add_version(simulator=simulator, version="2", **figures, **said)
    task = machines.add_scenario(simulator=simulator, code="L1", name=f"{mark}科目", **said)
    device, blocked = (
        machines.add_device(version=version, name=f"{mark}{n}号机", place=f"{mark}房", **said)[0] for n in (1, 2)
    )
    people = [make_person(union, name=f"{mark}学员{n}") for n in range(2)]
    trainees.enlist(union=union, people=people, site=f"{mark}标", team=f"{mark}班", **said)
    first, second = Trainee.objects.filter(union=union).order_by("pk")
    for trainee in (first, second):
        trainees.queue(device=device, trainee=trainee, scenario=task, graded=True, client_uid=uuid.uuid4(), **said)
    runs = [
        Said(one.number, "L1", Decimal(80), 300, said["at"], faults=((f"{mark}失误", 2),)) for one in (first, second)
    ]
    runs.append(Said("12345678", "L1", Decimal(80), 300, said["at"]))
    for where in (device, blocked):
        told = [taking.Told(uuid.uuid4(), one, {"trainee": f"{mark}说"}) for one in runs]
        taking.take(simulator=simulator, version=version, device=where, door="post", told=told, **said)
    machines.block(device=blocked, why=f"{mark}坏了", **said)
    machines.withdraw_runs(device=blocked, since=None, why=f"{mark}坏了", **said)
    ladders.open_ladder(union=union, title=f"{mark}综合榜", names="real", **said)
    named = ladders.open_ladder(union=union, title=f"{mark}榜", simulator=simulator, names="nickname", **said)
    board_acts.call_oneself(name=f"{mark}号", by=people[0], at=said["at"])
    board_acts.freeze(board=named.board, **said)
