"""What of trips comes round by itself."""

import datetime

from django.utils import timezone

from xinlian.trips.actions.asking import ask_ended
from xinlian.trips.actions.coming import end_health_notes

DAY, HOUR = 86400, 3600


def end_notes(at: datetime.datetime) -> None:
    """Delete health notes whose time is over."""
    end_health_notes(by=None, at=at, on=timezone.localdate(at))


def ask_after_trips(at: datetime.datetime) -> None:
    """Put the questionnaire to those who came back."""
    ask_ended(by=None, at=at)


DUE = [("trips.health_notes", DAY, end_notes), ("trips.surveys", HOUR, ask_after_trips)]
