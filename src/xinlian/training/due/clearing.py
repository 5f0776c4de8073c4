"""What of clearance comes round by itself."""

import datetime

from xinlian.training.actions.clearing import decide_anew

DAY = 86400


def clear(at: datetime.datetime) -> None:
    """Medicals run out, hours fall due, points fade, people leave."""
    decide_anew(by=None, at=at)


DUE = [("training.clear", DAY, clear)]
