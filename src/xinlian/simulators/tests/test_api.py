"""The doors of machines over HTTP: by key and by signature, each run answered by itself, the description whole."""

import json
import time
import uuid
from typing import Any

import pytest
from django.test import Client

from xinlian.simulators.actions import machines, trainees
from xinlian.simulators.api import LIMITS
from xinlian.simulators.models import Run, StrayRun
from xinlian.simulators.rules.signing import signature
from xinlian.simulators.tests.world import HOUR, Base, base

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/simulators/"


@pytest.fixture
def made() -> Base:
    return base(2)


def by_key(made: Base, path: str, said: object = None, key: str = "") -> Any:
    headers = {"authorization": f"Bearer {key or made.key}"}
    if said is None:
        return Client().get(ROOT + path, headers=headers)
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return Client().post(ROOT + path, body, content_type="application/json", headers=headers)


def by_signature(made: Base, path: str, said: object, **wrong: str) -> Any:
    body, name, now = json.dumps(said).encode(), str(uuid.uuid4()), str(int(time.time()))
    headers = {
        "x-device": str(made.device.uid),
        "webhook-id": name,
        "webhook-timestamp": wrong.get("now", now),
        "webhook-signature": signature(made.key, name, wrong.get("now", now), body),
    }
    return Client().post(ROOT + path, body, content_type="application/json", headers={**headers, **wrong})


def run(made: Base, **more: object) -> dict[str, object]:
    said = {
        "uid": str(uuid.uuid4()),
        "trainee": made.people[0].number,
        "scenario": "L1",
        "marks": 86.5,
        "seconds": 312,
        "ended_at": (made.now - HOUR).isoformat(),
        "faults": [{"name": "撒料", "count": 2}],
    }
    return said | more


def test_a_device_sees_itself_and_masks_names(made: Base) -> None:
    me = by_key(made, "me").json()
    assert (me["full"], me["waiting"]) == (100, 0)
    assert [one["code"] for one in me["scenarios"]] == ["L1"]
    person = made.people[0]
    found = by_key(made, f"trainees/{person.number}").json()
    assert found["number"] == person.number
    assert found["name"] != person.person.name
    assert "*" in found["name"]
    for number in ("12345678", "x", base(1).people[0].number):
        assert by_key(made, f"trainees/{number}").status_code == 404


def test_without_a_key_nothing(made: Base) -> None:
    for key in ("x", "xlsim_AAAA"):
        answer = by_key(made, "me", key=key)
        assert answer.status_code == 401
        assert answer.json()["code"] == "device_unknown"
    assert Client().get(f"{ROOT}me").status_code == 401
    old = made.key
    made.key = machines.renew_key(device=made.device, by=made.officer, at=made.now)
    assert by_key(made, "me", key=old).status_code == 401
    assert by_key(made, "me").status_code == 200


def test_runs_are_answered_each_by_itself_and_once(made: Base) -> None:
    good, high, nobody = run(made), run(made, marks=101), run(made, trainee="12345678")
    answer = by_key(made, "runs", {"runs": [good, high, nobody]})
    results = answer.json()["results"]
    assert [(one["ok"], one["known"], one["code"]) for one in results] == [
        (True, False, ""),
        (False, False, "run_marks_range"),
        (False, False, "run_for_nobody"),
    ]
    assert "100" in results[1]["words"]
    again = by_key(made, "runs", {"runs": [good, good]}).json()["results"]
    assert [(one["ok"], one["known"]) for one in again] == [(True, True), (True, True)]
    kept = Run.objects.get()
    assert (str(kept.marks), kept.faults, kept.door) == ("86.500", [{"name": "撒料", "count": 2}], "post")
    assert StrayRun.objects.count() == 2


@pytest.mark.parametrize("marks", ["NaN", "Infinity", "-Infinity", '"NaN"', '"abc"', '"8٣"', "null", "true"])
def test_a_score_that_is_none_is_refused_with_a_reason(made: Base, marks: str) -> None:
    body = json.dumps({"runs": [run(made, marks="MARKS")]}).replace('"MARKS"', marks).encode()
    answer = by_key(made, "runs", body)
    if answer.status_code == 422:
        assert marks == "true"
        assert "marks" in str(answer.json()["errors"])
    else:
        assert [one["code"] for one in answer.json()["results"]] == ["run_marks_no_number"]
        assert StrayRun.objects.count() == 1
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"ended_at": "2026-11-20 14:00:00"}, {"ended_at": "gestern"}, {"uid": "1"}, {"seconds": -1}, {"seconds": "x"},
     {"faults": [{"name": ""}]}, {"trainee": "1" * 21}, {"registration": "x"}],
)  # fmt: skip
def test_what_is_not_as_described_names_the_place(made: Base, wrong: dict[str, object]) -> None:
    answer = by_key(made, "runs", {"runs": [run(made, **wrong)]})
    assert answer.status_code == 422
    assert next(iter(wrong)) in str(answer.json()["errors"])


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"runs": []}', b"\xff", b'{"runs": 3}'])
def test_what_is_no_call_is_refused(made: Base, body: bytes) -> None:
    assert by_key(made, "runs", body).status_code in (400, 422)


