"""A new class: which programme, which days and rooms; what could be held, and why others wait on; held."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.access import staff, the_person, viewer
from xinlian.people.answering import kept
from xinlian.rows.uids import uid_of
from xinlian.training.actions import classes as acts
from xinlian.training.forms.classes import DaysForm, HoldForm
from xinlian.training.models import Programme, Project
from xinlian.training.queries import classes as queries
from xinlian.training.queries import new_class as shown
from xinlian.training.views.base import at_base, shared
from xinlian.training.who import KEEPERS


@staff(*KEEPERS)
@at_base
def new(request: HttpRequest, project: Project) -> HttpResponse:
    """Each step keeps what was said in the address, so that going back loses nothing."""
    programmes = list(queries.programmes(viewer(request)).filter(project=project).exclude(lessons=None).distinct())
    wanted = uid_of(request.GET.get("programme", ""))
    programme = next((one for one in programmes if one.uid == wanted), None)
    context: dict[str, Any] = {
        **shared(request, project),
        "programmes": programmes,
        "programme": programme,
        "crumbs": [(_("培训班"), reverse("training:desk_classes")), (_("开一个班"), "")],
    }
    if programme is not None:
        if request.method == "POST":
            made = _hold(request, project, programme, context)
            if made is not None:
                return redirect("training:desk_class", made)
        _propose(request, project, programme, context)
    status = 422 if request.method == "POST" else 200
    return render(request, "training/desk/class_new.html", context, status=status)


def _propose(request: HttpRequest, project: Project, programme: Programme, context: dict[str, Any]) -> None:
    length = shown.length(programme)
    asked = "day1" in request.GET
    days = shown.days_said(request.GET, length) if asked else shown.days_from(timezone.localdate(), length)
    taken = shown.taken(programme, days)
    initial = {f"day{number}": one for number, one in enumerate(days, 1)}
    form = DaysForm(request.GET if asked else None, project=project, length=length, taken=taken, initial=initial)
    context |= {"form": form, "waiting": shown.waiting_count(programme, timezone.now()), "length": length}
    if asked and form.is_valid():
        chosen, least = list(form.cleaned_data["rooms"]), form.cleaned_data["least"]
        rooms = [room for room in chosen if room.pk not in taken]
        context["busy"] = [(room.name, taken[room.pk]) for room in chosen if room.pk in taken]
        context["proposed"] = shown.proposed(programme, form.days(), rooms, least, timezone.now())
        context["days"] = form.days()
        context["days_said"] = ",".join(one.isoformat() for one in form.days())
        context["trainers"] = shown.trainers(project)


def _hold(request: HttpRequest, project: Project, programme: Programme, context: dict[str, Any]) -> Any:
    """The UUID of the class that is held now, or None with the reason in the context."""
    form, made = HoldForm(request.POST, project=project), []
    by, now = the_person(request), timezone.now()
    if not form.is_valid():
        context["wrong"] = form
        return None
    said = form.cleaned_data
    people, days = list(said["people"]), list[datetime.date](said["days"])
    more = {"room": said["room"], "language": said["language"], "lead": said["lead"]}
    if kept(
        form,
        lambda: made.append(acts.hold_class(programme=programme, people=people, days=days, by=by, at=now, **more)),
    ):
        return made[0].uid
    context["wrong"] = form
    return None
