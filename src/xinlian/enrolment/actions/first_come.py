"""The one tap where first come is first served: an application with its seat, or with its number in the line."""

import datetime
import uuid

from django.db import IntegrityError, transaction

from xinlian.enrolment.actions import door
from xinlian.enrolment.models import Application, Batch, Offering
from xinlian.enrolment.queries.first_come import standing
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Decision, demand

WAY = "phone"


def sign_up(
    *, offering: Offering, batch: Batch, person: Person, client_uid: uuid.UUID, by: Person, at: datetime.datetime
) -> Application:
    """A seat of the batch, or a number in its line. The same tap sent again, or a second one, changes nothing.

    Raises Refused: role_officer, first_come_only, offering_open, offering_begun, offering_not_over, batch_of_offering,
    batch_standing, batch_not_over, batch_full, application_standing, and the reasons of eligibility.
    """
    door.demand_leave(offering, person, by=by, at=at)
    known = door.known_of(offering, person)
    if known is not None and standing(known).kind != "none":
        return known
    demand(Decision.of(first_come_only=offering.mode == "first_come"))
    door.demand_open(offering, WAY, at)
    door.demand_fit(offering, person, at)
    try:
        return _sign_up(known, offering, batch, person, client_uid, by=by, at=at)
    except IntegrityError:
        known = door.known_of(offering, person)  # the other of two taps at once, or of two servers asked
        if known is None:
            raise
        return known


@transaction.atomic
def _sign_up(
    known: Application | None,
    offering: Offering,
    batch: Batch,
    person: Person,
    client_uid: uuid.UUID,
    *,
    by: Person,
    at: datetime.datetime,
) -> Application:
    application = known or door.begin(offering, person, [batch.number], client_uid, by=by, at=at)
    if known is None:
        application.save(force_insert=True)
    else:
        _come_back(application, batch, at)
    record("applied", application, by=by, at=at, way=application.way)
    door.take_or_queue(application, batch, way="first_come", new=known is None, by=by, at=at)
    return application


def _come_back(application: Application, batch: Batch, at: datetime.datetime) -> None:
    door.demand_return(application, WAY)
    application.group = door.group_of(application.offering, application.person)
    application.state, application.wished, application.changed_at = "standing", [batch.number], at
    application.save(update_fields=["group", "state", "wished", "changed_at"])
