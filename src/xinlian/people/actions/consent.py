"""Saying yes to a purpose, and taking it back."""

import datetime

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.holdings import after_withdrawal
from xinlian.people.models import Consent, Person
from xinlian.people.purposes import BY_CODE
from xinlian.rows.refusals import Refused


@transaction.atomic
def give(*, purpose: str, by: Person, at: datetime.datetime) -> Consent:
    """A yes to the wording as it stands now; twice is once. Refused: purpose_unknown."""
    if purpose not in BY_CODE:
        raise Refused("purpose_unknown")
    consent, new = Consent.objects.get_or_create(
        person=by,
        purpose=purpose,
        version=BY_CODE[purpose].version,
        withdrawn_at=None,
        defaults={"given_at": at, "union_path": by.union_path, "shard": by.shard},
    )
    if new:
        record("consent.given", consent, by=by, at=at, purpose=purpose, version=consent.version)
    return consent


@transaction.atomic
def withdraw(*, purpose: str, by: Person, at: datetime.datetime) -> int:
    """Take back every yes to a purpose, whatever its wording, with what rooms did on it; how many.

    The rows stay, as proof of both.
    """
    standing = Consent.objects.filter(person=by, purpose=purpose, withdrawn_at=None)
    versions = list(standing.values_list("version", flat=True))
    standing.update(withdrawn_at=at)
    for version in versions:
        record("consent.withdrawn", by, by=by, at=at, purpose=purpose, version=version)
    if versions:
        for follow in after_withdrawal(purpose):
            follow(person=by, by=by, at=at)
    return len(versions)
