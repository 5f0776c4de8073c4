"""Questions asked over and over say the same as the framework's own, and PostgreSQL plans each once."""

import datetime
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from xinlian.people.models import Person
from xinlian.rows.planned import fetched, one_of, together
from xinlian.web import env

pytestmark = pytest.mark.django_db
NAMES = "SELECT name, made_at FROM people_person WHERE name {} AND made_at <= %s ORDER BY id"
PLANS = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT name, made_at%'"
ODD = "a'{b}%\"\\,c"


def _ask(*names: str) -> list[tuple[str, datetime.datetime]]:
    marks, bound = one_of(names)
    return fetched(NAMES.format(marks), [*bound, timezone.now()])


def test_values_of_every_kind() -> None:
    for name in ("甲", "乙", ODD):
        Person.objects.create(name=name, made_at=timezone.now())
    own = list(Person.objects.filter(name__in=["甲", ODD]).order_by("id").values_list("name", "made_at"))
    assert [name for name, _ in _ask("甲", ODD, "丙")] == [name for name, _ in own] == ["甲", ODD]
    if connection.vendor == "postgresql":  # SQLite keeps times as texts
        assert _ask("甲", ODD, "丙") == own
    assert fetched("SELECT %s + 1", [2**40]) == [(2**40 + 1,)]
    assert _ask("丙") == []


def test_one_plan_serves_all_values() -> None:
    for number in range(12):
        _ask(*(f"{one}" for one in range(number + 1)))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(PLANS)
            assert cursor.fetchall() == [(12, 0)]


def test_an_error_is_the_frameworks_and_spoils_the_transaction_as_its_own_would() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        fetched("SELECT nothing FROM people_person WHERE id = %s", [1])
    assert _ask("甲") == []
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            fetched("SELECT 1 WHERE 1 = %s", [1])


def test_a_pooler_that_keeps_no_plans(tmp_path: Path) -> None:
    address = "postgresql://u:p@localhost/x"
    assert env.database(address, tmp_path)["OPTIONS"] == env.database(f"{address}?prepare=yes", tmp_path)["OPTIONS"]
    without = env.database(f"{address}?prepare=no", tmp_path)["OPTIONS"]
    assert isinstance(without, dict)
    assert "options" not in without
    assert without.get("prepare_threshold") is None
    with pytest.raises(ImproperlyConfigured, match="prepare=maybe"):
        env.database(f"{address}?prepare=maybe", tmp_path)


def test_several_at_once_are_done_one_after_the_other() -> None:
    Person.objects.create(name="甲", made_at=timezone.now())
    several = [
        ("SELECT count(*) FROM people_person WHERE name = %s", ["甲"]),
        ("UPDATE people_person SET name = %s WHERE name = %s", ["乙", "甲"]),
        ("SELECT count(*) FROM people_person WHERE name = %s", ["甲"]),
        ("SELECT 2 WHERE 1 = %s", [0]),
    ]
    assert together(several) == [[(1,)], [], [(0,)], []]
    assert together([]) == []


def test_an_error_among_several_undoes_the_transaction() -> None:
    Person.objects.create(name="甲", made_at=timezone.now())
    change = "UPDATE people_person SET name = %s WHERE name = %s"
    with pytest.raises(IntegrityError), transaction.atomic():
        together(
            [
                (change, ["乙", "甲"]),
                ("UPDATE people_person SET id = %s, made_at = %s", [1, None]),
                (change, ["丙", "甲"]),
            ]
        )
    assert list(Person.objects.values_list("name", flat=True)) == ["甲"]
    assert together([("SELECT count(*) FROM people_person WHERE name = %s", ["甲"])]) == [[(1,)]]
