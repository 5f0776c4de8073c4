"""What is shown of seats: who is on a batch, how many, one's own; and whether the count is right."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from xinlian.enrolment.models import Application, Attendance, Batch, Offering, Seat, Waiting
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.people.identity import mask_phone
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope


@dataclass(frozen=True, slots=True)
class Drift:
    """A batch whose count is not the number of its standing seats."""

    batch: str
    taken: int
    standing: int


def drift() -> list[Drift]:
    """Batches that count wrongly. Always empty; `doctor` asks."""
    standing = Count("seats", filter=Q(seats__state__in=SEAT_STANDS))
    rows = Batch.objects.annotate(standing=standing).exclude(taken=F("standing"))
    return [Drift(str(uid), *numbers) for uid, *numbers in rows.values_list("uid", "taken", "standing")]


@dataclass(frozen=True, slots=True)
class OnRoster:
    """A person on a batch, as officers and the leader see it: the phone masked, the parts they were at."""

    seat: Seat
    name: str
    union: str
    phone: str
    state: str
    sessions: tuple[str, ...]

    @property
    def attended(self) -> bool:
        """Whether they were ticked or scanned at least once."""
        return bool(self.sessions)


def roster(batch: Batch, states: Sequence[str] = SEAT_STANDS) -> list[OnRoster]:
    """Who has a seat in a batch, by union and name; in three queries. Ask `who.may_mark` before."""
    rows = Seat.objects.filter(batch=batch, state__in=states).select_related("application__person__union")
    sessions: dict[int, list[str]] = {}
    ticks = Attendance.objects.filter(seat__batch=batch, undone_at=None).order_by("at")
    for key, session in ticks.values_list("seat", "session"):
        sessions.setdefault(key, []).append(session)
    return [
        _on_roster(seat, tuple(sessions.get(seat.pk, ())))
        for seat in rows.order_by("application__person__union_path", "application__person__name", "id")
    ]


def _on_roster(seat: Seat, sessions: tuple[str, ...]) -> OnRoster:
    person = seat.application.person
    union = person.union.name if person.union else ""
    return OnRoster(seat, person.name, union, mask_phone(person.phone), seat.state, sessions)


@dataclass(frozen=True, slots=True)
class Counts:
    """The seats of a batch in numbers; `waiting` are numbers in its own list, first come only."""

    batch: Batch
    offered: int
    accepted: int
    attended: int
    missed: int
    waiting: int

    @property
    def free(self) -> int:
        """Seats nobody has."""
        return self.batch.capacity - self.batch.taken


def counts(offering: Offering) -> list[Counts]:
    """The numbers of each batch of an offering, in three queries."""
    grouped = Seat.objects.filter(batch__offering=offering).values_list("batch", "state").annotate(Count("id"))
    seats = {(batch, state): number for batch, state, number in grouped.order_by()}
    lines = Waiting.objects.filter(batch__offering=offering, application__state="standing")
    lines = lines.exclude(application__seats__state__in=SEAT_STANDS)
    waiting = dict(lines.values_list("batch").annotate(Count("id")).order_by())
    return [
        Counts(
            batch=batch,
            waiting=waiting.get(batch.pk, 0),
            **{state: seats.get((batch.pk, state), 0) for state in SEAT_STANDS},
        )
        for batch in Batch.objects.filter(offering=offering).order_by("number")
    ]


def seat_of(application: Application) -> Seat | None:
    """The seat that stands for an application; else the last one it had; else None."""
    rows = Seat.objects.filter(application=application).select_related("batch__offering")
    return rows.filter(state__in=SEAT_STANDS).first() or rows.order_by("-given_at", "-id").first()


def own_seat(person: Person, batch: Batch) -> Seat | None:
    """The standing seat of a person in a batch."""
    rows = Seat.objects.filter(application__person=person, batch=batch, state__in=SEAT_STANDS)
    return rows.select_related("batch__offering", "application__person").first()


def seats_for(viewer: Viewer, roles: Sequence[str] | None = None) -> QuerySet[Seat]:
    """The seats that a viewer may see: of unions they run, and their own."""
    return scope(viewer, Seat.objects.select_related("batch__offering", "application__person"), roles)
