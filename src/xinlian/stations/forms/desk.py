"""Forms of the desk: the list's filter, decisions, removal, keepers, faults."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xinlian.people.identity import phone_number
from xinlian.places.facilities import CHOICES as FACILITIES
from xinlian.stations.models import Station

ANY = [("", _("不限"))]


class FilterForm(forms.Form):
    """The list's filter; what does not fit is left out, never an error, since addresses are shared and grow old."""

    q = forms.CharField(label=_("找什么"), required=False, max_length=60)
    union = forms.ChoiceField(label=_("工会"), required=False, widget=forms.Select(attrs={"lang": "zh-Hans"}))
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[*ANY, *Station.KINDS])
    tier = forms.ChoiceField(label=_("类型"), required=False, choices=[*ANY, *Station.TIERS])
    stars = forms.ChoiceField(label=_("星级"), required=False, choices=ANY)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*ANY, *Station.STATES])
    facility = forms.MultipleChoiceField(label=_("要有什么"), required=False, choices=FACILITIES)
    overdue = forms.BooleanField(label=_("很久没人确认的"), required=False)
    faults = forms.BooleanField(label=_("有故障没办结的"), required=False)

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["union"].choices = [("", _("全部")), *unions]  # type: ignore[attr-defined]
        stars = [(str(n), gettext("%d 星") % n) for n in range(5, 0, -1)]
        self.fields["stars"].choices = [*ANY, *stars, ("0", _("还没有评星"))]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What of the filter can be understood."""
        self.is_valid()
        return dict(self.cleaned_data)


class SaveFilterForm(forms.Form):
    """A name for the present filter."""

    name = forms.CharField(label=_("给这个筛选起个名字"), max_length=40)
    query = forms.CharField(max_length=500, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A reason that somebody else will read."""

    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    """An answer to a complaint."""

    answer = forms.CharField(label=_("答复"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class KeeperForm(forms.Form):
    """Who keeps a station, found by phone."""

    phone = forms.CharField(label=_("管理员手机号"), max_length=20)

    def clean_phone(self) -> str:
        """Eleven digits."""
        checked = phone_number(self.cleaned_data["phone"])
        if checked.wrong:
            raise forms.ValidationError(_("手机号是 11 位数字，以 1 开头。请再看一眼。"))
        return checked.value


class FaultForm(forms.Form):
    """The next step of a fault."""

    to = forms.CharField(max_length=10)
    outcome = forms.CharField(label=_("结果"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    cost = forms.DecimalField(
        label=_("花了多少钱（元）"), required=False, min_value=0, max_value=10_000_000, decimal_places=2
    )
    due_on = forms.DateField(label=_("最晚哪天修好"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def cost_fen(self) -> int | None:
        """The cost in fen, None when nothing was said."""
        cost = self.cleaned_data["cost"]
        return None if cost is None else round(cost * 100)


class NowForm(forms.Form):
    """How a station is now, until when, with a word."""

    now = forms.ChoiceField(label=_("现在怎么样"), choices=[*Station.NOW, ("", _("收回"))], required=False)
    until = forms.TimeField(
        label=_("到几点"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    note = forms.CharField(label=_("说一句"), max_length=100, required=False)

    def until_at(self, at: datetime.datetime) -> datetime.datetime | None:
        """The next time that the clock shows `until`, after `at` (an aware local time)."""
        until: datetime.time | None = self.cleaned_data["until"]
        if until is None:
            return None
        moment = datetime.datetime.combine(at.date(), until, at.tzinfo)
        return moment if moment > at else moment + datetime.timedelta(days=1)


class CountForm(forms.Form):
    """People counted at one tap."""

    heads = forms.IntegerField(min_value=1, max_value=200)
    client_uid = forms.UUIDField()
