"""A phone number, and the code that was sent to it."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.people.actions.codes import DIGITS
from xinlian.people.identity import phone_number, to_ascii
from xinlian.rows.sentences import say


class PhoneForm(forms.Form):
    """A mainland mobile number; spaces and +86 are forgiven."""

    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        error_messages={"required": _("请填手机号。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "tel-national", "class": "big"}),
    )

    def clean_phone(self) -> str:
        """Eleven digits."""
        checked = phone_number(self.cleaned_data["phone"])
        if checked.wrong:
            raise forms.ValidationError(say(checked.wrong, {}))
        return checked.value


class CodeForm(forms.Form):
    """Six digits; spaces and full-width digits are forgiven."""

    code = forms.CharField(
        label=_("6 位验证码"),
        max_length=12,
        error_messages={"required": _("请填短信里的 6 位数字。")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "pattern": "[0-9０-９ ]*", "class": "big"}
        ),
    )

    def clean_code(self) -> str:
        """As many digits as were sent."""
        plain = re.sub(r"\s", "", to_ascii(self.cleaned_data["code"]))
        if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", plain):
            raise forms.ValidationError(_("验证码是 6 位数字，请照短信填。"))
        return plain
