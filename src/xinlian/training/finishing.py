"""What comes after a class is finished: callables with `training_class=`, `by=` and `at=`, within the same transaction."""

import datetime
from typing import Protocol

from xinlian.people.models import Person
from xinlian.training.actions.clearing import when_class_finished
from xinlian.training.models import TrainingClass


class Follows(Protocol):
    """What listens."""

    def __call__(self, *, training_class: TrainingClass, by: Person, at: datetime.datetime) -> object:
        """Do what follows."""


WHEN_FINISHED: list[Follows] = [when_class_finished]
