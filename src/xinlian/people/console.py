"""The stock admin, for technical administrators only: same sign-in, lock-out and second factor as the desk."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from xinlian.people.access import STAFF_LOGIN, lacks_second_factor, person_of


class Console(AdminSite):
    """Superusers with a second factor where settings demand one."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether this request may see the admin at all."""
        person = person_of(request)
        return bool(person and person.is_active and person.is_superuser and not lacks_second_factor(request))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the one sign-in page: the admin's own would know no lock-out and no second factor."""
        target = reverse("mfa_index") if person_of(request) else reverse(STAFF_LOGIN)
        return redirect_to_login(request.GET.get("next", reverse("admin:index")), target)
