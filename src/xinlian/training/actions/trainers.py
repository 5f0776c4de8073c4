"""Who teaches at a base: what, on which days of the week, and when they are away."""

import datetime
from collections.abc import Collection

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training.models import Absence, Project, Subject, Trainer
from xinlian.training.who import demand_keeper

WEEK = range(1, 8)


@transaction.atomic
def add_trainer(
    *,
    project: Project,
    person: Person,
    subjects: Collection[Subject],
    weekdays: Collection[int],
    by: Person,
    at: datetime.datetime,
) -> Trainer:
    """Somebody teaches here; who did before is back. The role is given separately.

    Refused: role_officer, trainer_elsewhere, subject_elsewhere, weekday_unknown.
    """
    demand_keeper(by, project.union_path, at)
    if not person.union_path:
        raise Refused("trainer_elsewhere")
    owned = {"union_path": project.union_path, "shard": project.shard}
    trainer, new = Trainer.objects.get_or_create(project=project, person=person, defaults=owned)
    _settle(trainer, subjects, weekdays, None)
    record("trainer.added", trainer, by=by, at=at, new=new, subjects=len(subjects))
    return trainer


@transaction.atomic
def change_trainer(
    *,
    trainer: Trainer,
    subjects: Collection[Subject],
    weekdays: Collection[int],
    ended_on: datetime.date | None,
    by: Person,
    at: datetime.datetime,
) -> Trainer:
    """Other subjects or days, or no longer from a day on. Refused: role_officer, subject_elsewhere, weekday_unknown."""
    demand_keeper(by, trainer.union_path, at)
    _settle(trainer, subjects, weekdays, ended_on)
    record("trainer.changed", trainer, by=by, at=at, subjects=len(subjects))
    return trainer


@transaction.atomic
def be_away(
    *, trainer: Trainer, first_on: datetime.date, last_on: datetime.date, by: Person, at: datetime.datetime
) -> Absence:
    """Days on which somebody does not teach; trainers may say it of themselves. Refused: role_officer, absence_days."""
    if by.pk != trainer.person_id:
        demand_keeper(by, trainer.union_path, at)
    if last_on < first_on:
        raise Refused("absence_days")
    owned = {"union_path": trainer.union_path, "shard": trainer.shard}
    absence = Absence.objects.create(trainer=trainer, first_on=first_on, last_on=last_on, **owned)
    record("absence.added", absence, by=by, at=at)
    return absence


@transaction.atomic
def be_there(*, absence: Absence, by: Person, at: datetime.datetime) -> None:
    """They come after all. Refused: role_officer."""
    if by.pk != absence.trainer.person_id:
        demand_keeper(by, absence.union_path, at)
    record("absence.dropped", absence, by=by, at=at)
    absence.delete()


def _settle(
    trainer: Trainer, subjects: Collection[Subject], weekdays: Collection[int], ended_on: datetime.date | None
) -> None:
    if any(one.project_id != trainer.project_id for one in subjects):
        raise Refused("subject_elsewhere")
    if not set(weekdays) <= set(WEEK):
        raise Refused("weekday_unknown")
    trainer.weekdays, trainer.ended_on = sorted(set(weekdays)), ended_on
    trainer.save(update_fields=["weekdays", "ended_on"])
    trainer.subjects.set(subjects)
