"""What enrolment takes from phones that had no network: a leader's ticks, a worker's scan; read by people.handlers."""

import datetime
import uuid

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.actions import attending
from xinlian.enrolment.models import Attendance
from xinlian.enrolment.queries.attendance import batch_of, seat_by_uid
from xinlian.people.handlers import Handler, Limits, Sender
from xinlian.people.outbox import Item
from xinlian.rows.refusals import Refused

MINUTE, DAY = 60, 86400
# A bus shares one address: a leader ticks fifty people, fifty people scan.
LIMITS: dict[str, Limits] = {
    "attend": ((600, 10 * MINUTE), (5000, DAY)),
    "here": ((300, 10 * MINUTE), (3000, DAY)),
}
WORDS: dict[str, "str | Promise"] = {
    "kind_attend": _("点名：{name}"),
    "kind_here": _("签到：{title}"),
}


def _attend(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
    """A tick, or with `here` "0" the taking back of one."""
    seat = seat_by_uid(_uid(item.text("seat")))
    if seat is None:
        raise Refused("seat_stands")
    attending.turn(
        seat=seat,
        here=item.text("here") != "0",
        client_uid=item.uid,
        said_at=item.said_at,
        by=sender.person(item),
        at=at,
        session=item.text("session"),
    )
    return {"seat": str(seat.uid)}


def _here(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
    batch = batch_of(_uid(item.text("batch")))
    if batch is None:
        raise Refused("batch_unknown")
    made = attending.here(
        batch=batch,
        proof=item.text("proof"),
        by=sender.person(item),
        client_uid=item.uid,
        said_at=item.said_at,
        at=at,
        session=item.text("session"),
    )
    return _told(made)


def _told(made: Attendance) -> dict[str, object]:
    return {"came_at": made.at.isoformat(timespec="seconds"), "way": made.way}


def _uid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Refused("sync_malformed") from error


HANDLERS: dict[str, Handler] = {"attend": _attend, "here": _here}
