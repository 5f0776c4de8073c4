"""Sixteen writers at once on real transactions: nothing lost, nothing twice, and a reader who goes on misses nothing."""

import json
import random
import threading
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from xinlian.records import filing, listening, storing, things
from xinlian.records.models import Client, Document, Reference, Statement, Thing
from xinlian.records.queries.documents import Place, one
from xinlian.records.queries.statements import Asked, page
from xinlian.records.rules.faults import Fault
from xinlian.records.tests.world import Json, Speaker, make_speaker, mentioned, new_id, reference, statement, voiding
from xinlian.rows.refusals import Refused
from xinlian.testing.threads import at_once

pytestmark = pytest.mark.usefixtures("emptied_afterwards")
WRITERS, BATCHES = 16, 6


def send(speaker: Speaker, *said: Json) -> list[str]:
    return storing.store(client=speaker.client, said=said, version=speaker.version).uids


def shared(rng: random.Random) -> Json:
    """A statement of things that every writer speaks of, in any order."""
    made = statement(f"G{rng.randrange(20)}", rng.choice("abc"), f"t{rng.randrange(20)}")
    made["object"]["definition"] = {"name": {rng.choice(["en", "zh", "fr"]): f"n{rng.randrange(3)}"}}
    return made


def test_batches_that_share_everything_all_arrive_and_the_order_holds_for_a_reader() -> None:
    speaker = make_speaker()
    told: list[str] = []
    over = threading.Event()
    seen: list[uuid.UUID] = []

    def write(seed: int) -> None:
        rng = random.Random(seed)
        for _ in range(BATCHES):
            told.extend(send(speaker, *(shared(rng) for _ in range(10))))

    def follow() -> None:
        while True:
            last = over.is_set()
            rows, more = page(speaker.client, Asked(ascending=True, limit=25, after=seen[-1] if seen else None))
            seen.extend(row.uid for row in rows)
            if last and not more:
                return

    reader = threading.Thread(target=lambda: (follow(), connection.close()))
    reader.start()
    try:
        at_once(*(lambda seed=seed: write(seed) for seed in range(WRITERS)))  # type: ignore[misc]
    finally:
        over.set()
        reader.join()
    assert len(told) == WRITERS * BATCHES * 10
    assert {str(uid) for uid in seen} == set(told)
    assert len(seen) == len(told)
    stored = list(Statement.objects.order_by("id").values_list("stored_at", flat=True))
    assert stored == sorted(set(stored))
    assert Thing.objects.filter(kind="activity").count() == 20
    names = [json.loads(row.definition)["name"] for row in Thing.objects.filter(kind="activity")]
    assert any(len(name) == 3 for name in names)
    assert len(mentioned()) == 4 * len(told)


def test_no_word_of_a_definition_is_lost() -> None:
    speaker = make_speaker()

    def name(language: str) -> None:
        made = statement()
        made["object"]["definition"] = {"name": {language: language}}
        send(speaker, made)

    languages = [f"en-x-a{n}" for n in range(8)]
    at_once(*(lambda word=word: name(word) for word in languages))  # type: ignore[misc]
    assert json.loads(Thing.objects.get(kind="activity").definition)["name"].keys() == set(languages)


def test_what_another_process_said_of_an_activity_is_met_again(monkeypatch: pytest.MonkeyPatch) -> None:
    speaker, made = make_speaker(), statement()
    made["object"]["definition"] = {"name": {"en": "one"}}
    send(speaker, made)
    send(speaker, made)  # remembered from here on
    other = json.dumps({"name": {"en": "two", "zh": "二"}})
    Thing.objects.filter(kind="activity").update(definition=other)
    monkeypatch.setattr(things, "SECONDS", 0.0)
    things.forget()  # as when the second is over
    send(speaker, made)
    assert json.loads(Thing.objects.get(kind="activity").definition) == {"name": {"en": "one", "zh": "二"}}


def test_agents_and_verbs_are_looked_up_once_and_activities_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, find = list[set[tuple[str, str]]](), things.find

    def noted(union_path: str, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], things.Known]:
        several = set(names)
        asked.append(several)
        return find(union_path, several)

    speaker = make_speaker()
    path = speaker.client.union_path
    monkeypatch.setattr(things, "SECONDS", -1.0)  # every second is over at once
    monkeypatch.setattr(things, "find", noted)
    send(speaker, statement())
    names = {(kind, key) for kind, key in Thing.objects.values_list("kind", "key")}
    activities = {name for name in names if name[0] == "activity"}
    first = things.remembered(path, names)
    asked.clear()
    assert things.remembered(path, names) == first
    assert things.remembered(path, names - activities).keys() == names - activities
    assert asked == [activities]
    things.forget()
    assert things.remembered(path, names) == first
    assert asked == [activities, names]


