"""Who is next for a batch: by numbers where first come is first served, by lots after a draw."""

import datetime
from collections.abc import Collection, Iterator

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from xinlian.enrolment.models import Application, Batch, Seat, Waiting
from xinlian.enrolment.rules.seats import SERVED_STATES
from xinlian.enrolment.rules.states import SEAT_STANDS

HAD_THEIRS = ("declined", "lapsed", "returned", "revoked")


def in_line(batch: Batch) -> Iterator[tuple[int, int]]:
    """(number, id of the application) in the published order; members of a party follow one another.

    Whoever has a seat, or had one and gave it up, is not asked again; whose batch was cancelled, is.
    """
    return _by_number(batch) if batch.offering.mode == "first_come" else _by_lot(batch)


def _by_number(batch: Batch) -> Iterator[tuple[int, int]]:
    rows = Waiting.objects.filter(batch=batch, application__state="standing")
    rows = rows.exclude(Exists(_had("application"))).order_by("number")
    yield from rows.values_list("number", "application").iterator(chunk_size=200)


def _by_lot(batch: Batch) -> Iterator[tuple[int, int]]:
    rows = _seatless(batch).order_by("lot", "applied_at", "id").values_list("lot", "id", "wished", "possible")
    for lot, key, wished, possible in rows.iterator(chunk_size=500):
        if lot is not None and (batch.number in wished or batch.number in possible):
            yield lot, key


def _seatless(batch: Batch) -> QuerySet[Application]:
    rows = Application.objects.filter(offering=batch.offering_id, state="standing", lot__isnull=False)
    return rows.exclude(Exists(_had("pk")))


def _had(outer: str) -> QuerySet[Seat]:
    """Seats that stand, and those given up, of the application in question."""
    given_up = Q(state__in=HAD_THEIRS) & ~Q(batch__state="cancelled")
    return Seat.objects.filter(Q(state__in=SEAT_STANDS) | given_up, application=OuterRef(outer))


def had_theirs(application: Application) -> bool:
    """Whether it gave a seat up, and so is not asked again when one comes free."""
    given_up = Q(state__in=HAD_THEIRS) & ~Q(batch__state="cancelled")
    return Seat.objects.filter(given_up, application=application).exists()


def times(applications: Collection[int], at: datetime.datetime) -> dict[int, int]:
    """How often each came before: seats that stand in batches that are over; who never did is left out."""
    rows = Seat.objects.filter(application__in=applications, state__in=SEAT_STANDS, batch__ends_at__lte=at)
    return dict(rows.order_by().values_list("application").annotate(Count("id")))


def place_in_line(application: Application, batch: Batch) -> int | None:
    """How many numbers stand before this one in the line of a batch; None when it does not stand there."""
    seen: set[int] = set()
    for number, key in in_line(batch):
        if key == application.pk:
            return len(seen - {number})
        seen.add(number)
    return None


def with_free_seats(at: datetime.datetime) -> QuerySet[Batch]:
    """The batches that have seats free for a waiting list, in the order in which they begin."""
    rows = Batch.objects.filter(state="standing", starts_at__gt=at, taken__lt=F("capacity"))
    rows = rows.filter(offering__state__in=SERVED_STATES, offering__mode__in=("draw", "first_come"))
    return rows.select_related("offering").order_by("starts_at", "id")
