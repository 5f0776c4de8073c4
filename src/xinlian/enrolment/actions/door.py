"""What every door to the seats asks and does: the one tap, the form, the desk, a table."""

import datetime
import uuid
from collections.abc import Sequence

from django.utils import timezone

from xinlian.enrolment.actions.giving import queue, take
from xinlian.enrolment.models import Application, Batch, Group, Offering
from xinlian.enrolment.queries.conditions import judged
from xinlian.enrolment.queries.waiting import had_theirs
from xinlian.enrolment.rules import applying as rules
from xinlian.enrolment.who import acting, may_enter
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand


def demand_leave(offering: Offering, person: Person, *, by: Person, at: datetime.datetime) -> None:
    """Oneself, or who may enter others. Raises Refused: role_officer."""
    if by.pk != person.pk:
        demand(may_enter(acting(by, at), offering.union_path, person.union_path, oneself=False))


def demand_open(offering: Offering, way: str, at: datetime.datetime) -> None:
    """Now is the time. Raises Refused: offering_open, offering_begun, offering_not_over."""
    opens_at, closes_at = offering.opens_at, offering.closes_at
    demand(rules.may_apply(state=offering.state, way=way, opens_at=opens_at, closes_at=closes_at, now=at))


def demand_fit(offering: Offering, person: Person, at: datetime.datetime) -> None:
    """Raise Refused with the first reason against somebody and the codes of all, when there are any."""
    reasons = judged(offering, [person], timezone.localdate(at)).get(person.pk, ())
    if reasons:
        raise Refused(reasons[0].code, {**reasons[0].facts, "missing": [reason.code for reason in reasons]})


def known_of(offering: Offering, person: Person) -> Application | None:
    """The application that somebody has there already."""
    return Application.objects.select_related("party").filter(offering=offering, person=person).first()


def begin(
    offering: Offering,
    person: Person,
    wished: Sequence[int],
    client_uid: uuid.UUID,
    *,
    by: Person,
    at: datetime.datetime,
) -> Application:
    """An application as it begins, in its group; not stored yet."""
    return Application(
        offering=offering,
        person=person,
        group=group_of(offering, person),
        wished=list(wished),
        applied_at=at,
        changed_at=at,
        client_uid=client_uid,
        entered_by=entered_by(person, by),
        union_path=offering.union_path,
        shard=offering.shard,
    )


def entered_by(person: Person, by: Person) -> Person | None:
    """Who entered it, when not the person."""
    return None if by.pk == person.pk else by


def group_of(offering: Offering, person: Person) -> Group | None:
    """The priority group that somebody stands in."""
    groups = {group.rank: group for group in offering.groups.all()}
    rank = rules.group_of(person.occupation, [(rank, group.occupations) for rank, group in sorted(groups.items())])
    return groups.get(rank) if rank is not None else None


def demand_return(application: Application, way: str) -> None:
    """Whoever withdrew may come back; whom an officer refused only the office lets in again."""
    demand(rules.may_return(application.state, way))


def take_or_queue(
    application: Application, batch: Batch, *, way: str, new: bool, by: Person, at: datetime.datetime
) -> None:
    """A seat, or a number in the waiting list. The list is for who had no seat yet: whoever gave one up is told that
    the batch is full.

    `new`: an application of this very moment, which had nothing yet. Raises Refused: batch_full, and what `take` does.
    """
    had = not new and had_theirs(application)
    # As read a moment ago: on the way to a line of thousands nobody needs to be told by the hot row that it is full.
    if not (batch.taken < batch.capacity or had) or not _took(application, batch, way, had, by=by, at=at):
        queue(application=application, batch=batch, by=by, at=at)


def _took(application: Application, batch: Batch, way: str, had: bool, *, by: Person, at: datetime.datetime) -> bool:
    try:
        take(application=application, batch=batch, way=way, by=by, at=at)
    except Refused as refused:
        if refused.code != "batch_full" or had:
            raise
        return False
    return True
