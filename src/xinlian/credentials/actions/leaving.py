"""Somebody leaves the platform: their pass must not open a gate for whoever finds their phone."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from xinlian.credentials.actions.passes import end
from xinlian.credentials.models import WorkPass
from xinlian.credentials.rules.states import STANDS
from xinlian.people.models import Person


@transaction.atomic
def give_up(*, work_passes: Sequence[WorkPass], by: Person | None, at: datetime.datetime) -> int:
    """Revoke those that stand; how many."""
    standing = [one for one in work_passes if one.state in STANDS]
    for one in standing:
        end(work_pass=one, by=by, at=at)
    return len(standing)
