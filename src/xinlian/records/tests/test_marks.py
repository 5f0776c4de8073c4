"""Whose statements they are and of which attempt is found by marks: exactly, also where two share a number, and made anew by the migration."""

import importlib
import random
import uuid
from types import SimpleNamespace

import msgspec
import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from xinlian.records import marking, storing, things
from xinlian.records.models import Mention, Statement
from xinlian.records.queries import desk
from xinlian.records.queries.statements import Asked, page
from xinlian.records.rules.sent import ready
from xinlian.records.tests.world import Json, Speaker, activity, make_speaker, statement

SIZES = (1, 70, 3, 50, 64)


def _said(registration: uuid.UUID | None) -> Json:
    return statement(context={"registration": str(registration)}) if registration else statement()


def _send(speaker: Speaker, registrations: list[uuid.UUID | None]) -> list[str]:
    said = [_said(one) for one in registrations]
    return storing.store(client=speaker.client, said=said, version=speaker.version).uids


def _marked() -> set[tuple[int, int]]:
    rows = Mention.objects.filter(thing_id__lt=0).values_list("thing_id", "first_id", "direct", "related")
    assert all(direct == related for _, _, direct, related in rows)
    return {(number, key) for number, first, bits, _ in rows for key in marking.ids_of(first, bits)}


def _expected() -> set[tuple[int, int]]:
    rows = Statement.objects.values_list("id", "client_id", "registration")
    clients = {(marking.of_client(client), key) for key, client, _ in rows}
    return clients | {(marking.of_registration(one), key) for key, _, one in rows if one is not None}


@given(st.uuids(), st.integers(1, 2**63 - 1))
def test_numbers_fit_the_column_and_are_no_things(registration: uuid.UUID, pk: int) -> None:
    assert -(2**63) <= marking.of_registration(registration) < 0
    assert -(2**63) <= marking.of_client(pk) < 0


def test_attempts_of_one_machine_and_of_one_moment_have_numbers_apart() -> None:
    one = uuid.UUID("8c1b2f0e-5d1a-11ef-9a4b-0242ac120002")
    assert len({marking.of_registration(uuid.UUID(int=one.int + (n << 96))) for n in range(1000)}) == 1000
    assert len({marking.of_registration(uuid.UUID(int=one.int + n)) for n in range(1000)}) == 1000


@pytest.mark.django_db
@pytest.mark.parametrize("size", SIZES)
def test_marks_made_before_the_ids_are_known_are_those_of_the_ids(size: int) -> None:
    speaker, rng = make_speaker(), random.Random(size)
    plain = [ready(statement(thing=f"t{rng.randrange(4)}"), "", {}, "2.0.0").refs for _ in range(size)]
    several = [msgspec.structs.replace(one, registration=str(uuid.UUID(int=rng.randrange(3)))) for one in plain]
    names = things.named(several)
    known = {name: things.Known(key, "") for key, name in enumerate(sorted(names), 1)}
    early, ids = marking.blocks(range(size), several, known, speaker.client.pk), list(range(700, 700 + size))
    assert marking.moved(early, ids) == marking.blocks(ids, several, known, speaker.client.pk)
    if size > 1:
        assert marking.moved(early, [*ids[:-1], ids[-1] + 1]) is None


@pytest.mark.django_db
def test_every_statement_is_marked_and_the_migration_marks_the_same_anew() -> None:
    rng = random.Random(4)
    speakers = [make_speaker(), make_speaker(), make_speaker()]
    attempts = [uuid.UUID(int=rng.getrandbits(128), version=4) for _ in range(5)]
    for number, size in enumerate(SIZES * 2):
        _send(speakers[number % 3], [rng.choice([*attempts, None]) for _ in range(size)])
    assert _marked() == _expected()
    migration = importlib.import_module("xinlian.records.migrations.0002_marks")
    editor, others = SimpleNamespace(connection=connection), Mention.objects.filter(thing_id__gt=0).count()
    migration.unmark(apps, editor)
    assert not _marked()
    migration.mark(apps, editor)
    assert _marked() == _expected()
    assert Mention.objects.filter(thing_id__gt=0).count() == others


@pytest.mark.django_db
@pytest.mark.parametrize("may", ["all", "own"])
def test_two_attempts_that_share_a_number_are_told_apart(may: str) -> None:
    one = uuid.uuid4()
    other = uuid.UUID(int=one.int ^ (5 << 64 | 5))
    assert marking.of_registration(one) == marking.of_registration(other)
    speaker = make_speaker(may=may)
    uids = _send(speaker, [one, other, None, one])
    found, more = page(speaker.client, Asked(registration=one, ascending=True))
    assert [str(row.uid) for row in found] == [uids[0], uids[3]]
    assert not more


@pytest.mark.django_db
def test_the_desk_shows_the_newest_of_one_client() -> None:
    speaker, other = make_speaker(), make_speaker()
    sent = []
    for size in SIZES:
        sent += _send(speaker, [None] * size)
        _send(other, [None] * size)
    shown = [str(line.uid) for line in desk.lines(speaker.client)]
    assert shown == list(reversed(sent))[: desk.LAST]
    assert desk.lines(make_speaker().client) == []


@pytest.mark.django_db
def test_a_definition_that_was_said_before_is_merged_again_after_another() -> None:
    """It changed nothing when it was said twice, and does when something else was said between."""
    speaker = make_speaker()
    one, other = ({"id": activity("hoist"), "definition": {"name": {"zh": name}}} for name in ("吊装", "铲装"))
    for thing in (one, one, other, one):
        speaker.send({**statement(), "object": thing})
        found = things.definitions(speaker.client.union_path, [activity("hoist")])
        assert found == {activity("hoist"): thing["definition"]}
