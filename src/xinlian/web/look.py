"""How a reader wants pages to look: large type and dark or light, kept in a cookie. Works as a plain form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

_CHOICES = {"type": {"normal", "large"}, "theme": {"auto", "light", "dark"}}
_YEAR_S = 365 * 24 * 3600


def prefer(request: HttpRequest) -> HttpResponse:
    """`?type=large&theme=dark&next=/somewhere/`: remembers what it knows, ignores the rest, goes back to `next`.

    GET is meant: nothing but the reader's own cookie changes, and pages stay free of form tokens."""
    wanted = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = redirect(wanted if safe else "/")
    for name, values in _CHOICES.items():
        if request.GET.get(name) in values:
            response.set_cookie(name, request.GET[name], max_age=_YEAR_S, samesite="Lax", secure=request.is_secure())
    return response
