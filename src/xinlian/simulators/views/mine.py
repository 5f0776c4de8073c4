"""A trainee's page: my number, my turns, my runs."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.boards.queries import pages
from xinlian.people.access import signed_in, the_person
from xinlian.people.answering import attempt
from xinlian.rows.uids import uid_of
from xinlian.simulators.actions import trainees as actions
from xinlian.simulators.queries import mine as queries

HOME = "simulators:mine"


@signed_in
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My numbers, turns, runs and boards."""
    person = the_person(request)
    context = {
        "trainings": queries.trainings(person),
        "turns": queries.turns(person),
        "tasks": queries.my_tasks(person),
        "runs": queries.runs(person),
        "boards": [one for one in pages.mine(person) if one[0].room == "simulators"],
        "client_uid": uuid.uuid4(),
    }
    return render(request, "simulators/mine.html", context)


@signed_in
@require_POST
def queue(request: HttpRequest) -> HttpResponse:
    """Put myself into a queue."""
    person, now, said = the_person(request), timezone.now(), request.POST
    scenario = get_object_or_404(queries.may_try(person), uid=uid_of(said.get("scenario", "")))
    device = queries.emptiest(person, scenario)
    if device is None:
        raise Http404
    trainee = get_object_or_404(queries.trainings(person), union=device.version.simulator.union_id)
    client_uid = uid_of(said.get("client_uid", ""))
    if client_uid is None:
        raise Http404
    turn: dict[str, Any] = {"device": device, "trainee": trainee, "scenario": scenario, "graded": True}
    return attempt(
        request,
        lambda: actions.queue(**turn, client_uid=client_uid, by=person, at=now),
        _("排上了。轮到您时，机器上会显示您的编号。"),
        HOME,
    )


@signed_in
@require_POST
def leave(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give my turn up."""
    person, now = the_person(request), timezone.now()
    turn = get_object_or_404(queries.my_turn(person, uid))
    return attempt(request, lambda: actions.miss(turn=turn, by=person, at=now), _("不排了。"), HOME)
