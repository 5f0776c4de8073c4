"""The chief judge's page: the panel's marks side by side by codes, what is far apart, the lock."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from xinlian.assessment.models import PanelSeat
from xinlian.assessment.queries import panels
from xinlian.assessment.views.panel_acts import deed
from xinlian.people.access import signed_in, the_person
from xinlian.people.answering import attempt

HERE = "assessment:judge_chief"


@signed_in
@never_cache
def chief(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Look, ask a judge again, say why marks stand, lock."""
    seat = get_object_or_404(panels.seats_of(the_person(request)), uid=uid, chief=True)
    if request.method == "POST":
        return _act(request, seat)
    seats, rows = panels.matrix(seat.practical)
    context = {
        "seat": seat,
        "panel": seats,
        "rows": rows,
        "alarms": sum(row["one"].open_alarm for row in rows),
        "unsigned": [one for one in seats if one.signed_at is None],
        "back": reverse("assessment:judge"),
    }
    return render(request, "assessment/judge_chief.html", context)


def _act(request: HttpRequest, seat: PanelSeat) -> HttpResponse:
    practical = seat.practical
    answer = attempt(request, *deed(request, practical), HERE, seat.uid)
    practical.refresh_from_db()
    return answer if practical.state == "open" else redirect("assessment:exams")
