"""The door of xAPI: statements about scenarios become runs, once; what is no run stays a statement."""

import base64
import json
import uuid
from typing import Any

import pytest
from django.test import Client as Browser

from xinlian.records.models import Client, Statement
from xinlian.simulators.actions import machines, trainees
from xinlian.simulators.models import Run, StrayRun
from xinlian.simulators.statements import FAULTS, MODE, TAKEN_BACK
from xinlian.simulators.tests.world import HOUR, Base, base

pytestmark = pytest.mark.django_db
VERBS = "http://adlnet.gov/expapi/verbs/"
VERSIONS = ("1.0.3", "2.0.0")


@pytest.fixture
def made() -> Base:
    return base(2)


def said(made: Base, **more: Any) -> dict[str, Any]:
    whole = {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://base.example", "name": made.people[0].number}},
        "verb": {"id": f"{VERBS}completed"},
        "object": {"id": made.task.iri},
        "result": {"score": {"raw": 86.5, "min": 0, "max": 100}, "duration": "PT5M12S"},
        "context": {"extensions": {MODE: "graded"}},
        "timestamp": (made.now - HOUR).isoformat(),
    }
    return {**whole, **more}


def send(made: Base, *several: dict[str, Any], version: str = "2.0.0", key: str = "") -> int:
    user = Client.objects.get(about_uid=made.device.uid).public_id
    pair = base64.b64encode(f"{user}:{key or made.key}".encode()).decode()
    headers = {"authorization": f"Basic {pair}", "x-experience-api-version": version}
    answer = Browser().post(
        "/xapi/statements", json.dumps(list(several)), content_type="application/json", headers=headers
    )
    return answer.status_code


@pytest.mark.parametrize("version", VERSIONS)
def test_a_statement_is_a_run_and_twice_is_once(made: Base, version: str) -> None:
    ladder = made.ladder()
    one = said(made)
    one["result"] |= {"extensions": {FAULTS: [{"name": "撒料", "count": 2}, "x", {"name": 3}]}}
    assert [send(made, one, version=version) for _ in range(2)] == [200, 200]
    run = Run.objects.get()
    assert (str(run.uid), str(run.marks), run.seconds, run.mode) == (one["id"], "86.500", 312, "graded")
    assert (run.door, run.device, run.faults) == ("xapi", made.device, [{"name": "撒料", "count": 2}])
    assert ladder.board.entries.get().person == made.people[0].person
    assert Statement.objects.count() == 1


def test_a_scenario_counts_as_soon_as_it_is_made(made: Base) -> None:
    task = {"id": "https://elsewhere.example/task"}
    assert send(made, said(made, object=task)) == 200
    assert Run.objects.count() == 0
    machines.add_scenario(
        simulator=made.task.simulator, code="T9", name="新任务", iri=task["id"], by=made.officer, at=made.now
    )
    assert send(made, said(made, object=task)) == 200
    assert Run.objects.count() == 1


@pytest.mark.parametrize(
    "more",
    [
        {"verb": {"id": f"{VERBS}attempted"}},
        {"object": {"id": "https://elsewhere.example/task"}},
        {"result": {"completion": True}},
        {"object": {"objectType": "Agent", "mbox": "mailto:a@example.org"}},
    ],
)
def test_other_statements_are_kept_and_are_no_runs(made: Base, more: dict[str, Any]) -> None:
    assert send(made, said(made, **more)) == 200
    assert (Run.objects.count(), StrayRun.objects.count(), Statement.objects.count()) == (0, 0, 1)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"actor": {"account": {"homePage": "https://base.example", "name": "12345678"}}}, "run_for_nobody"),
        ({"actor": {"mbox": "mailto:a@example.org"}}, "run_for_nobody"),
        ({"result": {"score": {"raw": 101}}}, "run_marks_range"),
        ({"timestamp": "2999-01-01T00:00:00Z"}, "run_from_the_future"),
        ({"context": {"extensions": {MODE: "exam"}}}, "run_mode_unknown"),
    ],
)
def test_what_cannot_be_a_run_is_kept_as_a_statement_and_named_at_the_desk(
    made: Base, more: dict[str, Any], code: str
) -> None:
    assert send(made, said(made, **more), said(made)) == 200
    assert Statement.objects.count() == 2
    assert (Run.objects.count(), StrayRun.objects.get().code) == (1, code)


