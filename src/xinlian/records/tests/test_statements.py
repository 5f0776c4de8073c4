"""Statements are kept once each and whole, given back as they came, and voided without being lost."""

import json
import uuid
from typing import Any

import pytest

from xinlian.journal.models import Entry
from xinlian.records.models import Statement, Thing
from xinlian.records.tests.world import (
    STATEMENTS,
    VERSIONS,
    Speaker,
    agent,
    make_speaker,
    new_id,
    reference,
    statement,
    voiding,
)
from xinlian.testing.make import make_union

pytestmark = pytest.mark.django_db


@pytest.fixture(params=VERSIONS)
def speaker(request: pytest.FixtureRequest) -> Speaker:
    return make_speaker(version=request.param)


def problem(answer: Any) -> tuple[int, str, str]:
    said = json.loads(answer.content)
    return answer.status_code, said["code"], said["requirement"]


def test_what_is_sent_comes_back_with_what_the_store_adds(speaker: Speaker) -> None:
    uid = new_id()
    sent = statement(
        id=uid, result={"score": {"scaled": 0.9, "raw": 90}, "duration": "PT3M2S"}, context={"platform": "甲"}
    )
    assert speaker.send(sent) == [uid]
    back = speaker.one(uid)
    assert {name: back[name] for name in sent} == sent
    assert back["stored"] == back["timestamp"]
    assert back["authority"]["account"]["name"] == speaker.client.public_id
    assert back["version"] == {"1.0.3": "1.0.0", "2.0.0": "2.0.0"}[speaker.version]


def test_a_put_keeps_the_id_of_the_address(speaker: Speaker) -> None:
    uid = new_id()
    answer = speaker.ask("PUT", STATEMENTS, statement(), statementId=uid)
    assert (answer.status_code, answer.content) == (204, b"")
    assert speaker.one(uid)["id"] == uid
    answer = speaker.ask("GET", STATEMENTS, statementId=uid)
    assert answer.headers["Last-Modified"].endswith("GMT")


@pytest.mark.parametrize(
    ("method", "body", "parameters", "told"),
    [
        pytest.param("PUT", statement(), {}, (400, "parameter_missing", "XAPI-00145"), id="XAPI-00145"),
        pytest.param(
            "PUT",
            [statement()],
            {"statementId": new_id()},
            (400, "not_one_statement", "XAPI-00144"),
            id="XAPI-00144-list",
        ),
        pytest.param(
            "PUT",
            statement(id=new_id()),
            {"statementId": new_id()},
            (400, "id_differs", "XAPI-00144"),
            id="XAPI-00144-other",
        ),
        pytest.param("PUT", statement(), {"statementId": "true"}, (400, "not_uuid", "XAPI-00012"), id="XAPI-00012"),
        pytest.param("POST", {**statement(), "verb": {}}, {}, (400, "missing", "XAPI-00044"), id="XAPI-00044"),
        pytest.param(
            "POST", statement(), {"statementId": new_id()}, (400, "parameter_unknown", "XAPI-00324"), id="XAPI-00324"
        ),
        pytest.param("POST", b"{", {}, (400, "not_json", "XAPI-00014"), id="XAPI-00014"),
        pytest.param("POST", b'{"actor":1,"actor":2}', {}, (400, "key_twice", "XAPI-00021"), id="XAPI-00021"),
    ],
)
def test_what_is_not_right_is_refused_by_requirement(
    speaker: Speaker, method: str, body: Any, parameters: dict[str, str], told: tuple[int, str, str]
) -> None:
    answer = speaker.ask(method, STATEMENTS, body, **parameters)
    found = problem(answer)
    assert found == told
    assert not Statement.objects.exists()


def test_a_batch_is_taken_whole_or_not_at_all(speaker: Speaker) -> None:
    answer = speaker.ask("POST", STATEMENTS, [statement(), {**statement(), "actor": {}}])
    assert answer.status_code == 400
    twice = new_id()
    answer = speaker.ask("POST", STATEMENTS, [statement(id=twice), statement(id=twice.upper())])
    assert problem(answer)[:2] == (400, "id_twice")
    answer = speaker.ask("POST", STATEMENTS, [statement() for _ in range(1001)])
    assert problem(answer)[:2] == (413, "too_many")
    assert not Statement.objects.exists()
    assert len(speaker.send(*(statement() for _ in range(1000)))) == 1000


def test_the_same_again_is_kept_once_and_another_under_the_same_id_refused(speaker: Speaker) -> None:
    uid, other = new_id(), new_id()
    speaker.send(statement(id=uid))
    assert speaker.send(statement(id=uid.upper()), statement(id=other)) == [uid, other]
    assert speaker.ask("PUT", STATEMENTS, statement(), statementId=uid).status_code == 204
    assert Statement.objects.count() == 2
    third = new_id()
    answer = speaker.ask("POST", STATEMENTS, [statement(id=third), statement(id=uid, verb="failed")])
    assert problem(answer) == (409, "id_taken", "XAPI-00142")
    assert speaker.ask("GET", STATEMENTS, statementId=third).status_code == 404
    assert speaker.one(uid)["verb"]["id"].endswith("completed")


def test_each_union_has_a_store_of_its_own() -> None:
    one, other, uid = make_speaker(), make_speaker(), new_id()
    one.send(statement(id=uid))
    other.send(statement("G0002", id=uid))
    assert one.one(uid)["actor"]["account"]["name"] == "G0001"
    assert other.one(uid)["actor"]["account"]["name"] == "G0002"
    assert (one.ids(), other.ids()) == ([uid], [uid])
    assert one.ids(agent=agent("G0002")) == []


