"""What officers type about passes, sites and gates."""

import datetime
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.models import Gate, Level, Trade
from xinlian.people.models import Person

ROWS = 3
Z = {"lang": "zh-Hans"}


class WhoForm(forms.Form):
    """Whose pass: by the phone they registered."""

    phone = forms.CharField(
        label=_("他登记的手机号"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


class PassForm(forms.Form):
    """What a pass says: trades with levels, until when; a photo."""

    ends_on = forms.DateField(
        label=_("有效期到哪天"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    photo = forms.FileField(
        label=_("照片"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        trades = [("", _("不写")), *((one.code, one.name) for one in Trade.objects.filter(ended_on=None))]
        levels = [
            ("0", _("不写等级")),
            *((one.code, f"{one.name}（{one.scheme.name}）") for one in Level.objects.select_related("scheme")),
        ]
        for place in range(1, ROWS + 1):
            label = _("第 %(n)d 个工种") % {"n": place}
            self.fields[f"trade{place}"] = forms.ChoiceField(
                label=label, choices=trades, required=place == 1, widget=forms.Select(attrs=Z)
            )
            self.fields[f"level{place}"] = forms.ChoiceField(
                label=_("等级"), choices=levels, required=False, widget=forms.Select(attrs=Z)
            )

    def trades(self) -> list[tuple[int, int]]:
        """As the action takes them."""
        data = self.cleaned_data
        rows = [(data[f"trade{place}"], data[f"level{place}"] or "0") for place in range(1, ROWS + 1)]
        return [(int(trade), int(level)) for trade, level in rows if trade]

    def ends_at(self) -> datetime.datetime:
        """The end of that day."""
        day: datetime.date = self.cleaned_data["ends_on"]
        return timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time()))

    def take_photo(self, person: Person, by: Person, at: datetime.datetime) -> Any:
        """The photo, if there is one, kept."""
        from xinlian.credentials.actions import portraits

        file = self.cleaned_data["photo"]
        return portraits.take(person=person, file=file, size=file.size, by=by, at=at) if file else None


class StepForm(forms.Form):
    """What happens to a pass, and why."""

    to = forms.ChoiceField(
        label=_("改成什么"),
        choices=[
            ("suspended", _("暂停")),
            ("retrain", _("需要再培训")),
            ("valid", _("恢复有效")),
            ("revoked", _("吊销，不能再恢复")),
        ],
    )
    why = forms.CharField(
        label=_("理由（持证人看得到）"), max_length=200, widget=forms.Textarea(attrs={"rows": 2, **Z})
    )

    def __init__(self, *args: Any, after: Collection[str], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["to"]
        field.choices = [pair for pair in field.choices if pair[0] in after]


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    words = forms.CharField(
        label=_("答复（持证人看得到）"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, **Z})
    )


class SiteForm(forms.Form):
    """A site."""

    union = forms.ChoiceField(label=_("哪个工会管"), widget=forms.Select(attrs=Z))
    name = forms.CharField(label=_("工地名字"), max_length=80, widget=forms.TextInput(attrs=Z))
    fresh_hours = forms.IntegerField(
        label=_("门上的名单最长能用多少小时"),
        help_text=_("超过这么久没有联网，门上就说“判断不了”"),
        initial=24,
        min_value=1,
        max_value=743,
    )

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["union"].choices = unions  # type: ignore[attr-defined]


class PeopleForm(forms.Form):
    """Who works on a site: phones, one a line."""

    phones = forms.CharField(
        label=_("手机号，一行一个"), widget=forms.Textarea(attrs={"rows": 4, "inputmode": "tel"}), max_length=20000
    )
    team = forms.CharField(label=_("班组"), max_length=60, required=False, widget=forms.TextInput(attrs=Z))


class GateForm(forms.Form):
    """A gate."""

    name = forms.CharField(label=_("门的名字"), max_length=60, widget=forms.TextInput(attrs=Z))
    way = forms.ChoiceField(label=_("管进还是管出"), choices=Gate.WAYS)
