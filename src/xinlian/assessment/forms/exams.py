"""What candidates type: the code on the wall, an appeal."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _


class BeginForm(forms.Form):
    """To begin a sitting."""

    room_code = forms.CharField(
        label=_("考场口令"),
        required=False,
        max_length=6,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("写在考场里，监考的人会告诉您。"),
    )
    client_uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_room_code(self) -> str:
        """Without spaces; nothing where the exam has none."""
        return str(self.cleaned_data.get("room_code") or "").strip()


class AppealForm(forms.Form):
    """Why a result is wrong."""

    text = forms.CharField(
        label=_("您的理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "zh-Hans"}),
        help_text=_("写明哪一题、为什么。最多 500 个字，只能申诉一次。"),
        error_messages={"required": _("请写下您的理由。"), "max_length": _("最多 500 个字。")},
    )
    client_uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
