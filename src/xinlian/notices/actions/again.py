"""Sending again what did not go, by somebody's decision."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.notices import rules
from xinlian.notices.models import Delivery
from xinlian.people.models import Person, Union
from xinlian.people.scope import scope
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Refused

AGAIN = ("failed", "lost")


@transaction.atomic
def send_again(*, kind: str, state: str, by: Person, at: datetime.datetime) -> int:
    """Put back what failed, or what was lost and may arrive twice, of the last week; how many.

    Refused: role_officer, again_state, again_nothing.
    """
    if state not in AGAIN:
        raise Refused("again_state")
    viewer = viewer_at(by, at)
    tops = viewer.paths(("officer",))
    if not tops:
        raise Refused("role_officer")
    mine = scope(viewer, Delivery.objects.all(), ("officer",))
    rows = mine.filter(notice__kind=kind, state=state, notice__made_at__gte=at - rules.LATEST)
    urgent = rows.filter(urgent=True).update(state="waiting", tries=0, code="", due_at=at)
    due_at = rules.due(timezone.localtime(at), settings.QUIET_HOURS, urgent=False)
    count = urgent + rows.filter(urgent=False).update(state="waiting", tries=0, code="", due_at=due_at)
    if not count:
        raise Refused("again_nothing")
    top = Union.objects.filter(union_path=tops[0]).first()
    record("notices.sent_again", top, by=by, at=at, kind=kind, state=state, count=count)
    return count
