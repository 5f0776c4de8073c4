"""What people of a base are told, within the action that gave the reason. No medical value leaves the house."""

import datetime
from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from xinlian.enrolment.models import Batch
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.notices.actions import tell, tell_many
from xinlian.people.models import Person
from xinlian.training.models import Medical, Session, TrainingClass


def _people(batch: Batch) -> list[Person]:
    return list(Person.objects.filter(applications__seats__batch=batch, applications__seats__state__in=SEAT_STANDS))


def placed(training_class: TrainingClass, people: Sequence[Person], *, by: Person | None, at: datetime.datetime) -> int:
    """Tell people that they have a seat in a class."""
    return tell_many(
        to=people,
        kind="training.placed",
        facts=_facts(training_class),
        key=f"placed:{training_class.uid}:{at.isoformat()}",
        by=by,
        at=at,
    )


def tomorrow(training_class: TrainingClass, *, by: Person | None, at: datetime.datetime) -> int:
    """Remind the people of a class, once."""
    return tell_many(
        to=_people(training_class.batch),
        kind="training.class_soon",
        facts=_facts(training_class),
        key=f"soon:{training_class.uid}",
        by=by,
        at=at,
    )


def moved(session: Session, *, by: Person | None, at: datetime.datetime) -> int:
    """Tell the people of a class that a session is held elsewhere or at another time."""
    return tell_many(
        to=_people(session.training_class.batch),
        kind="training.session_moved",
        facts=_of(session),
        key=f"moved:{session.uid}:{at.isoformat()}",
        by=by,
        at=at,
    )


def make_up(session: Session, people: Sequence[Person], *, by: Person | None, at: datetime.datetime) -> int:
    """Tell those who missed a session when it is held for them again."""
    return tell_many(to=people, kind="training.make_up", facts=_of(session), key=f"make_up:{session.uid}", by=by, at=at)


def taken_out(training_class: TrainingClass, person: Person, why: str, *, by: Person, at: datetime.datetime) -> int:
    """Tell somebody that they are not in a class any more, and why."""
    return tell_many(
        to=[person],
        kind="training.taken_out",
        facts={**_facts(training_class), "why": why},
        key=f"out:{training_class.uid}:{at.isoformat()}",
        by=by,
        at=at,
    )


def _facts(training_class: TrainingClass) -> dict[str, object]:
    batch = training_class.batch
    return {
        "title": batch.offering.title,
        "starts": timezone.localtime(batch.starts_at).isoformat(timespec="minutes"),
        "room": training_class.room.name,
    }


def _of(session: Session) -> dict[str, object]:
    return {
        "title": session.training_class.batch.offering.title,
        "subject": session.subject.name,
        "starts": timezone.localtime(session.starts_at).isoformat(timespec="minutes"),
        "room": session.room.name,
    }


def medical_ends_soon(medical: Medical, *, at: datetime.datetime) -> None:
    """A check runs out within thirty days."""
    facts = {"day": medical.valid_until.isoformat()}
    key, url = f"medical_ends_soon:{medical.uid}", reverse("training:my_medicals")
    to = medical.builder.person
    tell(to=to, kind="training.medical_ends_soon", facts=facts, key=key, url=url, by=None, at=at)
