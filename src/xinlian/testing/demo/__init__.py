"""The demo world: real geography and numbers, invented people, made by code on the first start."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Union
from xinlian.testing.demo import (
    assessment,
    base,
    credentials,
    desk,
    history,
    people,
    places,
    records,
    simulators,
    stations,
    tree,
    trips,
)

Progress = Callable[[str, int, int], None]

STEPS: list[tuple[str, Callable[..., int]]] = [
    ("unions", tree.load),
    ("people", people.load),
    ("towns and roads", places.load),
    ("stations", stations.load),
    ("a season of visits, reports and repairs", history.load),
    ("reviews and what waits on the desks", desk.load),
    ("two seasons of trips", trips.load),
    ("passes, a site and its gate", credentials.load),
    ("a bank of questions, exams", assessment.load),
    ("simulators, their runs and boards", simulators.load),
    ("a simulator and its records", records.load),
    ("the training base of an expressway", base.load),
]


def loaded() -> bool:
    """Whether this installation already holds unions, so that the demo must stay away."""
    return Union.objects.exists()


def load(progress: Progress, builders: int = base.FEW) -> int:
    """Load the world into an empty installation; the number of rows made. Does nothing when there are unions.

    `builders`: how many come through the training base in its eighteen months.
    """
    if loaded():
        return 0
    now = timezone.now()
    made = 0
    with transaction.atomic():
        for number, (name, step) in enumerate(STEPS):
            progress(name, number, len(STEPS))
            made += step(now, builders) if step is base.load else step(now)
        record("demo.loaded", None, by=None, at=now, rows=made)
    progress("ready", len(STEPS), len(STEPS))
    return made


def logins() -> list[tuple[str, str]]:
    """Who can log in and how, for the start message."""
    return people.logins()
