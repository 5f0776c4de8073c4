"""A board over a published exam, opened from the exam's page at the desk."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xinlian.assessment.actions import boards as actions
from xinlian.assessment.views.desk_exams import ONE, find
from xinlian.assessment.who import RUNNERS
from xinlian.boards.models import Board
from xinlian.people.access import staff, the_person
from xinlian.people.answering import attempt


@staff(*RUNNERS)
@require_POST
def opened(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open it."""
    exam, by, now = find(request, uid), the_person(request), timezone.now()
    names = request.POST.get("names", "")
    names = names if names in dict(Board.NAMES) else "masked"
    return attempt(
        request, lambda: actions.open_over(exam=exam, names=names, by=by, at=now), _("排行榜开好了。"), ONE, uid
    )
