"""How a page answers an act: back where it came from with a word, or the form as it was typed with the reason."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence


def attempt(request: HttpRequest, act: Callable[[], object], done: str, to: str, *ids: Any) -> HttpResponse:
    """Do it, say that it is done or why it is not, and go to the page named `to` (or where `next` says).

    A refusal for want of a role is left to the page that answers those.
    """
    try:
        act()
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
    else:
        if done:
            messages.success(request, done)
    back = request.POST.get("next", "")
    if back and url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect(to, *ids)


def kept(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; or say on the form why it is not done, so that the page shows again what was typed."""
    try:
        act()
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return False
    return True
