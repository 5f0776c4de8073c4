"""What of enrolment comes round by itself."""

import datetime

from xinlian.enrolment.actions import seats

MINUTES_10 = 600


def pass_on(at: datetime.datetime) -> None:
    """Offers that nobody answered end; what is free goes to who is next; who is late is reminded."""
    seats.lapse_overdue(by=None, at=at)
    seats.fill_free(by=None, at=at)
    seats.remind(by=None, at=at)


DUE = [("enrolment.pass_on", MINUTES_10, pass_on)]
