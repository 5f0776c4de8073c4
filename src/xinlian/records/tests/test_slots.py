"""A statement's id is unique in its store by a number made of both: exactly, whatever else has that number."""

import importlib
import uuid
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st

from xinlian.records.models import Statement
from xinlian.records.slots import of_ids, slot_of, voided_of
from xinlian.records.tests.world import STATEMENTS, make_speaker, new_id, statement, voiding


def _slots() -> dict[int, int]:
    return dict(Statement.objects.values_list("id", "slot"))


def _expected() -> dict[int, int]:
    rows = Statement.objects.values_list("id", "union_path", "uid")
    return {key: slot_of(union_path, str(uid)) for key, union_path, uid in rows}


@given(st.uuids(), st.uuids())
def test_a_number_fits_the_column_and_is_of_one_id_in_one_store(one: uuid.UUID, other: uuid.UUID) -> None:
    assert 0 <= slot_of("0001", str(one)) < 2**63
    assert slot_of("0001", str(one)) != slot_of("0002", str(one))
    assert (slot_of("0001", str(one)) == slot_of("0001", str(other))) == (one == other)


@pytest.mark.django_db
def test_every_statement_has_its_number_and_the_migration_makes_the_same() -> None:
    one, other, uid = make_speaker(), make_speaker(), new_id()
    for speaker in (one, other):
        speaker.send(statement(id=uid), statement())
        assert speaker.ask("PUT", STATEMENTS, statement(), statementId=new_id()).status_code == 204
    assert len(set(_slots().values())) == 6
    assert _slots() == _expected()
    for key in _slots():
        Statement.objects.filter(pk=key).update(slot=key)
    migration = importlib.import_module("xinlian.records.migrations.0003_slots")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert _slots() == _expected()


@pytest.mark.django_db
def test_what_stands_under_the_number_of_another_id_is_neither_given_out_nor_taken_for_it() -> None:
    speaker, uid, wanted = make_speaker(), new_id(), new_id()
    speaker.send(statement(id=uid))
    Statement.objects.update(slot=slot_of(speaker.client.union_path, wanted))
    assert speaker.ask("GET", STATEMENTS, statementId=wanted).status_code == 404
    assert not of_ids(speaker.client.union_path, [uuid.UUID(wanted)]).exists()
    answer = speaker.ask("POST", STATEMENTS, [statement(id=new_id()), statement(id=wanted)])
    assert answer.status_code == 409
    assert Statement.objects.count() == 1


@pytest.mark.django_db
def test_the_database_refuses_an_id_that_is_there() -> None:
    speaker = make_speaker()
    speaker.send(statement())
    row = Statement.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


@pytest.mark.django_db
def test_which_of_many_are_voided() -> None:
    speaker = make_speaker()
    uids = [uuid.UUID(one) for _ in range(2) for one in speaker.send(*(statement() for _ in range(300)))]
    speaker.send(voiding(str(uids[7])), voiding(str(uids[599])))
    assert set(voided_of(speaker.client.union_path, uids)) == {uids[7], uids[599]}
    assert not list(voided_of("elsewhere", uids))
