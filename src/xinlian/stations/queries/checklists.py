"""Checklists: which one is in force for a union on a day."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length

from xinlian.people.models import Union
from xinlian.people.scope import Viewer
from xinlian.rows.paths import AFTER, SEGMENT, parents
from xinlian.stations.checklists import for_province
from xinlian.stations.models import Checklist


def in_force(union_path: str, on: datetime.date) -> Checklist | None:
    """The newest checklist of the nearest union at or above `union_path` that has one by that day."""
    above = Checklist.objects.filter(union_path__in=parents(union_path), effective_on__lte=on)
    return above.annotate(depth=Length("union_path")).order_by("-depth", "-effective_on", "-id").first()


def rules_for(union_path: str, on: datetime.date) -> dict[str, Any]:
    """The limits of the checklist in force, or none."""
    checklist = in_force(union_path, on)
    return dict(checklist.rules) if checklist else {}


def visible(viewer: Viewer) -> QuerySet[Checklist]:
    """Every checklist that concerns the viewer: of the unions above and below those where a role is held."""
    tops = viewer.paths()
    above = [path for top in tops for path in parents(top)]
    found = Checklist.objects.filter(union_path__in=above)
    for top in tops:
        found = found | Checklist.objects.filter(union_path__gte=top, union_path__lt=top + AFTER)
    return found.select_related("union").distinct().order_by("union_path", "-effective_on", "-id")


def beginning(viewer: Viewer) -> dict[str, Any]:
    """What a first checklist begins with: the template of the viewer's province, its day left open."""
    tops = viewer.paths()
    root = Union.objects.filter(union_path=tops[0][:SEGMENT]).first() if tops else None
    rows = for_province(root.name if root else "")
    return {
        **{key: rows[key] for key in ("name", "source", "items", "stars", "rules")},
        "union": tops[0] if tops else "",
    }
