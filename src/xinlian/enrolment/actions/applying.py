"""Signing up, changing one's mind, withdrawing; keeping together is in `parties`."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from xinlian.enrolment.actions import seats
from xinlian.enrolment.actions.parties import drop_out, form_party, join_party, leave_party
from xinlian.enrolment.models import Application, Batch, Group, Offering, Seat
from xinlian.enrolment.queries.conditions import judged
from xinlian.enrolment.rules import applying as rules
from xinlian.enrolment.rules.eligibility import Reason
from xinlian.enrolment.rules.states import SEAT_STANDS
from xinlian.enrolment.who import acting, may_enter
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand

__all__ = ["apply", "form_party", "join_party", "leave_party", "withdraw"]


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
    demand(may_enter(acting(by, at), offering.union_path, person.union_path, oneself=person.pk == by.pk))
    known = Application.objects.filter(client_uid=client_uid, offering=offering, person=person).first()
    if known is not None:
        return known
    _hold(offering, way, at)
    standing = list(offering.batches.filter(state="standing").values_list("number", flat=True))
    demand(rules.are_wishes(wished, possible, standing, offering.mode))
    refuse_for(judged(offering, [person], timezone.localdate(at)).get(person.pk, ()))
    application, verb = _write(offering, person, wished, possible, client_uid, by, at, way, note)
    record(verb, application, by=by, at=at, way=way, wished=len(wished), possible=len(possible))
    if offering.mode in ("first_come", "walk_in"):
        _take_or_queue(application, [*wished, *possible], by=by, at=at)
    if party_code:
        join_party(application=application, code=party_code, by=by, at=at)
    return application


def refuse_for(reasons: Sequence[Reason]) -> None:
    """Raise Refused with the first reason and the codes of all, when there are any."""
    if reasons:
        raise Refused(reasons[0].code, {**reasons[0].facts, "missing": [reason.code for reason in reasons]})


def _hold(offering: Offering, way: str, at: datetime.datetime) -> None:
    """Ask whether one may sign up now, of the row itself; where a list will be sealed, hold it until we are done."""
    fresh = Offering.objects.get(pk=offering.pk)
    demand(rules.may_apply(state=fresh.state, way=way, opens_at=fresh.opens_at, closes_at=fresh.closes_at, now=at))
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
    said = {
        "group": _group(offering, person),
        "wished": list(wished),
        "possible": list(possible),
        "state": "standing",
        "reasons": [],
        "way": way,
        "changed_at": at,
        "entered_by": None if by.pk == person.pk else by,
        "client_uid": client_uid,
    }
    if note:
        said["note"] = note
    made = Application(offering=offering, person=person, applied_at=at, **said)
    made.union_path, made.shard = offering.union_path, offering.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        application = Application.objects.select_related("party").get(offering=offering, person=person)
        for name, value in said.items():
            setattr(application, name, value)
        application.save(update_fields=list(said))
        return application, "application.changed"
    return made, "applied"


def _group(offering: Offering, person: Person) -> Group | None:
    groups = {group.rank: group for group in offering.groups.all()}
    rank = rules.group_of(person.occupation, [(rank, group.occupations) for rank, group in sorted(groups.items())])
    return groups.get(rank) if rank is not None else None


def _take_or_queue(application: Application, numbers: Sequence[int], *, by: Person, at: datetime.datetime) -> None:
    """A seat in the first of the batches; where it is full, a number in its waiting list."""
    if Seat.objects.filter(application=application, state__in=SEAT_STANDS).exists():
        return
    batches = Batch.objects.select_related("offering").filter(offering=application.offering, number__in=numbers)
    for batch in sorted(batches, key=lambda one: numbers.index(one.number)):
        way = "walk_in" if batch.offering.mode == "walk_in" else "first_come"
        try:
            with transaction.atomic():
                seats.take(application=application, batch=batch, way=way, by=by, at=at)
        except Refused as refused:
            if refused.code != "batch_full":
                raise
            seats.queue(application=application, batch=batch, by=by, at=at)
        return


@transaction.atomic
def withdraw(*, application: Application, by: Person, at: datetime.datetime) -> Application:
    """Take an application back before the list is sealed, with its seat and out of its party.

    Raises Refused: role_officer, application_standing, list_unsealed.
    """
    offering, person = application.offering, application.person
    demand(may_enter(acting(by, at), offering.union_path, person.union_path, oneself=person.pk == by.pk))
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