def test_activities_that_come_together_are_asked_for_together(monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = make_speaker()
    send(speaker, statement(thing="one"), statement(thing="two"))
    names = {(kind, key) for kind, key in Thing.objects.filter(kind="activity").values_list("kind", "key")}
    path, clock = speaker.client.union_path, [1000.0]
    monkeypatch.setattr(things.time, "monotonic", lambda: clock[0])
    things.forget()
    one, two = ({name} for name in sorted(names))
    things.remembered(path, one)
    clock[0] += 0.7
    things.remembered(path, two)
    clock[0] += 0.4  # over for the one, not for the other
    things.remembered(path, names)
    clock[0] += 0.7
    Thing.objects.update(definition=json.dumps({"name": {"en": "new"}}))
    assert all(not known.definition for known in things.remembered(path, names).values())
    clock[0] += 0.4
    assert all("new" in known.definition for known in things.remembered(path, names).values())


def test_nothing_is_remembered_of_what_was_undone() -> None:
    speaker = make_speaker()
    with transaction.atomic():
        for _ in range(2):
            send(speaker, statement())
        transaction.set_rollback(True)
    send(speaker, statement())
    assert {thing for thing, _ in mentioned()} <= set(Thing.objects.values_list("id", flat=True))
    assert len(mentioned()) == 4


def test_the_same_batch_from_everywhere_is_stored_once() -> None:
    speaker = make_speaker()
    batch = [statement(id=new_id()) for _ in range(10)]
    answers: list[list[str]] = []
    at_once(*(lambda: answers.append(send(speaker, *batch)) for _ in range(8)))
    assert len(answers) == 8
    assert {tuple(answer) for answer in answers} == {tuple(one["id"] for one in batch)}
    assert Statement.objects.count() == 10


def test_of_two_under_one_id_one_is_refused() -> None:
    speaker = make_speaker()
    for _ in range(5):
        uid = new_id()
        outcomes: list[str] = []

        def one_of(verb: str, uid: str = uid, outcomes: list[str] = outcomes) -> None:
            try:
                send(speaker, statement(verb=verb, id=uid))
                outcomes.append(verb)
            except Fault as fault:
                outcomes.append(fault.code)

        at_once(lambda: one_of("a"), lambda: one_of("b"))
        assert sorted(outcomes)[0] in ("a", "b")
        assert "id_taken" in outcomes


def test_voiding_and_what_is_voided_may_come_at_the_same_moment() -> None:
    speaker = make_speaker()
    for _ in range(8):
        uid = new_id()
        at_once(lambda: send(speaker, statement(id=uid)), lambda: send(speaker, voiding(uid)))  # noqa: B023
        assert Statement.objects.get(uid=uid).voided


def test_a_chain_sent_at_once_is_whole() -> None:
    speaker = make_speaker()
    chain = [new_id() for _ in range(6)]
    said = [statement("start", id=chain[0])]
    said += [reference(chain[n - 1], id=chain[n]) for n in range(1, 6)]
    at_once(*(lambda part=part: send(speaker, part) for part in said))  # type: ignore[misc]
    assert Reference.objects.count() == 15


def test_of_writers_of_a_document_none_overwrites_unseen() -> None:
    speaker = make_speaker()
    place = Place("agent", agent="account|h|n")

    def said(content: bytes, conditions: filing.Conditions = (None, None)) -> Any:
        common = {"client": speaker.client, "place": place, "name": "d", "content_type": "application/json"}
        return {**common, "content": content, "conditions": conditions, "at": timezone.now()}

    outcomes: list[int] = []

    def create(n: int) -> None:
        try:
            filing.put(**said(b'{"n":%d}' % n, (None, "*")), guarded=True)
            outcomes.append(204)
        except Fault as fault:
            outcomes.append(fault.status)

    at_once(*(lambda n=n: create(n) for n in range(6)))  # type: ignore[misc]
    assert sorted(outcomes) == [204, *[412] * 5]
    at_once(*(lambda n=n: filing.merge(**said(b'{"k%d":1}' % n)) for n in range(4)))  # type: ignore[misc]
    found = one(speaker.client, place, "d")
    assert found is not None
    assert json.loads(bytes(found.content)).keys() == {"n", "k0", "k1", "k2", "k3"}
    assert Document.objects.count() == 1


def test_a_listener_hears_each_statement_once_and_its_refusal_costs_none() -> None:
    speaker = make_speaker()
    heard: list[str] = []

    def listener(client: Client, statements: Any, at: Any) -> Callable[[], None]:
        heard.extend(one["id"] for one in statements)

        def act() -> None:
            Client.objects.filter(pk=client.pk).update(name="written by a listener")
            if statements[0]["verb"]["id"].endswith("failed"):
                raise Refused("not_known")

        return act

    listening.register(listener)
    listening.register(listener)
    try:
        batch = [statement(id=new_id(), verb="failed"), statement(id=new_id())]
        send(speaker, *batch)
        send(speaker, *batch)
        assert heard == [one["id"] for one in batch]
        assert Statement.objects.count() == 2
        assert Client.objects.get().name != "written by a listener"
        send(speaker, statement())
        assert Client.objects.get().name == "written by a listener"
    finally:
        listening.forget(listener)


def test_an_unforeseen_fault_of_a_listener_costs_the_whole_batch() -> None:
    speaker = make_speaker()

    def listener(client: Client, statements: Any, at: Any) -> None:
        raise ZeroDivisionError

    listening.register(listener)
    try:
        with pytest.raises(ZeroDivisionError):
            send(speaker, statement())
    finally:
        listening.forget(listener)
    assert not Statement.objects.exists()
