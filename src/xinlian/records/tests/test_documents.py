"""Documents: kept as they came, merged at the top level, guarded by entity tags as each version says."""

import hashlib
import json
from typing import Any

import pytest

from xinlian.journal.models import Entry
from xinlian.records.models import Document
from xinlian.records.tests.world import VERSIONS, Speaker, activity, agent, make_speaker, new_id, statement

pytestmark = pytest.mark.django_db
STATE, ACTIVITY, AGENT = "/xapi/activities/state", "/xapi/activities/profile", "/xapi/agents/profile"
PLACES: dict[str, dict[str, Any]] = {
    STATE: {"activityId": activity(), "agent": agent(), "stateId": "one"},
    ACTIVITY: {"activityId": activity(), "profileId": "one"},
    AGENT: {"agent": agent(), "profileId": "one"},
}
NAMED = {STATE: "stateId", ACTIVITY: "profileId", AGENT: "profileId"}


@pytest.fixture(params=VERSIONS)
def speaker(request: pytest.FixtureRequest) -> Speaker:
    return make_speaker(version=request.param)


def put(speaker: Speaker, resource: str, body: Any, method: str = "PUT", kind: str = "application/json", headers: dict[str, str] | None = None, **more: Any) -> int:  # fmt: skip
    answer = speaker.ask(method, resource, body, kind=kind, headers=headers, **{**PLACES[resource], **more})
    return answer.status_code


def get(speaker: Speaker, resource: str, **more: Any) -> Any:
    return speaker.ask("GET", resource, **{**PLACES[resource], **more})


@pytest.mark.parametrize("resource", PLACES)
def test_bytes_and_content_type_come_back_with_tag_and_time(speaker: Speaker, resource: str) -> None:
    content = bytes(range(256)) * 4
    assert put(speaker, resource, content, kind="application/x-thing; v=1") == 204
    answer = get(speaker, resource)
    assert (answer.content, answer.headers["Content-Type"]) == (content, "application/x-thing; v=1")
    assert answer.headers["ETag"] == f'"{hashlib.sha1(content).hexdigest()}"'
    assert answer.headers["Last-Modified"].endswith("GMT")
    assert speaker.ask("HEAD", resource, **PLACES[resource]).headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize("resource", PLACES)
def test_a_merge_replaces_at_the_top_level_only(speaker: Speaker, resource: str) -> None:
    """XAPI-00183, XAPI-00184, XAPI-00185, XAPI-00186."""
    assert put(speaker, resource, {"car": {"make": "a", "model": "b"}, "x": 1}, "POST") == 204
    assert put(speaker, resource, {"car": {"make": "c"}, "y": "乙"}, "POST") == 204
    assert json.loads(get(speaker, resource).content) == {"car": {"make": "c"}, "x": 1, "y": "乙"}


@pytest.mark.parametrize(
    ("resource", "requirement"),
    [
        pytest.param(STATE, "XAPI-00232", id="XAPI-00232"),
        pytest.param(AGENT, "XAPI-00278", id="XAPI-00278"),
        pytest.param(ACTIVITY, "XAPI-00309", id="XAPI-00309"),
    ],
)
def test_only_objects_of_json_are_merged(speaker: Speaker, resource: str, requirement: str) -> None:
    assert put(speaker, resource, {"a": 1}, "POST") == 204
    answer = speaker.ask("POST", resource, b"abc", kind="text/plain", **PLACES[resource])
    assert (answer.status_code, json.loads(answer.content)["requirement"]) == (400, requirement)
    for body in (b"[1]", b"{", b"1"):
        assert put(speaker, resource, body, "POST") == 400
    assert json.loads(get(speaker, resource).content) == {"a": 1}
    other = {NAMED[resource]: "other"}
    assert put(speaker, resource, b"abc", "POST", "text/plain", **other) == 204
    assert put(speaker, resource, {"a": 1}, "POST", **other) == 400
    assert get(speaker, resource, **other).content == b"abc"


