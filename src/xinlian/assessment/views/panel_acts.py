"""What may be done with a panel from the desk and from the chief's page alike."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.assessment.actions import practicals as actions
from xinlian.assessment.models import Practical
from xinlian.people.access import the_person
from xinlian.rows.uids import uid_of


def deed(request: HttpRequest, practical: Practical) -> tuple[Callable[[], object], str]:
    """What the form asks for, and the word when it is done: ask a judge again, say why marks stand, lock."""
    what, number = request.POST.get("act", ""), uid_of(request.POST.get("which", ""))
    by, now = the_person(request), timezone.now()
    if what == "again":
        seat = get_object_or_404(practical.panel.all(), uid=number)
        return (lambda: actions.ask_again(seat=seat, by=by, at=now)), _("请他再看了。")
    if what == "explain":
        entrant, why = get_object_or_404(practical.entrants.all(), uid=number), request.POST.get("why", "")
        return (lambda: actions.explain(entrant=entrant, why=why, by=by, at=now)), _("理由记下了。")
    if what == "lock":
        return (lambda: actions.lock(practical=practical, by=by, at=now)), _("锁定了。")
    raise Http404
