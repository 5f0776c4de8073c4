"""Every verb that is written anywhere has words, so that no auditor reads a code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from xinlian.journal import words

SOURCE = Path(__file__).resolve().parents[2]


def _written() -> Iterator[str]:
    for path in SOURCE.rglob("*.py"):
        if {"tests", "migrations", "testing"} & set(path.parts):
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = ast.unparse(call.func).split(".")[-1]
            first = call.args[0]
            if name in ("record", "record_many") and isinstance(first, ast.Constant):
                yield str(first.value)


def test_every_verb_has_words() -> None:
    written = set(_written())
    assert "person.imported" in written
    assert sorted(written - set(words.verbs())) == []


def test_facts_and_codes_are_said_in_words() -> None:
    assert words.fact("rows") == "行数"
    assert words.value("officer") == "工会干部"
    assert words.value("anything else") == "anything else"
    assert words.kind("people.union") == "工会"
