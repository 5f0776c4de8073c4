"""Classes as the desk lists and shows them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xinlian.enrolment.models import Application, Attendance, Batch, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.people.identity import mask_phone
from xinlian.people.scope import Viewer, scope
from xinlian.training.models import Builder, Programme, Project, Session, TrainingClass
from xinlian.training.queries import facts, fitness
from xinlian.training.queries.timetable import held
from xinlian.training.who import READERS


def classes(viewer: Viewer) -> QuerySet[TrainingClass]:
    """The classes a viewer may see at the desk."""
    rows = scope(viewer, TrainingClass.objects.all(), READERS)
    return rows.select_related(
        "batch__offering", "programme__offering", "programme__project__union", "programme__paper", "room"
    ).select_related("lead__person", "exam__paper")


def listed(viewer: Viewer, project: Project) -> QuerySet[TrainingClass]:
    """The classes of a project, the latest first."""
    return classes(viewer).filter(programme__project=project).order_by("-batch__starts_at", "-id")


def programmes(viewer: Viewer) -> QuerySet[Programme]:
    """The programmes a viewer may see at the desk, with how many applications stand."""
    batches = Batch.objects.filter(offering=OuterRef("offering"), state="standing").order_by().values("offering")
    rows = scope(viewer, Programme.objects.all(), READERS).annotate(
        held=Coalesce(Subquery(batches.annotate(n=Count("id")).values("n")), 0)
    )
    return rows.select_related("offering", "project__union", "paper", "template").prefetch_related("trades")


def seat_in(training_class: TrainingClass, person_id: int) -> Seat | None:
    """The seat of somebody in a class."""
    rows = Seat.objects.filter(batch=training_class.batch_id, application__person=person_id, state__in=SEAT_STANDS)
    return rows.select_related("batch__offering", "application__person").first()


def beginning(after: datetime.datetime, until: datetime.datetime) -> list[TrainingClass]:
    """The classes that begin in a span."""
    rows = TrainingClass.objects.filter(
        batch__state="standing", batch__starts_at__gt=after, batch__starts_at__lte=until, finished_at=None
    )
    return list(rows.select_related("batch__offering", "room").order_by("batch__starts_at", "id"))


@dataclass(frozen=True, slots=True)
class InClass:
    """Somebody in a class: at which sessions they were, and what is still missing."""

    builder: Builder
    phone: str
    seat: Seat
    came: tuple[bool, ...]
    missing: tuple[Session, ...]


def timetable_of(training_class: TrainingClass) -> list[Session]:
    """The sessions of a class in order, with those that make up for others."""
    rows = Session.objects.filter(training_class=training_class)
    return list(rows.select_related("subject", "room", "trainer__person", "makes_up").order_by("starts_at", "id"))


def held_keys(sessions: Sequence[Session]) -> set[int]:
    """Which of them hold a room."""
    return set(held(Session.objects.filter(pk__in=[one.pk for one in sessions])).values_list("pk", flat=True))


def people(training_class: TrainingClass, sessions: Sequence[Session]) -> list[InClass]:
    """Who is in a class, by team and name."""
    builders = fitness.people_of(training_class)
    keys = [one.person_id for one in builders]
    seats = {
        row.application.person_id: row
        for row in Seat.objects.filter(batch=training_class.batch_id, state__in=SEAT_STANDS).select_related(
            "application"
        )
    }
    came = facts.attended(keys, [training_class.pk])
    own = [one for one in sessions if one.makes_up_id is None]
    found = []
    for one in builders:
        codes = came.get((one.person_id, training_class.pk), ())
        found.append(
            InClass(
                one,
                mask_phone(one.person.phone),
                seats[one.person_id],
                tuple(session.code in codes for session in own),
                tuple(facts.missing(sessions, codes)),
            )
        )
    return found


def came_to(sessions: Sequence[Session]) -> dict[int, int]:
    """How many were at each session."""
    batches = {one.training_class.batch_id: one.training_class_id for one in sessions}
    rows = Attendance.objects.filter(seat__batch__in=batches, undone_at=None).order_by()
    counts = {
        (batches[batch], code): number
        for batch, code, number in rows.values_list("seat__batch", "session").annotate(Count("id"))
    }
    return {one.pk: counts.get((one.training_class_id, one.code), 0) for one in sessions}


def candidates(viewer: Viewer, training_class: TrainingClass, wanted: str) -> list[Builder]:
    """Builders of the project who are not in the class, by a name or the end of a number of theirs."""
    inside = Application.objects.filter(seats__batch=training_class.batch_id, seats__state__in=SEAT_STANDS)
    rows = scope(viewer, Builder.objects.all(), READERS).filter(
        project=training_class.programme.project_id, left_on=None
    )
    rows = rows.exclude(person__in=inside.values("person"))
    if wanted:
        rows = rows.filter(Q(person__name__icontains=wanted) | Q(team__name__icontains=wanted))
    return list(rows.select_related("person", "team", "trade").order_by("person__name", "id")[:20])
