"""Classes proposed out of who waits for a programme, and why everybody else waits on."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from xinlian.enrolment.models import Application
from xinlian.people.models import Person
from xinlian.training.models import Builder, Programme, Room
from xinlian.training.queries import facts
from xinlian.training.queries.waiting import builders_of, teaches, waiting
from xinlian.training.rules import forming, medical
from xinlian.training.rules.reasons import Reason

MOTHER = "zh"


@dataclass(frozen=True, slots=True)
class ProposedClass:
    """A class that could be held: in which room and language, who comes."""

    room: Room
    language: str
    people: tuple[Builder, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who waits on, and why. `builder` None: they left the project."""

    person: Person
    builder: Builder | None
    reason: Reason
    since: datetime.datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of it."""

    classes: tuple[ProposedClass, ...]
    left: tuple[Left, ...]


def propose(
    programme: Programme, *, days: Sequence[datetime.date], rooms: Sequence[Room], least: int, at: datetime.datetime
) -> Proposed:
    """At most one class for each room, all on these days; everybody who waits is in one of them or left with a reason."""
    ordered = sorted(rooms, key=lambda room: (-room.capacity, room.pk))
    applications = {one.person_id: one for one in waiting(programme, at)}
    builders = builders_of(programme, list(applications))
    several = waiting_of(programme, builders, applications, timezone.localdate(at))
    found = forming.formed(several, seats=[room.capacity for room in ordered], least=least, ends_on=max(days))
    classes = tuple(
        ProposedClass(room, one.language, tuple(builders[key] for key in one.people))
        for room, one in zip(ordered, found.classes, strict=False)
    )
    reasons = {**{key: Reason("builder_left") for key in applications if key not in builders}, **found.left}
    left = [_left(applications[key], builders.get(key), reasons[key]) for key in applications if key in reasons]
    return Proposed(classes, tuple(left))


def _left(application: Application, builder: Builder | None, reason: Reason) -> Left:
    return Left(application.person, builder, reason, application.changed_at)


def waiting_of(
    programme: Programme, builders: Mapping[int, Builder], applications: Mapping[int, Application], on: datetime.date
) -> list[forming.Waiting]:
    """Those who wait as the rules know them, keyed by person."""
    checks = facts.checks([one.pk for one in builders.values()])
    demands = facts.demands(programme.project, on)
    found = []
    for key, one in builders.items():
        check = checks.get(one.pk)
        found.append(
            forming.Waiting(
                key=key,
                since=applications[key].changed_at,
                team=str(one.team_id or ""),
                language=language_of(one.person),
                fit_until=check.valid_until if check else None,
                barred=_barred(programme, one, check, facts.demand_of(demands, one.trade_id)[1], on),
            )
        )
    return found


def _barred(
    programme: Programme, one: Builder, check: medical.Check | None, barred_by: Sequence[str], on: datetime.date
) -> Reason | None:
    if not teaches(programme, one.trade_id):
        return Reason("trade_not_taught")
    return medical.against(check, barred_by, on)


def language_of(person: Person) -> str:
    """In which language somebody is taught: Chinese for whoever speaks it or said nothing."""
    spoken = list(person.languages)
    return MOTHER if not spoken or MOTHER in spoken else str(spoken[0])
