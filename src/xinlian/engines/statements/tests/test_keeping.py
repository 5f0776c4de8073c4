"""What a store does with statements: who they name, what it keeps, in which formats it gives them out."""

import copy
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from xinlian.engines.statements.bad import Bad
from xinlian.engines.statements.comparing import same
from xinlian.engines.statements.definitions import merged
from xinlian.engines.statements.identity import ifi
from xinlian.engines.statements.keeping import kept
from xinlian.engines.statements.languages import chosen, languages
from xinlian.engines.statements.refs import Refs, activities, refs
from xinlian.engines.statements.shown import canonical, only_ids
from xinlian.engines.statements.tests.cases import (
    ABOUT_GROUP,
    ACTIVITY,
    AGENT,
    AROUND,
    ATTACHMENT,
    CREW,
    CREWED,
    GONE,
    GROUP,
    HOLDING,
    ID,
    OTHER_ID,
    PLAIN,
    QUESTION,
    REF,
    REFERRING,
    VOIDING,
    put,
)  # fmt: skip
from xinlian.engines.statements.times import in_utc, moment, seconds

W1, API, LI, TEACHER, CREW_BOX, ZHAO = (
    "account|https://union.example.cn|W1", "mbox|mailto:api@example.cn", "mbox|mailto:li@example.cn", "mbox|mailto:teacher@example.cn",
    "mbox|mailto:crew@example.cn", "openid|https://zhao.example.cn/",
)  # fmt: skip
CRANE, COURSE, CMI5 = (
    ACTIVITY["id"],
    "https://union.example.cn/course/3",
    "https://w3id.org/xapi/cmi5/context/categories/cmi5",
)
REGISTRATION = PLAIN["context"]["registration"]
STORED = "2026-03-01T08:30:01.000Z"


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (AGENT, W1),
        (CREW, None),
        (GROUP, CREW_BOX),
        ({"mbox": "mailto:Li@EXAMPLE.cn"}, "mbox|mailto:Li@example.cn"),
        ({"mbox_sha1sum": "AB" * 20}, "mbox_sha1sum|" + "ab" * 20),
        ({"openid": "https://Li.cn/"}, "openid|https://Li.cn/"),
        ({"account": {"homePage": "http://a", "name": "b|c"}}, "account|http://a|b|c"),
    ],
)
def test_an_actor_has_one_string(actor: dict[str, Any], expected: str | None) -> None:
    assert ifi(actor) == expected


AROUND_ALL = {W1, API, LI, TEACHER, CREW_BOX}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (PLAIN, ({W1}, AROUND_ALL, {CRANE}, {CRANE, COURSE, CMI5}, None)),
        (AROUND, ({W1}, AROUND_ALL, {CRANE}, {CRANE, COURSE, CMI5}, None)),
        (CREWED, ({LI, ZHAO}, {LI, ZHAO, TEACHER, CREW_BOX}, {CRANE}, {CRANE, COURSE, CMI5}, None)),
        (ABOUT_GROUP, ({W1, CREW_BOX, LI}, AROUND_ALL, set(), {COURSE, CMI5}, None)),
        (REFERRING, ({W1}, AROUND_ALL, set(), {COURSE, CMI5}, OTHER_ID)),
        (put(HOLDING, "object.actor", CREW), ({W1}, AROUND_ALL | {ZHAO}, set(), {CRANE, COURSE, CMI5}, None)),
        (put(HOLDING, "object.object", REF), ({W1}, AROUND_ALL, set(), {COURSE, CMI5}, None)),
        (put(put(PLAIN, "context", GONE), "authority", GONE), ({W1}, {W1}, {CRANE}, {CRANE}, None)),
    ],
)
def test_references_for_the_filters(statement: dict[str, Any], expected: Any) -> None:
    found = refs(statement)
    assert (
        set(found.agents),
        set(found.related_agents),
        set(found.activities),
        set(found.related_activities),
        found.target,
    ) == expected
    assert found.registration == (REGISTRATION if "context" in statement else None)
    assert found.voids is None


def test_context_agents_and_groups_count_as_related() -> None:
    others = [{"objectType": "contextGroup", "group": CREW}]
    statement = put(
        put(AROUND, "context.contextAgents[1].agent", {"openid": "https://x.cn/"}), "context.contextGroups", others
    )
    assert refs(statement).related_agents == frozenset(AROUND_ALL | {"openid|https://x.cn/", ZHAO})


