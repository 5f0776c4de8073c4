"""What somebody does with their own notices."""

import datetime
import uuid

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.notices.kinds import kinds
from xinlian.notices.models import Mute, Notice
from xinlian.people.models import Person


@transaction.atomic
def choose(*, wanted: set[tuple[str, str]], offered: set[tuple[str, str]], by: Person, at: datetime.datetime) -> int:
    """Keep what somebody wants of the (kind, channel) pairs that were offered; how many are off now.

    What must be told cannot be switched off, whatever a form says.
    """
    free = {(kind, channel) for kind, channel in offered if kind in kinds() and not kinds()[kind].must}
    off = free - wanted
    for kind, channel in free - off:
        Mute.objects.filter(person=by, kind=kind, channel=channel).delete()
    rows = [
        Mute(person=by, kind=kind, channel=channel, union_path=by.union_path, shard=by.shard)
        for kind, channel in sorted(off)
    ]
    Mute.objects.bulk_create(rows, ignore_conflicts=True)
    record("notices.chosen", by, by=by, at=at, off=len(off))
    return len(off)


def read(*, person: Person, uid: uuid.UUID, when: datetime.datetime) -> Notice | None:
    """One's own notice, read from now on; None when there is none.

    Reading leaves no line in the journal: what somebody reads is nobody's business.
    """
    mine = Notice.objects.filter(person=person, uid=uid)
    mine.filter(read_at=None).update(read_at=when)
    return mine.first()


def read_all(*, person: Person, when: datetime.datetime) -> int:
    """All of one's own notices are read; how many were not."""
    return Notice.objects.filter(person=person, read_at=None).update(read_at=when)
