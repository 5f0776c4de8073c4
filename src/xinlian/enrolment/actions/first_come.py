"""The one tap where first come is first served: an application with its seat, or with its number in the line."""

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.enrolment.actions.applying import refuse_for
from xinlian.enrolment.actions.giving import queue, take
from xinlian.enrolment.models import Application, Batch, Offering
from xinlian.enrolment.queries.conditions import judged
from xinlian.enrolment.queries.first_come import standing
from xinlian.enrolment.rules import seats as rules
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Decision, Refused, demand


def sign_up(
    *, offering: Offering, batch: Batch, person: Person, client_uid: uuid.UUID, by: Person, at: datetime.datetime
) -> Application:
    """A seat of the batch, or a number in its line. The same tap sent again, or a second one, changes nothing.

    Raises Refused: first_come_only, offering_open, batch_of_offering, batch_standing, batch_not_over, role_officer,
    and the reasons of eligibility.
    """
    known = _known(offering, person)
    if known is not None and standing(known).kind != "none":
        return known
    demand(rules.may_sign_up(mode=offering.mode, state=offering.state, at=at, window=_window(offering)))
    refuse_for(judged(offering, [person], timezone.localdate(at)).get(person.pk, ()))
    try:
        return _sign_up(known or _new(offering, person, client_uid, by, at), batch, by=by, at=at)
    except IntegrityError:
        known = _known(offering, person)  # the other of two taps at once, or of two servers asked
        if known is None:
            raise
        return known


@transaction.atomic
def _sign_up(application: Application, batch: Batch, *, by: Person, at: datetime.datetime) -> Application:
    gave_up = not application._state.adding and application.seats.exists()
    if application._state.adding:
        application.wished = [batch.number]
        application.save(force_insert=True)
    else:
        _come_back(application, batch, at)
    record("applied", application, by=by, at=at, way=application.way)
    # As read a moment ago: on the way to a line of thousands nobody needs to be told by the hot row that it is full.
    if not (batch.taken < batch.capacity or gave_up) or not _took(application, batch, gave_up, by=by, at=at):
        queue(application=application, batch=batch, by=by, at=at)
    return application


def _took(application: Application, batch: Batch, gave_up: bool, *, by: Person, at: datetime.datetime) -> bool:
    """Whether a seat was free. The line is for who had none yet: whoever gave one up is told that it is full."""
    try:
        take(application=application, batch=batch, way="first_come", by=by, at=at)
    except Refused as refused:
        if refused.code != "batch_full" or gave_up:
            raise
        return False
    return True


def _new(offering: Offering, person: Person, client_uid: uuid.UUID, by: Person, at: datetime.datetime) -> Application:
    return Application(
        offering=offering,
        person=person,
        applied_at=at,
        changed_at=at,
        client_uid=client_uid,
        entered_by=None if by.pk == person.pk else by,
        union_path=offering.union_path,
        shard=offering.shard,
    )


def _come_back(application: Application, batch: Batch, at: datetime.datetime) -> None:
    """Whoever withdrew, or gave a seat back, may try again; whoever was refused may not."""
    demand(Decision.of(application_standing=application.state != "refused"))
    application.state, application.wished, application.changed_at = "standing", [batch.number], at
    application.save(update_fields=["state", "wished", "changed_at"])


def _known(offering: Offering, person: Person) -> Application | None:
    return Application.objects.filter(offering=offering, person=person).first()


def _window(offering: Offering) -> tuple[datetime.datetime, datetime.datetime]:
    return offering.opens_at, offering.closes_at
