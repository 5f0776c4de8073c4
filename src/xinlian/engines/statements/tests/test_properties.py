"""Over made statements: what is valid is taken, what is broken is not, and what a store does with them is sound."""

import contextlib
import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinlian.engines.statements.bad import Bad
from xinlian.engines.statements.check import check
from xinlian.engines.statements.comparing import same
from xinlian.engines.statements.definitions import merged
from xinlian.engines.statements.identity import ifi
from xinlian.engines.statements.keeping import kept
from xinlian.engines.statements.reading import exactly, parsed
from xinlian.engines.statements.refs import activities, refs
from xinlian.engines.statements.shown import canonical, only_ids
from xinlian.engines.statements.tests.cases import AGENT, BOTH, ID, V1, V2, put
from xinlian.engines.statements.tests.made import ACTORS, DEFINITIONS, JSON, STAMPED, WHOLE

EITHER = st.sampled_from(BOTH).flatmap(lambda version: st.tuples(st.just(version), WHOLE[version]))
LOOSE = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)


def store(statement: dict[str, Any], version: str = V2) -> dict[str, Any]:
    return kept(statement, id=ID.upper(), stored="2026-03-01T08:30:01.000Z", authority=AGENT, version=version)


def places(said: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value outside extensions, with the way to it."""
    if way:
        yield way, said
    inner = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for step, value in inner:
        if step == "extensions":
            yield (*way, step), value
        else:
            yield from places(value, (*way, step))


@given(EITHER)
@LOOSE
def test_what_is_valid_is_taken(made: tuple[str, dict[str, Any]]) -> None:
    version, statement = made
    check(statement, version)
    check(parsed(json.dumps(statement)), version)


@given(EITHER, st.randoms(use_true_random=False), st.sampled_from(["null", "type", "unknown", "case"]))
@LOOSE
def test_one_break_anywhere_is_refused(made: tuple[str, dict[str, Any]], chance: random.Random, how: str) -> None:
    version, statement = made
    way, value = chance.choice(list(places(statement)))
    if how in ("null", "type"):
        broken: Any = None if how == "null" else [[5]] if not isinstance(value, list) else {"x": 5}
        said = put(statement, way, broken)  # type: ignore[arg-type]
    else:
        objects = [
            (way, one)
            for way, one in places({"s": statement})
            if isinstance(one, dict) and one and way[-1] != "extensions"
        ]
        way, value = chance.choice([pair for pair in objects if not _free(pair[0])])
        key = "unheardOf" if how == "unknown" else next(iter(value)).swapcase()
        said = put({"s": statement}, way, {**value, key: next(iter(value.values()))})["s"]  # type: ignore[arg-type]
    with pytest.raises(Bad):
        check(said, version)


def _free(way: tuple[str | int, ...]) -> bool:
    """Whether any key may stand there: a language map, whose keys differ in case at will."""
    return way[-1] in ("display", "description") or (way[-1] == "name" and way[-2] == "definition")


@given(STAMPED[V2], STAMPED[V2], st.randoms(use_true_random=False))
@LOOSE
def test_same_is_an_equivalence_that_sees_what_is_said(
    one: dict[str, Any], other: dict[str, Any], chance: random.Random
) -> None:
    again, third = _told_otherwise(one, chance), _told_otherwise(one, chance)
    assert same(one, one)
    assert same(one, again)
    assert same(again, one)
    assert same(again, third)
    assert same(one, other) == same(other, one) == same(again, other)
    assert not same(one, {**one, "verb": {"id": "http://else.cn/"}})
    assert not same(one, {**one, "result": {"response": "else", "success": True, "completion": True}})
    assert same(one, store(one)) == (one["id"].lower() == ID)


def _told_otherwise(statement: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same statement, told in another of the ways that are no difference."""
    said = copy.deepcopy(statement)
    said["id"] = chance.choice([said["id"].upper(), said["id"].lower()])
    said["verb"]["display"] = {"en": chance.choice("ab")}
    said["version"], said["authority"], said["stored"] = "1.0.0", AGENT, "2020-01-01T00:00:00Z"
    for actor in (
        said["actor"],
        said["object"],
        *(said.get("context", {}).get(name, {}) for name in ("team", "instructor")),
    ):
        if "member" in actor:
            chance.shuffle(actor["member"])
    if said["object"].get("objectType", "Activity") == "Activity":
        said["object"] |= {
            "definition": {"type": chance.choice(["http://a.cn/1", "http://a.cn/2"])},
            "objectType": "Activity",
        }
    for name, value in said.get("context", {}).get("contextActivities", {}).items():
        if isinstance(value, dict):
            said["context"]["contextActivities"][name] = [value]
    chance.shuffle(said.get("attachments", []))
    return dict(sorted(said.items(), key=lambda _: chance.random()))


@given(EITHER)
@LOOSE
def test_keeping_twice_is_keeping_once_and_changes_nothing_that_came(made: tuple[str, dict[str, Any]]) -> None:
    version, statement = made
    before = copy.deepcopy(statement)
    once = store(statement, version)
    assert statement == before
    assert store(once, version) == once
    check(once, version)
    assert once["id"] == ID
    assert once["timestamp"].endswith("Z")
    assert same(statement, once)
    assert (
        store({name: value for name, value in statement.items() if name != "timestamp"})["timestamp"] == once["stored"]
    )
    for value in once.get("context", {}).get("contextActivities", {}).values():
        assert isinstance(value, list)


@given(EITHER)
@LOOSE
def test_what_is_kept_refers_to_what_came(made: tuple[str, dict[str, Any]]) -> None:
    version, statement = made
    found = refs(statement)
    assert found.agents <= found.related_agents
    assert found.activities <= found.related_activities
    assert found.related_activities == {one for one, _ in activities(statement)}
    assert found.verb == statement["verb"]["id"]
    again = refs(store(statement, version))
    assert again.related_agents == found.related_agents | {ifi(AGENT)}
    assert (again.agents, again.activities, again.target) == (found.agents, found.activities, found.target)
    short = refs(only_ids(statement))
    assert (short.activities, short.related_activities, short.verb) == (
        found.activities,
        found.related_activities,
        found.verb,
    )
    assert short.related_agents <= found.related_agents


@given(EITHER, st.lists(st.sampled_from(["en", "zh", "zh-TW", "sr", "*", "fr"]), max_size=3), st.data())
@LOOSE
def test_the_formats_are_statements_too(
    made: tuple[str, dict[str, Any]], languages: list[str], data: st.DataObject
) -> None:
    version, statement = made
    check(only_ids(statement), version)
    assert only_ids(only_ids(statement)) == only_ids(statement)
    known = {one: data.draw(DEFINITIONS) for one, _ in activities(statement)[:1]}
    shown = canonical(statement, languages, known)
    check(shown, version)
    assert canonical(shown, languages, known) == shown
    assert shown["actor"] == statement["actor"]
    for _, definition in activities(shown):
        for name in ("name", "description"):
            assert len((definition or {}).get(name, {"x": 1})) == 1


@given(DEFINITIONS, DEFINITIONS, DEFINITIONS)
def test_merging_is_idempotent_and_loses_no_language(
    old: dict[str, Any], new: dict[str, Any], newest: dict[str, Any]
) -> None:
    both = merged(old, new)
    assert merged(old, old) == old
    assert merged(both, new) == both
    assert merged(merged(old, new), newest) == merged(old, merged(new, newest))
    assert both.keys() == old.keys() | new.keys()
    for name in ("name", "description"):
        assert both.get(name, {}).keys() == old.get(name, {}).keys() | new.get(name, {}).keys()
        assert both.get(name, {}).items() >= new.get(name, {}).items()


@given(ACTORS, ACTORS)
def test_an_identifier_is_equal_for_equal_actors_alone(one: dict[str, Any], other: dict[str, Any]) -> None:
    names = ("mbox", "mbox_sha1sum", "openid", "account")
    known = [{name: said[name] for name in names if name in said} for said in (one, other)]
    assert (ifi(one) is None) == (not known[0])
    if known[0] == known[1]:
        assert ifi(one) == ifi(other)
    elif known[0].keys() != known[1].keys() or "account" in known[0] or "openid" in known[0]:
        assert ifi(one) != ifi(other)


@given(JSON)
def test_what_json_can_say_is_read_as_json_reads_it(said: Any) -> None:
    text = json.dumps(said, ensure_ascii=False)
    assert parsed(text) == parsed(text.encode()) == json.loads(text)


NAMES = st.sampled_from(['"a"', '"b"', '"\\u0061"', '":"', '"\\u003a"', '"a:b"', '"\\u003A:"', '"中"', '"\\""'])
NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,4})?", fullmatch=True)
TEXTS = st.recursive(
    NUMBERS | NAMES | st.sampled_from(["null", "true", "NaN", "-0", "1e999", '"\\ud800"', '"\\u0000"', '"\\ud83d\\ude00"', "1" * 101]),
    lambda inner: st.lists(inner, max_size=3).map(lambda said: f"[{','.join(said)}]")
    | st.lists(st.tuples(NAMES, inner), max_size=3).map(lambda said: f"{{{', '.join(f'{a} : {b}' for a, b in said)}}}"),
    max_leaves=8,
)  # fmt: skip


@given(TEXTS)
@settings(max_examples=500)
def test_the_quick_reader_never_differs_from_the_exact_one(text: str) -> None:
    outcomes = []
    for read, said in ((exactly, text), (parsed, text.encode())):
        try:
            outcomes.append(repr(read(said)))  # 1 is not 1.0, nor is 0.0 -0.0
        except Bad as bad:
            outcomes.append(bad.code)
    assert outcomes[0] == outcomes[1]


@given(JSON | st.binary() | st.text())
@LOOSE
def test_anything_else_is_refused_and_never_breaks(said: Any) -> None:
    for version in BOTH:
        with pytest.raises(Bad):
            check(said, version)
        with pytest.raises(Bad):
            check({"actor": said, "verb": said, "object": said}, version)
    if isinstance(said, str | bytes):
        with contextlib.suppress(Bad):
            parsed(said)


@given(STAMPED[V1])
@LOOSE
def test_what_1_0_3_takes_with_an_offset_2_0_takes_too(statement: dict[str, Any]) -> None:
    check(statement, V1)
    check(statement, V2)