def test_stored_grows_with_the_order_of_storing_and_no_two_share_a_moment(speaker: Speaker) -> None:
    for _ in range(3):
        speaker.send(*(statement() for _ in range(20)))
    rows = list(Statement.objects.order_by("id").values_list("stored_at", flat=True))
    assert rows == sorted(set(rows))
    shown = [one["stored"] for one in speaker.page(ascending=True)["statements"]]
    assert shown == [row.strftime("%Y-%m-%dT%H:%M:%S.%fZ") for row in rows]


def test_consistent_through_is_said_with_every_answer_and_true(speaker: Speaker) -> None:
    before = speaker.ask("GET", STATEMENTS).headers["X-Experience-API-Consistent-Through"]
    answer = speaker.ask("POST", STATEMENTS, statement())
    [uid] = json.loads(answer.content)
    stored = speaker.one(uid)["stored"]
    assert before <= stored <= answer.headers["X-Experience-API-Consistent-Through"]
    for parameters in ({}, {"statementId": uid}, {"limit": 1}):
        assert speaker.ask("GET", STATEMENTS, **parameters).headers["X-Experience-API-Consistent-Through"] >= stored


def test_a_voided_statement_leaves_the_lists_and_what_refers_to_it_stays(speaker: Speaker) -> None:
    target = speaker.send(statement())[0]
    about = speaker.send(reference(target, "G0009"))[0]
    void = speaker.send(voiding(target))[0]
    assert speaker.ids() == [void, about]
    assert speaker.ids(agent=agent("G0001"), verb="http://adlnet.gov/expapi/verbs/completed") == [void, about]
    assert speaker.ask("GET", STATEMENTS, statementId=target).status_code == 404
    back = speaker.ask("GET", STATEMENTS, voidedStatementId=target)
    assert json.loads(back.content)["id"] == target
    assert speaker.ask("GET", STATEMENTS, voidedStatementId=about).status_code == 404
    entry = Entry.objects.get(verb="statement.voided")
    assert entry.facts["statement"] == target


@pytest.mark.parametrize("known", [pytest.param(True, id="XAPI-00016"), pytest.param(False, id="XAPI-00016-later")])
def test_a_voiding_statement_is_never_voided(speaker: Speaker, known: bool) -> None:
    target = speaker.send(statement())[0]
    void = new_id()
    second = {**voiding(void), "id": new_id()}
    if known:
        speaker.send({**voiding(target), "id": void})
        answer = speaker.ask("POST", STATEMENTS, second)
        assert problem(answer) == (400, "voids_voiding", "XAPI-00016")
    else:
        speaker.send(second)
        speaker.send({**voiding(target), "id": void})
    assert speaker.one(void)["id"] == void
    assert speaker.ask("GET", STATEMENTS, statementId=target).status_code == 404


@pytest.mark.parametrize("together", [True, False])
def test_what_was_voided_before_it_came_is_voided(speaker: Speaker, together: bool) -> None:
    target = new_id()
    batches = [[voiding(target), statement(id=target)]] if together else [[voiding(target)], [statement(id=target)]]
    for batch in batches:
        speaker.send(*batch)
    assert speaker.ask("GET", STATEMENTS, voidedStatementId=target).status_code == 200
    assert target not in speaker.ids()


def test_who_reads_only_its_own_voids_only_its_own(speaker: Speaker) -> None:
    own = make_speaker(speaker.client.union, may="own")
    target, later = speaker.send(statement())[0], new_id()
    answer = own.ask("POST", STATEMENTS, voiding(target))
    assert problem(answer)[:2] == (403, "may_not_void")
    own.send(voiding(later))
    speaker.send(statement(id=later))
    assert speaker.one(later)["id"] == later
    mine = own.send(statement())[0]
    own.send(voiding(mine))
    assert speaker.ask("GET", STATEMENTS, statementId=mine).status_code == 404


def test_rights_are_kept() -> None:
    union = make_union()
    writer, own, whole, reader = (make_speaker(union, may=may) for may in ("write", "own", "all", "read"))
    first, second = writer.send(statement())[0], own.send(statement())[0]
    assert problem(reader.ask("POST", STATEMENTS, statement()))[:2] == (403, "may_not_write")
    assert problem(writer.ask("GET", STATEMENTS))[:2] == (403, "may_not_read")
    assert own.ids() == [second]
    assert own.ids(agent=agent()) == [second]
    assert own.ask("GET", STATEMENTS, statementId=first).status_code == 404
    assert whole.ids() == reader.ids() == [second, first]


def test_things_are_kept_once(speaker: Speaker) -> None:
    speaker.send(*(statement(f"G{n % 3}", thing=f"t{n % 2}") for n in range(12)))
    counts = {kind: Thing.objects.filter(kind=kind).count() for kind in ("agent", "activity", "verb")}
    assert counts == {"agent": 4, "activity": 2, "verb": 1}  # the authority is an agent too


def test_an_iri_longer_than_an_index_bears_is_kept_and_found(speaker: Speaker) -> None:
    long = "https://example.org/" + "长" * 1500
    uid = speaker.send({**statement(), "object": {"id": long}})[0]
    assert speaker.ids(activity=long) == [uid]


def test_a_head_says_what_a_get_says_without_its_body(speaker: Speaker) -> None:
    uid = speaker.send(statement())[0]
    answer = speaker.ask("HEAD", STATEMENTS, statementId=uid)
    assert (answer.status_code, answer.content) == (200, b"")
    assert uuid.UUID(uid)
    assert speaker.ask("HEAD", STATEMENTS, statementId=new_id()).status_code == 404


def test_a_number_of_queries_that_does_not_grow_with_the_batch(
    speaker: Speaker, django_assert_max_num_queries: Any
) -> None:
    speaker.send(statement())
    with django_assert_max_num_queries(20):
        speaker.send(*(statement(f"G{n}", thing=f"t{n}") for n in range(100)))