def test_a_signature_takes_the_place_of_the_key(made: Base) -> None:
    assert by_signature(made, "runs", {"runs": [run(made)]}).json()["results"][0]["ok"]
    other = base(0)
    for wrong in (
        {"webhook-signature": "v1,AAAA"},
        {"webhook-id": "another"},
        {"x-device": str(other.device.uid)},
        {"x-device": "x"},
    ):
        assert by_signature(made, "runs", {"runs": [run(made)]}, **wrong).status_code == 401
    late = by_signature(made, "runs", {"runs": [run(made)]}, now=str(int(time.time()) - 900))
    assert (late.status_code, late.json()["code"]) == (409, "device_clock")
    assert Run.objects.count() == 1


def test_who_is_next_and_the_run_of_that_turn(made: Base) -> None:
    assert by_key(made, "next", {}).status_code == 204
    said = {"device": made.device, "scenario": made.task, "graded": True, "by": made.officer, "at": made.now}
    for trainee in made.people:
        trainees.queue(trainee=trainee, client_uid=uuid.uuid4(), **said)
    called = by_key(made, "next", {}).json()
    assert called == by_key(made, "next", {}).json()
    assert called["trainee"]["number"] == made.people[0].number
    assert called["mode"] == "graded"
    other = by_key(
        made, "runs", {"runs": [run(made, trainee=made.people[1].number, registration=called["registration"])]}
    )
    assert other.json()["results"][0]["code"] == "run_registration_of_another"
    done = by_key(made, "runs", {"runs": [run(made, registration=called["registration"])]})
    assert done.json()["results"][0]["ok"]
    assert Run.objects.get().door == "next"
    second = by_key(made, "next", {}).json()
    assert second["trainee"]["number"] == made.people[1].number
    assert by_key(made, f"turns/{second['registration']}/missed", {}).status_code == 204
    assert by_key(made, "next", {}).status_code == 204
    assert by_key(made, f"turns/{uuid.uuid4()}/missed", {}).status_code == 404


def test_a_blocked_device_is_told_so(made: Base) -> None:
    machines.block(device=made.device, why="坏了", by=made.officer, at=made.now)
    assert by_key(made, "next", {}).json()["code"] == "device_blocked"
    assert by_key(made, "runs", {"runs": [run(made)]}).json()["results"][0]["code"] == "run_device_blocked"


def test_the_description_names_every_door() -> None:
    said = Client().get(f"{ROOT}openapi.json").json()
    assert set(said["paths"]) == {
        f"{ROOT}{path}" for path in ("me", "trainees/{number}", "next", "turns/{registration}/missed", "runs")
    }
    assert said["components"]["securitySchemes"]


@pytest.mark.parametrize("ended", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_no_clock_shows_is_answered_also_under_a_known_id(made: Base, ended: str) -> None:
    one = run(made)
    by_key(made, "runs", {"runs": [one]})
    answer = by_key(made, "runs", {"runs": [one | {"ended_at": ended}]})
    assert (answer.status_code, answer.json()["results"][0]["code"]) == (200, "run_changed")


@pytest.mark.parametrize(
    "more",
    [{"trainee": "\0"}, {"scenario": "\0"}, {"mode": "\0"}, {"marks": "\0"}, {"faults": [{"name": "\0", "count": 1}]}],
)
def test_a_letter_that_the_database_does_not_hold_is_answered(made: Base, more: dict[str, object]) -> None:
    answer = by_key(made, "runs", {"runs": [run(made, **more), run(made)]})
    assert answer.status_code == 422
    assert not Run.objects.exists()


def test_a_blocked_device_learns_no_names_and_sends_nobody_away(made: Base) -> None:
    turn = trainees.queue(
        device=made.device, trainee=made.people[0], scenario=made.task, graded=True, client_uid=uuid.uuid4(),
        by=made.officer, at=made.now,
    )  # fmt: skip
    machines.block(device=made.device, why="丢了", by=made.officer, at=made.now)
    number = made.people[0].number
    for answer in (by_key(made, f"trainees/{number}"), by_key(made, f"turns/{turn.uid}/missed", {})):
        assert (answer.status_code, answer.json()["code"]) == (409, "device_blocked")
    turn.refresh_from_db()
    assert turn.state == "waiting"


def test_a_turn_for_practice_never_ranks_whatever_the_machine_says(made: Base) -> None:
    ladder = made.ladder()
    turn = trainees.queue(
        device=made.device, trainee=made.people[0], scenario=made.task, graded=False, client_uid=uuid.uuid4(),
        by=made.officer, at=made.now,
    )  # fmt: skip
    by_key(made, "runs", {"runs": [run(made, registration=str(turn.uid))]})
    assert Run.objects.get().mode == "practice"
    assert not ladder.board.entries.exists()


def test_whoever_does_not_know_the_key_cannot_use_up_what_a_device_may_ask(made: Base) -> None:
    for _ in range(LIMITS[0][0] + 1):
        assert by_signature(made, "next", {}, **{"webhook-signature": "v1,AAAA"}).status_code == 401
    assert by_key(made, "me").status_code == 200
