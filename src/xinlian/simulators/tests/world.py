"""A base with a simulator, its device and a few trainees, for tests."""

import datetime
import itertools
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.simulators.actions import ladders, machines, taking, trainees
from xinlian.simulators.models import Device, Ladder, Scenario, Simulator, Trainee
from xinlian.simulators.rules.runs import Said
from xinlian.testing.make import make_officer, make_person, make_union

MINUTE, HOUR, DAY = (datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
_names = itertools.count(1)


@dataclass(slots=True)
class Base:
    """What the tests act on."""

    union: Union
    officer: Person
    simulator: Simulator
    device: Device
    key: str
    task: Scenario
    people: list[Trainee]
    now: datetime.datetime

    def said(self, trainee: Trainee, marks: object = "80", **more: Any) -> Said:
        whole: dict[str, Any] = {"number": trainee.number, "scenario": self.task.code, "seconds": 300}
        whole |= {"marks": None if marks is None else Decimal(str(marks)), "ended_at": self.now - HOUR}
        return Said(**(whole | more))

    def take(self, *several: Said, uid: uuid.UUID | None = None, device: Device | None = None) -> list[taking.Taken]:
        told = [taking.Told(uid or uuid.uuid4(), one, {"trainee": one.number}) for one in several]
        where = device or self.device
        return taking.take(
            simulator=self.simulator,
            version=where.version,
            device=where,
            door="post",
            told=told,
            by=None,
            at=self.now,
        )

    def ladder(self, **counts: Any) -> Ladder:
        counts.setdefault("simulator", self.simulator)
        said = {"title": f"榜{next(_names)}", "names": "masked", "by": self.officer, "at": self.now}
        return ladders.open_ladder(union=self.union, **said, **counts)


def base(people: int = 3, union: Union | None = None) -> Base:
    """A base with so many trainees."""
    union = union or make_union()
    officer, now = make_officer(union), timezone.now()
    said: dict[str, Any] = {"by": officer, "at": now - 30 * DAY}
    simulator = machines.add_simulator(
        union=union,
        kind="loader",
        name=f"装载机{next(_names)}",
        version="1",
        full=Decimal(100),
        mean_ref=Decimal(70),
        sd_ref=Decimal(10),
        **said,
    )
    task = machines.add_scenario(simulator=simulator, code="L1", name="铲装", **said)
    device, key = machines.add_device(version=simulator.versions.get(), name="1 号机", place="", **said)
    for _ in range(people):
        trainees.enlist(union=union, people=[make_person(union)], site="一标", team="甲班", **said)
    listed = list(Trainee.objects.filter(union=union).select_related("person").order_by("pk"))
    return Base(union, officer, simulator, device, key, task, listed, now)
