"""Cards made ready for the shared components: the line about freshness is drawn by its own small template."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.template.loader import get_template
from django.utils.translation import gettext as _

from xinlian.stations.queries.cards import StationCard

LONG_GAP_M = 80_000.0


def told(cards: Iterable[StationCard], now: datetime.datetime) -> list[StationCard]:
    """The cards with `fresh` filled: what workers or the keeper said and when, else when it was last confirmed."""
    template = get_template("stations/fresh.html")
    return [replace(card, fresh=template.render({"card": card, "now": now})) for card in cards]


def strip(cards: Iterable[StationCard], now: datetime.datetime) -> list[StationCard | dict[str, str]]:
    """The stops of a road strip, with a warning where nothing comes for a long while."""
    stops: list[StationCard | dict[str, str]] = []
    before: float | None = None
    for card in told(cards, now):
        ahead = card.ahead_m or 0.0
        if before is not None and ahead - before > LONG_GAP_M:
            stops.append({"gap": _("接下来 %(km)d 公里没有驿站") % {"km": round((ahead - before) / 1000)}})
        stops.append(replace(card, side=_beside(card)))
        before = ahead
    return stops


def _beside(card: StationCard) -> str:
    """Which hand, and how far off the road when that is more than a few steps."""
    hand = {"L": _("左手边"), "R": _("右手边")}.get(card.side, "")
    off = card.distance_m or 0.0
    return _("%(hand)s，离路 %(km).1f 公里") % {"hand": hand, "km": off / 1000} if off > 300 else hand
