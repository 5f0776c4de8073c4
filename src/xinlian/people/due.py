"""What of people comes round by itself."""

import datetime

from xinlian.people.actions import retention

DAY = 86400


def keep_no_longer(at: datetime.datetime) -> None:
    """The retention job."""
    retention.run(by=None, at=at)


DUE = [("people.retention", DAY, keep_no_longer)]
