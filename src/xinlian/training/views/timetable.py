"""The timetable of a week, by rooms or by trainers."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xinlian.people.access import staff, viewer
from xinlian.training.models import Project
from xinlian.training.queries import timetable as queries
from xinlian.training.views.base import at_base, shared
from xinlian.training.who import READERS

WEEK = datetime.timedelta(days=7)


@staff(*READERS)
@require_safe
@at_base
def timetable(request: HttpRequest, project: Project) -> HttpResponse:
    """A week."""
    monday = _monday(request.GET.get("week", ""))
    by = "trainer" if request.GET.get("by") == "trainer" else "room"
    lines = queries.week(viewer(request), project, monday, by)
    days = [monday + datetime.timedelta(days=number) for number in range(7)]
    kept = f"project={project.uid}&"
    context = {
        **shared(request, project),
        "lines": lines,
        "days": days,
        "dated": [
            (day, [(line, line.days[place]) for line in lines if line.days[place]]) for place, day in enumerate(days)
        ],
        "today": timezone.localdate(),
        "by": by,
        "sides": [
            {"url": f"?{kept}week={monday}", "label": _("按教室"), "active": by == "room"},
            {"url": f"?{kept}week={monday}&by=trainer", "label": _("按老师"), "active": by == "trainer"},
        ],
        "before": f"?{kept}week={monday - WEEK}&by={by}",
        "after": f"?{kept}week={monday + WEEK}&by={by}",
        "now": f"?{kept}by={by}",
        "count": sum(len(several) for line in lines for several in line.days),
    }
    return render(request, "training/desk/timetable.html", context)


def _monday(wanted: str) -> datetime.date:
    """The Monday of the week that holds a day; of this week where the day cannot be read."""
    try:
        day = datetime.date.fromisoformat(wanted)
        if not 2000 <= day.year <= 2100:
            raise ValueError(wanted)
    except ValueError:
        day = timezone.localdate()
    return day - datetime.timedelta(days=day.weekday())