def test_a_voiding_statement_voids_and_another_that_refers_does_not() -> None:
    upper = put(VOIDING, "object.id", OTHER_ID.upper())
    assert refs(upper) == Refs(
        "http://adlnet.gov/expapi/verbs/voided", REGISTRATION, OTHER_ID, OTHER_ID, frozenset({W1}), frozenset(AROUND_ALL), frozenset(),
        frozenset({COURSE, CMI5}),
    )  # fmt: skip


def test_the_activities_come_in_order_with_their_definitions() -> None:
    definition = ACTIVITY["definition"]
    assert activities(PLAIN) == [(CRANE, definition), (COURSE, None), (CMI5, None)]
    assert activities(HOLDING) == [(COURSE, None), (CMI5, None), (CRANE, definition), (COURSE, None), (CMI5, None)]
    assert activities(put(REFERRING, "context", GONE)) == []


def test_merging_definitions() -> None:
    old = {
        "name": {"en": "a", "zh": "甲"},
        "type": "http://a/1",
        "moreInfo": "http://m",
        "extensions": {"http://x": 1, "http://y": 1},
    }
    new = {"name": {"en": "b"}, "description": {"en": "d"}, "type": "http://a/2", "extensions": {"http://x": 2}}
    assert merged(old, new) == {
        "name": {"en": "b", "zh": "甲"}, "description": {"en": "d"}, "type": "http://a/2", "moreInfo": "http://m",
        "extensions": {"http://x": 2},
    }  # fmt: skip
    assert merged({}, new) == new == merged(new, {})


def keep(statement: dict[str, Any], version: str = "2.0.0") -> dict[str, Any]:
    return kept(statement, id=ID.upper(), stored=STORED, authority=GROUP, version=version)


def test_what_is_kept() -> None:
    bare = {name: PLAIN[name] for name in ("actor", "verb", "object")}
    assert keep(bare) == {
        **bare, "id": ID, "stored": STORED, "timestamp": STORED, "authority": GROUP, "version": "2.0.0",
    }  # fmt: skip
    assert keep(bare, "1.0.3")["version"] == "1.0.0"
    whole = keep(PLAIN, "1.0.3")
    assert (whole["stored"], whole["authority"], whole["timestamp"], whole["version"]) == (
        STORED,
        GROUP,
        PLAIN["timestamp"],
        "1.0.0",
    )
    assert whole["context"]["contextActivities"]["category"] == [PLAIN["context"]["contextActivities"]["category"]]
    assert whole["actor"] == AGENT
    assert whole["object"] == ACTIVITY


def test_identifiers_are_kept_in_lower_case_down_to_a_substatement() -> None:
    statement = put(HOLDING, "object.context.registration", REGISTRATION.upper())
    statement = put(statement, "object.context.statement.id", OTHER_ID.upper())
    statement = put(statement, "context.registration", REGISTRATION.upper())
    whole = keep(put(statement, "object.timestamp", "2026-03-01T16:30:00+08:00"))
    assert whole["context"]["registration"] == whole["object"]["context"]["registration"] == REGISTRATION
    assert whole["object"]["context"]["statement"]["id"] == OTHER_ID
    assert whole["object"]["timestamp"] == "2026-03-01T08:30:00Z"
    assert whole["object"]["context"]["contextActivities"]["category"][0]["id"] == CMI5
    assert keep(put(REFERRING, "object.id", OTHER_ID.upper()))["object"] == REF


def test_the_format_of_ids() -> None:
    short = only_ids(AROUND)
    assert short["actor"] == {"objectType": "Agent", "account": AGENT["account"]}
    assert short["verb"] == {"id": PLAIN["verb"]["id"]}
    assert short["object"] == {"id": CRANE}
    assert short["context"]["team"] == {"objectType": "Group", "mbox": GROUP["mbox"]}
    assert short["context"]["contextActivities"]["category"] == [{"id": CMI5}]
    assert short["context"]["contextAgents"][0]["agent"] == short["actor"]
    assert short["context"]["contextGroups"][0]["group"] == short["context"]["team"]
    assert short["result"] == PLAIN["result"]
    assert only_ids(put(CREWED, "actor.name", "x"))["actor"] == CREW
    inner = only_ids(HOLDING)["object"]
    assert (inner["objectType"], inner["object"], inner["verb"]) == ("SubStatement", {"id": CRANE}, short["verb"])
    assert only_ids(REFERRING)["object"] == REF


