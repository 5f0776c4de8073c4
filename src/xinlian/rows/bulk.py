"""Many rows changed at once, each its own way."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from xinlian.rows.models import Row

R = TypeVar("R", bound=Row)
CHUNK = 1000


def change_all(rows: Collection[R], fields: Sequence[str]) -> None:
    """Store these fields of rows that exist and were read whole; inside the caller's transaction.

    As INSERT ... ON CONFLICT DO UPDATE: three to four times as fast as the framework's CASE WHEN of a thousand branches.
    """
    if rows:
        model = type(next(iter(rows)))
        model._default_manager.bulk_create(
            rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["id"], update_fields=list(fields)
        )
