"""How allauth behaves here: nobody signs up by e-mail, secrets lie encrypted, what happens is in the journal."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.people.access import person_of, today
from xinlian.people.actions import sign_in, staff_login
from xinlian.people.address import address_of
from xinlian.people.devices import IDLE_ENDED
from xinlian.people.identity import mask_phone
from xinlian.people.models import Person
from xinlian.people.scope import viewer_of
from xinlian.people.sensitive import decrypt, encrypt

SECOND_FACTOR_COLUMN = "mfa.authenticator.secret"


def display_name(person: Person) -> str:
    """What a passkey or message calls somebody."""
    return person.name or person.username or mask_phone(person.phone) or str(person.uid)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in and sign-out leave a line in the journal; staff land on the desk."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("登录名或密码不对，请再试一次。"),
        "incorrect_password": gettext_lazy("密码不对，请再试一次。"),
        "enter_current_password": gettext_lazy("这不是现在的密码，请再试一次。"),
        "too_many_login_attempts": gettext_lazy("试的次数太多了，请过几分钟再来。"),
        "rate_limited": gettext_lazy("试的次数太多了，请过几分钟再来。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes a password account alone: staff are given theirs, workers come by phone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address everywhere: limits, lock-out, list of devices."""
        return address_of(request) or "0.0.0.0"  # noqa: S104 (an address nobody has, where the server gave none)

    def login(self, request: HttpRequest, user: Any) -> None:
        """In, with the way it was done."""
        records = get_authentication_records(request, user)
        super().login(request, user)
        request.session.pop(IDLE_ENDED, None)
        how = "+".join(str(one.get("type") or one["method"]) for one in records) or "unknown"
        sign_in.came_in(by=user, at=timezone.now(), how=how)

    def logout(self, request: HttpRequest) -> None:
        """Out."""
        person = person_of(request)
        super().logout(request)
        if person is not None:
            sign_in.went_out(by=person, at=timezone.now())

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password."""
        locked = getattr(request, "axes_locked_out", False)
        sign_in.failed(by=None, at=timezone.now(), how="locked" if locked else "password")

    def set_password(self, user: Any, password: str) -> None:
        """One's own new password."""
        staff_login.change_password(password=password, by=user, at=timezone.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who holds a role goes to the desk, everybody else home."""
        person = person_of(request)
        if person is not None and viewer_of(person, today()).grants:
            return reverse("web:desk")
        return reverse("home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the change was asked for."""
        return reverse("people:me")


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds are sealed like every sensitive column."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("这个数字不对。请看验证器上现在的数字，再填一次。"),
    }

    def encrypt(self, text: str) -> str:
        """Sealed, as text."""
        return base64.b64encode(encrypt(text, SECOND_FACTOR_COLUMN)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opened; raises InvalidTag when it was changed."""
        return decrypt(base64.b64decode(encrypted_text), SECOND_FACTOR_COLUMN)

    def get_totp_label(self, user: Any) -> str:
        """Under which name the authenticator app lists this account."""
        return display_name(user)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """This site, as a passkey names it."""
        return {**super().get_public_key_credential_rp_entity(), "name": _("心连")}
