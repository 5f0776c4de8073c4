"""Every requirement that the engine answers with: what breaks it is refused by it, and the near neighbour is taken."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from xinlian.engines import statements
from xinlian.engines.statements import check as checks
from xinlian.engines.statements import formats
from xinlian.engines.statements.bad import Bad
from xinlian.engines.statements.check import check
from xinlian.engines.statements.reading import DEEPEST, LONGEST_NUMBER, parsed
from xinlian.engines.statements.tests import cases
from xinlian.engines.statements.tests.cases import AGENT, BOTH, CREW, GONE, GROUP, OTHER_ID, PLAIN, V1, V2, Case, put
from xinlian.engines.statements.tests.table import CASES, GOOD_TIMES, ISO_ALONE, RFC_ALONE

ENGINE = Path(statements.__file__).parent
DOCUMENT = ENGINE.parents[3] / "docs" / "formats" / "xapi.md"
NUMBER = re.compile(r"XAPI-[0-9]{5}|9274\.1\.1-[A-Za-z]+")
BASES = [
    cases.PLAIN, cases.CREWED, cases.REFERRING, cases.ABOUT_AGENT, cases.ABOUT_GROUP, cases.VOIDING, cases.HOLDING, cases.QUESTION,
]  # fmt: skip


def refusal(said: Any, version: str) -> tuple[str, str]:
    with pytest.raises(Bad) as caught:
        check(said, version)
    assert caught.value.code
    return caught.value.requirement, caught.value.where


@pytest.mark.parametrize("version", BOTH)
def test_whole_statements_are_taken_and_left_alone(version: str) -> None:
    for base in BASES:
        before = copy.deepcopy(base)
        check(base, version)
        assert base == before
    check({"actor": {"mbox": "mailto:a@b.cn"}, "verb": {"id": "http://a/b"}, "object": {"id": "http://a/c"}}, version)
    check(cases.AROUND, V2)


@pytest.mark.parametrize(
    ("case", "version"),
    [
        pytest.param(case, version, id=f"{case.requirement} {case.path or 'whole'} {at} {version}")
        for at, case in enumerate(CASES)
        for version in case.versions
    ],
)
def test_what_breaks_a_requirement_is_refused_by_it_and_its_neighbour_is_taken(case: Case, version: str) -> None:
    for value in case.refused:
        said = put(case.base, case.path, value)
        assert (value, refusal(said, version)) == (value, (case.requirement, case.where(value)))
    for value in case.taken:
        check(put(case.base, case.path, value), version)


TEXTS = {
    "XAPI-00014": ['{"a": NaN}', "[Infinity]", "[-Infinity]", "{", "", "{'a': 1}", "[1,]", "\ufeff[]", "[01]", "[1] x"],
    "XAPI-00015": [b'["\xff"]', '["\\ud800"]', '{"\\udc00x": 1}', b'["\xed\xa0\x80"]'],
    "XAPI-00021": ['{"a": 1, "a": 1}', '[{"b": {"a": 1, "c": 2, "\\u0061": 3}}]'],
    "": [
        "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        '{"a":' * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1),
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "1" * (LONGEST_NUMBER + 1),
        "0." + "1" * LONGEST_NUMBER,
        "1e999",
        "-1e999",
        '["a\\u0000"]',
        '{"\\u0000": 1}',
    ],
}
READABLE = [
    "[" * DEEPEST + "]" * DEEPEST, "[" + '"[",' * 200 + '"]"]', '["\\ud83d\\ude00", "\\\\u0000", "\\\\ud800"]', "1" * LONGEST_NUMBER,
    "1e30", '{"a": {"a": 1}}', b'["\xe4\xb8\xad"]', " null ", "-0.5E-3",
]  # fmt: skip


@pytest.mark.parametrize(("requirement", "text"), [(name, text) for name, texts in TEXTS.items() for text in texts])
def test_what_is_no_strict_json_is_refused(requirement: str, text: str | bytes) -> None:
    with pytest.raises(Bad) as caught:
        parsed(text)
    assert caught.value.requirement == requirement


@pytest.mark.parametrize("text", READABLE)
def test_strict_json_is_read(text: str | bytes) -> None:
    import json

    assert parsed(text) == json.loads(text)


MANY = [{"mbox": f"mailto:a{n}@b.cn"} for n in range(1001)]
LIMITS = [
    ("actor", {"objectType": "Group", "member": MANY}, {"objectType": "Group", "member": MANY[:1000]}),
    ("object.id", "http://a/" + "b" * 2000, "http://a/" + "b" * 1991),
    ("actor.account.name", "x" * 1001, "x" * 1000),
    ("context.contextActivities.other", [{"id": "http://a/b"}] * 1001, [{"id": "http://a/b"}] * 1000),
]


@pytest.mark.parametrize(("path", "over", "within"), LIMITS)
@pytest.mark.parametrize("version", BOTH)
def test_our_own_limits_name_no_requirement(path: str, over: object, within: object, version: str) -> None:
    assert refusal(put(PLAIN, path, over), version)[0] == ""
    check(put(PLAIN, path, within), version)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "REMEMBERED", 50)
    formats.GOOD_IRIS.clear()
    for at in range(200):
        check(put(PLAIN, "object.id", f"http://a.cn/{at}"), V2)
        assert len(formats.GOOD_IRIS) <= 50
        assert f"http://a.cn/{at}" in formats.GOOD_IRIS
    long = "http://a.cn/" + "b" * formats.LONGEST_REMEMBERED
    check(put(PLAIN, "object.id", long), V2)
    assert long not in formats.GOOD_IRIS


def test_extensions_may_hold_anything() -> None:
    for value in (None, "", {}, [], [None], {"": None}, {"id": 5}, 0, -1.5, False, {"a b": {"c": [None]}}):
        for path in ("result.extensions", "context.extensions", "object.definition.extensions"):
            for version in BOTH:
                check(put(PLAIN, path, {"http://a/b": value}), version)


@pytest.mark.parametrize("version", BOTH)
def test_parameters_are_checked_like_values_in_statements(version: str) -> None:
    for agent in (AGENT, GROUP, {"mbox": "mailto:a@b.cn"}):
        checks.check_agent(agent, version)
    for said, requirement in (
        (CREW, "XAPI-00012"), ({}, "XAPI-00034"), ("x", "XAPI-00006"), (None, "XAPI-00001"), ({"mbox": "a@b"}, "XAPI-00038"),
    ):  # fmt: skip
        with pytest.raises(Bad) as caught:
            checks.check_agent(said, version)
        assert caught.value.requirement == requirement


@pytest.mark.parametrize(
    ("look", "good", "bad"),
    [
        (checks.check_uuid, [OTHER_ID], ["x", ""]),
        (checks.check_iri, ["http://a/b", "urn:x:y"], ["", "a b"]),
        (checks.check_version, ["1.0", "1.0.3", "2.0.0"], ["1.1.0", "2", "0.95", ""]),
        (checks.check_timestamp, [*GOOD_TIMES, *ISO_ALONE, *RFC_ALONE], ["2026", "now", "2026-03-01T08:30:00-00:00"]),
        (lambda said: checks.check_timestamp(said, V1), ISO_ALONE, RFC_ALONE),
        (lambda said: checks.check_timestamp(said, V2), RFC_ALONE, ISO_ALONE),
        (lambda said: checks.check_version(said, V1), ["1.0.3"], ["2.0.0"]),
    ],
)  # fmt: skip
def test_single_values(look: Any, good: list[Any], bad: list[Any]) -> None:
    for said in good:
        look(said)
    for said in bad:
        with pytest.raises(Bad) as caught:
            look(said)
        assert caught.value.requirement


def _answered() -> set[str]:
    """The numbers in strings of the code that are nothing else; what docstrings name they name among words."""
    return {
        found.strip('"')
        for path in ENGINE.glob("*.py")
        for found in re.findall(rf'"(?:{NUMBER.pattern})"', path.read_text(encoding="utf-8"))
    }


def test_every_number_that_the_code_answers_with_has_a_case() -> None:
    assert _answered() == {case.requirement for case in CASES if case.refused} | set(TEXTS) - {""} | {"XAPI-00012"}


def test_the_document_names_exactly_the_numbers_that_the_code_answers_with() -> None:
    told = DOCUMENT.read_text(encoding="utf-8")
    rows = re.findall(rf"^\| ({NUMBER.pattern}) \|", told, re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == _answered()
    left_out = set(NUMBER.findall(told.partition("## Not answered")[2]))
    assert left_out
    assert left_out.isdisjoint(_answered())
    assert set(NUMBER.findall(told.partition("## Not answered")[0])) == _answered()


def test_a_place_is_bounded_and_told_from_the_top() -> None:
    assert refusal(put(PLAIN, "x" * 5000, 1), V1) == ("XAPI-00010", "x" * 80)
    said = put(PLAIN, "context.contextActivities.parent[0].id", GONE)
    with pytest.raises(Bad, match=r"XAPI-00047: missing at context\.contextActivities\.parent\[0\]"):
        check(said, V2)
