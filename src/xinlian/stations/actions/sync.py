"""Takes what a phone kept while it had no network; each thing once, each in a transaction of its own."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xinlian.people.marks import mark
from xinlian.people.models import Person
from xinlian.places.actions import visits
from xinlian.rows.refusals import Refused
from xinlian.stations.actions import faults, reports, voices
from xinlian.stations.models import Station
from xinlian.stations.rules import sync as rules
from xinlian.stations.rules.doors import proven


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing: `uid` as the phone sent it, and the refusal if it was refused."""

    uid: str
    refused: Refused | None = None

    @property
    def later(self) -> bool:
        """Whether the phone should simply try again: the refusal is about now and not about what was said."""
        return self.refused is not None and self.refused.code == "limit_reached"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the person signed in now, what tells one phone from another where nobody is, and what counts tries."""

    by: Person | None
    voice: str = ""
    count: Callable[[str], None] = lambda kind: None

    def speaker(self, item: rules.Item) -> Person | None:
        """The person, when it was they who was signed in as it was said; nobody speaks in another's name."""
        return self.by if self.by and item.mark == mark(self.by) else None


def deliver(
    *,
    items: Sequence[object],
    sent_at: object,
    by: Person | None,
    at: datetime.datetime,
    voice: str = "",
    count: Callable[[str], None] = lambda kind: None,
) -> list[Outcome]:
    """What became of each item, in order. `sent_at` is the phone's clock (ms) at the sending.

    `count` is called with each kind before it is acted on and may raise Refused limit_reached.
    Sending again what came already changes nothing and gets the same answer. Raises Refused: sync_too_many.
    """
    if len(items) > rules.BATCH:
        raise Refused("sync_too_many")
    sender = Sender(by=by, voice=voice, count=count)
    return [_one(raw, sent_at, sender, at) for raw in items]


def _one(raw: object, sent_at: object, sender: Sender, at: datetime.datetime) -> Outcome:
    uid = str(raw.get("uid", "")) if isinstance(raw, dict) else ""
    try:
        item = rules.item(raw, sent_at, at)
        sender.count(item.kind)
        HANDLERS[item.kind](_station(item), item, sender, at)
    except Refused as refused:
        return Outcome(uid, refused)
    return Outcome(uid)


def _station(item: rules.Item) -> Station:
    station = Station.objects.select_related("place").filter(Station.public, code=item.text("station")).first()
    if station is None:
        raise Refused("station_unknown")
    return station


def _report(station: Station, item: rules.Item, sender: Sender, at: datetime.datetime) -> None:
    reports.report(
        station=station,
        code=item.text("code"),
        client_uid=item.uid,
        said_at=item.said_at,
        position=item.position(),
        by=sender.speaker(item),
        at=at,
        voice=sender.voice,
    )


def _visit(station: Station, item: rules.Item, sender: Sender, at: datetime.datetime) -> None:
    if not proven(station.door_key, item.text("proof")):
        raise Refused("door_not_proven")
    visits.check_in(
        place=station.place,
        client_uid=item.uid,
        came_at=item.said_at,
        way="door",
        heads=1,
        by=sender.speaker(item),
        at=at,
    )


def _voice(station: Station, item: rules.Item, sender: Sender, at: datetime.datetime) -> None:
    voices.say(
        station=station,
        kind=item.kind,
        text=item.text("text"),
        signed=item.text("signed"),
        client_uid=item.uid,
        by=sender.speaker(item),
        at=at,
    )


def _fault(station: Station, item: rules.Item, sender: Sender, at: datetime.datetime) -> None:
    faults.tell(
        station=station,
        facility=item.text("facility"),
        text=item.text("text"),
        client_uid=item.uid,
        by=sender.speaker(item),
        at=at,
    )


Handler = Callable[[Station, rules.Item, Sender, datetime.datetime], None]
HANDLERS: dict[str, Handler] = {
    "report": _report,
    "visit": _visit,
    "thanks": _voice,
    "complaint": _voice,
    "fault": _fault,
}
