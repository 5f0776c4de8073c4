"""Who comes first and who is sure of seats: priority groups and quotas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.enrolment.actions import offering as offerings
from xinlian.people.access import staff, the_person
from xinlian.people.answering import attempt, kept
from xinlian.trips.forms.rules import GROUPS, GroupsForm, QuotaForm
from xinlian.trips.models import Programme
from xinlian.trips.queries import desk_rules
from xinlian.trips.views.desk_programme import crumbs, find
from xinlian.trips.who import RUNNERS

HERE = "trips:desk_rules"


@staff(*RUNNERS)
def rules(request: HttpRequest, uid: str) -> HttpResponse:
    """Groups in their order, quotas by union and group."""
    return _page(request, find(request, uid))


def _page(
    request: HttpRequest, programme: Programme, groups: GroupsForm | None = None, quota: QuotaForm | None = None
) -> HttpResponse:
    """The page; with a form that was not taken, as it was typed."""
    held = desk_rules.groups(programme.offering)
    context = {
        "programme": programme,
        "groups_form": groups or GroupsForm(initial=desk_rules.groups_said(held)),
        "ranks": range(GROUPS),
        "quotas": desk_rules.quotas(programme.offering),
        "quota_form": quota or QuotaForm(unions=desk_rules.unions(programme), groups=desk_rules.group_choices(held)),
        "seats": desk_rules.seats(programme.offering),
        "shaped": programme.offering.state in ("draft", "open", "closed"),
        "crumbs": crumbs(programme, _("优先和名额")),
    }
    return render(request, "trips/desk/rules.html", context)


@staff(*RUNNERS)
@require_POST
def groups(request: HttpRequest, uid: str) -> HttpResponse:
    """The order of groups."""
    programme, form = find(request, uid), GroupsForm(request.POST)
    if form.is_valid():
        by, now, wanted = the_person(request), timezone.now(), form.groups()
        if kept(form, lambda: offerings.set_groups(offering=programme.offering, groups=wanted, by=by, at=now)):
            messages.success(request, _("优先组定好了。"))
            return redirect(HERE, uid)
    return _page(request, programme, groups=form)


@staff(*RUNNERS)
@require_POST
def quota(request: HttpRequest, uid: str) -> HttpResponse:
    """Seats that a union or a group is sure of."""
    programme = find(request, uid)
    held = desk_rules.groups(programme.offering)
    form = QuotaForm(request.POST, unions=desk_rules.unions(programme), groups=desk_rules.group_choices(held))
    if form.is_valid():
        by, now, said = the_person(request), timezone.now(), form.cleaned_data
        whose = desk_rules.whose(programme, said["whose"])
        sure, most = said["guarantee"], said["ceiling"]
        offering = programme.offering
        if kept(
            form,
            lambda: offerings.set_quota(offering=offering, guarantee=sure, ceiling=most, by=by, at=now, **whose),
        ):
            messages.success(request, _("名额定好了。"))
            return redirect(HERE, uid)
    return _page(request, programme, quota=form)


@staff(*RUNNERS)
@require_POST
def drop_quota(request: HttpRequest, uid: str, quota_uid: str) -> HttpResponse:
    """No seats are kept for them any more."""
    programme = find(request, uid)
    held = get_object_or_404(desk_rules.quotas(programme.offering), uid=quota_uid)
    by, now = the_person(request), timezone.now()
    return attempt(request, lambda: offerings.drop_quota(quota=held, by=by, at=now), _("去掉了这个名额。"), HERE, uid)