def test_the_canonical_format() -> None:
    known = {
        CRANE: {
            "name": {"en": "C", "de": "K"},
            "interactionType": "likert",
            "scale": [{"id": "a", "description": {"en": "x", "de": "y"}}],
        }
    }
    statement = put(PLAIN, "attachments[0].display", {"en": "a", "de": "b"})
    shown = canonical(statement, ["de-AT", "zh"], known)
    assert shown["object"]["definition"] == {
        "name": {"de": "K"}, "interactionType": "likert", "scale": [{"id": "a", "description": {"de": "y"}}],
    }  # fmt: skip
    assert shown["verb"] == {"id": PLAIN["verb"]["id"], "display": {"zh-CN": "完成"}}
    assert shown["attachments"][0]["display"] == {"de": "b"}
    assert (shown["actor"], shown["context"]["team"]) == (AGENT, GROUP)
    assert canonical(PLAIN, [], {})["object"]["definition"]["name"] == {"zh-CN": "塔吊"}
    assert canonical(PLAIN, ["en"], {})["object"]["definition"]["extensions"] == ACTIVITY["definition"]["extensions"]
    inner = canonical(HOLDING, ["en"], {CMI5: {"name": {"zh": "x", "en": "y"}}})["object"]
    assert inner["object"]["definition"]["name"] == {"en": "Crane"}
    assert inner["context"]["contextActivities"]["category"][0]["definition"] == {"name": {"en": "y"}}
    assert (
        canonical(QUESTION, ["en"], {})["object"]["definition"]["choices"]
        == QUESTION["object"]["definition"]["choices"]
    )


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("zh-CN,zh;q=0.8,en;q=0.9", ["zh-CN", "en", "zh"]),
        ("en;q=0, *;q=0.1, de ; q=0.5", ["de", "*"]),
        ("en, de, fr", ["en", "de", "fr"]),
        ("", []),
        ("en;q=2, 5, ;;, de;q=0.1234, fr;level=1, zh;Q=1.0", ["zh"]),
        ("a" * 5000, []),
        (",".join(["en"] * 100), ["en"] * 30),
    ],
)
def test_accept_language(header: str, expected: list[str]) -> None:
    assert languages(header) == expected


@pytest.mark.parametrize(
    ("tags", "preferred", "expected"),
    [
        (["en", "zh-CN"], ["zh-CN"], "zh-CN"),
        (["en", "zh-CN"], ["zh"], "zh-CN"),
        (["en", "zh"], ["zh-Hant-TW"], "zh"),
        (["en", "zh-CN"], ["zh-TW"], "zh-CN"),
        (["en", "ZH-cn"], ["zh-CN"], "ZH-cn"),
        (["en", "de"], ["fr", "de"], "de"),
        (["en", "de"], ["fr", "*"], "en"),
        (["en", "de"], ["fr"], "en"),
        (["de", "en"], [], "de"),
        (["en", "zho"], ["zh"], "en"),
        (["en", "zh"], ["zh-a-bbb"], "zh"),
    ],
)
def test_one_language_of_a_map(tags: list[str], preferred: list[str], expected: str) -> None:
    assert chosen({tag: tag + "!" for tag in tags}, preferred) == {expected: expected + "!"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("actor.name", "Li"), ("actor.account.name", "w1"), ("verb.id", "http://else/"), ("object.id", "http://else/"),
        ("result.success", False), ("result.score.raw", 84), ("result.response", "Left"), ("result.duration", "PT750.5S"),
        ("result.duration", "PT12M30.52S"), ("result.extensions", {"https://union.example.cn/ext/mode": "practice"}),
        ("context.registration", OTHER_ID), ("context.team", CREW), ("context.revision", "3.2"), ("context.statement.id", ID),
        ("context.contextActivities.parent", []), ("context.extensions", {"https://union.example.cn/ext/device": False}),
        ("timestamp", "2026-03-01T08:30:00.124Z"), ("id", OTHER_ID), ("attachments", []), ("attachments[0].length", 28),
        ("attachments[0].description", GONE), ("result", GONE), ("context", GONE), ("object", AGENT),
    ],
)  # fmt: skip
def test_what_is_a_difference(path: str, value: Any) -> None:
    assert not same(PLAIN, put(PLAIN, path, value))
    assert not same(put(PLAIN, path, value), PLAIN)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", GONE), ("id", ID.upper()), ("timestamp", GONE), ("timestamp", "2026-03-01T16:30:00.1230+08:00"), ("stored", GONE),
        ("authority", GROUP), ("version", GONE), ("verb.display", GONE), ("object.definition", GONE), ("object.objectType", GONE),
        ("actor.objectType", GONE), ("context.registration", REGISTRATION.upper()), ("result.score.raw", 85.0),
        ("result.duration", "PT12M30.50S"), ("result.duration", "PT12M30.509S"), ("result.duration", "PT12M30,5S"),
        ("context.contextActivities.category", [{"id": CMI5}]), ("context.contextActivities.parent[0].definition", {"name": {"en": "x"}}),
        ("attachments[0].sha2", ATTACHMENT["sha2"].upper()), ("context.team.mbox", "mailto:crew@EXAMPLE.CN"),
        ("attachments", [{**ATTACHMENT, "usageType": "http://adlnet.gov/expapi/attachments/signature"}, ATTACHMENT]),
    ],
)  # fmt: skip
def test_what_is_no_difference(path: str, value: Any) -> None:
    assert same(PLAIN, put(PLAIN, path, value))
    assert same(put(PLAIN, path, value), PLAIN)


