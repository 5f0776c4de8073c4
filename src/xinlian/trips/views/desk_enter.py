"""Signing somebody up at the desk who cannot do it on a phone."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.enrolment.actions import applying
from xinlian.people.access import staff, the_person
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.trips.forms.enter import EnterForm
from xinlian.trips.models import Programme
from xinlian.trips.queries import desk
from xinlian.trips.views.desk_programme import crumbs, find
from xinlian.trips.who import RUNNERS


@staff(*RUNNERS)
def enter(request: HttpRequest, uid: str) -> HttpResponse:
    """One person by phone number, with the batches they want and those that would do."""
    programme = find(request, uid)
    form = EnterForm(request.POST or None, batches=desk.trips(programme), initial={"client_uid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid() and _entered(request, programme, form):
        messages.success(request, _("替他报上了。"))
        return redirect("trips:desk_applications", uid)
    context = {"programme": programme, "form": form, "crumbs": crumbs(programme, _("替人报名"))}
    return render(request, "trips/desk/enter.html", context)


def _entered(request: HttpRequest, programme: Programme, form: EnterForm) -> bool:
    """Whether it could be done; what was refused stands at the form."""
    said = form.cleaned_data
    person = desk.person_by_phone(said["phone"])
    if person is None:
        form.add_error("phone", _("没有人用这个手机号登记过，请先在“人员”里登记。"))
        return False
    try:
        applying.apply(
            offering=programme.offering,
            person=person,
            wished=said["wished"],
            possible=said["possible"],
            client_uid=said["client_uid"],
            note=said["note"],
            way="desk",
            by=the_person(request),
            at=timezone.now(),
        )
    except Refused as refused:
        if refused.code.startswith("role_"):
            raise
        form.add_error(None, sentence(refused))
        return False
    return True
