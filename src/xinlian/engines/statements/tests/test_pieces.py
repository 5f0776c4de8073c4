"""The quick way takes nothing that the slow one refuses, and says of the rest just what the slow one says."""

import copy
import json
import random
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinlian.engines.statements import pieces
from xinlian.engines.statements.bad import Bad
from xinlian.engines.statements.check import check
from xinlian.engines.statements.keeping import kept
from xinlian.engines.statements.piece import authority_part
from xinlian.engines.statements.reading import DEEPEST, hidden, long_number, parsed
from xinlian.engines.statements.refs import activities, refs
from xinlian.engines.statements.tests.cases import (
    ACTIVITY,
    AGENT,
    BOTH,
    CONTEXT,
    GROUP,
    ID,
    REF,
    RESULT,
    V1,
    V2,
    VERB,
    put,
)
from xinlian.engines.statements.tests.made import ACTIVITIES, ACTORS, CLOCKS, RESULTS, UUIDS, VERBS, contexts, some
from xinlian.engines.statements.tests.test_properties import LOOSE, places

STAMP = "5f" * 16
PLAIN = {
    "id": ID,
    "actor": AGENT,
    "verb": VERB,
    "object": ACTIVITY,
    "result": RESULT,
    "timestamp": "2026-03-01T08:30:00+08:00",
}


def _plain(version: str) -> st.SearchStrategy[dict[str, Any]]:
    more = {
        "id": UUIDS, "result": RESULTS, "context": contexts(version, of_activity=True), "timestamp": CLOCKS,
        "version": st.sampled_from(["1.0.0", "1.0.3"]),
    }  # fmt: skip
    return some({"actor": ACTORS, "verb": VERBS, "object": ACTIVITIES}, more)


SEVERAL = st.sampled_from(BOTH).flatmap(
    lambda version: st.tuples(st.just(version), st.lists(_plain(version), min_size=1, max_size=4))
)


def plain(content: bytes, version: str, most: int = 2_000) -> list[pieces.Plain] | None:
    return pieces.plain(content, version, most)


def body(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()


@pytest.fixture(autouse=True)
def _fresh() -> None:
    pieces.remember_within(random.randrange(1, 10**9))


@given(SEVERAL, st.booleans())
@settings(LOOSE, suppress_health_check=[*HealthCheck])
def test_it_says_what_the_slow_way_says(made: tuple[str, list[dict[str, Any]]], escaped: bool) -> None:
    version, several = made
    content = json.dumps(several * 2, ensure_ascii=escaped, indent=1).encode()
    found = plain(content, version)
    if found is None:
        assert hidden(content) or long_number(content), "a plain batch is taken quickly"
        return
    assert found == parsed(content) == several * 2
    ready = pieces.Readying(authority_part(AGENT), stored=STAMP, version=version)
    for one in found:
        check(dict(one), version)
        whole = kept(dict(one), id=ID, stored=STAMP, authority=AGENT, version=version)
        quick, text, its_refs, its_activities = ready.ready(one, ID)
        assert quick == whole == orjson.loads(text)
        assert its_refs == refs(whole)
        assert list(its_activities) == activities(whole)


@given(SEVERAL, st.randoms(use_true_random=False), st.sampled_from([None, [[5]], {"x": 5}, "", -9]))
@settings(LOOSE, suppress_health_check=[*HealthCheck])
def test_what_the_slow_way_refuses_is_left_to_it(
    made: tuple[str, list[dict[str, Any]]], chance: random.Random, broken: Any
) -> None:
    version, several = made
    plain(body(several), version)  # its parts are known
    said = copy.deepcopy(several)
    place = chance.randrange(len(said))
    way, _value = chance.choice(list(places(said[place])))
    said[place] = put(said[place], way, broken)  # type: ignore[arg-type]
    try:
        for one in said:
            check(one, version)
    except Bad:
        assert plain(body(said), version) is None
    else:
        assert plain(body(said), version) in (None, said)


def test_a_plain_batch_is_taken_quickly() -> None:
    """Else nothing above would say anything of this way."""
    found = plain(body([PLAIN, {**PLAIN, "context": CONTEXT}]), V1)
    assert found is not None
    assert plain(body(PLAIN), V2) == [PLAIN]


@pytest.mark.parametrize(
    "more",
    [
        {"object": REF}, {"object": AGENT}, {"object": GROUP}, {"stored": "2026-03-01T08:30:00Z"}, {"authority": AGENT},
        {"actor": {"name": "x"}}, {"result": {"score": {"scaled": 2}}}, {"id": "5"}, {"version": "3.0"},
        {"attachments": []}, {"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}},
        {"object": {"objectType": "SubStatement", "actor": AGENT, "verb": VERB, "object": ACTIVITY}},
    ],
)  # fmt: skip
def test_what_is_not_plain_or_wrong_is_for_the_slow_way(more: dict[str, Any]) -> None:
    assert plain(body({**PLAIN, **more}), V2) is None


def test_too_many_are_not_checked_first() -> None:
    assert plain(body([PLAIN] * 3), V2, most=3) is not None
    assert plain(body([PLAIN] * 3), V2, most=2) is None


def deep(levels: int) -> dict[str, Any]:
    inner: Any = 5
    for _ in range(levels - 4):  # the list, the statement, the result and the extensions are levels too
        inner = [inner]
    return {**PLAIN, "result": {"extensions": {"http://a.cn/x": inner}}}


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ('"object":', '"actor":{"mbox":"mailto:a@b.cn"},"object":'),
        ('"score":', '"success":false,"score":'),
        ('"objectType":"Agent"', '"objectType":"Agent","name":"\\u003a"'),
        ('"max":100', '"max":12345678901234567890'),
        ('"raw":85', '"raw":NaN'),
        ('"raw":85', '"raw":1e999'),
        ('"response":"left"', '"response":"\\u0000"'),
        ('"response":"left"', '"response":"\\ud800"'),
        ('"response":"left"', '"response":"le\tft"'),
        ('"response":"left",', '"response":"left",,'),
        ('"result":', '"results":'),
        ('"id":"fd41c918', '"ID":"fd41c918'),
        ('"timestamp":"2026', '"timestamp":"1026-13'),
        ('"timestamp":"', '"version":"1.0.\\u003a","timestamp":"'),
    ],
)
def test_nothing_that_readers_read_differently(text: str, instead: str, known: bool) -> None:
    sound = json.dumps([PLAIN], separators=(",", ":"))
    assert text in sound
    if known:
        assert plain(sound.encode(), V2) is not None
    assert plain(sound.replace(text, instead, 1).encode(), V2) is None


