"""Forms of the yearly review and its checklist."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.stations.models import Checklist
from xinlian.stations.rules.review import DEMOTIONS, TOP

GOT = [("yes", gettext_lazy("达到")), ("partly", gettext_lazy("部分达到")), ("no", gettext_lazy("没达到"))]
EMPTY_ROWS = 3
MOST_ITEMS = 40
LIMITS = ("fresh_days", "confirm_days", "due_days", "cap_without_must")


class ReviewForm(forms.Form):
    """One question an item; what is left open stays open."""

    def __init__(self, data: Any = None, *, items: list[Mapping[str, Any]], answers: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.items = items
        for item in items:
            said = answers.get(item["code"], {})
            self.fields[f"got-{item['code']}"] = forms.ChoiceField(
                label=item["text"], choices=GOT, required=False, widget=forms.RadioSelect, initial=said.get("got")
            )
            self.fields[f"note-{item['code']}"] = forms.CharField(
                label=_("看到了什么"), required=False, max_length=200, initial=said.get("note", "")
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each item with its two fields."""
        return [
            {"item": item, "got": self[f"got-{item['code']}"], "note": self[f"note-{item['code']}"]}
            for item in self.items
        ]

    def answers(self) -> dict[str, dict[str, str]]:
        """What was said, by the item's code."""
        data = self.cleaned_data
        return {
            item["code"]: {"got": data[f"got-{item['code']}"], "note": data[f"note-{item['code']}"]}
            for item in self.items
            if data.get(f"got-{item['code']}")
        }


class ItemForm(forms.Form):
    """One item of a checklist; a row without words is left out."""

    code = forms.SlugField(label=gettext_lazy("代码"), max_length=20, required=False)
    text = forms.CharField(label=gettext_lazy("看什么"), max_length=120, required=False)
    points = forms.IntegerField(label=gettext_lazy("分值"), min_value=1, max_value=1000, required=False)
    must = forms.BooleanField(label=gettext_lazy("必备"), required=False)

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty."""
        data = self.cleaned_data
        if data.get("text") and not (data.get("points") and data.get("code")):
            raise forms.ValidationError(_("每一条都要有代码、文字和分值。"))
        return data


class ChecklistForm(forms.Form):
    """A new version of a checklist, begun from the one before."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    union = forms.ChoiceField(label=gettext_lazy("适用于（含下级）"), widget=forms.Select(attrs={"lang": "zh-Hans"}))
    effective_on = forms.DateField(
        label=gettext_lazy("从哪天起执行"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(label=gettext_lazy("依据（文件名、文号）"), max_length=200)
    fresh_days = forms.IntegerField(label=gettext_lazy("几天内算新确认"), min_value=1, max_value=365)
    confirm_days = forms.IntegerField(label=gettext_lazy("几天没确认算逾期"), min_value=1, max_value=730)
    due_days = forms.IntegerField(label=gettext_lazy("故障几天内修好"), min_value=1, max_value=365)
    cap_without_must = forms.IntegerField(label=gettext_lazy("缺必备项最高几星"), min_value=0, max_value=5)

    def __init__(
        self, data: Any = None, *, base: Mapping[str, Any] | None = None, unions: list[tuple[str, str]]
    ) -> None:
        base = base or {"items": [], "stars": [], "rules": {}}
        rules = base["rules"]
        super().__init__(data, initial={**base, **{key: rules.get(key) for key in LIMITS}})
        self.fields["union"].choices = unions  # type: ignore[attr-defined]
        for number in range(1, TOP + 1):
            self.fields[f"star_{number}"] = forms.IntegerField(
                label=_("%(n)d 星要多少分") % {"n": number},
                min_value=1,
                initial=base["stars"][number - 1] if base["stars"] else None,
            )
        self._demotions({row["code"]: row for row in rules.get("demote", ())})
        count = min(MOST_ITEMS, max(len(base["items"]) + EMPTY_ROWS, 8))
        items = [*base["items"], *({} for _none in range(count - len(base["items"])))]
        self.items = [ItemForm(data, prefix=f"item-{number}", initial=item) for number, item in enumerate(items)]

    def _demotions(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        for code in DEMOTIONS:
            row = rows.get(code, {})
            for part, low in (("over", 0), ("stars", 1)):
                self.fields[f"{code}_{part}"] = forms.IntegerField(
                    label=part, min_value=low, required=False, initial=row.get(part)
                )

    def is_valid(self) -> bool:
        """The form and every item."""
        rows = [item.is_valid() for item in self.items]
        return super().is_valid() and all(rows)

    def star_fields(self) -> list[Any]:
        """The five thresholds."""
        return [self[f"star_{number}"] for number in range(1, TOP + 1)]

    def demotion_rows(self) -> list[dict[str, Any]]:
        """The four reasons for which stars are lost, each with its limit and its stars."""
        labels = {
            "not_opening": _("一年里有多少天被反映该开没开"),
            "broken_equipment": _("一年里有多少次故障逾期没修好"),
            "complaints": _("一年里有多少条意见"),
            "unconfirmed": _("多少天没有人确认"),
        }
        return [
            {"label": labels[code], "over": self[f"{code}_over"], "stars": self[f"{code}_stars"]} for code in DEMOTIONS
        ]

    def version(self) -> dict[str, Any]:
        """The parts that `new_checklist` takes."""
        data = self.cleaned_data
        items = [
            {key: item.cleaned_data[key] for key in ("code", "text", "points", "must")}
            for item in self.items
            if item.cleaned_data.get("text")
        ]
        demote = [
            {"code": code, "over": data[f"{code}_over"], "stars": data[f"{code}_stars"]}
            for code in DEMOTIONS
            if data[f"{code}_over"] is not None and data[f"{code}_stars"]
        ]
        return {
            "name": data["name"],
            "effective_on": data["effective_on"],
            "source": data["source"],
            "items": items,
            "stars": [data[f"star_{number}"] for number in range(1, TOP + 1)],
            "rules": {**{key: data[key] for key in LIMITS}, "demote": demote},
        }


def base_of(checklist: Checklist) -> dict[str, Any]:
    """A checklist as the beginning of its next version; the day must be chosen anew."""
    return {
        "name": checklist.name,
        "union": checklist.union_path,
        "source": checklist.source,
        "items": checklist.items,
        "stars": checklist.stars,
        "rules": checklist.rules,
    }
