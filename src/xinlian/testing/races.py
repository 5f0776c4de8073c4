"""A pytest plug-in for tests of races: threads on connections of their own, so nothing can be rolled back afterwards."""

from collections.abc import Iterator

import pytest
import pytest_django
from django.db import connection


@pytest.fixture
def journal_grows_again(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[list[str]]:
    """Gives a list for the triggers that were dropped; they are made again after the database was emptied."""
    dropped: list[str] = []
    yield dropped
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in dropped:
            cursor.execute(statement)


@pytest.fixture
def emptied_afterwards(journal_grows_again: list[str], transactional_db: None) -> Iterator[None]:
    """Real transactions; SQLite empties a table with DELETE, which the journal refuses, so its triggers step aside."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'journal_%%'")
            for name, statement in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
                journal_grows_again.append(statement)
