"""What the page of the road ahead is asked for; anything unreadable counts as not asked."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.places.facilities import KINDS
from xinlian.places.routes import mark_m
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

NEEDS = ("shower", "bed", "hot_water", "washing_machine", "meals", "truck_parking", "toilets")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A road from a mark in a direction, an area, or a circle; and what must be there."""

    road: UUID | None = None
    area: UUID | None = None
    around: tuple[float, float] | None = None
    km: int = 50
    mark_m: int | None = None
    back: bool = False
    need: tuple[str, ...] = field(default=())


class AheadForm(forms.Form):
    """The query of the page."""

    road = forms.UUIDField(required=False)
    area = forms.UUIDField(required=False)
    around = forms.RegexField(r"^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?$", required=False)
    km = forms.IntegerField(min_value=1, max_value=150, required=False)
    mark = forms.CharField(max_length=20, required=False, label=_("公里桩"))
    way = forms.CharField(max_length=4, required=False)
    need = forms.MultipleChoiceField(choices=[(code, KINDS[code].name) for code in NEEDS], required=False)

    def clean_mark(self) -> int | None:
        """The mark in metres."""
        try:
            return mark_m(self.cleaned_data["mark"])
        except Refused as refused:
            raise forms.ValidationError(sentence(refused)) from refused

    def wanted(self) -> Wanted:
        """What is asked for, as far as it can be read."""
        self.is_valid()
        found: dict[str, Any] = self.cleaned_data
        around = found.get("around")
        lat, lon = (float(part) for part in around.split(",")) if around else (0.0, 0.0)
        return Wanted(
            road=found.get("road"),
            area=found.get("area"),
            around=(lat, lon) if around and abs(lat) <= 85 and abs(lon) <= 180 else None,
            km=found.get("km") or 50,
            mark_m=found.get("mark"),
            back=found.get("way") == "back",
            need=tuple(found.get("need") or ()),
        )
