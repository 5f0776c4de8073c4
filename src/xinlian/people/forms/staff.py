"""allauth's forms in our words."""

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ChangePasswordForm, ReauthenticateForm
from allauth.account.forms import LoginForm as PasswordForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


from xinlian.people.actions import sign_in

WORDS: dict[str, "_StrOrPromise"] = {
    "login": _("登录名"),
    "password": _("密码"),
    "oldpassword": _("现在的密码"),
    "password1": _("新密码"),
    "password2": _("再输一遍"),
    "code": _("6 位数字或备用码"),
    "name": _("名字"),
    "passwordless": _("以后可以不输密码"),
}
HELP: dict[str, "_StrOrPromise"] = {
    "password1": _("至少 12 个字符。三四个不相干的词连在一起，好记又难猜。"),
    "passwordless": _("只用这把密钥就能登录，需要指纹、面容或屏幕密码。"),
}


class _Plain:
    """Our labels and help, no placeholders that repeat them."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in WORDS:
                field.label = WORDS[name]
            field.help_text = HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "login":
                field.widget.attrs["autocapitalize"] = "none"
            if name == "code":
                field.widget.attrs["inputmode"] = "numeric"


class Login(_Plain, PasswordForm):  # type: ignore[misc]
    """User name and password."""


class ChangePassword(_Plain, ChangePasswordForm):  # type: ignore[misc]
    """The old one and twice the new."""


class Reauthenticate(_Plain, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class Authenticate(_Plain, AuthenticateForm):  # type: ignore[misc]
    """The second factor; a wrong one leaves a line in the journal."""

    def clean_code(self) -> str:
        """The code, or why not."""
        try:
            return str(super().clean_code())
        except forms.ValidationError:
            sign_in.failed(by=None, at=timezone.now(), how="second_factor")
            raise


class ReauthenticateCode(_Plain, ReauthenticateCodeForm):  # type: ignore[misc]
    """The second factor once more."""


class ActivateTOTP(_Plain, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("验证器上的 6 位数字")


class AddKey(_Plain, AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new key."""


class EditKey(_Plain, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""
