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
from xinlian.training.actions import intake
from xinlian.training.forms.intake import BuilderForm
from xinlian.training.models import Team
from xinlian.training.queries import builders as queries
from xinlian.training.views.acting import keeps, kept
from xinlian.training.who import leads


@public
@never_cache
def join(request: HttpRequest, key: str) -> HttpResponseBase:
    """Who are you? What is missing is said at once."""
    team = queries.joined(key)
    if team is None or (team.closed_on is not None and team.closed_on <= today()):
        return render(request, "training/join_gone.html", status=404)
    person = person_of(request)
    sign_in = f"{reverse('people:sign_in')}?{urlencode({'next': request.path})}"
    if person is None:
        return render(request, "training/join.html", {"team": team, "sign_in": sign_in})
    for_others = leads(person, team) or keeps(request, team.union_path)
    form = _form(request, team, person, for_others=for_others)
    if request.method == "POST" and form.is_valid():
        done = _registered(person, team, form)
        if done is not None:
            return redirect(f"{request.path}?done={done.builder.uid}")
    context = {"team": team, "form": form, "for_others": for_others, "done": _done(request, person)}
    context["mine"] = None if for_others else queries.mine_at(person, team.section.project)
    return render(request, "training/join.html", context)


def _form(request: HttpRequest, team: Team, person: Person, *, for_others: bool) -> BuilderForm:
    project = team.section.project
    if for_others:
        return BuilderForm(request.POST or None, project=project)
    languages = person.languages or ["zh"]
    said = {"name": person.name, "language": languages[0]}
    return BuilderForm(request.POST or None, project=project, person=person, initial=said)


def _registered(person: Person, team: Team, form: BuilderForm) -> intake.Registered | None:
    said, made, now = form.cleaned_data, list[intake.Registered](), timezone.now()
    kept(
        form,
        lambda: made.append(
            intake.register(
                project=team.section.project,
                told=form.told(),
                team=team,
                trade=said["trade"],
                way="phone",
                client_uid=said["client_uid"],
                by=person,
                at=now,
            )
        ),
    )
    return made[0] if made else None


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