def test_a_name_said_twice_is_not_hidden_by_a_colon_said_otherwise() -> None:
    sound = json.dumps([PLAIN], separators=(",", ":"))
    for what in ('{"mbox":"mailto:a@b.cn"}', "5"):
        twice = sound.replace('"object":', f'"actor":{what},"object":', 1).replace("08:30", "08\\u003a30", 1)
        assert plain(twice.encode(), V2) is None


def test_bytes_that_are_no_text() -> None:
    sound = json.dumps([PLAIN]).encode()
    assert plain(sound.replace(b"left", b"le\xfft"), V2) is None
    assert plain(sound + b" 5", V2) is None
    assert plain(b"", V2) is None
    assert plain(b"[]", V2) == parsed(b"[]")


def test_as_deep_as_the_slow_way_and_no_deeper() -> None:
    assert plain(body([deep(DEEPEST)]), V2) == parsed(body([deep(DEEPEST)]))
    with pytest.raises(Bad):
        parsed(body([deep(DEEPEST + 1)]))
    assert plain(body([deep(DEEPEST + 1)]), V2) is None
    wide = {**PLAIN, "result": {"extensions": {"http://a.cn/x": [[]] * DEEPEST}}}
    assert plain(body([wide]), V2) == [wide]


def test_a_part_of_one_version_is_not_known_in_the_other() -> None:
    said = {**PLAIN, "context": {"contextAgents": [{"objectType": "contextAgent", "agent": AGENT}]}}
    assert plain(body(said), V2) is not None
    assert plain(body(said), V1) is None


def test_parts_are_known_for_their_time_and_not_without_end() -> None:
    pieces.remember_within(1)
    several = [{**PLAIN, "actor": {"mbox": f"mailto:a{n}@b.cn", "name": "n" * 900}} for n in range(250)]
    for _ in range(2):
        assert plain(body(several), V2) == several
        known = pieces._known[V2]["actor"]
        assert 0 < sum(len(content) for content in known) == known.size <= pieces.REMEMBERED
    long = {**PLAIN, "actor": {"mbox": "mailto:a@b.cn", "name": "长" * pieces.LONGEST}}
    assert plain(body(long), V2) == [long]
    assert all(len(content) <= pieces.LONGEST for content in pieces._known[V2]["actor"])
    pieces.remember_within(1)
    assert pieces._known
    pieces.remember_within(2)
    assert not pieces._known


