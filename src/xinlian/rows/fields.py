"""Column types of the lowest floor."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class UnionPathField(models.CharField):  # type: ignore[type-arg]
    """A union path, compared byte by byte so that `path >= p AND path < p~` is one index range.

    SQLite compares bytes by default and does not know the name; PostgreSQL needs the collation "C".
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        found = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            found["collation"] = "C"
        return found
