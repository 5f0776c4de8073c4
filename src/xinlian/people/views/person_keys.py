"""One's own keys for programs: made, shown once, ended."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xinlian.people.access import staff, the_person
from xinlian.people.actions import person_keys
from xinlian.people.answering import attempt, kept
from xinlian.people.forms.me import KeyForm
from xinlian.people.models import Grant
from xinlian.people.queries.person_keys import mine

ROLES = [role for role, _name in Grant.ROLES]


@staff(*ROLES)
@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """Those that stand, and a new one: the key itself stands in this answer alone."""
    person, now = the_person(request), timezone.now()
    form, shown = KeyForm(request.POST or None), [""]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def act() -> None:
            _made, shown[0] = person_keys.make(
                name=said["name"], writes=said["writes"] == "1", days=int(said["days"]), by=person, at=now
            )

        if kept(form, act):
            form = KeyForm()
    context = {"keys": mine(person, now), "form": form, "shown": shown[0], "back": reverse("people:me")}
    return render(request, "people/me_keys.html", context, status=422 if form.errors else 200)


@staff(*ROLES)
@require_POST
def end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """It opens nothing from now on."""
    person, now = the_person(request), timezone.now()
    found = get_object_or_404(mine(person, now), uid=uid)
    return attempt(
        request,
        lambda: person_keys.end(key=found, by=person, at=now),
        _("作废了。用它的程序进不来了。"),
        "people:me_keys",
    )
