"""The few statements of SQL that every batch costs; the framework's own way takes several times what the database does."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, models

from xinlian.rows.planned import done, fetched

AT_ONCE = 250  # rows of one INSERT; SQLite binds at most 32,766 values


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table: what differs, column by column, and what all of them share. UUIDs and times as `uids`, `times` give them."""

    model: type[models.Model]
    columns: Mapping[str, Sequence[Any]]
    shared: Mapping[str, Any]


def append(several: Sequence[Rows]) -> None:
    """Insert rows as they are, table by table, inside the caller's transaction. Raises IntegrityError.

    On SQLite many rows are one statement: between two of them another thread may take the interpreter, and keep it while everybody
    waits for the one write lock. A refused statement leaves the rows before the refused one for the caller's transaction to undo: to
    undo them itself, SQLite would copy every page first.
    """
    if connection.vendor == "postgresql":
        _append_at_once(several)
        return
    for rows in several:
        table, names, shared = rows.model._meta.db_table, (*rows.columns, *rows.shared), tuple(rows.shared.values())
        whole = [(*row, *shared) for row in zip(*rows.columns.values(), strict=True)]
        with connection.wrap_database_errors:
            for start in range(0, len(whole), AT_ONCE):
                part = whole[start : start + AT_ONCE]
                values = [value for row in part for value in row]
                connection.connection.execute(_insert(table, names, len(part)), values)


def _append_at_once(several: Sequence[Rows]) -> None:
    """All tables in one statement, which costs less than several in one message."""
    *before, (last, values) = [_unnested(rows) for rows in several]
    named = ", ".join(f"w{place} AS ({text})" for place, (text, _values) in enumerate(before))
    done(f"WITH {named} {last}" if named else last, [value for _text, each in before for value in each] + values)


def _unnested(rows: Rows) -> tuple[str, list[Any]]:
    """One INSERT of columns as arrays, whatever their length. Texts are sent as they are; of the rest none has a letter to escape."""
    values = [
        list(column) if kind == "text" else f"{{{','.join('NULL' if one is None else str(one) for one in column)}}}"
        for kind, column in zip(_kinds(rows.model, tuple(rows.columns)), rows.columns.values(), strict=True)
    ]
    return _from_arrays(rows.model, tuple(rows.columns), tuple(rows.shared)), [*rows.shared.values(), *values]


@lru_cache(maxsize=1000)
def _kinds(model: type[models.Model], columns: tuple[str, ...]) -> list[str]:
    by_column = {field.column: str(field.db_type(connection)) for field in model._meta.concrete_fields}
    return [by_column[name] for name in columns]


@lru_cache(maxsize=1000)
def _from_arrays(model: type[models.Model], columns: tuple[str, ...], shared: tuple[str, ...]) -> str:
    arrays = ", ".join(f"{'%b' if kind == 'text' else '%s'}::{kind}[]" for kind in _kinds(model, columns))
    same = "".join(f", %s::{kind}" for kind in _kinds(model, shared))
    names = ", ".join((*columns, *shared))
    return f"INSERT INTO {model._meta.db_table} ({names}) SELECT a.*{same} FROM unnest({arrays}) AS a"  # noqa: S608 - names of ours


@lru_cache(maxsize=1000)
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    marks = f"({', '.join('?' * len(columns))})"
    return f"INSERT OR FAIL INTO {table} ({', '.join(columns)}) VALUES {', '.join([marks] * rows)}"  # noqa: S608 - names of ours


def among(
    model: type[models.Model], columns: Sequence[str], union_path: str, column: str, values: Collection[uuid.UUID | str]
) -> list[tuple[Any, ...]]:
    """Columns of a store's rows whose UUID in `column` is one of `values`."""
    marks, bound = one_of(values)
    sql = f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE union_path = %s AND {column} {marks}"  # noqa: S608
    return fetched(sql, [union_path, *bound])


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


def moment(at: datetime.datetime) -> str:
    """A time as statements say it: UTC, to the microsecond."""
    return at.astimezone(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moments(at: datetime.datetime, several: int) -> list[str]:
    """So many times as statements say them, each a microsecond after the one before."""
    if at.microsecond + several > 1_000_000:
        return [moment(at + datetime.timedelta(microseconds=place)) for place in range(several)]
    second = moment(at)[:20]
    return [f"{second}{place:06d}Z" for place in range(at.microsecond, at.microsecond + several)]


def times(moments: Iterable[str]) -> list[str]:
    """Times that statements say as the database takes them. SQLite compares texts: the framework writes no fraction of zero."""
    if connection.vendor == "postgresql":
        return list(moments)
    return [f"{said[:10]} {said[11:26].removesuffix('.000000')}" for said in moments]


def time_of(value: Any) -> datetime.datetime | None:
    """A time as the database gives it, with its zone; None of none. SQLite tells no zone, and text where it is not sure of the column."""
    if value is None or (isinstance(value, datetime.datetime) and value.tzinfo):
        return value
    found = value if isinstance(value, datetime.datetime) else datetime.datetime.fromisoformat(value)
    return found.replace(tzinfo=datetime.UTC)
