"""Addresses for systems of others, below /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from xinlian.credentials.api import api
from xinlian.credentials.api_checks import api as checks
from xinlian.people.access import public
from xinlian.people.bearing import served

patterns, _app, _namespace = api.urls
for pattern in patterns:
    if isinstance(pattern, URLPattern):
        pattern.callback = public(pattern.callback)  # each operation but the description asks for a token itself

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/passes/", include((patterns, "interface"), namespace="interface")),
    served(checks, "api/v1/checks/", "checks"),
]
