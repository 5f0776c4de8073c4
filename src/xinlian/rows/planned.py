"""Questions that are asked over and over: PostgreSQL plans them once for a connection instead of each time."""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection


def fetched(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Every row of a query in plain SQL with %s for its values, inside the caller's transaction where there is one.

    The text must be one of few: each is kept, planned, on every connection. On PostgreSQL values go beside the text, so one
    stands where the database can tell its type. Raises what the framework's cursors raise.
    """
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:  # numbers and times need no reading as text when they come as they lie there
        return psycopg.Cursor(connection.connection).execute(sql, values, prepare=True, binary=True).fetchall()


def one_of(texts: Sequence[str]) -> tuple[str, list[Any]]:
    """How such a query says that a text is one of several, and what it binds: on PostgreSQL one list, however many there are."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", [list(texts)]
    return f"IN ({', '.join(['%s'] * len(texts))})", list(texts)
