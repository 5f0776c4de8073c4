"""What of the labour contest comes round by itself."""

import datetime

from xinlian.training.actions.season_marks import reckon_all

HOUR = 3600


def reckon_seasons(at: datetime.datetime) -> None:
    """Hours, clearance, exams, runs and points move every day."""
    reckon_all(by=None, at=at)


DUE = [("training.reckon_seasons", HOUR, reckon_seasons)]
