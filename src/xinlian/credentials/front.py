"""What credentials put on home, desk and search."""

from typing import Any

from django.http import HttpRequest

from xinlian.credentials.queries.front import cards, desk_search, desk_tasks

__all__ = ["desk_search", "desk_tasks", "home_cards"]


def home_cards(request: HttpRequest) -> list[dict[str, Any]]:
    """A pass that is stopped or runs out."""
    return cards(request)
