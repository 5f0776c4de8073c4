"""Reading that leaves a trace."""

import datetime

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person


@transaction.atomic
def take_journal_along(*, rows: int, by: Person, at: datetime.datetime) -> None:
    """Note that somebody took a part of the journal along."""
    record("journal.exported", by, by=by, at=at, rows=rows)
