"""What assessment takes from phones and tablets: answers, hand-ins, judges' marks and signatures; read by people.handlers."""

import datetime
import uuid

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.actions import practicals, sittings
from xinlian.assessment.models import PanelSeat, Sitting
from xinlian.assessment.queries.mine import sitting_named
from xinlian.assessment.queries.panels import entrant_named, seat_named
from xinlian.assessment.rules.rubrics import said
from xinlian.people.handlers import Handler, Limits, Sender
from xinlian.people.outbox import Item
from xinlian.rows.refusals import Refused
from xinlian.rows.uids import uid_of

MINUTE, DAY = 60, 86400
# A hall of hundreds shares one address, and every answer of theirs is a word of its own.
LIMITS: dict[str, Limits] = {"answer": ((200_000, 10 * MINUTE),), "hand_in": ((10_000, 10 * MINUTE),)}
LIMITS |= {"score": ((20_000, 10 * MINUTE),), "sign": ((1_000, 10 * MINUTE),)}
WORDS: dict[str, "str | Promise"] = {"kind_answer": _("第 {nth} 题的答案"), "kind_hand_in": _("交卷")}
WORDS |= {"kind_score": _("给 {code} 打的分"), "kind_sign": _("签字")}


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
    sitting = sittings.hand_in(sitting=_sitting(item), said_at=item.said_at, by=sender.person(item), at=at)
    return {"ended_by": sitting.ended_by}


def _sitting(item: Item) -> Sitting:
    found = sitting_named(_uid(item, "sitting"))
    if found is None:
        raise Refused("sitting_yours")
    return found


def _score(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
    seat, by = _seat(item), sender.person(item)
    entrant = entrant_named(seat, _uid(item, "entrant"))
    if entrant is None:
        raise Refused("entrant_here")
    made = practicals.score(
        seat=seat,
        entrant=entrant,
        said=said(seat.practical.sheet.sheet, item.fields),
        client_uid=item.uid,
        said_at=item.said_at,
        by=by,
        at=at,
    )
    return {"entrant": str(made.entrant.uid)}


def _sign(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
    practicals.sign(seat=_seat(item), by=sender.person(item), at=at)
    return {"signed": True}


def _seat(item: Item) -> PanelSeat:
    found = seat_named(_uid(item, "seat"))
    if found is None:
        raise Refused("seat_yours")
    return found


def _uid(item: Item, name: str) -> uuid.UUID:
    found = uid_of(item.text(name))
    if found is None:
        raise Refused("sync_malformed")
    return found


HANDLERS: dict[str, Handler] = {"answer": _answer, "hand_in": _hand_in, "score": _score, "sign": _sign}
