"""Medical checks: noted, withdrawn when noted by mistake, and reminded of before they run out."""

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training import telling
from xinlian.training.models import Builder, Medical
from xinlian.training.rules import medical as rules
from xinlian.training.who import demand_medic


@transaction.atomic
def note(
    *,
    builder: Builder,
    found: rules.Found,
    checked_on: datetime.date,
    valid_until: datetime.date,
    clinic: str,
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> Medical:
    """Note a check; sent twice it is one. The journal says that there is one, and nothing of what it found.

    Refused: role_medic, client_uid_used, medical_there, and what `rules.medical.demanded` says.
    """
    demand_medic(by, builder.union_path, at)
    known = Medical.objects.filter(client_uid=client_uid).first()
    if known is not None:
        if known.builder_id != builder.pk:
            raise Refused("client_uid_used")
        return known
    for wrong in rules.demanded(found, checked_on, valid_until, timezone.localdate(at)):
        raise Refused(wrong.code, wrong.facts)
    if Medical.objects.filter(builder=builder, checked_on=checked_on, withdrawn_at=None).exists():
        raise Refused("medical_there")
    row = Medical(builder=builder, checked_on=checked_on, valid_until=valid_until, found=found.sealed())
    row.clinic, row.noted_at, row.noted_by, row.client_uid = clinic, at, by, client_uid
    row.union_path, row.shard = builder.union_path, builder.shard
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same message twice at once
        return Medical.objects.get(client_uid=client_uid)
    record("medical.noted", row, by=by, at=at)
    return row


@transaction.atomic
def withdraw(*, medical: Medical, by: Person, at: datetime.datetime) -> Medical:
    """It was noted by mistake: kept, no longer counted. Refused: role_medic, medical_withdrawn."""
    demand_medic(by, medical.union_path, at)
    if not Medical.objects.filter(pk=medical.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise Refused("medical_withdrawn")
    medical.withdrawn_at = at
    record("medical.withdrawn", medical, by=by, at=at)
    return medical


def remind(*, by: Person | None, at: datetime.datetime) -> int:
    """Tell once, in the last thirty days, whose check runs out with no later one noted; how many."""
    on = timezone.localdate(at)
    later = Medical.objects.filter(
        builder=OuterRef("builder"), withdrawn_at=None, checked_on__gt=OuterRef("checked_on")
    )  # fmt: skip
    soon = Medical.objects.filter(
        withdrawn_at=None,
        reminded_at=None,
        valid_until__gte=on,
        valid_until__lte=on + datetime.timedelta(days=rules.REMIND_DAYS),
        builder__left_on=None,
    ).exclude(Exists(later))
    rows = soon.select_related("builder__person").order_by("valid_until", "id")
    return sum(_remind(medical=one, by=by, at=at) for one in rows)


@transaction.atomic
def _remind(*, medical: Medical, by: Person | None, at: datetime.datetime) -> int:
    if not Medical.objects.filter(pk=medical.pk, reminded_at=None).update(reminded_at=at):
        return 0
    telling.medical_ends_soon(medical, at=at)
    record("medical.reminded", medical, by=by, at=at)
    return 1
