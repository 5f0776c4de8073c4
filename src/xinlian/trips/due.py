"""What of trips comes round by itself."""

import datetime

from django.utils import timezone

from xinlian.trips.actions.coming import end_health_notes

DAY = 86400


def end_notes(at: datetime.datetime) -> None:
    """Delete health notes whose time is over."""
    end_health_notes(by=None, at=at, on=timezone.localdate(at))


DUE = [("trips.health_notes", DAY, end_notes)]
