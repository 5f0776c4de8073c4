"""A union's studios with people in and gone, and improvements in every state, marked, for the walk over all addresses."""

import datetime
import uuid
from typing import Any

from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.training.actions import improvements, improving, studios
from xinlian.training.models import Builder, Project, Team

WAYS = ((), ("accepted",), ("accepted", "running"), ("accepted", "running", "done"), ("dropped",))


def fill(union: Union, officer: Person, mark: str) -> None:
    """On the union's project, which another part made: a studio that is open and one that closed, five improvements."""
    said: dict[str, Any] = {"by": officer, "at": timezone.now()}
    project, today = Project.objects.get(union=union), timezone.localdate(said["at"])
    people = [one.person for one in Builder.objects.filter(project=project, left_on=None)[:2]]
    values = {"field": f"{mark}方向", "since_on": today - datetime.timedelta(days=9)}
    studio, closed = (
        studios.found(project=project, values={"name": f"{mark}工作室{n}", **values}, **said) for n in range(2)
    )
    for place, part in enumerate(("lead", "apprentice")):
        studios.join(studio=studio, person=people[place], part=part, since_on=today, **said)
    gone = studios.join(studio=closed, person=people[0], part="member", since_on=today, **said)
    studios.leave(member=gone, on=today, **said)
    studios.close(studio=closed, on=today, why=f"{mark}撤", **said)
    for number, way in enumerate(WAYS):
        one = improvements.propose(
            project=project,
            title=f"{mark}点子{number}",
            problem=f"{mark}问题",
            idea=f"{mark}办法",
            said_at=said["at"],
            client_uid=uuid.uuid4(),
            by=people[0],
            at=said["at"],
        )
        for to in way:
            words = f"{mark}话" if to in ("done", "dropped") else ""
            improvements.move(improvement=one, to=to, why=words, studio=studio, **said)
            if to == "running":
                _at_work(one, people[1], mark, said, done="done" in way)


def _at_work(one: Any, person: Person, mark: str, said: dict[str, Any], *, done: bool) -> None:
    """Somebody on it, a step, results with and without a confirmation, teams that use it."""
    improvements.put_on(improvement=one, person=person, **said)
    today = timezone.localdate(said["at"])
    step = improving.plan(improvement=one, what=f"{mark}步", planned_on=today, **said)
    if done:
        improving.finish_step(step=step, done_on=today, words=f"{mark}做完", **said)
    gains = [
        improving.note_gain(improvement=one, unit="yuan", amount=amount, reckoned=f"{mark}算", **said)
        for amount in (5, 6)
    ]
    improving.confirm_gain(gain=gains[0], **said)
    teams = list(Team.objects.filter(section__project=one.project)[:1])
    improvements.use_in(improvement=one, teams=teams, **said)
