"""What phones say later about who came; read by people.handlers."""

import datetime
import uuid

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.actions import attending
from xinlian.enrolment.queries.seats import batch_known, seat_known
from xinlian.people.handlers import Answer, Handler, Limits, Sender
from xinlian.people.outbox import Item
from xinlian.rows.refusals import Refused

MINUTE, DAY = 60, 86400
# A bus door: fifty people ticked within minutes, or scanning from one station's Wi-Fi.
LIMITS: dict[str, Limits] = {
    "attend": ((300, 10 * MINUTE), (3000, DAY)),
    "here": ((200, 10 * MINUTE), (2000, DAY)),
}
WORDS: dict[str, "str | Promise"] = {
    "kind_attend": _("点名：{name}"),
    "kind_here": _("到场签到"),
}


def _uid(text: str, code: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Refused(code) from error


def _attend(item: Item, sender: Sender, at: datetime.datetime) -> Answer:
    by = sender.person(item)
    seat = seat_known(_uid(item.text("seat"), "seat_unknown"))
    if seat is None:
        raise Refused("seat_unknown")
    here = attending.turn(
        seat=seat, here=item.text("here") == "1", client_uid=item.uid, said_at=item.said_at, by=by, at=at
    )
    return {"seat": str(seat.uid), "here": here}


def _here(item: Item, sender: Sender, at: datetime.datetime) -> None:
    by = sender.person(item)
    batch = batch_known(_uid(item.text("batch"), "here_not_proven"))
    if batch is None:
        raise Refused("here_not_proven")
    attending.here(batch=batch, proof=item.text("proof"), by=by, client_uid=item.uid, said_at=item.said_at, at=at)


HANDLERS: dict[str, Handler] = {"attend": _attend, "here": _here}
