"""What the station room takes from phones that had no network; read by people.handlers."""

import datetime
from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.people.handlers import Handler, Limits, Sender
from xinlian.people.outbox import Item
from xinlian.places.actions import visits
from xinlian.rows.refusals import Refused
from xinlian.stations.actions import faults, reports, voices
from xinlian.stations.models import Station
from xinlian.stations.queries.station import by_code
from xinlian.stations.rules.doors import proven

MINUTE, DAY = 60, 86400
# A station's Wi-Fi is one address for many phones.
LIMITS: dict[str, Limits] = {
    "report": ((30, 10 * MINUTE), (300, DAY)),
    "visit": ((60, 10 * MINUTE), (600, DAY)),
    "fault": ((10, 10 * MINUTE), (60, DAY)),
    "thanks": ((5, 10 * MINUTE), (20, DAY)),
    "complaint": ((5, 10 * MINUTE), (20, DAY)),
}
WORDS: dict[str, "str | Promise"] = {
    "kind_report": _("情况：{text}"),
    "kind_visit": _("签到"),
    "kind_thanks": _("感谢：{text}"),
    "kind_complaint": _("意见：{text}"),
    "kind_fault": _("故障：{text}"),
    "say_still_open": _("开着"),
    "say_closed": _("关门了"),
    "say_full": _("满了"),
    "say_no_hot_water": _("没热水"),
    "say_wrong_position": _("位置不对"),
}


def _at(act: Callable[[Station, Item, Sender, datetime.datetime], object]) -> Handler:
    """A handler that finds the public station which the item names. Raises Refused station_unknown."""

    def handle(item: Item, sender: Sender, at: datetime.datetime) -> None:
        station = by_code(item.text("station"))
        if station is None:
            raise Refused("station_unknown")
        act(station, item, sender, at)

    return handle


def _report(station: Station, item: Item, sender: Sender, at: datetime.datetime) -> None:
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


def _visit(station: Station, item: Item, sender: Sender, at: datetime.datetime) -> None:
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


def _voice(station: Station, item: Item, sender: Sender, at: datetime.datetime) -> None:
    voices.say(
        station=station,
        kind=item.kind,
        text=item.text("text"),
        signed=item.text("signed"),
        client_uid=item.uid,
        by=sender.speaker(item),
        at=at,
    )


def _fault(station: Station, item: Item, sender: Sender, at: datetime.datetime) -> None:
    faults.tell(
        station=station,
        facility=item.text("facility"),
        text=item.text("text"),
        client_uid=item.uid,
        by=sender.speaker(item),
        at=at,
    )


HANDLERS: dict[str, Handler] = {
    "report": _at(_report),
    "visit": _at(_visit),
    "thanks": _at(_voice),
    "complaint": _at(_voice),
    "fault": _at(_fault),
}
