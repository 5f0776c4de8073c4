"""Who waits for a programme: who asked, and has had no seat since."""

import datetime
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from xinlian.enrolment.models import Application, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.training.models import Builder, Programme

AHEAD = ("offered", "accepted")


def application_of(programme: Programme, person_id: int) -> Application | None:
    """What somebody asked for there."""
    rows = Application.objects.filter(offering=programme.offering_id, person=person_id)
    return rows.select_related("offering", "person").first()


def seat_ahead(application: Application, at: datetime.datetime) -> Seat | None:
    """The seat in a class that is not over."""
    rows = Seat.objects.filter(application=application, state__in=SEAT_STANDS, batch__ends_at__gt=at)
    return rows.select_related("batch__offering", "application__person").first()


def teaches(programme: Programme, trade_id: int) -> bool:
    """Whether it is for a trade; one that names none is for all."""
    trades = {trade.pk for trade in programme.trades.all()}
    return not trades or trade_id in trades


def waiting(programme: Programme, at: datetime.datetime) -> QuerySet[Application]:
    """Those who wait, longest first. Whoever was taught since they asked waits no more; who asks again does.

    `Application.changed_at` is when they asked last.
    """
    mine = Seat.objects.filter(application=OuterRef("pk"), state__in=SEAT_STANDS)
    served = mine.filter(Q(given_at__gte=OuterRef("changed_at")) | Q(batch__ends_at__gt=at))
    rows = Application.objects.filter(offering=programme.offering_id, state="standing").exclude(Exists(served))
    return rows.select_related("offering", "person").order_by("changed_at", "id")


def waits(programme: Programme, application: Application, at: datetime.datetime) -> bool:
    """Whether one of them waits."""
    return waiting(programme, at).filter(pk=application.pk).exists()


def builders_of(programme: Programme, people: Sequence[int]) -> dict[int, Builder]:
    """Who of these people works on the project now, by person."""
    rows = Builder.objects.filter(project=programme.project_id, person__in=people, left_on=None)
    return {row.person_id: row for row in rows.select_related("person", "team__section", "trade")}
