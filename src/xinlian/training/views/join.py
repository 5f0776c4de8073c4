"""Joining a team by its code: the worker alone after signing in, or the leader one after the other on one phone."""

import uuid

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from xinlian.people.access import person_of, public, today
from xinlian.people.models import Person
from xinlian.training import joining
from xinlian.training.actions import intake
from xinlian.training.queries import builders as queries
from xinlian.training.views.acting import kept


@public
@never_cache
def join(request: HttpRequest, key: str) -> HttpResponseBase:
    """Who are you? What is missing is said at once."""
    team, now = queries.joined(key), timezone.now()
    if team is None or (team.closed_on is not None and team.closed_on <= today()):
        return render(request, "training/join_gone.html", status=404)
    person = person_of(request)
    sign_in = f"{reverse('people:sign_in')}?{urlencode({'next': request.path})}"
    if person is None:
        return render(request, "training/join.html", {"team": team, "sign_in": sign_in})
    form = joining.form_for(team, person, request.POST or None, at=now)
    if request.method == "POST" and form.is_valid():
        made = list[intake.Registered]()
        if kept(form, lambda: made.append(joining.entered(form, team, by=person, at=now))):
            return redirect(f"{request.path}?done={made[0].builder.uid}")
    others = joining.for_others(team, person, now)
    context = {"team": team, "form": form, "for_others": others, "done": _done(request, person)}
    context["mine"] = None if others else queries.mine_at(person, team.section.project)
    return render(request, "training/join.html", context)


def _done(request: HttpRequest, person: Person) -> queries.Line | None:
    """Who was registered a moment ago by whoever looks, with what they lack."""
    if "done" not in request.GET:
        return None
    try:
        uid = uuid.UUID(request.GET["done"])
    except ValueError:
        raise Http404 from None
    found = queries.registered_by(person, uid).first()
    return queries.line_of(found, today()) if found else None
