"""Family that comes along, and what a leader should know of one's health."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.people.access import signed_in, the_person, viewer
from xinlian.people.actions import consent
from xinlian.people.purposes import BY_CODE
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.trips.actions import coming
from xinlian.trips.forms.worker import HealthForm, RelativeForm
from xinlian.trips.queries import worker as queries


def _mine(request: HttpRequest, uid: uuid.UUID) -> queries.Mine:
    found = get_object_or_404(queries.programmes(viewer(request)), uid=uid)
    return queries.mine_of(found.offering, the_person(request), timezone.now())


@signed_in
def family(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put down somebody of the family."""
    mine, form = _mine(request, uid), RelativeForm(request.POST or None)
    if mine.application is None:
        return redirect("trips:programme", uid)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            coming.bring_relative(
                application=mine.application,
                name=said["name"],
                relation=said["relation"],
                phone=said["phone"],
                client_uid=form.uid(),
                by=the_person(request),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("记下了。费用由您自己和旅行社结。"))
            return redirect("trips:mine", uid)
    context = {"form": form, "back": reverse("trips:mine", args=[uid])}
    return render(request, "trips/family.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def leave_family(request: HttpRequest, uid: uuid.UUID, relative_uid: uuid.UUID) -> HttpResponse:
    """Take somebody of the family off again."""
    relative = get_object_or_404(queries.relatives(_mine(request, uid)), uid=relative_uid)
    try:
        coming.leave_relative(relative=relative, by=the_person(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("去掉了。"))
    return redirect("trips:mine", uid)


@signed_in
def health(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What a leader should know: written, changed or emptied, with a yes of its own."""
    mine, person = _mine(request, uid), the_person(request)
    if mine.application is None:
        return redirect("trips:programme", uid)
    form = HealthForm(request.POST or None, initial=queries.health_said(mine, person))
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        try:
            if said["consent"]:
                consent.give(purpose="health", by=person, at=now)
            coming.say_health(
                application=mine.application,
                text=said["text"],
                contact_name=said["contact_name"],
                contact_phone=said["contact_phone"],
                by=person,
                at=now,
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("存好了，只有领队在出行前后看得到。"))
            return redirect("trips:mine", uid)
    context = {"form": form, "purpose": BY_CODE["health"], "back": reverse("trips:mine", args=[uid])}
    return render(request, "trips/health.html", context, status=422 if form.errors else 200)
