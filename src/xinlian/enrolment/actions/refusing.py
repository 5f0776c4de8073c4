"""An officer's no to an application, and taking it back."""

import datetime

from django.db import transaction

from xinlian.enrolment.models import Application, Seat
from xinlian.enrolment.rules.offering import SHAPED
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.enrolment.who import acting, may_run
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand


@transaction.atomic
def turn_down(*, application: Application, why: str, by: Person, at: datetime.datetime) -> Application:
    """Say no before the list is sealed, with a reason that the person reads.

    Raises Refused: role_officer, offering_unsealed, why_needed, application_seated, application_step.
    """
    demand(may_run(acting(by, at), application.offering.union_path))
    if application.offering.state not in SHAPED:
        raise Refused("offering_unsealed")
    if not why.strip():
        raise Refused("why_needed")
    if Seat.objects.filter(application=application, state__in=SEAT_STANDS).exists():
        raise Refused("application_seated")
    reasons = [{"code": "officer", "facts": {"why": why.strip()}}]
    _step(application, "standing", state="refused", reasons=reasons, changed_at=at)
    record("application.turned_down", application, by=by, at=at)
    return application


@transaction.atomic
def let_in(*, application: Application, by: Person, at: datetime.datetime) -> Application:
    """Take back an officer's no. Raises Refused: role_officer, offering_unsealed, application_step."""
    demand(may_run(acting(by, at), application.offering.union_path))
    if application.offering.state not in SHAPED:
        raise Refused("offering_unsealed")
    _step(application, "refused", state="standing", reasons=[], changed_at=at)
    record("application.let_in", application, by=by, at=at)
    return application


def _step(application: Application, before: str, **values: object) -> None:
    if not Application.objects.filter(pk=application.pk, state=before).update(**values):
        raise Refused("application_step")
    for name, value in values.items():
        setattr(application, name, value)
