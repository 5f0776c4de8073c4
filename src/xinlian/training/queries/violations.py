"""Violations as the site, the desk and builders themselves see them."""

import datetime
import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from xinlian.credentials.models import WorkPass
from xinlian.credentials.queries.addresses import pass_host
from xinlian.credentials.rules import codes
from xinlian.engines.seals import claims, sign1
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.text import token_of
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope
from xinlian.training.models import Builder, Project, Violation, ViolationRule
from xinlian.training.queries import facts
from xinlian.training.queries.cases import of as case_of
from xinlian.training.rules import points
from xinlian.training.who import KEEPERS, WATCHERS

FOUND = 20


def total_of(builder: Builder, at: datetime.datetime) -> int:
    """The points that count now."""
    on = timezone.localdate(at)
    rule = facts.points_rule(builder.project, on)
    seen = facts.violations([builder.pk]).get(builder.pk, [])
    return points.counting(seen, rule, case_of(builder, on).refreshed_on, on) if seen else 0


def rules_on(project: Project, on: datetime.date) -> QuerySet[ViolationRule]:
    """The rules of a day, the dearest first."""
    rows = ViolationRule.objects.filter(project=project, effective_on__lte=on)
    return rows.filter(Q(ended_on=None) | Q(ended_on__gte=on)).order_by("-points", "name")


def rule_named(project: Project, uid: uuid.UUID | str) -> ViolationRule | None:
    """A rule of a project."""
    return ViolationRule.objects.filter(project=project, uid=uid).first()


def watched(viewer: Viewer) -> QuerySet[Project]:
    """The projects where the viewer notes what they see."""
    return scope(viewer, Project.objects.all(), WATCHERS)


def builders_seen(viewer: Viewer) -> QuerySet[Builder]:
    """Who works where the viewer notes what they see."""
    rows = scope(viewer, Builder.objects.filter(left_on=None), WATCHERS)
    return rows.select_related("person", "trade", "team__section", "project__union", "project__site")


def by_code(viewer: Viewer, typed: str) -> Builder | None:
    """By what a pass shows: its short code, or what its square code says."""
    row = _pass(typed)
    if row is None:
        return None
    return builders_seen(viewer).filter(person=row.person_id, project__union=row.issuer_id).first()


def _pass(typed: str) -> WorkPass | None:
    code = codes.read(typed)
    if code:
        return WorkPass.objects.filter(code=code).only("person", "issuer").first()
    try:
        number = claims.read(sign1.parse(token_of(typed.strip(), (pass_host().lower(),))).payload).number
    except SealError:
        return None
    return WorkPass.objects.filter(number=number.hex()).only("person", "issuer").first()


def by_name(viewer: Viewer, name: str) -> list[Builder]:
    """By name, a few; nobody for less than two letters."""
    plain = name.strip()
    return list(builders_seen(viewer).filter(person__name__icontains=plain)[:FOUND]) if len(plain) > 1 else []


def of_desk(viewer: Viewer, state: str) -> QuerySet[Violation]:
    """All of the viewer's part of the tree, those with an appeal that waits first."""
    rows = scope(viewer, Violation.objects.all(), KEEPERS)
    rows = rows.select_related("builder__person", "builder__team", "builder__project__union", "rule", "noted_by")
    if state == "appealed":
        rows = rows.filter(appealed_at__isnull=False, answered_at=None)
    return rows.order_by("-seen_at", "-id")


def own(person: Person) -> QuerySet[Violation]:
    """One's own."""
    rows = Violation.objects.filter(builder__person=person)
    return rows.select_related("rule", "builder__project__union").order_by("-seen_at", "-id")


def shown(one: Violation, rule: points.Rule, refreshed_on: datetime.date | None, on: datetime.date) -> dict[str, Any]:
    """A violation as its builder reads it, and whether it counts today."""
    day = timezone.localdate(one.seen_at)
    counts = one.withdrawn_at is None and bool(points.counting([points.Seen(one.points, day)], rule, refreshed_on, on))
    return {
        "row": one,
        "counts": counts,
        "counts_until": day + datetime.timedelta(days=rule.days - 1),
        "may_appeal": one.withdrawn_at is None and one.appealed_at is None,
    }


def rules_for_phone(viewer: Viewer, on: datetime.date) -> list[dict[str, Any]]:
    """The rules of all projects where the viewer notes what they see, as plain JSON."""
    several = list(watched(viewer))
    return [
        {
            "uid": str(one.uid),
            "name": one.name,
            "points": one.points,
            "project": project.name if len(several) > 1 else "",
        }
        for project in several
        for one in rules_on(project, on)
    ]


def brief(builder: Builder) -> dict[str, str]:
    """Somebody as the phone shows them before a violation is noted: no more than tells two apart."""
    where = f"{builder.team.section.name} · {builder.team.name}" if builder.team else ""
    words = " · ".join(part for part in (builder.trade.name, where) if part)
    return {"uid": str(builder.uid), "name": builder.person.name, "words": words}


def rule_of_desk(viewer: Viewer, uid: uuid.UUID) -> ViolationRule | None:
    """A rule of the viewer's part of the tree."""
    return scope(viewer, ViolationRule.objects.select_related("project"), KEEPERS).filter(uid=uid).first()


def rules_of(project: Project, on: datetime.date) -> dict[str, Any]:
    """The rules of a project as its desk sees them: those that hold, those to come, what points lead to."""
    rows = ViolationRule.objects.filter(project=project).filter(Q(ended_on=None) | Q(ended_on__gte=on))
    return {
        "rules": list(rows.order_by("-points", "name")),
        "points_rule": facts.points_rule(project, on),
        "points_rows": list(project.points_rules.order_by("-effective_on")),
    }
