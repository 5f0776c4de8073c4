"""Today's work about exams, for the desk's first page."""

from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.assessment.models import Exam, ResultAppeal, Sitting
from xinlian.assessment.who import DECIDERS, MARKERS
from xinlian.boards.models import Board
from xinlian.people.scope import Viewer, scope


def desk_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Short answers and appeals that wait, exams whose results may be published."""
    url, tasks = reverse("assessment:desk_exams"), []
    if viewer.paths(MARKERS):
        rows = scope(viewer, Sitting.objects.filter(ended_at__isnull=False, waiting__gt=0), MARKERS)
        count = rows.aggregate(all=Sum("waiting"))["all"] or 0
        tasks.append({"label": _("要判的简答题"), "count": count, "url": url, "tone": "warn"})
    if viewer.paths(DECIDERS):
        closed = scope(viewer, Exam.objects.filter(state="closed"), DECIDERS).exclude(sittings__waiting__gt=0).count()
        tasks.append({"label": _("可以公布成绩的考试"), "count": closed, "url": url, "tone": "ok"})
        appeals = scope(viewer, ResultAppeal.objects.filter(state="open"), DECIDERS).count()
        tasks.append({"label": _("等答复的成绩申诉"), "count": appeals, "url": url, "tone": "warn"})
    return tasks


def exam_of(board: Board) -> Exam | None:
    """The exam that a board ranks."""
    return Exam.objects.filter(uid=board.about_uid).first()
