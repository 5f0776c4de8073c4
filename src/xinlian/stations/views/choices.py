"""The toggles above a list: what can be asked for, and the address that asks for it or no longer does."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from xinlian.places.facilities import KINDS
from xinlian.stations.rules.wishes import ASK, FIRST, Wishes, metres
from xinlian.stations.where import TRUCK


def choices(wishes: Wishes, request: HttpRequest) -> dict[str, Any]:
    """`first` are always in sight, `more` behind a fold; each {name, value, label, icon, on}."""
    length = wishes.truck_m or metres(request.COOKIES.get(TRUCK, ""))
    truck = _("停 %(metres)s 米货车") % {"metres": f"{length:g}"} if length else _("停货车")
    first = [
        _one("open", "1", _("现在能进"), "door-open", wishes.open_now),
        *(_need(code, wishes) for code in FIRST),
        _one("truck", f"{length:g}" if length else ASK, truck, "truck", wishes.truck_m is not None),
        _one("women", "1", _("有女士专用"), "venus", wishes.women),
        _one("always", "1", _("24 小时"), "clock", wishes.always),
    ]
    more = [_need(code, wishes) for code in KINDS if code not in (*FIRST, "truck_parking")]
    picked = [one for one in more if one["on"]]
    return {"first": first + picked, "more": [one for one in more if not one["on"]], "picked": len(picked)}


def _need(code: str, wishes: Wishes) -> dict[str, Any]:
    kind = KINDS[code]
    name = _("能洗衣服") if code == "washing_machine" else str(kind.name)
    return _one("need", code, name, kind.icon, code in wishes.needs)


def _one(name: str, value: str, label: str, icon: str, on: bool) -> dict[str, Any]:
    return {"name": name, "value": value, "label": label, "icon": icon, "on": on}


def less(wishes: Wishes, near: str) -> str:
    """The query that asks for less, for when nothing was found: open now goes first, then the rest."""
    fewer = replace(wishes, open_now=False, ask_length=False) if wishes.open_now else Wishes()
    return urlencode([*([("near", near)] if near else []), *fewer.query()])
