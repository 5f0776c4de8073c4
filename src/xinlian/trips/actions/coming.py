"""What somebody adds to their own application for a trip: family who come along, and what a leader should know."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from xinlian.enrolment.models import Application
from xinlian.enrolment.who import acting, may_enter
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.people.queries.consents import has_consent
from xinlian.rows.refusals import Refused, demand
from xinlian.trips.models import HealthNote, Relative
from xinlian.trips.rules import coming as rules


def _demand_hand(application: Application, by: Person, at: datetime.datetime) -> None:
    """Oneself, or an officer who may enter people for this offering."""
    viewer = acting(by, at)
    own = application.person_id == by.pk
    demand(may_enter(viewer, application.offering.union_path, application.person.union_path, oneself=own))


@transaction.atomic
def bring_relative(
    *,
    application: Application,
    name: str,
    relation: str,
    phone: str,
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> Relative:
    """Put down somebody of the family who comes at their own cost; the same `client_uid` again is the same row.

    Raises Refused: family_welcome, application_stands, relative_named, relatives_few.
    """
    _demand_hand(application, by, at)
    known = Relative.objects.filter(client_uid=client_uid, application=application).first()
    if known:
        return known
    programme = application.offering.programme
    count = Relative.objects.filter(application=application).count()
    demand(rules.may_bring(programme.family_welcome, application.state, name.strip(), count))
    relative = Relative.objects.create(
        application=application,
        name=name.strip(),
        relation=relation.strip(),
        phone=phone,
        client_uid=client_uid,
        union_path=application.union_path,
        shard=application.shard,
    )
    record("trip.relative_brought", application, by=by, at=at)
    return relative


@transaction.atomic
def leave_relative(*, relative: Relative, by: Person, at: datetime.datetime) -> None:
    """Take somebody of the family off again. Raises Refused relative_paid when the agency has been paid."""
    _demand_hand(relative.application, by, at)
    if relative.paid_on is not None:
        raise Refused("relative_paid")
    record("trip.relative_left", relative.application, by=by, at=at)
    relative.delete()


@transaction.atomic
def say_health(
    *,
    application: Application,
    text: str,
    contact_name: str,
    contact_phone: str,
    by: Person,
    at: datetime.datetime,
) -> HealthNote | None:
    """Write, change or empty what a leader should know; only oneself, only with one's own consent.

    Raises Refused: health_own, health_consent, application_stands. Answers None when nothing is left to say.
    """
    if application.person_id != by.pk:
        raise Refused("health_own")
    demand(rules.may_say_health(application.state, has_consent(by, "health")))
    said = {"text": text.strip(), "contact_name": contact_name.strip(), "contact_phone": contact_phone.strip()}
    record("trip.health_said", application, by=by, at=at, emptied=not any(said.values()))
    if not any(said.values()):
        HealthNote.objects.filter(application=application).delete()
        return None
    note, _new = HealthNote.objects.update_or_create(
        application=application,
        defaults={**said, "given_at": at, "union_path": application.union_path, "shard": application.shard},
    )
    return note


@transaction.atomic
def forget_health(*, person: Person, by: Person | None, at: datetime.datetime) -> int:
    """Delete every health note of somebody who took back their yes; how many."""
    gone = HealthNote.objects.filter(application__person=person)
    count = gone.count()
    gone.delete()
    record("trip.health_forgotten", person, by=by, at=at, count=count)
    return count


@transaction.atomic
def end_health_notes(*, by: Person | None, at: datetime.datetime, on: datetime.date) -> int:
    """Delete the notes whose trip ended longer ago than their programme keeps them; how many.

    A note whose owner has no seat ends with the offering's last batch.
    """
    ended = [
        note.pk
        for note in HealthNote.objects.select_related("application__offering__programme")
        if rules.health_over(_last_day(note), note.application.offering.programme.health_days, on)
    ]
    HealthNote.objects.filter(pk__in=ended).delete()
    if ended:
        record("trip.health_ended", None, by=by, at=at, count=len(ended))
    return len(ended)


def _last_day(note: HealthNote) -> datetime.date | None:
    """The day on which the trip of a note's owner ends, or the whole offering when they have no seat."""
    seats = note.application.seats.filter(state__in=rules.GOING).order_by("-batch__ends_at")
    ends = seats.values_list("batch__ends_at", flat=True).first()
    if ends is None:
        ends = note.application.offering.batches.order_by("-ends_at").values_list("ends_at", flat=True).first()
    return timezone.localdate(ends) if ends else None
