"""May who: who may bring which kind of table for which union."""

import datetime

from django.utils import timezone

from xinlian.journal.actions import Actor
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused
from xinlian.sheets.kinds import Kind


def demand_place(kind: Kind, union_path: str, by: Actor, at: datetime.datetime) -> None:
    """Refused "role_missing" when this actor may not bring this kind for this union on that day."""
    if not any(within(union_path, top) for top in kind.tops(by, timezone.localdate(at))):
        raise Refused("role_missing")
