"""What assessment takes from phones: answers and the word that somebody is done; read by people.handlers."""

import datetime
import uuid

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.actions import sittings
from xinlian.assessment.models import Sitting
from xinlian.assessment.queries.mine import sitting_named
from xinlian.people.handlers import Handler, Limits, Sender
from xinlian.people.outbox import Item
from xinlian.rows.refusals import Refused

MINUTE, DAY = 60, 86400
# A hall of hundreds shares one address, and every answer of theirs is a word of its own.
LIMITS: dict[str, Limits] = {"answer": ((200_000, 10 * MINUTE),), "hand_in": ((10_000, 10 * MINUTE),)}
WORDS: dict[str, "str | Promise"] = {"kind_answer": _("第 {nth} 题的答案"), "kind_hand_in": _("交卷")}


def _answer(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
    sitting, by = _sitting(item), sender.person(item)
    place = item.text("place")
    given = sittings.give(
        sitting=sitting,
        place=int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else -1,
        said=item.fields,
        client_uid=item.uid,
        said_at=item.said_at,
        by=by,
        at=at,
    )
    return {"place": given.place, "counts": given.counts}


def _hand_in(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
    sitting = sittings.hand_in(sitting=_sitting(item), by=sender.person(item), at=at)
    return {"ended_by": sitting.ended_by}


def _sitting(item: Item) -> Sitting:
    try:
        found = sitting_named(uuid.UUID(item.text("sitting")))
    except ValueError as error:
        raise Refused("sync_malformed") from error
    if found is None:
        raise Refused("sitting_yours")
    return found


HANDLERS: dict[str, Handler] = {"answer": _answer, "hand_in": _hand_in}
