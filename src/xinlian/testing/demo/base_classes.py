"""The demo's classes: thirty-six builders at a time, two days in one of three rooms, and who was there."""

import datetime
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from xinlian.enrolment.models import Application, Attendance, Batch, Seat
from xinlian.training.actions import classes as acts
from xinlian.training.actions import programmes
from xinlian.training.models import Builder, Lesson, Session, Slot, TrainingClass
from xinlian.training.queries import forming
from xinlian.training.rules.timetable import Lesson as Planned
from xinlian.training.rules.timetable import laid, quarters

if TYPE_CHECKING:
    from xinlian.testing.demo.base import World

DAY = datetime.timedelta(days=1)
SEATS, ROOMS, CHUNK = 36, 3, 1000
CAME = 0.996


@dataclass(slots=True)
class Held:
    """A class with its people, and which of them missed something."""

    training_class: TrainingClass
    builders: Sequence[Builder]
    sessions: list[Session]
    whole: list[Builder]


def load(world: "World", builders: Sequence[Builder]) -> list[Held]:
    """Classes for everybody who came more than a few days ago; the others wait."""
    assert world.entry is not None
    lessons = list(Lesson.objects.filter(programme=world.entry))
    applications = [_application(world, one) for one in builders]
    Application.objects.bulk_create(applications, batch_size=CHUNK)
    by_builder = {one.pk: application for one, application in zip(builders, applications, strict=True)}
    free = [world.project.begins_on] * ROOMS
    held: list[Held] = []
    for number, start in enumerate(range(0, len(builders), SEATS), 1):
        several = builders[start : start + SEATS]
        room = min(range(ROOMS), key=lambda place: free[place])
        first = _workday(max(free[room], (several[-1].came_at + 2 * DAY).date()))
        free[room] = first + 2 * DAY
        if first + DAY >= timezone.localdate(world.now):
            break
        held.append(_held(world, number, room, first, several, lessons))
    _sit(world, held, by_builder)
    return held


def coming(world: "World", fresh: Sequence[Builder]) -> None:
    """Who came in the last days waits; a class for most of those who are fit begins soon, through the room's own acts."""
    assert world.entry is not None
    said: dict[str, Any] = {"by": world.officer, "at": world.now}
    for one in fresh:
        uid = uuid.UUID(int=world.rng.getrandbits(128), version=4)
        programmes.wait(builder=one, programme=world.entry, client_uid=uid, **said)
    first = _workday(timezone.localdate(world.now) + 2 * DAY)
    found = forming.propose(world.entry, days=[first, first + DAY], rooms=[world.rooms[2]], least=1, at=world.now)
    for proposal in found.classes:
        people = list(proposal.people)[: len(fresh) * 2 // 3]
        acts.hold_class(
            programme=world.entry,
            people=people,
            room=world.rooms[2],
            days=[first, first + DAY],
            lead=world.trainers[0],
            **said,
        )


def _workday(day: datetime.date) -> datetime.date:
    """A day that is followed by another day of work."""
    while day.isoweekday() in (5, 6, 7):
        day += DAY
    return day


def _application(world: "World", one: Builder) -> Application:
    assert world.entry is not None
    return Application(
        offering=world.entry.offering,
        person=one.person,
        way="desk",
        applied_at=one.came_at,
        changed_at=one.came_at,
        client_uid=uuid.UUID(int=world.rng.getrandbits(128), version=4),
        **world.owned,
    )


def _held(
    world: "World", number: int, room: int, first: datetime.date, several: Sequence[Builder], lessons: list[Lesson]
) -> Held:
    assert world.entry is not None
    planned = [Planned(one.subject_id, one.day, one.begins, one.ends) for one in lessons]
    spans = laid(planned, [first, first + DAY], timezone.get_current_timezone())
    batch = Batch.objects.create(
        offering=world.entry.offering,
        number=number,
        starts_at=spans[0].starts_at,
        ends_at=spans[-1].ends_at,
        capacity=world.rooms[2 + room].capacity,
        taken=len(several),
        proof_key=secrets.token_hex(16),
        **world.owned,
    )
    said = {"lead": world.trainers[2 * room], "finished_at": spans[-1].ends_at, **world.owned}
    made = TrainingClass.objects.create(batch=batch, programme=world.entry, room=world.rooms[2 + room], **said)
    sessions = [
        Session(
            training_class=made,
            subject_id=span.subject,
            room=made.room,
            trainer=world.trainers[2 * room + place % 2],
            code=f"s{place + 1}",
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            **world.owned,
        )
        for place, span in enumerate(spans)
    ]
    Session.objects.bulk_create(sessions)
    Slot.objects.bulk_create([slot for one in sessions for slot in _slots(one)])
    return Held(made, several, sessions, [])


def _slots(one: Session) -> list[Slot]:
    said: dict[str, Any] = {"session": one, "training_class_id": one.training_class_id, "room_id": one.room_id}
    return [Slot(at=at, trainer_id=one.trainer_id, **said) for at in quarters(one.starts_at, one.ends_at)]


def _sit(world: "World", held: Sequence[Held], by_builder: dict[int, Application]) -> None:
    seats, came = [], []
    for one in held:
        for builder in one.builders:
            seat = _seat(world, one, by_builder[builder.pk])
            ticks = [_tick(world, seat, session) for session in one.sessions if world.rng.random() < CAME]
            seat.state = "attended" if ticks else "missed"
            if len(ticks) == len(one.sessions):
                one.whole.append(builder)
            seats.append(seat)
            came += ticks
    Seat.objects.bulk_create(seats, batch_size=CHUNK)
    Attendance.objects.bulk_create(came, batch_size=CHUNK)


def _seat(world: "World", held: Held, application: Application) -> Seat:
    batch = held.training_class.batch
    return Seat(
        application=application,
        batch=batch,
        way="officer",
        given_at=batch.starts_at - DAY,
        given_by=world.officer,
        answered_at=batch.starts_at - DAY,
        **world.owned,
    )


def _tick(world: "World", seat: Seat, session: Session) -> Attendance:
    return Attendance(
        seat=seat,
        session=session.code,
        way=world.rng.choice(("code", "code", "list")),
        at=session.starts_at,
        arrived_at=session.starts_at,
        client_uid=uuid.UUID(int=world.rng.getrandbits(128), version=4),
        **world.owned,
    )
