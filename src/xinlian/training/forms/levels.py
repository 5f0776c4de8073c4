"""The form of a level's standard: what it asks, one of each kind at most."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.training.forms.violations import DAY
from xinlian.training.rules import levels as rules

NONE = ("", _("不要求"))
ZH = {"lang": "zh-Hans"}


class StandardForm(forms.Form):
    """A standard, from a day on."""

    trade = forms.ChoiceField(label=_("工种"), widget=forms.Select(attrs=ZH))
    level = forms.ChoiceField(label=_("等级"), widget=forms.Select(attrs=ZH))
    months = forms.IntegerField(label=_("在项目上干满几个月"), required=False, min_value=1, max_value=rules.MOST_MONTHS)
    paper = forms.ChoiceField(label=_("考过哪份试卷"), required=False, widget=forms.Select(attrs=ZH))
    scenario = forms.ChoiceField(label=_("模拟机的哪个科目"), required=False, widget=forms.Select(attrs=ZH))
    scenario_least = forms.DecimalField(label=_("这个科目最少几分"), required=False, min_value=1)
    template = forms.ChoiceField(label=_("有哪张证书"), required=False, widget=forms.Select(attrs=ZH))
    sheet = forms.ChoiceField(label=_("哪份评分表的实操考核"), required=False, widget=forms.Select(attrs=ZH))
    sheet_least = forms.DecimalField(label=_("实操最少几分"), required=False, min_value=1)
    day_pay = forms.DecimalField(
        label=_("建议的日工资（元，可以不写）"), required=False, min_value=1, max_value=100_000, decimal_places=2
    )
    effective_on = forms.DateField(label=_("从哪天起"), widget=DAY)
    source = forms.CharField(label=_("按哪份文件"), max_length=rules.LONGEST_SOURCE)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        for name in ("trade", "level"):
            fields[name].choices = choices[name]
        for name in ("paper", "scenario", "template", "sheet"):
            fields[name].choices = [NONE, *choices[name]]

    def asks(self) -> list[dict[str, Any]]:
        """What it asks, as a row keeps it."""
        said, found = self.cleaned_data, list[dict[str, Any]]()
        if said["months"]:
            found.append({"kind": "months", "months": said["months"]})
        if said["paper"]:
            found.append({"kind": "theory", "paper": said["paper"], "title": self._words("paper")})
        if said["scenario"]:
            least = str(said["scenario_least"] or "")
            words = self._words("scenario")
            found.append({"kind": "task", "scenario": said["scenario"], "name": words, "least": least})
        if said["template"]:
            found.append({"kind": "certificate", "template": said["template"], "title": self._words("template")})
        if said["sheet"]:
            found.append({"kind": "practical", "title": said["sheet"], "least": str(said["sheet_least"] or "")})
        return found

    def _words(self, name: str) -> str:
        field: Any = self.fields[name]
        return str(dict(field.choices)[self.cleaned_data[name]])

    def day_pay_fen(self) -> int | None:
        """The suggestion in fen."""
        pay = self.cleaned_data["day_pay"]
        return None if pay is None else int(pay * 100)
