"""The time that everything reads, set by a test."""

import datetime

import pytest
from django.utils import timezone


class Clock:
    """Stands still until it is set; only forwards."""

    def __init__(self, patch: pytest.MonkeyPatch, at: datetime.datetime) -> None:
        self.at = at
        patch.setattr(timezone, "now", lambda: self.at)

    def set(self, moment: datetime.datetime) -> None:
        """To a moment, no earlier than it was."""
        assert moment >= self.at, "time goes on"
        self.at = moment

    def wait(self, span: datetime.timedelta) -> None:
        """So much later."""
        self.at += span
