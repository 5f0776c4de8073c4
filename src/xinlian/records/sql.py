"""The few statements of SQL that every batch costs; the framework's own way takes several times what the database does."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, models


def append(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows as they are, inside the caller's transaction. Raises IntegrityError.

    UUIDs and times are as the database takes them: `uids`, `times`.
    """
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608 - names of ours


def among(
    model: type[models.Model], columns: Sequence[str], union_path: str, column: str, values: Collection[uuid.UUID | str]
) -> list[tuple[Any, ...]]:
    """Columns of a store's rows whose UUID in `column` is one of `values`."""
    marks, bound = one_of(values)
    sql = f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE union_path = %s AND {column} {marks}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [union_path, *bound])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def one_of(values: Collection[uuid.UUID | str]) -> tuple[str, list[str]]:
    """How a query says that a UUID is one of several, and what it binds: one text on PostgreSQL, since a list is dumped item by item."""
    several = [_hex(value) for value in values]
    if connection.vendor == "postgresql":
        return "= ANY(%s::uuid[])", [f"{{{','.join(several)}}}"]
    return f"IN ({', '.join(['%s'] * len(several))})", several


def _hex(value: uuid.UUID | str) -> str:
    return value.replace("-", "") if isinstance(value, str) else value.hex


def uids(values: Iterable[str | None]) -> list[str | None]:
    """UUIDs in their usual form as the database takes them."""
    if connection.features.has_native_uuid_field:
        return list(values)
    return [value.replace("-", "") if value is not None else None for value in values]


def uid_of(value: Any) -> uuid.UUID:
    """A UUID as the database gives it."""
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def times(values: Iterable[datetime.datetime]) -> list[Any]:
    """Times as the database takes them."""
    return [connection.ops.adapt_datetimefield_value(value) for value in values]


def time_of(value: Any) -> datetime.datetime | None:
    """A time as the database gives it, with its zone; None of none. SQLite tells no zone, and text where it is not sure of the column."""
    if value is None or (isinstance(value, datetime.datetime) and value.tzinfo):
        return value
    found = value if isinstance(value, datetime.datetime) else datetime.datetime.fromisoformat(value)
    return found.replace(tzinfo=datetime.UTC)