def test_the_order_of_members_and_true_and_one() -> None:
    turned = copy.deepcopy(CREWED)
    turned["actor"]["member"].reverse()
    assert same(CREWED, turned)
    assert not same(CREWED, put(CREWED, "actor.member", CREW["member"][:1]))
    one, true = ({"http://x": {"a": [value]}} for value in (1, True))
    assert not same(put(PLAIN, "result.extensions", one), put(PLAIN, "result.extensions", true))
    moved = put(HOLDING, "object.timestamp", "2026-03-01T08:30:01Z")
    assert not same(HOLDING, moved)
    assert same(HOLDING, put(HOLDING, "object.timestamp", "2026-03-01T09:30:00.123+01:00"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT12M30.5S", "750.5"), ("P4W", "2419200"), ("P1Y", "31536000"), ("P1M", "2592000"), ("P1DT1H1M1S", "90061"), ("PT0S", "0"),
        ("PT0,25H", "900"), ("P1.5W", "907200"), ("PT0.01S", "0.01"),
    ],
)  # fmt: skip
def test_durations_in_seconds(text: str, expected: str) -> None:
    assert seconds(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "P", "PT", "P1W1D", "PT1.5H1M", "5", "P-1D"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(Bad) as caught:
        seconds(text)
    assert caught.value.requirement == "XAPI-00124"


def test_moments() -> None:
    expected = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    for text in (
        "2026-03-01T08:30:00Z",
        "2026-03-01 16:30:00+08:00",
        "20260301T0830",
        "2026-03-01T03:00-0530",
        "2026-03-01T08:29:60Z",
    ):
        assert moment(text) == expected
    assert moment("2026-03-01T08:30:00.1234567Z") == expected.replace(microsecond=123456)
    with pytest.raises(Bad):
        moment("2026-02-30T00:00:00Z")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T08:30:00.123456789Z", "2026-03-01T08:30:00.123456789Z"),
        ("2026-03-01T16:30:00.123456789+08:00", "2026-03-01T08:30:00.123456789Z"),
        ("2026-03-01 08:30:00z", "2026-03-01T08:30:00Z"),
        ("2026-03-01T08:30Z", "2026-03-01T08:30:00Z"),
        ("2026-03-01T08:30:00,5Z", "2026-03-01T08:30:00.5Z"),
        ("20260301T083000Z", "2026-03-01T08:30:00Z"),
        ("2026-03-01T08:30:00", "2026-03-01T08:30:00Z"),
    ],
)
def test_timestamps_in_utc(text: str, expected: str) -> None:
    assert in_utc(text) == expected
    assert in_utc(expected) == expected
