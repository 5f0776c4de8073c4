"""The base's own certificate for whoever finished an entry programme: once, with the hours they were there."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from xinlian.credentials.actions import certificates
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.training.models import Builder
from xinlian.training.queries.finished import due
from xinlian.training.rules.clearance import Case, finished


def award_due(*, builders: Sequence[Builder], found: Mapping[int, Case], by: Person, at: datetime.datetime) -> int:
    """Award it to those who passed everything and have none; how many. Where it cannot be set, nobody is held up."""
    passed = [one for one in builders if finished(found[one.pk])]
    done = 0
    for one, template, minutes in due(passed):
        try:
            with transaction.atomic():
                certificates.award(
                    template=template,
                    person=one.person,
                    awarded_on=timezone.localdate(at),
                    trade=one.trade,
                    hours=round(minutes / 60) or None,
                    here=True,
                    by=by,
                    at=at,
                )
                done += 1
        except Refused:  # no key yet, or the template was retired: the next decision tries again
            continue
    return done
