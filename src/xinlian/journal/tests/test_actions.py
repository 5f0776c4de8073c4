"""The journal only grows, and the chain finds what was changed behind its back."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from xinlian.journal.actions import record, seal
from xinlian.journal.models import Entry, Link
from xinlian.journal.queries import unsealed, verify
from xinlian.testing.make import make_union

pytestmark = pytest.mark.django_db


def _three() -> list[Entry]:
    union = make_union()
    return [record("test.act", union, by=None, at=timezone.now(), n=n) for n in range(3)]


def test_sealed_chain_verifies() -> None:
    _three()
    assert unsealed() == 3
    assert seal() == 3
    assert seal() == 0
    assert unsealed() == 0
    verdict = verify()
    assert verdict.ok
    assert verdict.checked == 3


def test_entries_carry_the_union_of_their_object() -> None:
    union = make_union()
    assert record("test.act", union, by=None, at=timezone.now()).union_path == union.union_path


@pytest.mark.parametrize(
    "sql", ["UPDATE journal_entry SET verb = 'x'", "DELETE FROM journal_entry", "DELETE FROM journal_link"]
)
def test_database_refuses_to_change_or_delete(sql: str) -> None:
    _three()
    seal()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.count() == Link.objects.count() == 3


def test_a_change_behind_the_triggers_is_found() -> None:
    entries = _three()
    seal()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER journal_entry_no_update")
        cursor.execute("UPDATE journal_entry SET verb = 'test.other' WHERE id = %s", [entries[1].pk])
    verdict = verify()
    assert (verdict.ok, verdict.broken_at, verdict.reason) == (False, 2, "changed")
