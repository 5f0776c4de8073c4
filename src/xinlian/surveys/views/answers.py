"""How a desk page answers an act: back to a page, with a word; a refusal says why."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence


def attempt(request: HttpRequest, act: Callable[[], object], done: str, to: str, *ids: Any) -> HttpResponse:
    """Do it and go to the page named `to`. A refusal for want of a role is left to the page that answers those."""
    try:
        act()
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        messages.error(request, sentence(refused))
    else:
        if done:
            messages.success(request, done)
    return redirect(to, *ids)
