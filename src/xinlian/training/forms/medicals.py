"""What the medic fills in."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.training.forms.base import RESTRICTIONS, day, words
from xinlian.training.models import Medical
from xinlian.training.rules.medical import LONGEST_NOTE, Found


class MedicalForm(forms.Form):
    """A check: its day, until when it holds, what it found."""

    client_uid = forms.UUIDField(widget=forms.HiddenInput)
    checked_on = day(label=_("哪天体检的"))
    valid_until = day(label=_("有效到哪天"), help_text=_("最后一天"))
    result = forms.ChoiceField(label=_("结果"), choices=Medical.RESULTS, widget=forms.RadioSelect)
    restrictions = forms.MultipleChoiceField(
        label=_("不能干哪些活"), choices=RESTRICTIONS, required=False, widget=forms.CheckboxSelectMultiple
    )
    clinic = words(_("体检机构"), 80, required=False)
    note = words(_("备注"), LONGEST_NOTE, required=False, help_text=_("只有体检医生和本人看得到"))

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_uid": uuid.uuid4(), **(more.get("initial") or {})}
        super().__init__(*args, **more)

    def found(self) -> Found:
        """What is sealed."""
        data = self.cleaned_data
        return Found(data["result"], tuple(data["restrictions"]), data["note"])
