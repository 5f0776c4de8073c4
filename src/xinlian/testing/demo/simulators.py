"""The demo's simulators: five kinds with their devices, builders in teams of four sections, three weeks of runs, and boards."""

import datetime
import random
import uuid
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.simulators.actions import ladders, machines, taking, trainees
from xinlian.simulators.models import Device, Run, Simulator, SimulatorVersion, Trainee
from xinlian.simulators.rules.runs import Said
from xinlian.testing.machines import FULL, MACHINES, Machine, play

DAY, MINUTE = datetime.timedelta(days=1), datetime.timedelta(minutes=1)
TEAMS = [
    ("一标", "电焊班"),
    ("一标", "龙门吊班"),
    ("二标", "钢筋三班"),
    ("二标", "装载机班"),
    ("三标", "摊铺班"),
    ("四标", "梁场"),
]
PEOPLE, DAYS, RUNS_A_DAY = 60, 20, 22
ROOM = "培训基地模拟机房"


def load(now: datetime.datetime) -> int:
    """Machines, people, runs, boards; how many runs."""
    union, officer = Union.objects.get(name="永康市总工会"), Person.objects.get(username="yongkang")
    began = now - (DAYS + 2) * DAY
    several = [_machine(one, union, officer, began) for one in MACHINES]
    people = _people(union, officer, began)
    rng = random.Random(66)  # noqa: S311 - a demo
    skills = {one.pk: rng.gauss(0, 1) for one in people}
    tried: dict[tuple[int, str], int] = {}
    for number in range(DAYS):
        morning = timezone.localtime(now - (DAYS - number) * DAY).replace(hour=9, minute=0, second=0, microsecond=0)
        for _ in range(RUNS_A_DAY):
            at = morning + rng.randrange(480) * MINUTE
            if at < now - 5 * MINUTE:
                _run(rng.choice(several), rng.choice(people), skills, tried, rng, at)
    _boards(union, officer, [simulator for _machine, simulator, _version, _devices in several], now)
    waiting = several[0][3][0], several[4][3][0]
    for device, person in zip(waiting, people[:2], strict=True):
        task = device.version.simulator.scenarios.all()[0]
        trainees.queue(
            device=device, trainee=person, scenario=task, graded=True, client_uid=uuid.uuid4(), by=officer, at=now
        )
    return Run.objects.count()


Known = tuple[Machine, Simulator, SimulatorVersion, list[Device]]


def _machine(one: Machine, union: Union, officer: Person, at: datetime.datetime) -> Known:
    simulator = machines.add_simulator(
        union=union,
        kind=one.kind,
        name=one.name,
        version="2.1",
        full=Decimal(FULL),
        mean_ref=one.mean,
        sd_ref=one.spread,
        by=officer,
        at=at,
    )
    for code, name in one.tasks:
        machines.add_scenario(simulator=simulator, code=code, name=name, by=officer, at=at)
    version = simulator.versions.get()
    devices = [
        machines.add_device(version=version, name=f"{one.name[:-3]} {n} 号机", place=ROOM, by=officer, at=at)[0]
        for n in (1, 2)
    ]
    return one, simulator, version, devices


def _people(union: Union, officer: Person, at: datetime.datetime) -> list[Trainee]:
    builders = Person.objects.filter(union_path__startswith=union.union_path, occupation="builder").order_by("id")
    several = [Person.objects.get(name="演示焊工"), *builders[:PEOPLE]]
    for number, person in enumerate(several):
        site, team = TEAMS[number % len(TEAMS)]
        trainees.enlist(union=union, people=[person], site=site, team=team, by=officer, at=at)
    return list(Trainee.objects.filter(union=union).select_related("person").order_by("pk"))


def _run(
    known: Known,
    person: Trainee,
    skills: dict[int, float],
    tried: dict[tuple[int, str], int],
    rng: random.Random,
    at: datetime.datetime,
) -> None:
    machine, simulator, version, devices = known
    before = tried.get((person.pk, machine.kind), 0)
    tried[person.pk, machine.kind] = before + 1
    score = play(machine, skills[person.pk], before, rng)
    mode = "practice" if rng.random() < 0.2 else "graded"
    said = Said(
        person.number,
        rng.choice(machine.tasks)[0],
        score.marks,
        score.seconds,
        at,
        mode,
        faults=score.faults,
    )
    told = taking.Told(uuid.uuid4(), said, {})
    taking.take(
        simulator=simulator,
        version=version,
        device=rng.choice(devices),
        door="post",
        told=[told],
        by=None,
        at=at + MINUTE,
    )


def _boards(union: Union, officer: Person, simulators: list[Simulator], now: datetime.datetime) -> None:
    said: dict[str, Any] = {"union": union, "names": "masked", "by": officer, "at": now}
    ladders.open_ladder(title="综合排行 · 前十名", **said)
    for simulator in simulators:
        ladders.open_ladder(title=simulator.name.removesuffix("模拟机"), simulator=simulator, **said)
    ladders.open_ladder(title="钢筋三班综合排行", site="二标", team="钢筋三班", **said)
