"""What people are told about their seats, within the action that gave the reason."""

import datetime
from collections.abc import Mapping, Sequence

from django.utils import timezone

from xinlian.enrolment.models import Seat
from xinlian.notices.actions import To, tell_many
from xinlian.people.models import Person


def about_seats(kind: str, seats: Sequence[Seat], *, by: Person | None, at: datetime.datetime, why: str = "") -> int:
    """Tell the holders of these seats, which are of one act, once; to how many it is news."""
    if not seats:
        return 0
    return tell_many(
        to=[To(seat.application.person, _facts(seat)) for seat in seats],
        kind=f"enrolment.{kind}",
        facts={"why": why},
        key=f"{kind}:{seats[0].uid}",
        by=by,
        at=at,
    )


def _facts(seat: Seat) -> Mapping[str, object]:
    batch, until = seat.batch, seat.answer_by
    return {
        "title": batch.offering.title,
        "batch": batch.number,
        "day": f"{timezone.localtime(batch.starts_at):%Y-%m-%d}",
        "until": f"{timezone.localtime(until):%Y-%m-%d %H:%M}" if until else "",
    }
