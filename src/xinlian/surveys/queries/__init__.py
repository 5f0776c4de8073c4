"""Reads of surveys; `results`, `series_of` and `open_for` are for rooms."""

from xinlian.surveys.queries.mine import open_for
from xinlian.surveys.queries.results import results, series_of

__all__ = ["open_for", "results", "series_of"]
