"""What differs by the version's header; who is let in; the alternate syntax of 1.0.3; what is told to everybody."""

import base64
import datetime
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client as Browser
from django.utils import timezone

from xinlian.people.models import Tally
from xinlian.records import keys
from xinlian.records.actions import clients
from xinlian.records.models import Client, Statement
from xinlian.records.rules.versions import version_of
from xinlian.records.tests.world import STATEMENTS, Speaker, activity, agent, make_speaker, new_id, statement
from xinlian.rows.refusals import Refused

pytestmark = pytest.mark.django_db
HEADER = "X-Experience-API-Version"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has counted nobody: what tests before this one left untold would be told with it."""
    monkeypatch.setattr(keys, "_tallies", {})
    monkeypatch.setattr(keys, "_telling", keys._Telling())


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1.0", "1.0.3"),
        ("1.0.0", "1.0.3"),
        ("1.0.9", "1.0.3"),
        ("2.0", "2.0.0"),
        ("2.0.5", "2.0.0"),
        ("0.95", None),
        ("1.1", None),
        ("1.0.", None),
        ("2.1.0", None),
        ("3.0", None),
        ("1.0.3 ", None),
        ("", None),
    ],
)
def test_a_header_names_a_version(said: str, meant: str | None) -> None:
    """XAPI-00331, XAPI-00333."""
    assert version_of(said) == meant
    speaker = make_speaker(version=said)
    answer = speaker.ask("GET", STATEMENTS)
    assert answer.status_code == (200 if meant else 400)
    assert answer.headers[HEADER] == (meant or "2.0.0")


def test_no_header_is_refused_but_at_about() -> None:
    speaker = make_speaker()
    headers = {"Authorization": speaker.headers()["Authorization"]}
    answer = Browser(headers=headers).get(STATEMENTS)
    assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "version_missing")
    answer = Browser().get("/xapi/about")  # XAPI-00315, XAPI-00317, XAPI-00318, XAPI-00321
    assert json.loads(answer.content) == {"version": ["1.0.3", "2.0.0"]}
    assert Browser().get("/xapi/about?x=1").status_code == 400


@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
def test_what_only_one_version_knows(version: str) -> None:
    speaker = make_speaker(version=version)
    context = {"contextAgents": [{"objectType": "contextAgent", "agent": agent("T1")}]}
    answer = speaker.ask("POST", STATEMENTS, statement(context=context))
    assert answer.status_code == (200 if version == "2.0.0" else 400)


def test_a_statement_keeps_the_version_it_came_with() -> None:
    speaker = make_speaker(version="1.0.3")
    old = speaker.send(statement())[0]
    speaker.version = "2.0.0"
    new = speaker.send(statement())[0]
    assert (speaker.one(old)["version"], speaker.one(new)["version"]) == ("1.0.0", "2.0.0")  # XAPI-00332


def basic(name: str, key: str) -> dict[str, str]:
    pair = base64.b64encode(f"{name}:{key}".encode()).decode()
    return {"Authorization": f"Basic {pair}", HEADER: "2.0.0"}


def test_nobody_is_let_in_without_the_right_key() -> None:
    """XAPI-00334, XAPI-00335."""
    speaker = make_speaker()
    name = speaker.client.public_id
    wrong: list[dict[str, str]] = [
        {HEADER: "2.0.0"},
        basic(name, ""),
        basic("", ""),
        basic(name, speaker.key + "x"),
        basic("nobody", speaker.key),
        {"Authorization": "Basic !!!", HEADER: "2.0.0"},
        {"Authorization": f"Bearer {speaker.key}", HEADER: "2.0.0"},
        {"Authorization": "Basic " + "QUFB" * 1000, HEADER: "2.0.0"},
    ]
    for headers in wrong:
        answer = Browser(headers=headers).post(STATEMENTS, statement(), content_type="application/json")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert not Statement.objects.exists()
    assert speaker.ask("GET", STATEMENTS).status_code == 200


def test_a_blocked_key_and_an_old_one_open_nothing() -> None:
    speaker = make_speaker()
    fresh = Speaker(speaker.client, clients.renew(client=speaker.client, by=None, at=timezone.now()))
    assert speaker.ask("GET", STATEMENTS).status_code == 401
    assert fresh.ask("GET", STATEMENTS).status_code == 200
    clients.block(client=fresh.client, by=None, at=timezone.now())
    assert fresh.ask("GET", STATEMENTS).status_code == 401
    with pytest.raises(Refused, match="client_blocked"):
        clients.renew(client=fresh.client, by=None, at=timezone.now())


def test_no_key_lies_in_the_database_and_coming_is_noted_once_a_minute() -> None:
    speaker = make_speaker()
    assert speaker.key not in json.dumps(list(Client.objects.values()), default=str)
    for _ in range(2):
        speaker.ask("GET", STATEMENTS)
    row = Client.objects.get()
    assert row.heard_at is not None
    speaker.ask("GET", STATEMENTS)
    assert Client.objects.get().heard_at == row.heard_at


def test_a_client_that_asks_too_often_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "PER_MINUTE", 2)
    one, other = make_speaker(), make_speaker()
    at = timezone.now().replace(second=1)
    for _ in range(2):
        keys.count(one.client, at)
    with pytest.raises(Exception, match="limit_reached") as caught:
        keys.count(one.client, at)
    assert (caught.value.status, caught.value.facts) == (429, {"seconds": 59})  # type: ignore[attr-defined]
    keys.count(other.client, at)
    keys.count(one.client, at + datetime.timedelta(minutes=1))
    assert Tally.objects.count() == 3


def test_a_process_tells_of_all_its_clients_at_once(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    """Else the writes of many clients' counts stand in the way of those who store."""
    several, at = [make_speaker().client for _ in range(3)], timezone.now()
    for client in [*several, *several]:
        client.heard_at = at
        keys.count(client, at)
    assert sorted(Tally.objects.values_list("count", flat=True)) == [1, 1, 1]
    monkeypatch.setattr(keys._telling, "at", 0.0)
    with django_assert_num_queries(1):
        keys.count(several[0], at)
    assert sorted(Tally.objects.values_list("count", flat=True)) == [2, 2, 3]


