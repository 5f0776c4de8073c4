"""What assessment puts on home and on the desk's list of today."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from xinlian.assessment.queries.front import desk_tasks
from xinlian.assessment.queries.mine import mine
from xinlian.assessment.queries.panels import seats_of
from xinlian.people.access import person_of

__all__ = ["desk_tasks", "home_cards"]


def home_cards(request: HttpRequest) -> list[dict[str, Any]]:
    """The exams that are open for whoever is signed in, and what a judge has to mark."""
    person = person_of(request)
    if person is None:
        return []
    exams = [one for one in mine(person, timezone.now()) if one.state in ("going", "now")][:3]
    judges = seats_of(person).filter(signed_at=None).exists()
    if not exams and not judges:
        return []
    return [{"order": 5, "template": "assessment/home_card.html", "exams": exams, "judges": judges}]
