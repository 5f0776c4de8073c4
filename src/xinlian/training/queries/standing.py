"""The passes of builders: which stands, and whether its state is this room's doing or an officer's own."""

import datetime
from collections.abc import Collection, Mapping

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from xinlian.credentials.models import PassStep, WorkPass
from xinlian.credentials.rules.states import STANDS
from xinlian.simulators.models import Trainee
from xinlian.training.models import Clearance, Project
from xinlian.training.rules.clearance import Halt


def passes(project: Project, people: Collection[int]) -> dict[int, WorkPass]:
    """The pass that stands of each person at a project, by the person's key."""
    rows = WorkPass.objects.filter(issuer=project.union_id, person__in=people, state__in=STANDS)
    return {one.person_id: one for one in rows.select_related("person", "issuer", "portrait").defer("token")}


def shown(project: Project, people: Collection[int]) -> dict[int, WorkPass]:
    """The pass that stands of each person at a project, else the last one."""
    rows = WorkPass.objects.filter(issuer=project.union_id, person__in=people).order_by("issued_at", "id")
    last = {one.person_id: one for one in rows}
    return last | {one.person_id: one for one in rows if one.state in STANDS}


def numbers(project: Project, people: Collection[int]) -> dict[int, str]:
    """The numbers at the simulators of people at a project, by their keys."""
    rows = Trainee.objects.filter(union=project.union_id, person__in=people)
    return dict(rows.values_list("person", "number"))


def halts(project: Project, people: Collection[int]) -> Mapping[int, Halt]:
    """Whose pass an officer stopped by hand, or took back with a reason, so that no verdict of ours lets it go on.

    A step of ours is told by its moment: the clearance that led to it was decided at just that time.
    """
    last = PassStep.objects.filter(work_pass=OuterRef("pk")).order_by("-at", "-id")
    rows = (
        WorkPass.objects.filter(issuer=project.union_id, person__in=people)
        .exclude(state="replaced")
        .annotate(step_at=Subquery(last.values("at")[:1]), step_why=Subquery(last.values("why")[:1]))
        .order_by("issued_at", "id")
    )
    newest = {
        person: (pk, state, at, why)
        for pk, person, state, at, why in rows.values_list("pk", "person", "state", "step_at", "step_why")
    }
    stopped = {person: row for person, row in newest.items() if row[1] != "valid" and row[3]}
    ours = _ours([row[0] for row in stopped.values()]) if stopped else set()
    return {
        person: Halt("revoked" if state == "revoked" else "by_hand", timezone.localdate(at))
        for person, (pk, state, at, _why) in stopped.items()
        if (pk, at) not in ours
    }


def _ours(passes: Collection[int]) -> set[tuple[int, datetime.datetime]]:
    rows = Clearance.objects.filter(work_pass__in=passes, ok=False).values_list("work_pass", "decided_at")
    return {(pk, at) for pk, at in rows if pk is not None}
