"""What of notices comes round by itself."""

import datetime

from xinlian.notices.keeping import forget
from xinlian.notices.sending import call_lost, send_what_waits

MINUTE, DAY = 60, 86400


def send(at: datetime.datetime) -> None:
    """What waits goes out, and what a dead worker left is called lost."""
    call_lost(at)
    send_what_waits()


DUE = [("notices.send", MINUTE, send), ("notices.forget", DAY, forget)]
