"""What acts on classes lean on: a class's row held, its room and trainers fit, whoever acts teaches there. Parts of actions."""

import datetime

from django.db.models import F
from django.utils import timezone

from xinlian.enrolment.who import acting, may_mark
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.training.models import Room, Trainer, TrainingClass
from xinlian.training.queries.teaching import marshals_of
from xinlian.training.queries.timetable import teachers
from xinlian.training.rules import holding


def lock(training_class: TrainingClass, *, afterwards: bool = False) -> None:
    """Hold the row of a class until the transaction ends; `afterwards`: also of one that is finished, for what is made up.

    Refused: class_finished.
    """
    rows = TrainingClass.objects.filter(pk=training_class.pk, batch__state="standing")
    rows = rows if afterwards else rows.filter(finished_at=None)
    if not rows.update(language=F("language")):
        raise Refused("class_finished")


def demand_teaches(training_class: TrainingClass, by: Person, at: datetime.datetime) -> None:
    """Officers, and who leads or teaches the class. Refused: role_marshal."""
    marshal = by.pk in marshals_of(training_class)
    demand(may_mark(acting(by, at), training_class.union_path, marshal=marshal))


def demand_room(training_class: TrainingClass, room: Room, people: int | None = None) -> None:
    """A room of the base that is open and holds the class, or so many. Refused: room_elsewhere, room_closed, room_too_small."""
    if room.project_id != training_class.programme.project_id:
        raise Refused("room_elsewhere")
    if room.closed_on is not None:
        raise Refused("room_closed", {"room": room.name})
    if people is None:
        training_class.batch.refresh_from_db()
        people = training_class.batch.taken
    holding.demand_fits(people, room.capacity, room.name)


def demand_trainer(
    subject_id: int, trainer: Trainer | None, training_class: TrainingClass, starts_at: datetime.datetime
) -> None:
    """Somebody who teaches the subject and is there on that day; nobody is nobody yet. Refused: trainer_cannot."""
    if trainer is None:
        return
    known = {one.key: one for one in teachers(training_class.programme.project)}
    one = known.get(trainer.pk)
    if one is None or not one.teaches(subject_id, timezone.localdate(starts_at)):
        raise Refused("trainer_cannot", {"trainer": trainer.person.name})
