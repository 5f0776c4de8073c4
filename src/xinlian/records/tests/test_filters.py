"""Every filter lets through what it should and nothing else; a reader who goes on misses nothing and sees nothing twice."""

import datetime
import itertools
import json
import random
import uuid
from typing import Any

import pytest

from xinlian.records.models import Reference, Statement
from xinlian.records.models.statements import PLACES
from xinlian.records.tests.world import (
    HOME,
    STATEMENTS,
    VERSIONS,
    Json,
    Speaker,
    activity,
    agent,
    make_speaker,
    new_id,
    reference,
    statement,
    voiding,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker() -> Speaker:
    return make_speaker()


@pytest.fixture
def filled(speaker: Speaker) -> tuple[Speaker, dict[str, str]]:
    """One statement of each sort, by name."""
    group = {"objectType": "Group", "member": [agent("G0005"), agent("G0006")]}
    inner = {**statement("G0007", "failed", "inner"), "objectType": "SubStatement"}
    inner["context"] = {"contextActivities": {"parent": [{"id": activity("inner-parent")}]}}
    registration = new_id()
    several: dict[str, Json] = {
        "plain": statement(),
        "other": statement("G0002", "failed", "crane"),
        "group": {**statement(), "actor": group},
        "about_agent": {**statement("G0008"), "object": agent("G0009")},
        "context": statement(
            "G0003",
            "attempted",
            "crane",
            context={
                "registration": registration,
                "instructor": agent("T0001"),
                "contextActivities": {"parent": [{"id": activity("course")}], "category": {"id": activity("safety")}},
            },
        ),
        "inside": {**statement("G0010", "planned"), "object": inner},
    }
    ids = speaker.send(*several.values())
    return speaker, {**dict(zip(several, ids, strict=True)), "registration": registration}


VERB = "http://adlnet.gov/expapi/verbs/"
CASES = [
    pytest.param({"agent": agent()}, {"plain"}, id="XAPI-00181"),
    pytest.param({"agent": agent("G0005")}, {"group"}, id="XAPI-00181-member"),
    pytest.param({"agent": agent("G0009")}, {"about_agent"}, id="XAPI-00181-object"),
    pytest.param({"agent": agent("T0001")}, set(), id="XAPI-00176-plain"),
    pytest.param({"agent": agent("T0001"), "related_agents": True}, {"context"}, id="XAPI-00176-instructor"),
    pytest.param({"agent": agent("G0007"), "related_agents": True}, {"inside"}, id="XAPI-00176-substatement"),
    pytest.param({"agent": agent("nobody")}, set(), id="XAPI-00149"),
    pytest.param({"verb": f"{VERB}failed"}, {"other"}, id="XAPI-00180"),
    pytest.param({"activity": activity("crane")}, {"other", "context"}, id="XAPI-00179"),
    pytest.param({"activity": activity("course")}, set(), id="XAPI-00177-plain"),
    pytest.param({"activity": activity("course"), "related_activities": True}, {"context"}, id="XAPI-00177-parent"),
    pytest.param({"activity": activity("safety"), "related_activities": True}, {"context"}, id="XAPI-00177-category"),
    pytest.param({"activity": activity("inner"), "related_activities": True}, {"inside"}, id="XAPI-00177-substatement"),
    pytest.param(
        {"activity": activity("inner-parent"), "related_activities": True}, {"inside"}, id="XAPI-00177-inner-context"
    ),
    pytest.param({"activity": activity("crane"), "verb": f"{VERB}attempted"}, {"context"}, id="XAPI-00164-two"),
    pytest.param(
        {"activity": activity("crane"), "agent": agent("G0002"), "verb": f"{VERB}failed"}, {"other"}, id="XAPI-00164"
    ),
    pytest.param({"activity": activity("crane"), "agent": agent()}, set(), id="XAPI-00164-none"),
]


@pytest.mark.parametrize(("parameters", "names"), CASES)
def test_a_filter_lets_through_what_it_says(
    filled: tuple[Speaker, dict[str, str]], parameters: dict[str, Any], names: set[str]
) -> None:
    speaker, ids = filled
    assert set(speaker.ids(**parameters)) == {ids[name] for name in names}


def test_a_registration_and_an_authority_are_filters(filled: tuple[Speaker, dict[str, str]]) -> None:
    speaker, ids = filled
    assert speaker.ids(registration=ids["registration"]) == [ids["context"]]  # XAPI-00178
    assert speaker.ids(registration=ids["registration"].upper()) == [ids["context"]]
    assert speaker.ids(registration=ids["registration"], verb=f"{VERB}failed") == []
    authority = speaker.one(ids["plain"])["authority"]
    assert speaker.ids(agent=authority) == []
    assert len(speaker.ids(agent=authority, related_agents=True)) == 6


@pytest.mark.parametrize(
    ("parameters", "code", "requirement"),
    [
        pytest.param({"foo": "bar"}, "parameter_unknown", "XAPI-00324", id="XAPI-00324"),
        pytest.param({"Verb": f"{VERB}failed"}, "parameter_unknown", "XAPI-00324", id="XAPI-00325"),
        pytest.param({"statementId": new_id(), "limit": 1}, "parameters_together", "XAPI-00151", id="XAPI-00151"),
        pytest.param(
            {"voidedStatementId": new_id(), "verb": f"{VERB}x"}, "parameters_together", "XAPI-00150", id="XAPI-00150"
        ),
        pytest.param(
            {"statementId": new_id(), "voidedStatementId": new_id()},
            "parameters_together",
            "XAPI-00151",
            id="XAPI-00151-both",
        ),
        pytest.param({"limit": -1}, "not_a_number", "XAPI-00173", id="XAPI-00173"),
        pytest.param({"ascending": "yes"}, "not_a_boolean", "XAPI-00166", id="XAPI-00166"),
        pytest.param({"attachments": 1}, "not_a_boolean", "XAPI-00167", id="XAPI-00167"),
        pytest.param({"format": "whole"}, "format_unknown", "XAPI-00168", id="XAPI-00168"),
        pytest.param({"verb": "failed"}, "no_scheme", "XAPI-00011", id="XAPI-00011-verb"),
        pytest.param({"since": "yesterday"}, "not_timestamp", "XAPI-00123", id="XAPI-00123-since"),
        pytest.param({"registration": "1"}, "not_uuid", "XAPI-00012", id="XAPI-00012-registration"),
        pytest.param({"agent": "G0001"}, "not_json", "XAPI-00014", id="XAPI-00014-agent"),
        pytest.param({"agent": {"objectType": "Agent"}}, "identifiers", "XAPI-00034", id="XAPI-00034-agent"),
    ],
)
@pytest.mark.parametrize("version", VERSIONS)
def test_what_a_filter_cannot_be_is_refused(
    version: str, parameters: dict[str, Any], code: str, requirement: str
) -> None:
    answer = make_speaker(version=version).ask("GET", STATEMENTS, **parameters)
    said = json.loads(answer.content)
    assert (answer.status_code, said["code"], said["requirement"]) == (400, code, requirement)
    assert "X-Experience-API-Consistent-Through" in answer.headers  # XAPI-00153


def test_a_parameter_twice_is_refused(speaker: Speaker) -> None:
    answer = speaker.ask("GET", f"{STATEMENTS}?limit=1&limit=2")
    assert json.loads(answer.content)["code"] == "parameter_twice"


def test_since_is_after_and_until_is_at(speaker: Speaker) -> None:
    ids = [speaker.send(statement())[0] for _ in range(5)]
    stored = [speaker.one(uid)["stored"] for uid in ids]
    assert speaker.ids(since=stored[1], ascending=True) == ids[2:]  # XAPI-00175
    assert speaker.ids(until=stored[1], ascending=True) == ids[:2]  # XAPI-00174
    assert speaker.ids(since=stored[0], until=stored[3], verb=f"{VERB}completed") == ids[3:0:-1]
    assert speaker.ids(since=stored[0], until=stored[3], agent=agent()) == ids[3:0:-1]
    east = datetime.datetime.fromisoformat(stored[2]).astimezone(datetime.timezone(datetime.timedelta(hours=8)))
    assert speaker.ids(since=east.isoformat(), ascending=True) == ids[3:]


@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize(
    "parameters", [{}, {"agent": agent()}, {"verb": f"{VERB}completed"}, {"activity": activity(), "agent": agent()}]
)
def test_more_goes_on_where_the_page_ended_whatever_was_stored_meanwhile(
    speaker: Speaker, parameters: dict[str, Any], ascending: bool
) -> None:
    before = [speaker.send(statement())[0] for _ in range(7)]
    speaker.send(statement("G0002", "failed", "crane"))
    seen: list[str] = []
    page = speaker.page(limit=3, ascending=ascending, **parameters)
    for _ in range(20):
        seen += [one["id"] for one in page["statements"] if one["actor"]["account"]["name"] == "G0001"]
        if not page["more"]:
            break
        if len(seen) < 7:
            speaker.send(statement(id=new_id()))
        answer = speaker.ask("GET", page["more"])
        assert answer.status_code == 200
        page = json.loads(answer.content)
    assert len(seen) == len(set(seen))
    assert [uid for uid in seen if uid in before] == (before if ascending else before[::-1])
    assert (len(seen) == 7) is not ascending


def test_a_page_ends_at_the_limit_and_more_is_empty_at_the_end(speaker: Speaker) -> None:
    speaker.send(*(statement() for _ in range(205)))
    page = speaker.page(limit=0)
    assert len(page["statements"]) == 200  # XAPI-00108
    rest = json.loads(speaker.ask("GET", page["more"]).content)
    assert (len(rest["statements"]), rest["more"]) == (5, "")  # XAPI-00109, XAPI-00111
    assert speaker.page(limit=205)["more"]
    assert [len(speaker.ids(limit=n)) for n in (1, 5)] == [1, 5]
    answer = speaker.ask("GET", f"/xapi/statements/more?from={uuid.uuid4()}")
    assert json.loads(answer.content) == {"statements": [], "more": ""}
    assert speaker.ask("GET", "/xapi/statements/more").status_code == 400


def test_what_refers_to_a_match_matches_through_any_order_of_arrival(speaker: Speaker) -> None:
    for order in itertools.permutations(range(4)):
        chain = [new_id() for _ in range(4)]
        who = uuid.uuid4().hex
        said = [statement(who, "completed", id=chain[0])]
        said += [reference(chain[n - 1], "G0002", id=chain[n]) for n in (1, 2, 3)]
        for place in order:
            speaker.send(said[place])
        found = speaker.ids(agent=agent(who), ascending=True)
        assert found == [chain[place] for place in order]
        assert set(speaker.ids(agent=agent(who), verb=f"{VERB}completed")) == set(chain)


def test_both_conditions_must_hold_of_the_one_referred_to(speaker: Speaker) -> None:
    target = speaker.send(statement("G0001", "completed"))[0]
    about = speaker.send(reference(target, "G0002", "confirmed"))[0]
    assert speaker.ids(agent=agent("G0002")) == [about]
    assert speaker.ids(agent=agent("G0001"), verb=f"{VERB}confirmed") == []
    assert speaker.ids(agent=agent("G0001")) == [about, target]
    assert speaker.ids(agent=agent("G0001"), until=speaker.one(target)["stored"]) == [target]
    in_context = statement("G0003", context={"statement": {"objectType": "StatementRef", "id": target}})
    speaker.send(in_context)
    assert speaker.ids(agent=agent("G0001")) == [about, target]


def test_a_reference_to_a_voided_match_still_matches(speaker: Speaker) -> None:
    target = speaker.send(statement())[0]
    about = speaker.send(reference(target, "G0002"))[0]
    void = speaker.send(voiding(target))[0]
    assert speaker.ids(activity=activity()) == [void, about]  # XAPI-00162


def test_references_are_followed_through_sixteen_steps_and_end_in_a_ring(speaker: Speaker) -> None:
    chain = [new_id() for _ in range(20)]
    speaker.send(statement("start", id=chain[0]))
    speaker.send(*(reference(chain[n - 1], "G0002", id=chain[n]) for n in range(1, 20)))
    assert len(speaker.ids(agent=agent("start"))) == 17
    assert Reference.objects.count() == 16 * 3 + sum(range(1, 17))
    ring = [new_id(), new_id()]
    speaker.send(reference(ring[0], "ring", id=ring[1]), reference(ring[1], "ring", id=ring[0]))
    assert sorted(speaker.ids(agent=agent("ring"))) == sorted(ring)


def test_formats_show_ids_canonical_and_exact(speaker: Speaker) -> None:
    first = statement()
    first["actor"]["name"] = "张三"
    first["object"]["definition"] = {"name": {"en": "Hoist", "zh": "吊装"}}
    second = statement()
    second["object"]["definition"] = {"description": {"zh": "三楼"}}
    uid, other = speaker.send(first, second)
    assert speaker.one(uid, format="exact")["actor"]["name"] == "张三"  # XAPI-00170
    short = speaker.one(uid, format="ids")  # XAPI-00171
    assert short["actor"] == {"objectType": "Agent", "account": {"homePage": HOME, "name": "G0001"}}
    assert short["object"] == {"id": activity()}
    answer = speaker.ask(
        "GET", STATEMENTS, statementId=other, format="canonical", headers={"Accept-Language": "zh, en;q=0.5"}
    )
    assert json.loads(answer.content)["object"]["definition"] == {"name": {"zh": "吊装"}, "description": {"zh": "三楼"}}
    answer = speaker.ask("GET", STATEMENTS, format="canonical", headers={"Accept-Language": "en"})
    assert json.loads(answer.content)["statements"][0]["object"]["definition"]["name"] == {"en": "Hoist"}  # XAPI-00172
    known = json.loads(speaker.ask("GET", "/xapi/activities", activityId=activity()).content)
    assert known["definition"] == {"name": {"en": "Hoist", "zh": "吊装"}, "description": {"zh": "三楼"}}


def _known(rng: random.Random) -> list[Json]:
    """Sixty statements of few people, verbs and things; some are about another."""
    known: list[Json] = []
    for _ in range(60):
        made = statement(rng.choice(PEOPLE), rng.choice(VERBS), rng.choice(THINGS), id=new_id())
        if known and rng.random() < 0.4:
            made = {**made, "object": {"objectType": "StatementRef", "id": rng.choice(known)["id"]}}
        known.append(made)
    return known


def _matches(one: Json, by_id: dict[str, Json], wanted: tuple[str | None, ...]) -> bool:
    said = (one["actor"]["account"]["name"], one["verb"]["id"], one["object"]["id"])
    if all(value is None or value == here for value, here in zip(wanted, said, strict=True)):
        return True
    return one["object"]["objectType"] == "StatementRef" and _matches(by_id[one["object"]["id"]], by_id, wanted)


PEOPLE, VERBS, THINGS = ["P0", "P1", "P2"], ["a", "b"], ["x", "y"]


def test_random_stores_answer_as_a_plain_loop_would(speaker: Speaker) -> None:
    """Filters against a model that goes over every statement in memory."""
    rng = random.Random(4)
    known = _known(rng)
    by_id = {one["id"]: one for one in known}
    rng.shuffle(known)
    for one in known:
        speaker.send(one)
    verbs, things = [VERB + verb for verb in VERBS], [activity(thing) for thing in THINGS]
    for who, verb, thing in itertools.product([None, *PEOPLE], [None, *verbs], [None, *things]):
        said = {"agent": agent(who) if who else None, "verb": verb, "activity": thing}
        asked = {name: value for name, value in said.items() if value is not None}
        wanted = [one["id"] for one in known if _matches(one, by_id, (who, verb, thing))]
        assert speaker.ids(limit=100, ascending=True, **asked) == wanted
    assert Statement.objects.count() == 60


def test_a_batch_longer_than_a_row_of_bits_is_found_whole_and_in_order(speaker: Speaker) -> None:
    """Bits stand for PLACES statements; every filter looks across the end of one row into the next."""
    speaker.send(statement("G0002"))
    ids = speaker.send(*(statement(f"G{n % 3:04d}", "failed", "crane") for n in range(2 * PLACES + 5)))
    for parameters in ({"verb": f"{VERB}failed"}, {"activity": activity("crane")}):
        assert speaker.ids(limit=200, ascending=True, **parameters) == ids
        assert speaker.ids(limit=200, **parameters) == ids[::-1]
        stored = speaker.one(ids[PLACES + 3])["stored"]
        assert speaker.ids(limit=200, ascending=True, since=stored, **parameters) == ids[PLACES + 4 :]
        assert speaker.ids(limit=200, ascending=True, until=stored, **parameters) == ids[: PLACES + 4]
    both = {"agent": agent("G0001"), "activity": activity("crane"), "verb": f"{VERB}failed"}
    assert speaker.ids(limit=200, ascending=True, **both) == ids[1::3]
