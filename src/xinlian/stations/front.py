"""What the station room puts on home, desk and search."""

from django.http import HttpRequest

from xinlian.stations.queries import home, keeper
from xinlian.stations.queries.panels import desk_panels
from xinlian.stations.queries.today import desk_figures, desk_search, desk_tasks

__all__ = ["desk_figures", "desk_panels", "desk_search", "desk_tasks", "home_cards"]


def home_cards(request: HttpRequest) -> list[dict[str, object]]:
    """For workers what is near and new, for keepers their stations."""
    return [*keeper.home_cards(request), *home.home_cards(request)]
