"""What comes round by itself: (name, seconds between, what to call with the present moment)."""

import contextlib
import datetime

from xinlian.rows.refusals import Refused
from xinlian.sheets.actions.bringing import STALLED, go_on, put_away
from xinlian.sheets.queries import left_lying
from xinlian.sheets.tasks import begin


def take_up(at: datetime.datetime) -> None:
    """Go on with what a killed worker left lying."""
    for upload in left_lying(at - STALLED):
        with contextlib.suppress(Refused):  # another worker was first
            begin(upload.pk, go_on(upload=upload, by=None, at=at))


def clear(at: datetime.datetime) -> None:
    """Remove files that were kept long enough."""
    put_away(by=None, at=at)


DUE = [("sheets.take_up", 60, take_up), ("sheets.clear", 86400, clear)]
