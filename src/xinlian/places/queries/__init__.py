"""Reads about places: what is near, what lies along a line, what comes next on a road, which days are holidays."""

from xinlian.places.queries.calendar import kinds_of_days, year_is_known
from xinlian.places.queries.near import Near, along, nearest, nearest_keys, with_rows
from xinlian.places.queries.roads import ahead, line_of, mark_of, my_place_on, way

__all__ = [
    "Near",
    "ahead",
    "along",
    "kinds_of_days",
    "line_of",
    "mark_of",
    "my_place_on",
    "nearest",
    "nearest_keys",
    "way",
    "with_rows",
    "year_is_known",
]