def test_what_other_processes_counted_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "PER_MINUTE", 4)
    monkeypatch.setattr(keys, "TOLD_EVERY", 0.0)
    client, at = make_speaker().client, timezone.now()
    for _ in range(2):
        keys.count(client, at)
        keys._tallies.clear()  # as another process, which knows only what the database was told
    for _ in range(2):
        keys.count(client, at)
    with pytest.raises(Exception, match="limit_reached"):
        keys.count(client, at)


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("DELETE", STATEMENTS),
        ("PATCH", STATEMENTS),
        ("POST", "/xapi/activities"),
        ("PUT", "/xapi/agents"),
        ("OPTIONS", STATEMENTS),
    ],
)
def test_other_methods_are_not_allowed_to_anybody(method: str, address: str) -> None:
    answer = Browser().generic(method, address)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_no_site_of_others_may_ask_from_a_browser() -> None:
    speaker = make_speaker()
    answer = speaker.ask("GET", STATEMENTS, headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


class Alternate:
    """A speaker of the alternate syntax: everything in a form."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker

    def post(self, method: str, more: str = "", **form: str) -> Any:
        headers = {k: v for k, v in self.speaker.headers().items() if k in form.pop("headers", "").split()}
        return Browser(headers=headers).generic(
            "POST", f"{more or STATEMENTS}?method={method}", urlencode(form), content_type=FORM
        )

    def whole(self, **form: str) -> dict[str, str]:
        return {**self.speaker.headers(), **form}


def test_the_alternate_syntax_does_all_that_methods_do() -> None:
    """XAPI-00148, XAPI-00336."""
    speaker = make_speaker(version="1.0.3")
    alternate, uid = Alternate(speaker), new_id()
    content = json.dumps(statement(result={"response": "甲&乙"}))
    assert alternate.post("PUT", **alternate.whole(statementId=uid, content=content)).status_code == 204
    answer = alternate.post("GET", **alternate.whole(limit="1"))
    assert json.loads(answer.content)["statements"][0]["result"] == {"response": "甲&乙"}
    assert alternate.post("POST", **alternate.whole(content=content)).status_code == 200
    state = {"activityId": activity(), "agent": json.dumps(agent()), "stateId": "s"}
    address = "/xapi/activities/state"
    said = alternate.whole(content="abc", **{"Content-Type": "text/plain", **state})
    assert alternate.post("PUT", address, **said).status_code == 204
    answer = alternate.post("GET", address, **alternate.whole(**state))
    assert (answer.content, answer.headers["Content-Type"]) == (b"abc", "text/plain")
    wrong = alternate.whole(**state, **{"If-Match": '"x"'})
    assert alternate.post("DELETE", address, **wrong).status_code == 412
    assert alternate.post("DELETE", address, **alternate.whole(**state)).status_code == 204


def test_the_alternate_syntax_is_refused_where_it_is_not_whole() -> None:
    speaker = make_speaker(version="1.0.3")
    alternate, uid = Alternate(speaker), new_id()
    content = json.dumps(statement())
    whole = alternate.whole(statementId=uid, content=content)
    assert alternate.post(f"PUT&statementId={uid}", **whole).status_code == 400
    assert alternate.post("PUT", **alternate.whole(statementId=uid)).status_code == 400
    assert alternate.post("PATCH", **whole).status_code == 400
    assert alternate.post("PUT", **{**whole, "Authorization": "Basic eDp5"}).status_code == 401
    assert speaker.ask("GET", f"{STATEMENTS}?method=POST").status_code == 400
    answer = speaker.ask("POST", f"{STATEMENTS}?method=PUT", json.dumps(whole).encode(), kind=FORM)
    assert answer.status_code == 400
    assert not Statement.objects.exists()


def test_2_0_knows_no_alternate_syntax() -> None:
    speaker = make_speaker(version="2.0.0")
    alternate = Alternate(speaker)
    answer = alternate.post("GET", **alternate.whole(limit="1"))
    assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "alternate_syntax_gone")
    assert speaker.ask("POST", f"{STATEMENTS}?method=PUT", statement()).status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", ""])
def test_other_kinds_of_content_are_refused(kind: str) -> None:
    answer = make_speaker().ask("POST", STATEMENTS, statement(), kind=kind)
    assert (answer.status_code, json.loads(answer.content)["requirement"]) == (400, "XAPI-00127")
