"""Signing up, changing one's mind, withdrawing; keeping together is in `parties`."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from xinlian.enrolment.actions import door, seats
from xinlian.enrolment.actions.parties import drop_out, form_party, join_party, leave_party
from xinlian.enrolment.models import Application, Batch, Offering, Seat
from xinlian.enrolment.rules import applying as rules
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand

__all__ = ["apply", "form_party", "join_party", "leave_party", "withdraw"]

SAID = ["group", "wished", "possible", "way", "changed_at", "entered_by", "client_uid", "note"]


@transaction.atomic
def apply(
    *,
    offering: Offering,
    person: Person,
    wished: Sequence[int],
    possible: Sequence[int],
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
    way: str = "phone",
    note: str = "",
    party_code: str = "",
) -> Application:
    """Sign somebody up for dates, or change what they said; sent twice it is the same application.

    `wished` and `possible` are numbers of batches, dearest first. First come, first served: the seat is taken, or a
    number in the waiting list, in the same transaction. Raises Refused: role_officer, offering_open, offering_begun,
    offering_not_over, dates_*, one of the reasons of eligibility, and what `join_party` refuses.
    """
    door.demand_leave(offering, person, by=by, at=at)
    known = Application.objects.filter(client_uid=client_uid, offering=offering, person=person).first()
    if known is not None:
        return known
    _hold(offering, way, at)
    standing = list(offering.batches.filter(state="standing").values_list("number", flat=True))
    demand(rules.are_wishes(wished, possible, standing, offering.mode))
    door.demand_fit(offering, person, at)
    application, verb = _write(offering, person, wished, possible, client_uid, by, at, way, note)
    record(verb, application, by=by, at=at, way=way, wished=len(wished), possible=len(possible))
    if offering.mode in ("first_come", "walk_in"):
        _take_or_queue(application, [*wished, *possible], new=verb == "applied", by=by, at=at)
    if party_code:
        join_party(application=application, code=party_code, by=by, at=at)
    return application


def _hold(offering: Offering, way: str, at: datetime.datetime) -> None:
    """Ask whether one may sign up now, of the row itself; where a list will be sealed, hold it until we are done."""
    fresh = Offering.objects.get(pk=offering.pk)
    door.demand_open(fresh, way, at)
    if fresh.mode == "draw" and not Offering.objects.filter(pk=fresh.pk, state=fresh.state).update(state=F("state")):
        raise Refused("offering_open")


def _write(
    offering: Offering,
    person: Person,
    wished: Sequence[int],
    possible: Sequence[int],
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
    way: str,
    note: str,
) -> tuple[Application, str]:
    """The application, new or changed in place, and which of both."""
    made = door.begin(offering, person, wished, client_uid, by=by, at=at)
    made.possible, made.way, made.note = list(possible), way, note
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        known = door.known_of(offering, person)
        if known is None:
            raise
        return _change(known, made), "application.changed"
    return made, "applied"


def _change(known: Application, said: Application) -> Application:
    """What was said anew, in the place of what was said before."""
    door.demand_return(known, said.way)
    known.state, known.reasons = "standing", []
    for name in SAID if said.note else [name for name in SAID if name != "note"]:
        setattr(known, name, getattr(said, name))
    known.save(update_fields=["state", "reasons", *SAID])
    return known


def _take_or_queue(
    application: Application, numbers: Sequence[int], *, new: bool, by: Person, at: datetime.datetime
) -> None:
    if Seat.objects.filter(application=application, state__in=SEAT_STANDS).exists():
        return
    if numbers:
        batch = Batch.objects.select_related("offering").get(offering=application.offering, number=numbers[0])
        door.take_or_queue(application, batch, way=batch.offering.mode, new=new, by=by, at=at)


@transaction.atomic
def withdraw(*, application: Application, by: Person, at: datetime.datetime) -> Application:
    """Take an application back before the list is sealed, with its seat and out of its party.

    Raises Refused: role_officer, application_standing, list_unsealed.
    """
    offering, person = application.offering, application.person
    door.demand_leave(offering, person, by=by, at=at)
    demand(rules.may_withdraw(application.state, Offering.objects.values_list("state", flat=True).get(pk=offering.pk)))
    seat = Seat.objects.filter(application=application, state__in=("offered", "accepted")).first()
    if seat is not None:
        give = seats.decline if seat.state == "offered" else seats.give_back
        give(seat=seat, by=by, at=at)
    drop_out(application=application)
    if not Application.objects.filter(pk=application.pk, state="standing").update(state="withdrawn", changed_at=at):
        raise Refused("application_standing")
    application.state = "withdrawn"
    record("application.withdrawn", application, by=by, at=at)
    return application
