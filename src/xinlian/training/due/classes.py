"""Round by itself: whoever has a class tomorrow is told where and when."""

import datetime

from xinlian.training.actions.classes import remind

HOUR = 3600


def remind_of_classes(at: datetime.datetime) -> None:
    """Once for each class."""
    remind(by=None, at=at)


DUE = [("training.class_reminders", HOUR, remind_of_classes)]
