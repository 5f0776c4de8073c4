"""The form that describes a station, whole or only its hours; what it gives is a description as `rules.changes` has it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.engines.hours import HoursError
from xinlian.engines.hours import check as check_hours
from xinlian.engines.routes.marks import MarkError, format_mark, parse_mark
from xinlian.places.facilities import KINDS
from xinlian.places.models import Facility, Place
from xinlian.stations.models import Station
from xinlian.stations.rules.changes import FACILITY, POSITION, same
from xinlian.stations.rules.hours_words import HoursUnclear, to_osm
from xinlian.stations.rules.positions import wrong

NOT_SAID = [("", "—")]
PLAIN_WORDS = gettext_lazy("写中文就行：每天 7:00-22:00；周一至周五 8:30-17:30；24小时；节假日休息。")
DOUBTS = {
    "position_swapped": gettext_lazy("经度和纬度好像写反了：中国的纬度在 3 到 54 之间，经度在 73 到 136 之间。"),
    "position_null_island": gettext_lazy("经纬度是 (0, 0)，这个位置在大西洋里。请填上真实的位置。"),
    "position_outside_china": gettext_lazy("这个位置不在中国。请检查经纬度。"),
    "position_out_of_range": gettext_lazy("纬度最大 90，经度最大 180。请检查是不是多写了一位。"),
    "position_datum": gettext_lazy("您选的是 %(declared)s，但这对数更像 %(really)s：按您选的算，会偏 %(metres)s 米。"),
    "position_moved": gettext_lazy("新位置离原来的位置 %(km)s 公里。如果真的搬了，请在说明里写一句。"),
    "position_alone": gettext_lazy("离本工会最近的别的驿站有 %(km)s 公里。请确认位置没有写错。"),
}


def doubt_words(code: str, facts: Mapping[str, object]) -> str:
    """A doubt about a position as a sentence."""
    datums = dict(Place.DATUMS)
    named = {
        key: datums.get(str(value), value) if key in ("declared", "really") else value for key, value in facts.items()
    }
    return str(DOUBTS[code]) % named


def clean_hours(words: str) -> str:
    """Hours as an OpenStreetMap string that can be evaluated; ValidationError with what was not understood."""
    if not words.strip():
        return ""
    try:
        hours = to_osm(words)
        check_hours(hours)
    except HoursUnclear as error:
        raise forms.ValidationError(
            _("看不懂“%(part)s”。可以写：每天 7:00-22:00；周一至周五 8:30-17:30；24小时。") % {"part": error.part}
        ) from error
    except HoursError as error:
        raise forms.ValidationError(
            _("从第 %(n)d 个字“%(near)s”起看不懂。可以写：每天 7:00-22:00；周一至周五 8:30-17:30；24小时。")
            % {"n": error.position, "near": error.near}
        ) from error
    return hours


class HoursForm(forms.Form):
    """Only the hours, for keepers."""

    hours = forms.CharField(label=gettext_lazy("开放时间"), max_length=255, help_text=PLAIN_WORDS)
    why = forms.CharField(label=gettext_lazy("为什么要改"), max_length=200, required=False)

    def clean_hours(self) -> str:
        """An OpenStreetMap string."""
        return clean_hours(self.cleaned_data["hours"])


class FacilityForm(forms.Form):
    """One row of the table of facilities; an empty state means that nothing is said of it."""

    state = forms.ChoiceField(choices=[*NOT_SAID, *Facility.STATES], required=False)
    count = forms.IntegerField(min_value=0, max_value=9999, required=False)
    women_only = forms.IntegerField(min_value=0, max_value=9999, required=False)
    fee = forms.DecimalField(min_value=0, max_value=9999, decimal_places=2, required=False)
    note = forms.CharField(max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """Women's places are part of all places."""
        data = self.cleaned_data
        if data.get("count") is not None and (data.get("women_only") or 0) > data["count"]:
            self.add_error("women_only", _("女士专用的不能比总数多。"))
        return data

    def value(self) -> dict[str, Any] | None:
        """The row as a description has it."""
        data = self.cleaned_data
        if not data["state"]:
            return None
        return {
            "state": data["state"],
            "count": data["count"],
            "women_only": data["women_only"] or 0,
            "fee_fen": round((data["fee"] or 0) * 100),
            "note": data["note"],
        }


