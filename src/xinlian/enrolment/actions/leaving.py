"""Somebody leaves the platform: nothing may be held for a person who is not there any more."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from xinlian.enrolment.actions import seats
from xinlian.enrolment.actions.applying import withdraw
from xinlian.enrolment.models import Application, Seat
from xinlian.enrolment.rules.applying import UNSEALED
from xinlian.journal.actions import record
from xinlian.people.models import Person


@transaction.atomic
def vacate(*, applications: Sequence[Application], by: Person | None, at: datetime.datetime) -> None:
    """Pass on the seats of batches that have not begun, and take wishes out of lists that are not sealed.

    A sealed list is left as it was sealed. Without `by` it is the act of each person themselves.
    """
    standing = Seat.objects.filter(
        application__in=[one.pk for one in applications], state__in=("offered", "accepted"), batch__starts_at__gt=at
    )
    for seat in standing.select_related("batch__offering", "application__person", "application__offering"):
        leave = seats.decline if seat.state == "offered" else seats.give_back
        leave(seat=seat, by=by or seat.application.person, at=at)
    for one in applications:
        if one.state == "standing" and not _begun(one):
            _step_back(one, by or one.person, at)


def _step_back(application: Application, by: Person, at: datetime.datetime) -> None:
    if application.offering.state in UNSEALED:
        withdraw(application=application, by=by, at=at)
    elif application.offering.state == "drawn":  # out of the waiting list; the published file stays as it is
        Application.objects.filter(pk=application.pk).update(state="withdrawn", changed_at=at)
        record("application.withdrawn", application, by=by, at=at)


def _begun(application: Application) -> bool:
    """Whether they hold a seat in something under way, which stays as it was."""
    return Seat.objects.filter(application=application, state__in=("offered", "accepted")).exists()
