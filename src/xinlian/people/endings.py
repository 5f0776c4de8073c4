"""How a holding's rows end: erased, unlinked from the person, or kept."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from xinlian.people.holdings import Holding
from xinlian.people.queries.holdings import model_of


def end(holding: Holding, rows: "QuerySet[Any]") -> int:
    """Apply the end of a holding to some of its rows, inside the caller's transaction; how many."""
    if holding.before_end is not None:
        holding.before_end(rows)
    if holding.at_end == "erase":
        count = rows.count()
        rows.delete()
        return count
    changes: dict[str, Any] = {name: _nothing(model_of(holding), name) for name in holding.blanked}
    if holding.at_end == "unlink":
        changes[holding.person] = None
    return rows.update(**changes) if changes else rows.count()


def _nothing(model: type[models.Model], name: str) -> Any:
    field: Any = model._meta.get_field(name)
    return None if field.null else field.get_default()