@pytest.mark.parametrize("resource", PLACES)
def test_a_put_that_names_no_tag_replaces_as_the_version_says(speaker: Speaker, resource: str) -> None:
    """XAPI-00322; 1.0.3 spares states, 2.0 does not."""
    assert put(speaker, resource, {"a": 1}) == 204
    spared = resource == STATE and speaker.version == "1.0.3"
    answer = speaker.ask("PUT", resource, {"a": 2}, **PLACES[resource])
    assert answer.status_code == (204 if spared else 409)
    if not spared:
        assert "If-Match" in answer.content.decode()
        assert answer.headers["Content-Type"].startswith("text/plain")
    assert json.loads(get(speaker, resource).content) == {"a": 2 if spared else 1}


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("resource", PLACES)
def test_a_wrong_tag_changes_nothing_and_the_right_one_does(speaker: Speaker, resource: str, method: str) -> None:
    assert put(speaker, resource, {"a": 1}) == 204
    tag = get(speaker, resource).headers["ETag"]
    for wrong in ('"1111111111111111111111111111111111111111"', "1234", tag.strip('"')):
        assert put(speaker, resource, {"a": 2}, method, headers={"If-Match": wrong}) == 412
    assert put(speaker, resource, {"a": 2}, method, headers={"If-None-Match": "*"}) == 412
    assert put(speaker, resource, {"a": 2}, method, headers={"If-None-Match": tag}) == 412
    assert json.loads(get(speaker, resource).content) == {"a": 1}
    assert put(speaker, resource, {"a": 2}, method, headers={"If-Match": f'"x", W/{tag}'}) == 204
    assert get(speaker, resource).status_code == (404 if method == "DELETE" else 200)


def test_conditions_hold_of_what_is_not_there(speaker: Speaker) -> None:
    assert put(speaker, AGENT, {"a": 1}, headers={"If-Match": "*"}) == 412
    assert put(speaker, AGENT, {"a": 1}, headers={"If-None-Match": "*"}) == 204
    tag = get(speaker, AGENT).headers["ETag"]
    answer = speaker.ask("GET", AGENT, headers={"If-None-Match": tag}, **PLACES[AGENT])
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize("resource", PLACES)
def test_names_are_listed_and_since_is_after(speaker: Speaker, resource: str) -> None:
    bare = {name: value for name, value in PLACES[resource].items() if name != NAMED[resource]}
    assert json.loads(speaker.ask("GET", resource, **bare).content) == []
    for name in ("甲", "乙", "丙"):
        assert put(speaker, resource, {"n": name}, **{NAMED[resource]: name}) == 204
    assert json.loads(speaker.ask("GET", resource, **bare).content) == ["甲", "乙", "丙"]
    at = Document.objects.get(name="甲").changed_at.isoformat()
    assert json.loads(speaker.ask("GET", resource, since=at, **bare).content) == ["乙", "丙"]
    assert speaker.ask("GET", resource, since="yesterday", **bare).status_code == 400


def test_a_registration_tells_states_apart_and_all_go_together(speaker: Speaker) -> None:
    one, other = new_id(), new_id()
    for registration in (one, other):
        assert put(speaker, STATE, {"r": registration}, registration=registration) == 204
    assert put(speaker, STATE, {"r": ""}) == 204
    assert json.loads(get(speaker, STATE, registration=one).content) == {"r": one}
    assert json.loads(get(speaker, STATE).content) == {"r": ""}
    bare = {"activityId": activity(), "agent": agent()}
    assert speaker.ask("DELETE", STATE, registration=one, **bare).status_code == 204  # XAPI-00194
    assert get(speaker, STATE, registration=one).status_code == 404
    assert get(speaker, STATE, registration=other).status_code == 200
    assert speaker.ask("DELETE", STATE, **bare).status_code == 204
    assert not Document.objects.exists()
    assert Entry.objects.filter(verb="document.deleted").count() == 3


