"""Every refusal of this room has its sentence, with the facts it is given."""

import ast
import re
from pathlib import Path

from xinlian.people import refusal_texts
from xinlian.rows.sentences import texts

ROOM = Path(refusal_texts.__file__).parent
NEVER_RAISED = {"missing"}


def codes() -> set[str]:
    found: set[str] = set()
    for path in ROOM.rglob("*.py"):
        if "tests" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'Refused\(\s*"(\w+)"', text)) | set(re.findall(r'Checked\(wrong="(\w+)"', text))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Decision.of":
                found |= {word.arg for word in node.keywords if word.arg}
    return found - NEVER_RAISED


def test_every_code_has_a_sentence() -> None:
    assert sorted(codes() - set(texts())) == []


def test_the_finder_finds() -> None:
    assert {"limit_reached", "code_over", "role_officer", "phone_shape"} <= codes()
