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
    return _asked(sql, values).fetchall()


def done(sql: str, values: Sequence[Any]) -> None:
    """A statement that gives no rows, on PostgreSQL; else as `fetched`."""
    _asked(sql, values)


def _asked(sql: str, values: Sequence[Any]) -> "psycopg.Cursor[tuple[Any, ...]]":
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:  # numbers and times need no reading as text when they come as they lie there
        return psycopg.Cursor(connection.connection).execute(sql, values, prepare=True, binary=True)


def together(several: Sequence[tuple[str, Sequence[Any]]]) -> list[list[tuple[Any, ...]]]:
    """The rows of each of several such statements, in a transaction, sent to PostgreSQL as one message.

    One after the other as ever: each sees what there is once those before it are done waiting. No rows of one that gives none.
    """
    if connection.vendor != "postgresql":
        return [fetched(sql, values) for sql, values in several]
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    found = [psycopg.Cursor(connection.connection) for _ in several]
    with connection.wrap_database_errors:
        with connection.connection.pipeline():
            for cursor, (sql, values) in zip(found, several, strict=True):
                cursor.execute(sql, values, prepare=True, binary=True)
        return [cursor.fetchall() if cursor.description else [] for cursor in found]


def one_of(texts: Sequence[str]) -> tuple[str, list[Any]]:
    """How such a query says that a text is one of several, and what it binds: on PostgreSQL one list, however many there are."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", [list(texts)]
    return f"IN ({', '.join(['%s'] * len(texts))})", list(texts)
