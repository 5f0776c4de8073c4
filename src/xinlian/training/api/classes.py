"""Classes: who waits, what could be held, held; its people and sessions, who came, its exam, finished."""

import datetime
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from xinlian.people.bearing import NO_NUL, Day, Moment, by_of, found, says, viewer
from xinlian.rows.refusals import Refused
from xinlian.training.actions import attending
from xinlian.training.actions import classes as acts
from xinlian.training.api.door import MOST, BuilderOut, Outcome, builder_out, each
from xinlian.training.api.projects import project_named
from xinlian.training.classes_texts import waits_on
from xinlian.training.models import Builder, Programme, Room, Session, TrainingClass
from xinlian.training.queries import class_page, clearing_desk, forming, programmes, timetable
from xinlian.training.queries import classes as queries
from xinlian.training.queries.new_class import trainers
from xinlian.training.who import READERS

router = Router(tags=["classes"])
MOST_DAYS, MOST_PEOPLE = 30, 500


class Waits(Schema):
    """Somebody who waits; `why`: what stands in their way today, or nothing."""

    builder: BuilderOut
    since: datetime.datetime
    language: str
    why: str


class Wish(Schema):
    """On which days, in which rooms; a class of no fewer than `least`."""

    days: list[Day] = Field(min_length=1, max_length=MOST_DAYS)
    rooms: list[uuid.UUID] = Field(min_length=1, max_length=20)
    least: int = Field(1, ge=1, le=MOST_PEOPLE)


class ProposedClass(Schema):
    """A class that could be held."""

    room: uuid.UUID
    language: str
    builders: list[uuid.UUID]


class WaitsOn(Schema):
    """Somebody who would wait on, and why."""

    builder: uuid.UUID | None
    name: str
    code: str
    words: str


class Proposal(Schema):
    """At most one class for each room; everybody who waits is in one, or waits on for a reason."""

    classes: list[ProposedClass]
    left: list[WaitsOn]


class ClassIn(Schema):
    """A class: its people, room, days. `client_uid` becomes the number of the class."""

    client_uid: uuid.UUID
    builders: list[uuid.UUID] = Field(min_length=1, max_length=MOST_PEOPLE)
    room: uuid.UUID
    days: list[Day] = Field(min_length=1, max_length=MOST_DAYS)
    language: str = Field("zh", max_length=12, pattern=NO_NUL)
    lead: uuid.UUID | None = None
    seats: int | None = Field(None, ge=1, le=MOST_PEOPLE)


class ClassOut(Schema):
    """A class. `state`: cancelled, finished, soon, going, over."""

    uid: uuid.UUID
    programme: uuid.UUID
    name: str
    state: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    room: str
    language: str
    seats: int
    taken: int
    exam: uuid.UUID | None


class SessionOut(Schema):
    """A session, and how many were there."""

    uid: uuid.UUID
    code: str
    subject: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    room: str
    trainer: str
    makes_up: bool
    came: int


class InClass(Schema):
    """Somebody in a class, and the sessions that they still miss."""

    builder: BuilderOut
    missing: list[uuid.UUID]


class ClassWhole(ClassOut):
    """With its sessions and its people."""

    sessions: list[SessionOut]
    people: list[InClass]


class Tick(Schema):
    """That somebody is at a session, or is not after all. `said_at`: when, if it comes later."""

    client_uid: uuid.UUID
    builder: uuid.UUID
    here: bool = True
    said_at: Moment | None = None


class TicksIn(Schema):
    """Several at once."""

    ticks: list[Tick] = Field(min_length=1, max_length=MOST)


class Ticked(Outcome):
    """Of one: whether they are there now."""

    here: bool = False


class TicksOut(Schema):
    """In the order of what was sent."""

    results: list[Ticked]


class ExamIn(Schema):
    """When the exam of a class opens and closes; more attempts are its retakes."""

    opens_at: Moment
    closes_at: Moment
    attempts: int = Field(2, ge=1, le=5)


class Finished(Schema):
    """How many never came."""

    missed: int


def programme_named(request: HttpRequest, uid: uuid.UUID) -> Programme:
    """A programme of the desk, or 404."""
    return found(queries.programmes(viewer(request)).filter(uid=uid).first())


def class_named(request: HttpRequest, uid: uuid.UUID) -> TrainingClass:
    """A class of the desk, or 404."""
    return found(queries.classes(viewer(request)).filter(uid=uid).first())


@router.get("/programmes/{uid}/waiting", response=says(list[Waits]), summary="Who waits for a programme")
def waiting(request: HttpRequest, uid: uuid.UUID) -> list[dict[str, Any]]:
    """The longest first."""
    rows = programmes.waiting(programme_named(request, uid), timezone.now())
    return [
        {"builder": builder_out(one.builder), "since": one.since, "language": one.language, "why": one.why}
        for one in rows
    ]


