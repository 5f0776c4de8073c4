"""The inbox, opening a notice, and what one wants to be disturbed with."""

import uuid

from django.conf import settings as django_settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.notices import forms
from xinlian.notices.actions import mine as actions
from xinlian.notices.queries import mine as queries
from xinlian.people.access import signed_in, the_person

PER_PAGE = 20


@signed_in
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything one was told, the newest first."""
    person = the_person(request)
    page = Paginator(queries.inbox(person), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.shown(page.object_list),
        "unread": queries.unread(person),
        "back": reverse("people:me"),
    }
    return render(request, "notices/inbox.html", context)


@signed_in
@never_cache
def open_notice(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Read it: on to where it leads, or back to the inbox."""
    notice = actions.read(person=the_person(request), uid=uid, when=timezone.now())
    if notice is None:
        raise Http404
    return redirect(notice.url or reverse("notices:inbox"))


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything is read."""
    actions.read_all(person=the_person(request), when=timezone.now())
    return redirect("notices:inbox")


@signed_in
@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    """What may disturb me by which channel."""
    person = the_person(request)
    choices = queries.choices(person)
    if request.method == "POST":
        actions.choose(wanted=forms.wanted(request.POST), offered=forms.offered(choices), by=person, at=timezone.now())
        messages.success(request, _("记住了。"))
        return redirect("notices:settings")
    context = {"choices": choices, "quiet": _quiet(), "back": reverse("notices:inbox")}
    return render(request, "notices/settings.html", context)


def _quiet() -> dict[str, str]:
    quiet = django_settings.QUIET_HOURS
    if quiet.begins == quiet.ends:
        return {}
    return {"begins": f"{quiet.begins:%H:%M}", "ends": f"{quiet.ends:%H:%M}"}
