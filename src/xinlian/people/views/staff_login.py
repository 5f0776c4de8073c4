"""A user name and password for somebody who holds a role."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from xinlian.people.access import signed_in, the_person, viewer
from xinlian.people.actions.staff_login import set_login as set_own_login
from xinlian.people.forms.me import LoginForm
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence


@signed_in
@sensitive_post_parameters("password1", "password2")
@never_cache
def set_login(request: HttpRequest) -> HttpResponse:
    """For the desk: a user name and password beside the phone."""
    person = the_person(request)
    if not viewer(request).grants:
        raise PermissionDenied
    form = LoginForm(request.POST or None, person=person, initial={"username": person.username or ""})
    if request.method == "POST" and form.is_valid():
        try:
            set_own_login(
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password1"],
                viewer=viewer(request),
                code_minutes=_code_minutes(request),
                by=person,
                at=timezone.now(),
            )
        except Refused as no:
            form.add_error("username" if no.code == "username_taken" else None, sentence(no))
        else:
            person.refresh_from_db()
            update_session_auth_hash(request, person)
            messages.success(request, _("登录名和密码已经设好。"))
            return redirect("people:me")
    return render(request, "people/me_login.html", {"form": form, "back": reverse("people:me")})


def _code_minutes(request: HttpRequest) -> float | None:
    """Minutes since this session was opened with a code sent to the phone, None when it was not."""
    times = [one["at"] for one in get_authentication_records(request, the_person(request)) if one["method"] == "code"]
    return (time.time() - max(times)) / 60 if times else None
