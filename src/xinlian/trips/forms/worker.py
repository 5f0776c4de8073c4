"""What a worker fills in for a trip: dates, a party's code, family, health."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.people.identity import phone_number
from xinlian.trips.rules.standing import CANNOT, POSSIBLE, WISHED, sort_out

CHOICES = [(WISHED, _("想去")), (POSSIBLE, _("能去")), (CANNOT, _("不行"))]


class Once(forms.Form):
    """A form that carries its own number, so that sending it twice is sending it once."""

    client_uid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_uid", uuid.uuid4())
        self.label_suffix = ""

    def uid(self) -> uuid.UUID:
        """The number sent along; a fresh one where a robot left it out."""
        return self.cleaned_data["client_uid"] or uuid.uuid4()


class DatesForm(Once):
    """For each batch: wanted, possible or impossible; what is left open is as `rest` says."""

    rest = forms.ChoiceField(
        label=_("没选的日期"),
        choices=[(CANNOT, _("都不行")), (POSSIBLE, _("也能去"))],
        widget=forms.RadioSelect,
        required=False,
    )
    party_code = forms.CharField(
        label=_("结伴码"),
        max_length=8,
        required=False,
        help_text=_("工友先报了名，把结伴码告诉您，填在这里就排在同一批。没有就空着。"),
    )

    def __init__(self, *args: Any, numbers: Sequence[int], parties: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = list(numbers)
        for number in self.numbers:
            self.fields[f"b{number}"] = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, required=False)
        if not parties:
            del self.fields["party_code"]

    def clean(self) -> dict[str, Any]:
        """At least one date."""
        data = super().clean() or {}
        if not self.errors and not any(self.wishes()):
            raise forms.ValidationError(_("还没有选日期。在想去的那一天点“想去”。"), code="no_dates")
        return data

    def wishes(self) -> tuple[list[int], list[int]]:
        """(wished, possible) numbers of batches."""
        data = self.cleaned_data
        return sort_out([(number, data.get(f"b{number}", "")) for number in self.numbers], data.get("rest") or CANNOT)


class TickForm(Once):
    """A seat, and whether its person is there."""

    seat = forms.UUIDField()
    here = forms.ChoiceField(choices=[("1", ""), ("0", "")])


class RelativeForm(Once):
    """Somebody of the family who comes at their own cost."""

    name = forms.CharField(label=_("家人姓名"), max_length=60, error_messages={"required": _("请写家人的姓名。")})
    relation = forms.CharField(label=_("和您的关系"), max_length=20, help_text=_("例如 妻子、儿子"))
    phone = forms.CharField(label=_("家人手机号"), max_length=20, required=False)

    def clean_phone(self) -> str:
        """Eleven digits or nothing."""
        return _phone(self.cleaned_data["phone"])


class HealthForm(forms.Form):
    """What a leader should know, and whom to call."""

    text = forms.CharField(
        label=_("领队要知道的身体情况"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如 晕车、要忌口、在吃的药。没有就空着。"),
    )
    contact_name = forms.CharField(label=_("紧急时打给谁"), max_length=60, required=False)
    contact_phone = forms.CharField(label=_("他的手机号"), max_length=20, required=False)
    consent = forms.BooleanField(label=_("我同意领队在出行前后看到这些"), required=False)

    def clean_contact_phone(self) -> str:
        """Eleven digits or nothing."""
        return _phone(self.cleaned_data["contact_phone"])

    def clean(self) -> dict[str, Any]:
        """A yes, when there is something to say."""
        data = super().clean() or {}
        said = any(data.get(name) for name in ("text", "contact_name", "contact_phone"))
        if said and not data.get("consent"):
            self.add_error("consent", _("要让领队看到，先要您同意。不同意就把上面清空。"))
        return data


def _phone(given: str) -> str:
    if not given.strip():
        return ""
    checked = phone_number(given)
    if checked.wrong:
        raise forms.ValidationError(_("手机号是 11 位数字，以 1 开头。请再看一眼。"))
    return checked.value
