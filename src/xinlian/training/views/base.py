"""What the desk's pages of classes share: which project, who may change it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xinlian.people.access import viewer
from xinlian.rows.uids import uid_of
from xinlian.training.models import Project
from xinlian.training.queries.base import projects
from xinlian.training.views.acting import keeps
from xinlian.training.who import KEEPERS


def at_base(view: Callable[[HttpRequest, Project], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """With the project that `?project=` names, else the first whose base the viewer sees; a page of its own for none."""

    @wraps(view)
    def found(request: HttpRequest) -> HttpResponse:
        rows, said = projects(viewer(request)), request.GET.get("project", "")
        wanted = uid_of(said)
        project = rows.filter(uid=wanted).first() if wanted else rows.first()
        if project is not None:
            return view(request, project)
        if said:
            raise Http404
        return no_base(request, _("培训基地"))

    return found


def no_base(request: HttpRequest, heading: str) -> HttpResponse:
    """The same page wherever there is no base yet: what it is for, and for who may, where to begin."""
    context = {"heading": heading, "keeper": bool(viewer(request).paths(KEEPERS))}
    return render(request, "training/desk/no_base.html", context)


def shared(request: HttpRequest, project: Project) -> dict[str, Any]:
    """For every page of a base: the project, the other ones there are, whether the viewer may change it."""
    others = list(projects(viewer(request)))
    choices = [{"url": f"?project={one.uid}", "label": one.name, "active": one.pk == project.pk} for one in others]
    return {
        "project": project,
        "projects": choices if len(choices) > 1 else [],
        "officer": keeps(request, project.union_path),
    }
