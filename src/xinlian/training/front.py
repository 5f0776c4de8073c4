"""What the training base puts on home, on the desk's first page and into its search."""

from typing import Any

from django.http import HttpRequest

from xinlian.people.access import person_of, today
from xinlian.people.scope import Viewer
from xinlian.training.queries import front_intake as intake

__all__ = ["desk_search", "desk_tasks", "home_cards"]


def home_cards(request: HttpRequest) -> list[dict[str, Any]]:
    """The team that one leads."""
    person = person_of(request)
    return intake.cards(person) if person else []


def desk_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Today's work about builders and their checks."""
    return intake.tasks(viewer, today())


def desk_search(viewer: Viewer, wanted: str) -> list[dict[str, Any]]:
    """Builders by name or team."""
    return intake.search(viewer, wanted)
