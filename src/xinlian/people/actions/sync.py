"""Takes what a phone kept while it had no network; each thing once, each in a transaction of its own."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from xinlian.people import handlers, outbox
from xinlian.people.handlers import Answer, Sender
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused

LATER = {"limit_reached", "sync_sign_in"}  # about now and not about what was said: the phone keeps it and tries again


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing: `uid` as the phone sent it, what its app answers, and the refusal if it was refused."""

    uid: str
    refused: Refused | None = None
    answer: Answer | None = None

    @property
    def later(self) -> bool:
        """Whether the phone should simply try again."""
        return self.refused is not None and self.refused.code in LATER


def deliver(
    *,
    items: Sequence[object],
    sent_at: object,
    by: Person | None,
    at: datetime.datetime,
    address: str = "",
    voice: str = "",
) -> list[Outcome]:
    """What became of each item, in order. `sent_at` is the phone's clock (ms) at the sending.

    Sending again what came already changes nothing and gets the same answer. Raises Refused: sync_too_many.
    """
    if len(items) > outbox.BATCH:
        raise Refused("sync_too_many")
    sender = Sender(by=by, address=address, voice=voice)
    return [_one(raw, sent_at, sender, at) for raw in items]


def _one(raw: object, sent_at: object, sender: Sender, at: datetime.datetime) -> Outcome:
    uid = str(raw.get("uid", "")) if isinstance(raw, dict) else ""
    known = handlers.handlers()
    try:
        item = outbox.item(raw, sent_at, at, known)
        handlers.count(item.kind, sender.address, at)
        answer = known[item.kind](item, sender, at)
    except Refused as refused:
        return Outcome(uid, refused)
    return Outcome(uid, answer=answer)
