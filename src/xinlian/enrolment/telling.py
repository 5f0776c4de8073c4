"""What people are told about their seats, within the action that gave the reason."""

import datetime
from collections.abc import Mapping, Sequence

from django.utils import timezone

from xinlian.enrolment.models import Application, Batch, Seat
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


def drawn_too_late(
    applications: Sequence[Application], batch: Batch, *, by: Person | None, at: datetime.datetime
) -> int:
    """Tell whoever was drawn for a batch that had begun when the result came out; to how many it is news."""
    return tell_many(
        to=[To(one.person, _of(batch)) for one in applications],
        kind="enrolment.drawn_too_late",
        facts={},
        key=f"drawn_too_late:{batch.uid}",
        by=by,
        at=at,
    )


def _facts(seat: Seat) -> Mapping[str, object]:
    until = seat.answer_by
    return {**_of(seat.batch), "until": timezone.localtime(until).isoformat(timespec="minutes") if until else ""}


def _of(batch: Batch) -> dict[str, object]:
    day = timezone.localdate(batch.starts_at).isoformat()
    return {"title": batch.offering.title, "batch": batch.number, "day": day}