@router.get("/programmes/{uid}/proposal", response=says(Proposal), summary="Which classes could be held")
def proposal(request: HttpRequest, uid: uuid.UUID, wish: Query[Wish]) -> dict[str, Any]:
    """Nothing is held by it."""
    programme = programme_named(request, uid)
    rooms = [_room(programme, one) for one in wish.rooms]
    made = forming.propose(programme, days=wish.days, rooms=rooms, least=wish.least, at=timezone.now())
    return {
        "classes": [
            {"room": one.room.uid, "language": one.language, "builders": [each.uid for each in one.people]}
            for one in made.classes
        ],
        "left": [
            {
                "builder": one.builder.uid if one.builder else None,
                "name": one.person.name,
                "code": one.reason.code,
                "words": waits_on(one.reason),
            }
            for one in made.left
        ],
    }


def _room(programme: Programme, uid: uuid.UUID) -> Room:
    return found(programme.project.rooms.filter(uid=uid).first())


@router.post("/programmes/{uid}/classes", response=says(ClassOut), summary="Hold a class")
def hold_class(request: HttpRequest, uid: uuid.UUID, said: ClassIn) -> dict[str, Any]:
    """All of it or nothing: the sessions, rooms, trainers and a seat for each. Sent again, the same class is answered."""
    programme, now = programme_named(request, uid), timezone.now()
    known = {one.uid: one for one in _builders(request, programme, said.builders)}
    lead = [one for one in trainers(programme.project) if one.uid == said.lead]
    made = acts.hold_class(
        uid=said.client_uid,
        programme=programme,
        people=[found(known.get(one)) for one in dict.fromkeys(said.builders)],
        room=_room(programme, said.room),
        days=said.days,
        language=said.language,
        lead=found(lead[0] if lead else None) if said.lead else None,
        seats_asked=said.seats,
        by=by_of(request),
        at=now,
    )
    return _class(class_named(request, made.uid), now)


def _builders(request: HttpRequest, programme: Programme, uids: list[uuid.UUID]) -> list[Builder]:
    return list(clearing_desk.builders(viewer(request)).filter(project=programme.project_id, uid__in=uids))


def _class(one: TrainingClass, now: datetime.datetime) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "programme": one.programme.uid,
        "name": class_page.name(one),
        "state": class_page.stands(one, now),
        "starts_at": one.batch.starts_at,
        "ends_at": one.batch.ends_at,
        "room": one.room.name,
        "language": one.language,
        "seats": one.batch.capacity,
        "taken": one.batch.taken,
        "exam": one.exam.uid if one.exam else None,
    }


@router.get("/projects/{uid}/classes", response=says(list[ClassOut]), summary="The classes of a project")
def classes(request: HttpRequest, uid: uuid.UUID) -> list[dict[str, Any]]:
    """The latest hundred, the latest first."""
    project, now = project_named(request, uid, READERS), timezone.now()
    return [_class(one, now) for one in queries.listed(viewer(request), project)[:100]]


@router.get("/classes/{uid}", response=says(ClassWhole), summary="A class with its sessions and people")
def class_(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """Who is in it, and what each still misses."""
    one = class_named(request, uid)
    sessions = queries.timetable_of(one)
    came, people = queries.came_to(sessions), queries.people(one, sessions)
    return {
        **_class(one, timezone.now()),
        "sessions": [_session(each, came[each.pk]) for each in sessions],
        "people": [
            {"builder": builder_out(each.builder), "missing": [session.uid for session in each.missing]}
            for each in people
        ],
    }


def _session(one: Session, came: int) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "code": one.code,
        "subject": one.subject.name,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "room": one.room.name,
        "trainer": one.trainer.person.name if one.trainer else "",
        "makes_up": one.makes_up_id is not None,
        "came": came,
    }


@router.post("/sessions/{uid}/attendance", response=says(TicksOut), summary="Tick who is at a session")
def attendance(request: HttpRequest, uid: uuid.UUID, said: TicksIn) -> dict[str, Any]:
    """By who teaches the class, and officers. Each is answered by itself, and ticked once."""
    session = found(timetable.sessions(viewer(request)).filter(uid=uid).first())
    wanted = {tick.builder for tick in said.ticks}
    people = {one.uid: one.person for one in _builders(request, session.training_class.programme, list(wanted))}
    by, now = by_of(request), timezone.now()

    def act(one: Tick) -> dict[str, Any]:
        if one.builder not in people:
            raise Refused("not_in_class")
        when = {"client_uid": one.client_uid, "said_at": one.said_at or now}
        return {
            "here": attending.turn(session=session, person=people[one.builder], here=one.here, by=by, at=now, **when)  # type: ignore[arg-type]
        }

    return {"results": each(said.ticks, act)}


@router.post("/classes/{uid}/exam", response=says(ClassOut), summary="Set the exam of a class")
def set_exam(request: HttpRequest, uid: uuid.UUID, said: ExamIn) -> dict[str, Any]:
    """Over its programme's paper, for its people."""
    one, now = class_named(request, uid), timezone.now()
    acts.set_class_exam(training_class=one, **said.dict(), by=by_of(request), at=now)
    return _class(class_named(request, uid), now)


@router.post("/classes/{uid}/finish", response=says(Finished), summary="Finish a class")
def finish(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """The roll is closed, everybody is decided on, whoever was at everything gets the certificate."""
    return {"missed": acts.finish_class(training_class=class_named(request, uid), by=by_of(request), at=timezone.now())}
