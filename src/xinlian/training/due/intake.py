"""What of intake and medicals comes round by itself."""

import datetime

from xinlian.training.actions import medicals

HOUR = 3600


def remind_of_medicals(at: datetime.datetime) -> None:
    """Builders are told a month before their medical check runs out."""
    medicals.remind(by=None, at=at)


DUE = [("training.remind_of_medicals", HOUR, remind_of_medicals)]
