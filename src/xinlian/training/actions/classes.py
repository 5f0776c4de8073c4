"""A class from the waiting list to its last day: held, people added and taken out, called off, finished."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from xinlian.assessment.actions import exams
from xinlian.assessment.models import Candidate
from xinlian.enrolment.actions import attending, seats
from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.models import Application, Batch, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.journal.actions import record
from xinlian.people.languages import LANGUAGES
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training import guard, laying, telling
from xinlian.training.actions.programmes import demand_taught, wait
from xinlian.training.finishing import WHEN_FINISHED
from xinlian.training.models import Builder, Programme, Room, Slot, Trainer, TrainingClass
from xinlian.training.queries import classes as queries
from xinlian.training.queries import fitness
from xinlian.training.queries.timetable import moment
from xinlian.training.rules import holding, timetable
from xinlian.training.who import demand_keeper

REMIND = datetime.timedelta(days=1)


@transaction.atomic
def hold_class(
    *,
    programme: Programme,
    people: Sequence[Builder],
    room: Room,
    days: Sequence[datetime.date],
    by: Person,
    at: datetime.datetime,
    language: str = "zh",
    lead: Trainer | None = None,
    seats_asked: int | None = None,
    uid: uuid.UUID | None = None,
) -> TrainingClass:
    """A class with its sessions, rooms, trainers and people: all of it or nothing. `uid`: its number, chosen by whoever
    asks; asked twice it is one class.

    Refused: role_officer, client_uid_used, lessons_some, class_days, class_days_order, class_in_past, room_elsewhere, room_closed,
    room_too_small with {fits}, language_unknown, lead_elsewhere, class_empty, the reasons of `wait`, what medical checks
    say of somebody by name, clash_room, clash_trainer, clash_class with the session in the way.
    """
    demand_keeper(by, programme.union_path, at)
    Programme.objects.filter(pk=programme.pk).update(pass_months=F("pass_months"))  # one class of it at a time
    known = _held_before(programme, uid)
    if known is not None:
        return known
    lessons = [timetable.Lesson(one.subject_id, one.day, one.begins, one.ends) for one in programme.lessons.all()]
    holding.demand_days(days, lessons, timezone.localdate(at))
    capacity = _capacity(room, people, seats_asked)
    _demand_ours(programme, room, lead, language)
    _demand_people(programme, people, max(days), at)
    made = _made(programme, room, lead, language, days, capacity, uid, by, at)
    laying.lay_out(made, lessons, days)
    laying.relay(made, by=by, at=at)
    _seat(made, people, by=by, at=at)
    record("training.class_held", made, by=by, at=at, people=len(people), batch=made.batch.number)
    return made


def _held_before(programme: Programme, uid: uuid.UUID | None) -> TrainingClass | None:
    known = TrainingClass.objects.filter(uid=uid).select_related("batch__offering").first() if uid else None
    if known is not None and known.programme_id != programme.pk:
        raise Refused("client_uid_used")
    return known


def _capacity(room: Room, people: Sequence[Builder], asked: int | None) -> int:
    if not people:
        raise Refused("class_empty")
    if room.closed_on is not None:
        raise Refused("room_closed", {"room": room.name})
    holding.demand_fits(len(people), room.capacity, room.name)
    if asked is not None:
        holding.demand_fits(len(people), asked, room.name)
    return min(room.capacity, asked or room.capacity)


def _demand_ours(programme: Programme, room: Room, lead: Trainer | None, language: str) -> None:
    if room.project_id != programme.project_id:
        raise Refused("room_elsewhere")
    if lead is not None and (lead.project_id != programme.project_id or lead.ended_on):
        raise Refused("lead_elsewhere")
    if language not in LANGUAGES:
        raise Refused("language_unknown")


def _demand_people(programme: Programme, people: Sequence[Builder], last: datetime.date, at: datetime.datetime) -> None:
    for one in people:
        demand_taught(programme, one)
    fitness.demand_fit(programme, people, last, timezone.localdate(at))


def _made(
    programme: Programme,
    room: Room,
    lead: Trainer | None,
    language: str,
    days: Sequence[datetime.date],
    capacity: int,
    uid: uuid.UUID | None,
    by: Person,
    at: datetime.datetime,
) -> TrainingClass:
    """The batch and the class, over whole days until its sessions are laid."""
    first, last = moment(days[0]), moment(days[-1], datetime.time(23, 59))
    batch = offerings.add_batch(
        offering=programme.offering, starts_at=first, ends_at=last, capacity=capacity, by=by, at=at
    )
    made = TrainingClass(batch=batch, programme=programme, room=room, lead=lead, language=language)
    made.uid = uid or made.uid
    made.union_path, made.shard = programme.union_path, programme.shard
    made.save(force_insert=True)
    return made


def _seat(training_class: TrainingClass, people: Sequence[Builder], *, by: Person, at: datetime.datetime) -> None:
    """A seat for each, accepted, and a word to each. Refused: class_full, seat_already."""
    programme, batch = training_class.programme, training_class.batch
    applications: list[Application] = [
        wait(builder=one, programme=programme, client_uid=uuid.uuid4(), by=by, at=at) for one in people
    ]
    try:
        seats.take_many(applications=applications, batch=batch, way="officer", by=by, at=at, again=True)
    except Refused as refused:
        if refused.code != "batch_full":
            raise
        raise Refused("class_full", {"seats": batch.capacity}) from refused
    telling.placed(training_class, [one.person for one in people], by=by, at=at)


@transaction.atomic
def add_person(*, training_class: TrainingClass, builder: Builder, by: Person, at: datetime.datetime) -> TrainingClass:
    """One more in a class that has a seat; also in its exam, where that is set already.

    Refused: role_officer, class_finished, class_over, class_full, and as `hold_class` says of people.
    """
    demand_keeper(by, training_class.union_path, at)
    guard.lock(training_class)
    batch = Batch.objects.select_related("offering").get(pk=training_class.batch_id)
    if batch.ends_at <= at:
        raise Refused("class_over")
    _demand_people(training_class.programme, [builder], timezone.localdate(batch.ends_at), at)
    training_class.batch = batch
    _seat(training_class, [builder], by=by, at=at)
    exam = training_class.exam
    if exam is not None and exam.state == "set":
        exams.add_candidates(exam=exam, people=[builder.person], by=by, at=at)
    record("training.person_added", training_class, by=by, at=at, batch=batch.number)
    return training_class


@transaction.atomic
def take_person_out(
    *, training_class: TrainingClass, builder: Builder, why: str, by: Person, at: datetime.datetime
) -> None:
    """Somebody who was at no session yet waits again, and is told why.

    Refused: role_officer, not_in_class, came_already, why_needed, why_too_long.
    """
    demand_keeper(by, training_class.union_path, at)
    seat = queries.seat_in(training_class, builder.person_id)
    if seat is None:
        raise Refused("not_in_class")
    if seat.state in ("attended", "missed"):
        raise Refused("came_already", {"name": builder.person.name})
    seats.take_away(seat=seat, why=why, by=by, at=at)
    for candidate in Candidate.objects.filter(exam=training_class.exam_id, person=builder.person_id, sittings=None):
        exams.remove_candidate(candidate=candidate, by=by, at=at)
    telling.taken_out(training_class, builder.person, why.strip(), by=by, at=at)
    record("training.person_taken_out", training_class, by=by, at=at, batch=training_class.batch.number)


@transaction.atomic
def cancel_class(*, training_class: TrainingClass, why: str, by: Person, at: datetime.datetime) -> int:
    """Call off a class that has not begun: rooms and trainers are free, its people wait in their old places; how many.

    Refused: role_officer, class_finished, class_begun, why_needed, why_too_long.
    """
    demand_keeper(by, training_class.union_path, at)
    guard.lock(training_class)
    try:
        ended = seats.call_off(batch=training_class.batch, why=why, by=by, at=at)
    except Refused as refused:
        if refused.code != "batch_begun":
            raise
        raise Refused("class_begun") from refused
    Slot.objects.filter(training_class=training_class).delete()
    if training_class.exam is not None and training_class.exam.state == "set":
        exams.cancel(exam=training_class.exam, by=by, at=at)
    record("training.class_cancelled", training_class, by=by, at=at, people=ended)
    return ended


@transaction.atomic
def finish_class(*, training_class: TrainingClass, by: Person, at: datetime.datetime) -> int:
    """Close the roll and hand over to what comes after a class (`finishing.WHEN_FINISHED`); how many never came.

    Refused: role_officer, class_finished, class_not_over, class_exam_missing, class_exam_unpublished.
    """
    demand_keeper(by, training_class.union_path, at)
    guard.lock(training_class)
    training_class.refresh_from_db()
    batch = training_class.batch
    if at < batch.ends_at:
        raise Refused("class_not_over")
    if training_class.programme.paper_id and training_class.exam is None:
        raise Refused("class_exam_missing")
    if training_class.exam is not None and training_class.exam.state not in ("published", "cancelled"):
        raise Refused("class_exam_unpublished")
    missed = attending.close_roll(batch=batch, by=by, at=at)
    training_class.finished_at = at
    training_class.save(update_fields=["finished_at"])
    record("training.class_finished", training_class, by=by, at=at, missed=missed)
    for follow in WHEN_FINISHED:
        follow(training_class=training_class, by=by, at=at)
    return missed


@transaction.atomic
def set_class_exam(
    *,
    training_class: TrainingClass,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    by: Person,
    at: datetime.datetime,
    attempts: int = 2,
) -> TrainingClass:
    """The exam of a class over its programme's paper, for its people; more attempts are its retakes.

    Refused: role_trainer, class_finished, paper_missing, exam_set_already, and as `assessment` says.
    """
    guard.lock(training_class)
    programme = training_class.programme
    if programme.paper is None:
        raise Refused("paper_missing")
    training_class.refresh_from_db(fields=["exam"])
    if training_class.exam is not None and training_class.exam.state != "cancelled":
        raise Refused("exam_set_already")
    exam = exams.set_exam(
        paper=programme.paper,
        union=programme.project.union,
        title=exam_title(training_class),
        opens_at=opens_at,
        closes_at=closes_at,
        attempts=attempts,
        about_uid=training_class.uid,
        by=by,
        at=at,
    )
    people = Person.objects.filter(
        applications__seats__in=Seat.objects.filter(batch=training_class.batch_id, state__in=SEAT_STANDS)
    )
    exams.add_candidates(exam=exam, people=list(people), by=by, at=at)
    training_class.exam = exam
    training_class.save(update_fields=["exam"])
    record("training.exam_set", training_class, by=by, at=at, attempts=attempts)
    return training_class


def exam_title(training_class: TrainingClass) -> str:
    """The programme's name with the number of the class, as the exam is called."""
    batch = training_class.batch
    return f"{batch.offering.title[:60]} · {batch.number}"


@transaction.atomic
def remind(*, by: Person | None, at: datetime.datetime) -> int:
    """Tell people once, on the day before, when and where their class begins; to how many it was news."""
    told = 0
    for one in queries.beginning(at, at + REMIND):
        fresh = telling.tomorrow(one, by=by, at=at)
        if fresh:
            record("training.reminded", one, by=by, at=at, people=fresh)
        told += fresh
    return told
