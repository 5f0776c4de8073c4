"""Certificates of others: noted as an officer saw them, changed, struck out; holders told before a day comes."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from xinlian.credentials import telling
from xinlian.credentials.models import Level, OutsideCertificate
from xinlian.credentials.rules import outside as rules
from xinlian.credentials.who import acting, may_note
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import demand

AHEAD = datetime.timedelta(days=60)


@transaction.atomic
def note(
    *,
    person: Person,
    kind: str,
    title: str,
    number: str,
    issuer: str,
    issued_on: datetime.date,
    level: Level | None = None,
    ends_on: datetime.date | None = None,
    review_on: datetime.date | None = None,
    known: OutsideCertificate | None = None,
    by: Person,
    at: datetime.datetime,
) -> OutsideCertificate:
    """Note one, or correct one that is `known`. Raises Refused: role_officer, and those of `rules.outside.may_note`."""
    demand(may_note(acting(by, at), person.union_path))
    words: dict[str, Any] = {"title": title.strip(), "number": number.strip(), "issuer": issuer.strip()}
    demand(
        rules.may_note(kind=kind, **words, issued_on=issued_on, ends_on=ends_on, review_on=review_on, on=localdate(at))
    )
    row = known or OutsideCertificate(person=person, union_path=person.union_path, shard=person.shard)
    for name, value in words.items():
        setattr(row, name, value)
    row.kind, row.level, row.issued_on, row.ends_on, row.review_on = kind, level, issued_on, ends_on, review_on
    row.noted_at, row.noted_by = at, by
    row.save()
    record("outside.changed" if known else "outside.noted", row, by=by, at=at, kind=kind)
    return row


@transaction.atomic
def strike(*, certificate: OutsideCertificate, by: Person, at: datetime.datetime) -> None:
    """Take out what was noted by mistake, or is no longer needed. Raises Refused: role_officer."""
    demand(may_note(acting(by, at), certificate.union_path))
    record("outside.struck", certificate, by=by, at=at, kind=certificate.kind)
    certificate.delete()


def remind(*, by: Person | None, at: datetime.datetime) -> int:
    """Tell, sixty days ahead and once for each day, whose certificate runs out or is to be reviewed; how many."""
    on = localdate(at)
    soon = Q(ends_on__gte=on, ends_on__lte=on + AHEAD) | Q(review_on__gte=on, review_on__lte=on + AHEAD)
    rows = OutsideCertificate.objects.filter(soon, person__is_active=True).select_related("person").order_by("id")
    return sum(_remind(row, on, by=by, at=at) for row in rows)


@transaction.atomic
def _remind(row: OutsideCertificate, on: datetime.date, *, by: Person | None, at: datetime.datetime) -> int:
    due = rules.next_day(row.ends_on, row.review_on, on)
    if due is None or due[1] > on + AHEAD:
        return 0
    what, day = due
    fresh = OutsideCertificate.objects.filter(pk=row.pk).filter(Q(warned_for=None) | ~Q(warned_for=day))
    if not fresh.update(warned_for=day):
        return 0
    telling.outside_due(row, what, day, at=at)
    record("outside.reminded", row, by=by, at=at, kind=row.kind)
    return 1