def test_without_a_mode_it_is_practice_and_a_scaled_score_is_of_full_marks(made: Base) -> None:
    assert send(made, said(made, context={}, result={"score": {"scaled": 0.875}})) == 200
    run = Run.objects.get()
    assert (run.mode, str(run.marks), run.seconds) == ("practice", "87.500", None)


def test_a_registration_of_ours_is_one_attempt_of_one_person(made: Base) -> None:
    turn = trainees.queue(
        device=made.device, trainee=made.people[0], scenario=made.task, graded=True, client_uid=uuid.uuid4(),
        by=made.officer, at=made.now,
    )  # fmt: skip
    mode = {"extensions": {MODE: "graded"}}
    other = {"account": {"homePage": "https://base.example", "name": made.people[1].number}}
    assert send(made, said(made, actor=other, context={"registration": str(turn.uid), **mode})) == 200
    assert StrayRun.objects.get().code == "run_registration_of_another"
    assert send(made, said(made, context={"registration": str(turn.uid), **mode})) == 200
    assert Run.objects.get().turn == turn
    assert send(made, said(made, context={"registration": str(uuid.uuid4()), **mode})) == 200
    assert Run.objects.count() == 2, "other systems count their own attempts"


@pytest.mark.parametrize("version", VERSIONS)
def test_voiding_a_statement_withdraws_its_run(made: Base, version: str) -> None:
    ladder = made.ladder()
    one = said(made)
    send(made, one, version=version)
    void = said(made, verb={"id": f"{VERBS}voided"}, object={"objectType": "StatementRef", "id": one["id"]})
    del void["result"]
    assert send(made, void, version=version) == 200
    assert Run.objects.get().withdrawn_why == TAKEN_BACK
    assert not ladder.board.entries.exists()


def test_the_key_of_a_device_opens_the_store_as_long_as_it_is_the_device_s(made: Base) -> None:
    old = made.key
    made.key = machines.renew_key(device=made.device, by=made.officer, at=made.now)
    assert send(made, said(made), key=old) == 401
    assert send(made, said(made)) == 200
    machines.block(device=made.device, why="坏了", by=made.officer, at=made.now)
    assert send(made, said(made)) == 401
    machines.unblock(device=made.device, by=made.officer, at=made.now)
    assert send(made, said(made)) == 200
    assert Run.objects.count() == 2


def test_a_refused_run_does_not_lose_its_batch_on_a_frozen_board(made: Base) -> None:
    from xinlian.boards.actions import boards

    ladder = made.ladder()
    boards.freeze(board=ladder.board, by=made.officer, at=made.now)
    assert send(made, said(made)) == 200
    assert Run.objects.count() == 1


def void(made: Base, name: str) -> dict[str, Any]:
    whole = said(made, verb={"id": f"{VERBS}voided"}, object={"objectType": "StatementRef", "id": name})
    del whole["result"]
    return whole


def test_nobody_voids_the_runs_of_another_union_or_of_another_device(made: Base) -> None:
    neighbour, one = base(1), said(made)
    second, key = machines.add_device(
        version=made.device.version, name="2 号机", place="", by=made.officer, at=made.now
    )
    send(made, one)
    assert send(neighbour, void(made, one["id"])) == 200, "the neighbour's store has no such statement"
    assert Run.objects.get().withdrawn_at is None
    made.device, made.key = second, key
    assert send(made, void(made, one["id"])) == 403
    assert Run.objects.get().withdrawn_at is None


def test_what_was_voided_before_it_came_does_not_count(made: Base) -> None:
    ladder, one = made.ladder(), said(made)
    assert [send(made, void(made, one["id"])), send(made, one)] == [200, 200]
    assert Run.objects.get().withdrawn_at is not None
    assert not ladder.board.entries.exists()


def test_putting_the_runs_of_a_device_back_leaves_voided_ones_withdrawn(made: Base) -> None:
    one, other = said(made), said(made)
    send(made, one, other, void(made, one["id"]))
    machines.withdraw_runs(device=made.device, since=None, why="坏了", by=made.officer, at=made.now)
    assert machines.put_back_runs(device=made.device, by=made.officer, at=made.now) == 1
    assert str(Run.objects.get(withdrawn_at=None).uid) == other["id"]


def test_a_device_tells_of_its_own_simulator_only(made: Base) -> None:
    other = base(0, made.union)
    assert send(made, said(made, object={"id": other.task.iri})) == 200
    assert (Run.objects.count(), StrayRun.objects.get().code) == (0, "run_of_no_scenario")
