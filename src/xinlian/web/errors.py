"""Error pages in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: drawn without the shell, since whatever broke may be part of it."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when the form's token does not fit, mostly because the page lay open for long."""
    return render(request, "403_csrf.html", status=403)