GOOD, ODD_RESULTS = (
    [
        {"score": {"raw": 5}}, {"score": {}}, {"score": {"scaled": -1}}, {"score": {"min": 1, "max": 2, "raw": 2}}, {"duration": "PT0.5S"},
        {"duration": "PT1H2M3.25S", "success": True}, {"extensions": {}}, {"extensions": {"http://a.cn/x": None}}, {"duration": "P4W"},
        {"duration": "PT16559.14S", "response": "", "completion": False}, {"score": {"raw": 123456789012345, "max": 123456789012346}}, {},
    ],
    [
        {"score": {"scaled": 1.01}}, {"score": {"min": 2, "max": 2}}, {"score": {"raw": 3, "max": 2}}, {"score": {"raw": 0, "min": 1}},
        {"score": {"raw": True}}, {"score": {"raw": None}}, {"score": {"raw": "5"}}, {"score": {"Raw": 5}}, {"score": 5}, {"success": 1},
        {"success": None}, {"completion": "true"}, {"response": 5}, {"duration": "PT"}, {"duration": "PT1.5H2S"}, {"duration": "PT5S "},
        {"duration": "PT5S\n"}, {"duration": 5}, {"extensions": {"x": 1}}, {"extensions": []}, {"extensions": None}, {"other": 1}, [], None,
    ],
)  # fmt: skip


@pytest.mark.parametrize("result", GOOD)
def test_results_that_are_good(result: Any) -> None:
    assert plain(body({**PLAIN, "result": result}), V2) == [{**PLAIN, "result": result}]


@pytest.mark.parametrize("result", ODD_RESULTS)
def test_results_that_are_not(result: Any) -> None:
    assert plain(body({**PLAIN, "result": {"extensions": {"http://a.cn/x": 1}}}), V2) is not None
    with pytest.raises(Bad):
        check({**PLAIN, "result": result}, V2)
    assert plain(body({**PLAIN, "result": result}), V2) is None


ONE, OTHER = "8c1b2f0e-5d1a-41ef-9a4b-0242ac120002", "0d6f3b7a-1c2e-4f5d-8a9b-3344556677aa"
SETTINGS = [
    {"platform": "x", "registration": ONE},
    {"registration": ONE, "extensions": {"http://a.cn/x": ONE}},
    {"registration": ONE, "contextActivities": {"parent": {"id": "http://a.cn/p"}}},
    {"extensions": {"http://a.cn/x": {"registration": ONE}}},
    {"registration": ONE, "extensions": {"http://a.cn/x": {"registration": ONE}}},
    {"registration": ONE, "extensions": {"http://a.cn/x": '"registration": "' + ONE + '"'}},
    {"registration": ONE.upper()},
    {"registration": ONE, "platform": "registration"},
]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("spaces", [None, (",", ":")])
def test_a_setting_under_another_registration_is_what_it_says(setting: dict[str, Any], spaces: Any) -> None:
    """Its bytes are those of a known one but for the registration, in one place or in several."""
    text = json.dumps([{**PLAIN, "context": setting}], ensure_ascii=False, separators=spaces)
    ready = pieces.Readying(authority_part(AGENT), stored=STAMP, version=V2)
    for registration in (ONE, OTHER, ONE.upper(), OTHER.upper()):
        content = text.replace(ONE, registration).replace(ONE.upper(), registration).encode()
        found = plain(content, V2)
        assert found == parsed(content)
        assert found is not None
        whole = kept(dict(found[0]), id=ID, stored=STAMP, authority=AGENT, version=V2)
        quick, said, its_refs, its_activities = ready.ready(found[0], ID)
        assert quick == whole == orjson.loads(said)
        assert its_refs == refs(whole)
        assert list(its_activities) == activities(whole)
    for wrong in ("", ONE[:-1], f"{ONE}0", ONE.replace("-", "")):
        content = text.replace(ONE, wrong).replace(ONE.upper(), wrong).encode()
        try:
            check(parsed(content)[0], V2)
        except Bad:
            assert plain(content, V2) is None


@pytest.mark.parametrize("name", ['"registration"', '"\\u0072egistration"'])
def test_a_registration_inside_another_thing_is_not_the_one(name: str) -> None:
    """It stands first, or alone as it is usually written, and says the same the first time."""
    inner = f'{{"http://a.cn/x":{{"registration":"{ONE}"}}}}'
    text = json.dumps([{**PLAIN, "context": {}}]).replace(
        '"context": {}', f'"context":{{"extensions":{inner},{name}:"{ONE}"}}'
    )
    for content in (text.encode(), text.replace(ONE, OTHER, 1).encode()):
        found = plain(content, V2)
        assert found == parsed(content)
        assert found is not None
        assert found[0]["context"]["registration"] == ONE
        assert found[0].frame[3].key == ONE
