"""What trainees are told, within the action that gave the reason."""

import datetime
from collections.abc import Iterable

from django.urls import reverse

from xinlian.notices.actions import tell, tell_many
from xinlian.people.models import Person
from xinlian.simulators.models import Device, Turn


def called(turn: Turn, *, by: Person | None, at: datetime.datetime) -> None:
    """It is somebody's turn at a device."""
    facts = {"device": turn.device.name, "place": turn.device.place or turn.device.name, "task": turn.scenario.name}
    url, key = reverse("simulators:mine"), f"called:{turn.uid}"
    tell(to=turn.trainee.person, kind="simulators.called", facts=facts, key=key, url=url, by=by, at=at)


def withdrawn(device: Device, why: str, trainees: Iterable[int], *, by: Person | None, at: datetime.datetime) -> None:
    """Runs of a device no longer count, and those who made them learn why."""
    people = Person.objects.filter(trainings__in=list(trainees)).distinct()
    facts, key = {"device": device.name, "why": why}, f"withdrawn:{device.uid}:{at.isoformat()}"
    url = reverse("simulators:mine")
    tell_many(to=people.iterator(), kind="simulators.withdrawn", facts=facts, key=key, url=url, by=by, at=at)
