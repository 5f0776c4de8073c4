"""One's own points: what was seen, what counts, what it leads to."""

import datetime
from typing import Any

from xinlian.people.models import Person
from xinlian.training.models import Builder
from xinlian.training.queries import facts, violations
from xinlian.training.queries.cases import cases
from xinlian.training.rules import points


def builders_of(person: Person) -> list[Builder]:
    """Where somebody works now, the newest first; where they worked last, when they work nowhere."""
    rows = Builder.objects.filter(person=person).select_related(
        "person", "trade", "team__section", "project__union", "project__site"
    )
    several = list(rows.order_by("-came_at"))
    return [one for one in several if one.left_on is None] or several[:1]


def of(person: Person, on: datetime.date) -> dict[str, Any]:
    """{"total", "lines", "rule", "state"} of the project where somebody works."""
    several = builders_of(person)
    if not several:
        return {"total": 0, "lines": [], "rule": points.Rule(), "state": "valid"}
    builder = several[0]
    rule = facts.points_rule(builder.project, on)
    refreshed = cases([builder], on)[builder.pk].refreshed_on
    seen = facts.violations([builder.pk]).get(builder.pk, [])
    rows = violations.own(person).filter(builder__project=builder.project_id)
    return {
        "total": points.counting(seen, rule, refreshed, on),
        "state": points.state(seen, rule, refreshed, on),
        "rule": rule,
        "lines": [violations.shown(one, rule, refreshed, on) for one in rows],
    }
