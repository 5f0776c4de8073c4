"""The access that each address states: anyone, signed in, or staff with a role somewhere in the tree."""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.models import Person
from xinlian.people.scope import DESK, NOBODY, Viewer, viewer_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

STAFF_LOGIN = "account_login"


def person_of(request: HttpRequest) -> Person | None:
    """The person signed in, or None."""
    user = getattr(request, "user", None)
    return cast(Person, user) if user is not None and user.is_authenticated else None


def the_person(request: HttpRequest) -> Person:
    """The person signed in, in a view that lets nobody else in."""
    person = person_of(request)
    if person is None:
        raise PermissionDenied
    return person


def viewer(request: HttpRequest) -> Viewer:
    """Who looks at this request, with today's roles; asked once a request."""
    known = getattr(request, "xinlian_viewer", None)
    if known is None:
        person = person_of(request)
        known = viewer_of(person, today()) if person else NOBODY
        request.xinlian_viewer = known  # type: ignore[attr-defined]
    return cast(Viewer, known)


def today() -> datetime.date:
    """Today in the union's own time zone."""
    return timezone.localdate()


def _stated(view: Any, access: str) -> Any:
    view.access = access
    return view


def public(view: View[P]) -> View[P]:
    """Anyone may open this page."""
    return cast(View[P], _stated(view, "public"))


def signed_in(view: View[P]) -> View[P]:
    """Only after signing in; comes back to the same place."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if person_of(request) is None:
            return redirect_to_login(request.get_full_path(), reverse("people:sign_in"))
        return view(request, *args, **kwargs)

    return cast(View[P], _stated(guarded, "signed_in"))


def staff(*roles: str) -> Callable[[View[P]], View[P]]:
    """Only for holders of one of `roles` somewhere in the tree, with a second factor where settings demand it.

    Which rows they see is asked again, row by row, by `scope`.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if person_of(request) is None:
                return redirect_to_login(request.get_full_path(), reverse(STAFF_LOGIN))
            if not viewer(request).paths(roles):
                raise PermissionDenied
            return _own_password(request) or _second_factor(request) or view(request, *args, **kwargs)

        return cast(View[P], _stated(guarded, f"staff:{','.join(roles)}"))

    return guard


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether settings demand a second factor that this person has not set up."""
    return settings.STAFF_SECOND_FACTOR == "required" and not is_mfa_enabled(request.user)


def _own_password(request: HttpRequest) -> HttpResponse | None:
    """A password that an officer gave is changed before the desk opens."""
    if not the_person(request).must_change_password:
        return None
    messages.info(request, _("您现在的密码是别人给的，请先换成只有您知道的。"))
    return redirect("account_change_password")


def _second_factor(request: HttpRequest) -> HttpResponse | None:
    """Asked of desk roles. Keepers, judges and the like, who work on a phone, came in with a code sent to it."""
    if not viewer(request).paths(DESK) or not lacks_second_factor(request):
        return None
    messages.info(request, _("工作人员登录需要第二道验证，请先设置一次。"))
    return redirect("mfa_index")
