"""The screen in a base's hall: for whoever knows its address, with nobody's name but those that boards show."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xinlian.people.access import public, staff, the_person, viewer
from xinlian.people.answering import attempt
from xinlian.training.actions import projects
from xinlian.training.queries import base, hall
from xinlian.training.who import KEEPERS


@public
@never_cache
@require_safe
def screen(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Today at the base."""
    project, now = hall.by_key(key), timezone.now()
    if project is None:
        raise Http404
    return render(request, "training/hall.html", {"project": project, "told": hall.told(project, now), "now": now})


@staff(*KEEPERS)
@require_POST
def new_key(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Another address."""
    found = get_object_or_404(base.projects(viewer(request)), uid=uid)
    by, now = the_person(request), timezone.now()
    words = _("换了地址，旧的打不开了。")
    return attempt(
        request, lambda: projects.new_hall_key(project=found, by=by, at=now), words, "training:desk_project", uid
    )
