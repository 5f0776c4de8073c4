"""What the training base puts on home and on the desk's first page."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from xinlian.people.access import person_of
from xinlian.people.scope import Viewer
from xinlian.training.queries.clearing_front import tasks
from xinlian.training.queries.my_work import card

__all__ = ["desk_tasks", "home_cards"]


def home_cards(request: HttpRequest) -> list[dict[str, Any]]:
    """What a builder does next."""
    person = person_of(request)
    found = card(person, timezone.now()) if person else None
    return [found] if found else []


def desk_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Today's work about clearance and violations."""
    return tasks(viewer)
