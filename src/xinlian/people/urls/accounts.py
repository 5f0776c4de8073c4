"""Those of allauth's pages that are used here, each with its access. Signing up and e-mail have none."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.generic import RedirectView

from xinlian.people.access import public, signed_in


def page(route: str, view: Any, name: str, access: Any = signed_in) -> Any:
    """One address under allauth's own name, which its views look for."""
    return path(route, access(view), name=name)


urlpatterns = [
    page("login/", account.login, "account_login", public),
    page("logout/", account.logout, "account_logout", public),
    page("inactive/", account.account_inactive, "account_inactive", public),
    page("reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    page("password/", account.password_change, "account_change_password"),
    page("password/set/", RedirectView.as_view(pattern_name="people:me_login"), "account_set_password"),
    page("2fa/", base.index, "mfa_index"),
    page("2fa/authenticate/", base.authenticate, "mfa_authenticate", public),
    page("2fa/reauthenticate/", base.reauthenticate, "mfa_reauthenticate"),
    page("2fa/totp/activate/", totp.activate_totp, "mfa_activate_totp"),
    page("2fa/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp"),
    page("2fa/recovery-codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    page("2fa/recovery-codes/generate/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    page("2fa/recovery-codes/download/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    page("2fa/keys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    page("2fa/keys/add/", webauthn.add_webauthn, "mfa_add_webauthn"),
    page("2fa/keys/login/", webauthn.login_webauthn, "mfa_login_webauthn", public),
    page("2fa/keys/reauthenticate/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    page("2fa/keys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    page("2fa/keys/<int:pk>/edit/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
]
