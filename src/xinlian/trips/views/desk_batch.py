"""What is done with one batch at the desk: called off, its roll closed, those who came asked how it was."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.enrolment.actions import attending, seats
from xinlian.people.access import staff, the_person
from xinlian.people.answering import attempt
from xinlian.trips.actions import asking
from xinlian.trips.views.desk_papers import find
from xinlian.trips.who import RUNNERS

TRIP = "trips:desk_trip"


@staff(*RUNNERS)
@require_POST
def call_off(request: HttpRequest, uid: str) -> HttpResponse:
    """The batch does not take place; its people wait for another."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    why = request.POST.get("why", "")
    done = _("取消了这一批，排上的人回到候补。")
    return attempt(request, lambda: seats.call_off(batch=found.batch, why=why, by=by, at=now), done, TRIP, uid)


@staff(*RUNNERS)
@require_POST
def close_roll(request: HttpRequest, uid: str) -> HttpResponse:
    """Everybody is counted: who confirmed and was not ticked has not come."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    done = _("点名结束了，没点到的记为没有来。")
    return attempt(request, lambda: attending.close_roll(batch=found.batch, by=by, at=now), done, TRIP, uid)


@staff(*RUNNERS)
@require_POST
def ask(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask those who came at once, without waiting for the hour after the trip."""
    found, by, now = find(request, uid), the_person(request), timezone.now()
    done = _("问卷发给到场的人了，手机首页上就能答。")
    return attempt(request, lambda: asking.ask(trip=found, by=by, at=now), done, TRIP, uid)
