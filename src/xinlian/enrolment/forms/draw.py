"""Forms of the draw."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.rules.drawing import WITNESSES_MIN
from xinlian.people.identity import phone_number

WITNESSES_MOST = 5


class SealForm(forms.Form):
    """The public number to come, when it comes, and the witnesses by phone."""

    source = forms.CharField(
        label=_("用哪个公开号码"),
        max_length=200,
        help_text=_("谁都能查到、现在还没有产生的，例如某一期福利彩票的开奖号码。"),
    )
    due_at = forms.DateTimeField(
        label=_("什么时候产生"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        for number in range(1, WITNESSES_MOST + 1):
            self.fields[f"phone{number}"] = forms.CharField(
                label=_("见证人 %(number)d 的手机号") % {"number": number},
                max_length=20,
                required=number <= WITNESSES_MIN,
            )

    def clean(self) -> dict[str, object]:
        """Phones as eleven digits, those left out dropped."""
        found: list[str] = []
        for number in range(1, WITNESSES_MOST + 1):
            name = f"phone{number}"
            typed = self.cleaned_data.get(name)
            checked = phone_number(typed) if typed else None
            if checked and checked.wrong:
                self.add_error(name, _("手机号是 11 位数字，以 1 开头。请再看一眼。"))
            elif checked:
                found.append(checked.value)
        self.cleaned_data["phones"] = found
        return self.cleaned_data


class PublicNumberForm(forms.Form):
    """The public number, once it is known."""

    number = forms.CharField(label=_("公开号码"), max_length=200)


class VoidForm(forms.Form):
    """Why a draw is given up."""

    why = forms.CharField(
        label=_("为什么作废（大家都看得到）"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class PromiseForm(forms.Form):
    """A witness's digest, or the number where the phone cannot hash."""

    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    number = forms.CharField(label=_("见证号"), max_length=80, required=False)


class RevealForm(forms.Form):
    """A witness's number, opened."""

    number = forms.CharField(label=_("您的见证号"), max_length=80)