MISSING = [
    (STATE, "PUT", "activityId", 210), (STATE, "POST", "activityId", 209), (STATE, "GET", "activityId", 208),
    (STATE, "DELETE", "activityId", 207), (STATE, "PUT", "agent", 215), (STATE, "POST", "agent", 214),
    (STATE, "GET", "agent", 213), (STATE, "DELETE", "agent", 212), (STATE, "PUT", "stateId", 206),
    (STATE, "POST", "stateId", 211), (ACTIVITY, "PUT", "activityId", 299), (ACTIVITY, "POST", "activityId", 298),
    (ACTIVITY, "DELETE", "activityId", 297), (ACTIVITY, "GET", "activityId", 296), (ACTIVITY, "PUT", "profileId", 302),
    (ACTIVITY, "POST", "profileId", 301), (ACTIVITY, "DELETE", "profileId", 300), (AGENT, "PUT", "agent", 264),
    (AGENT, "POST", "agent", 263), (AGENT, "DELETE", "agent", 262), (AGENT, "GET", "agent", 261),
    (AGENT, "PUT", "profileId", 267), (AGENT, "POST", "profileId", 266), (AGENT, "DELETE", "profileId", 265),
]  # fmt: skip


@pytest.mark.parametrize(
    ("resource", "method", "name", "number"), [pytest.param(*one, id=f"XAPI-00{one[3]}") for one in MISSING]
)
def test_a_missing_parameter_is_refused(speaker: Speaker, resource: str, method: str, name: str, number: int) -> None:
    given = {key: value for key, value in PLACES[resource].items() if key != name}
    answer = speaker.ask(method, resource, None if method in ("GET", "DELETE") else {"a": 1}, **given)
    said = json.loads(answer.content)
    assert (answer.status_code, said["requirement"], said["where"]) == (400, f"XAPI-00{number}", name)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"agent": "not JSON"}, id="XAPI-00199"),
        pytest.param({"agent": True}, id="XAPI-00198"),
        pytest.param({"registration": True}, id="XAPI-00203"),
        pytest.param({"activityId": "no-iri"}, id="XAPI-00208"),
        pytest.param({"stateId": "x" * 1001}, id="name"),
        pytest.param({"since": "2020-01-01T00:00:00Z"}, id="XAPI-00324"),
    ],
)
def test_a_wrong_parameter_is_refused(speaker: Speaker, wrong: dict[str, Any]) -> None:
    assert put(speaker, STATE, {"a": 1}, **wrong) == 400
    assert not Document.objects.exists()


def test_a_document_too_large_is_refused(speaker: Speaker) -> None:
    assert put(speaker, STATE, b"x" * (2 * 1024 * 1024 + 1), kind="text/plain") == 413  # XAPI-00328


def test_a_client_of_its_own_keeps_to_its_own(speaker: Speaker) -> None:
    own = make_speaker(speaker.client.union, may="own", version=speaker.version)
    assert put(speaker, AGENT, {"a": 1}) == 204
    assert get(own, AGENT).status_code == 404
    assert put(own, AGENT, {"a": 2}, "POST") == 403
    assert put(own, AGENT, None, "DELETE") == 403
    assert put(own, AGENT, {"b": 1}, profileId="mine") == 204
    assert json.loads(own.ask("GET", AGENT, agent=agent()).content) == ["mine"]
    assert get(speaker, AGENT, profileId="mine").status_code == 200


def test_a_person_is_who_was_asked_for_with_the_names_known(speaker: Speaker) -> None:
    named = statement()
    named["actor"]["name"] = "张三"
    speaker.send(named)
    said = json.loads(speaker.ask("GET", "/xapi/agents", agent={**agent(), "name": "张"}).content)
    assert said == {"objectType": "Person", "name": ["张", "张三"], "account": [agent()["account"]]}
    own = make_speaker(speaker.client.union, may="own", version=speaker.version)
    assert "name" not in json.loads(own.ask("GET", "/xapi/agents", agent=agent()).content)
    assert speaker.ask("GET", "/xapi/agents").status_code == 400
    said = json.loads(speaker.ask("GET", "/xapi/activities", activityId="urn:x:unknown").content)
    assert said == {"objectType": "Activity", "id": "urn:x:unknown"}
