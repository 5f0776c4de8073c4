"""What the station room puts on home, desk and search."""

from xinlian.stations.queries.home import home_cards

__all__ = ["home_cards"]