class StationForm(forms.Form):
    """Everything that can be changed at a station, with its table of facilities."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=Station.KINDS)
    tier = forms.ChoiceField(label=gettext_lazy("类型"), choices=Station.TIERS)
    lat = forms.FloatField(label=gettext_lazy("纬度"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    lon = forms.FloatField(label=gettext_lazy("经度"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    datum = forms.ChoiceField(
        label=gettext_lazy("坐标系"),
        choices=Place.DATUMS,
        help_text=gettext_lazy("手机定位是 WGS-84，高德、腾讯是 GCJ-02，百度是 BD-09，天地图是 CGCS2000。"),
    )
    address = forms.CharField(label=gettext_lazy("地址"), max_length=200, required=False)
    directions = forms.CharField(label=gettext_lazy("怎么走"), max_length=300, required=False)
    entry = forms.CharField(label=gettext_lazy("怎么进门"), max_length=200, required=False)
    road_ref = forms.CharField(label=gettext_lazy("公路编号"), max_length=20, required=False)
    mark = forms.CharField(label=gettext_lazy("公里桩"), max_length=20, required=False)
    phone = forms.CharField(label=gettext_lazy("电话"), max_length=30, required=False)
    hours = forms.CharField(
        label=gettext_lazy("开放时间"),
        max_length=255,
        required=False,
        help_text=PLAIN_WORDS,
    )
    trucks = forms.BooleanField(label=gettext_lazy("货车能进"), required=False)
    truck_bays = forms.IntegerField(label=gettext_lazy("货车位数"), min_value=0, max_value=9999, required=False)
    max_length_m = forms.DecimalField(
        label=gettext_lazy("最长车长（米）"), min_value=1, max_value=50, decimal_places=1, required=False
    )
    max_height_m = forms.DecimalField(
        label=gettext_lazy("限高（米）"), min_value=1, max_value=10, decimal_places=1, required=False
    )
    owner = forms.CharField(label=gettext_lazy("产权单位"), max_length=80, required=False)
    operator = forms.CharField(label=gettext_lazy("管理单位"), max_length=80, required=False)
    host = forms.CharField(label=gettext_lazy("设在哪里（共建单位）"), max_length=80, required=False)
    funded_by = forms.CharField(label=gettext_lazy("出资"), max_length=120, required=False)
    area_m2 = forms.IntegerField(label=gettext_lazy("面积（平方米）"), min_value=0, max_value=1_000_000, required=False)
    why = forms.CharField(label=gettext_lazy("为什么要改"), max_length=200, required=False)

    PLAIN = (
        "name",
        "kind",
        "tier",
        "address",
        "directions",
        "entry",
        "road_ref",
        "phone",
        "hours",
        "owner",
        "operator",
        "host",
        "funded_by",
    )

    def __init__(self, data: Any = None, *, before: Mapping[str, Any] | None = None) -> None:
        self.before = before or {}
        super().__init__(data, initial=_initial(self.before))
        self.rows = [
            FacilityForm(data, prefix=f"f-{code}", initial=_row(self.before.get(f"{FACILITY}{code}"))) for code in KINDS
        ]
        for row, kind in zip(self.rows, KINDS.values(), strict=True):
            row.kind = kind  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        """The form and every row of the table."""
        rows = [row.is_valid() for row in self.rows]
        valid = super().is_valid()
        if self.is_bound and not all(rows):
            self.add_error(None, _("“有什么”那张表里有要改的，写在那一行里。"))
        return valid and all(rows)

    def clean_hours(self) -> str:
        """An OpenStreetMap string."""
        return clean_hours(self.cleaned_data["hours"])

    def clean_mark(self) -> int | None:
        """Metres of a kilometre mark."""
        text = self.cleaned_data["mark"].strip()
        try:
            return parse_mark(text) if text else None
        except MarkError as error:
            raise forms.ValidationError(_("公里桩请写成 K2425+300，或者 2425 公里 300 米。")) from error

    def clean(self) -> dict[str, Any]:
        """The pair is a place in China; bays need trucks."""
        data = self.cleaned_data
        if data.get("lat") is not None and data.get("lon") is not None:
            doubt = wrong(data["lat"], data["lon"])
            if doubt:
                self.add_error("lat", doubt_words(doubt.code, doubt.facts))
        if data.get("truck_bays") and not data.get("trucks"):
            self.add_error("truck_bays", _("有货车位就要勾上“货车能进”。"))
        return data

    def values(self) -> dict[str, Any]:
        """The description that was filled in."""
        data = self.cleaned_data
        values: dict[str, Any] = {name: data[name] for name in self.PLAIN}
        values |= {
            "mark_m": data["mark"],
            "trucks": data["trucks"],
            "truck_bays": data["truck_bays"] or 0,
            "area_m2": data["area_m2"],
            "max_length_m": _text(data["max_length_m"]),
            "max_height_m": _text(data["max_height_m"]),
            POSITION: {"lat": data["lat"], "lon": data["lon"], "datum": data["datum"]},
        }
        for row in self.rows:
            key = f"{FACILITY}{row.kind.code}"  # type: ignore[attr-defined]
            if row.value() is not None or key in self.before:
                values[key] = row.value()
        return {key: value for key, value in values.items() if not (self.before and same(self.before.get(key), value))}


class NewStationForm(StationForm):
    """A station that does not exist yet: also its code and its union."""

    code = forms.CharField(label=gettext_lazy("编号"), max_length=30)
    union = forms.ChoiceField(label=gettext_lazy("所属工会"), widget=forms.Select(attrs={"lang": "zh-Hans"}))

    def __init__(self, data: Any = None, *, unions: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["union"].choices = unions  # type: ignore[attr-defined]


def digest(values: Mapping[str, Any]) -> str:
    """What a preview was made of, so that a page sends off exactly what was looked at."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _initial(before: Mapping[str, Any]) -> dict[str, Any]:
    if not before:
        return {"datum": "gcj02", "kind": "rest_station", "tier": "basic"}
    mark = before.get("mark_m")
    return {**before, **before[POSITION], "mark": "" if mark is None else format_mark(mark)}


def _row(value: Mapping[str, Any] | None) -> dict[str, Any]:
    if value is None:
        return {}
    return {
        **value,
        "women_only": value["women_only"] or None,
        "fee": f"{value['fee_fen'] / 100:g}" if value["fee_fen"] else None,
    }


def _text(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():f}"
