"""A station as it stands, as a plain description, and a change to it as a page shows it."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.places.facilities import KINDS
from xinlian.places.models import Facility, Place
from xinlian.stations.models import Station
from xinlian.stations.rules.changes import FACILITY, PLACE_FIELDS, POSITION, STATION_FIELDS, facility_of

LABELS: dict[str, "str | Promise"] = {
    "name": gettext_lazy("名称"),
    "address": gettext_lazy("地址"),
    "directions": gettext_lazy("怎么走"),
    "phone": gettext_lazy("电话"),
    "hours": gettext_lazy("开放时间"),
    "road_ref": gettext_lazy("公路编号"),
    "mark_m": gettext_lazy("公里桩（米）"),
    "kind": gettext_lazy("类别"),
    "tier": gettext_lazy("类型"),
    "owner": gettext_lazy("产权单位"),
    "operator": gettext_lazy("管理单位"),
    "host": gettext_lazy("设在哪里（共建单位）"),
    "funded_by": gettext_lazy("出资"),
    "area_m2": gettext_lazy("面积（平方米）"),
    "entry": gettext_lazy("怎么进门"),
    "trucks": gettext_lazy("货车能进"),
    "truck_bays": gettext_lazy("货车位数"),
    "max_length_m": gettext_lazy("最长车长（米）"),
    "max_height_m": gettext_lazy("限高（米）"),
    POSITION: gettext_lazy("位置"),
}
COORDINATE_SHARE = 6  # decimals that are shown: a tenth of a metre
FACILITY_FIELDS = ("state", "count", "women_only", "fee_fen", "note")


def plain(value: Any) -> Any:
    """A model value as plain JSON: decimals become text."""
    return value if isinstance(value, (str, int, float, bool)) or value is None else f"{value.normalize():f}"


def facility_row(facility: Facility) -> dict[str, Any]:
    """What a facility's row says of it, without who confirmed it."""
    return {name: getattr(facility, name) for name in FACILITY_FIELDS}


def describe(station: Station) -> dict[str, Any]:
    """The whole description that a proposal is compared with; two queries at most."""
    place = station.place
    found: dict[str, Any] = {name: plain(getattr(place, name)) for name in PLACE_FIELDS}
    found |= {name: plain(getattr(station, name)) for name in STATION_FIELDS}
    found[POSITION] = {"lat": place.raw_lat, "lon": place.raw_lon, "datum": place.datum}
    found |= {f"{FACILITY}{one.code}": facility_row(one) for one in place.facilities.all()}
    return found


def label(key: str) -> str:
    """What a person calls the changed thing."""
    code = facility_of(key)
    return str(KINDS[code].name) if code else str(LABELS.get(key, key))


def words(key: str, value: Any) -> str:
    """A value as a person reads it."""
    if value in (None, ""):
        return ""
    if facility_of(key):
        return _facility_words(value)
    if key == POSITION:
        return f"{value['lat']:.{COORDINATE_SHARE}f}, {value['lon']:.{COORDINATE_SHARE}f} · {_choice(Place.DATUMS, value['datum'])}"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if key == "kind":
        return _choice(Station.KINDS, value)
    return _choice(Station.TIERS, value) if key == "tier" else str(value)


def _facility_words(row: dict[str, Any]) -> str:
    parts = [_choice(Facility.STATES, row["state"])]
    if row.get("count"):
        parts.append(_("%(n)d 个") % {"n": row["count"]})
    if row.get("women_only"):
        parts.append(_("女士专用 %(n)d 个") % {"n": row["women_only"]})
    if row.get("fee_fen"):
        parts.append(_("每次 %(yuan)s 元") % {"yuan": f"{row['fee_fen'] / 100:g}"})
    return " · ".join([*parts, *([row["note"]] if row.get("note") else [])])


def _choice(choices: Iterable[tuple[str, Any]], code: str) -> str:
    return str(dict(choices).get(code, code))


def rows(changes: dict[str, list[Any]]) -> list[dict[str, str]]:
    """A proposal line by line: what, old, new."""
    return [
        {"key": key, "label": label(key), "old": words(key, old), "new": words(key, new)}
        for key, (old, new) in changes.items()
    ]
