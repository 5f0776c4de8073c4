"""Pages of one's own: the team that one leads, and what one's medical checks found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xinlian.people.access import signed_in, the_person, today
from xinlian.training import medical_words
from xinlian.training.queries import builders as queries
from xinlian.training.queries.medicals import opened_all


@signed_in
@never_cache
@require_safe
def my_team(request: HttpRequest) -> HttpResponse:
    """Who of my team is ready, and who lacks what."""
    teams = []
    for team in queries.led_by(the_person(request)):
        lines = queries.lines(queries.of_team(team), today())
        ready = [one for one in lines if one.ready]
        teams.append(
            {"team": team, "ready": ready, "lacking": [one for one in lines if not one.ready], "n": len(lines)}
        )
    return render(request, "training/my_team.html", {"teams": teams})


@signed_in
@never_cache
@require_safe
def my_medicals(request: HttpRequest) -> HttpResponse:
    """My own checks: whoever I am, nobody else's."""
    me = the_person(request)
    checks = [(one.row, medical_words.told(one)) for one in opened_all(list(queries.my_checks(me)))]
    lines = queries.lines(queries.mine(me), today())
    return render(request, "training/my_medicals.html", {"checks": checks, "lines": lines})
