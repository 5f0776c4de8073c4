"""The form with which an officer signs somebody up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xinlian.people.identity import phone_number
from xinlian.rows.days import day_words
from xinlian.trips.models import Trip


class EnterForm(forms.Form):
    """Who, which batches they want, which would do."""

    phone = forms.CharField(label=_("他登记的手机号"), max_length=20)
    wished = forms.TypedMultipleChoiceField(label=_("想去的批次"), coerce=int, widget=forms.CheckboxSelectMultiple)
    possible = forms.TypedMultipleChoiceField(
        label=_("能去的批次"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)
    client_uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, batches: Sequence[Trip], **more: Any) -> None:
        super().__init__(*args, **more)
        standing = [trip.batch for trip in batches if trip.batch.state == "standing"]
        choices = [
            (one.number, gettext("第 %(n)d 批 · %(day)s") % {"n": one.number, "day": day_words(one.starts_at)})
            for one in standing
        ]
        fields: Any = self.fields
        fields["wished"].choices = fields["possible"].choices = choices

    def clean_phone(self) -> str:
        """Eleven digits."""
        checked = phone_number(self.cleaned_data["phone"])
        if checked.wrong:
            raise forms.ValidationError(_("手机号是 11 位数字，以 1 开头。请再看一眼。"))
        return checked.value

    def clean_possible(self) -> list[int]:
        """What is wished is not said twice."""
        wished = self.cleaned_data.get("wished", [])
        return [number for number in self.cleaned_data["possible"] if number not in wished]
