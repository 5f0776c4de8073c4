"""What a trainer carries: the sessions of these days, and who should be there. Plain data that a phone can keep."""

import datetime
import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from xinlian.enrolment.models import Attendance, Batch, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.people.models import Person
from xinlian.rows.days import day_words
from xinlian.training.models import Builder, Session, TrainingClass
from xinlian.training.queries.timetable import held

AHEAD = datetime.timedelta(days=14)
BEHIND = datetime.timedelta(days=3)


def marshals_of(training_class: TrainingClass) -> set[int]:
    """The people who may tick in a class: who leads it, and who teaches a session of it."""
    teaching = Session.objects.filter(training_class=training_class).values_list("trainer__person", flat=True)
    lead = training_class.lead.person_id if training_class.lead else None
    return {key for key in (*teaching, lead) if key}


def marshals(batch: Batch) -> set[int]:
    """The same, of the batch behind a class."""
    training_class = getattr(batch, "training_class", None)
    return marshals_of(training_class) if training_class else set()


def taught_by(person: Person) -> QuerySet[Session]:
    """The sessions that somebody teaches, or that belong to a class they lead."""
    mine = Q(trainer__person=person) | Q(training_class__lead__person=person)
    rows = held(Session.objects.filter(mine, training_class__batch__state="standing"))
    return rows.select_related("training_class__batch__offering", "training_class__lead", "subject", "room", "makes_up")


def near(person: Person, now: datetime.datetime) -> list[Session]:
    """The sessions somebody teaches from three days ago until two weeks ahead, in order."""
    found = taught_by(person).filter(ends_at__gte=now - BEHIND, starts_at__lte=now + AHEAD)
    return list(found.order_by("starts_at", "id"))


def told(person: Person, now: datetime.datetime) -> list[dict[str, Any]]:
    """The same for the phone: {uid, day, time, subject, words, today}."""
    today = timezone.localdate(now)
    return [
        {
            "uid": str(one.uid),
            "day": day_words(one.starts_at),
            "time": clock(one),
            "subject": one.subject.name,
            "words": f"{one.room.name} · {one.training_class.batch.offering.title}",
            "today": timezone.localdate(one.starts_at) == today,
        }
        for one in near(person, now)
    ]


def clock(session: Session) -> str:
    """9:00–10:30."""
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return f"{starts:%H:%M}–{ends:%H:%M}"


def seats_of(session: Session) -> QuerySet[Seat]:
    """The seats to tick at a session: of its class; at one that makes up for another, of who missed that."""
    rows = Seat.objects.filter(batch=session.training_class.batch_id, state__in=SEAT_STANDS)
    if session.makes_up is not None:
        there = Attendance.objects.filter(session=session.makes_up.code, undone_at=None)
        rows = rows.exclude(attendances__in=there)
    return rows.select_related("batch__offering", "application__person")


def roster(session: Session) -> dict[str, Any]:
    """Who should be at a session, with who is there already: names and teams, nothing that a trainer need not know."""
    seats = list(seats_of(session).order_by("application__person__name", "id"))
    people = [one.application.person_id for one in seats]
    teams = {
        row.person_id: row.team.name if row.team else ""
        for row in Builder.objects.filter(
            person__in=people, project=session.training_class.programme.project_id, left_on=None
        ).select_related("team")
    }
    ticked = Attendance.objects.filter(seat__in=seats, session=session.code, undone_at=None)
    here = set(ticked.values_list("seat", flat=True))
    return {
        "session": str(session.uid),
        "code": session.code,
        "day": day_words(session.starts_at),
        "time": clock(session),
        "subject": session.subject.name,
        "words": f"{session.room.name} · {session.training_class.batch.offering.title}",
        "people": [
            {
                "seat": str(seat.uid),
                "name": seat.application.person.name,
                "team": teams.get(seat.application.person_id, ""),
                "here": seat.pk in here,
            }
            for seat in seats
        ],
    }


def with_numbers(session: Session) -> dict[str, Any]:
    """A roster for the page without scripts; each line with a number of its own to send."""
    found = roster(session)
    for line in found["people"]:
        line["uid"] = str(uuid.uuid4())
    return {"session": session, "roster": found, "here": sum(line["here"] for line in found["people"])}


def session_of(batch: Batch, code: str) -> Session | None:
    """The session of a code in a batch."""
    rows = Session.objects.filter(training_class__batch=batch, code=code)
    return rows.select_related("training_class__batch__offering", "subject", "room").first()


def on_the_wall() -> QuerySet[Session]:
    """The sessions whose code can hang on a wall."""
    rows = Session.objects.filter(training_class__batch__state="standing")
    return rows.select_related("training_class__batch__offering", "subject", "room")


def in_class(session: Session, person: Person) -> bool:
    """Whether somebody has a seat in the class of a session."""
    batch = session.training_class.batch_id
    return Seat.objects.filter(batch=batch, application__person=person, state__in=SEAT_STANDS).exists()


def is_there(session: Session, person: Person) -> bool:
    """Whether somebody is noted as being at a session."""
    rows = Attendance.objects.filter(session=session.code, undone_at=None, seat__application__person=person)
    return rows.filter(seat__batch=session.training_class.batch_id).exists()
