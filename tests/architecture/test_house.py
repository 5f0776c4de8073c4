"""The house holds: imports and foreign keys point down, files know their room, actions are written one way."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from xinlian.people.holdings import all_holdings
from xinlian.people.models import Person
from xinlian.people.sensitive import SensitiveField
from xinlian.rows.models import Row

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "xinlian"
FLOORS = [
    "rows",
    "journal",
    "sheets",
    "people",
    "places",
    "notices",
    "boards",
    "records",
    "surveys",
    "enrolment",
    "credentials",
    "assessment",
    "simulators",
]
ROOMS = ["stations", "training", "trips"]
TOP = ["web"]
LINES_PER_FILE, LINES_PER_FUNCTION = 400, 40
VAGUE = {"utils.py", "helpers.py", "services.py", "managers.py", "signals.py"}
# Addresses of libraries, which cannot carry our mark; each is behind its own sign-in.
LIBRARY_ROUTES = ("accounts/", "admin/")


def rank(label: str) -> int:
    """How high an app stands: floors by their order, all rooms on one storey."""
    if label in FLOORS:
        return FLOORS.index(label)
    return len(FLOORS) + (TOP.index(label) + 1 if label in TOP else 0)


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("xinlian.")]


def code(skip_tests: bool = True) -> list[Path]:
    files = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    return [path for path in files if not (skip_tests and "tests" in path.parts)]


def test_every_app_has_its_storey() -> None:
    found = {app.label for app in apps.get_app_configs() if app.name.startswith("xinlian.")}
    assert found == {*FLOORS, *ROOMS, *TOP}


def test_import_contracts_hold() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in ours():
        for field in model._meta.get_fields():
            target = field.related_model if isinstance(field, models.ForeignKey) else None
            if not isinstance(target, type) or not target.__module__.startswith("xinlian."):
                continue
            mine, theirs = model._meta.app_label, target._meta.app_label
            if mine != theirs and rank(theirs) >= rank(mine):
                wrong.append(f"{model.__name__}.{field.name} -> {theirs}.{target.__name__}")
    assert wrong == []


@pytest.mark.parametrize(
    "module",
    [
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for path in sorted((SOURCE / "engines").rglob("*.py"))
        if path.name != "__init__.py" and "tests" not in path.parts
    ],
)
def test_engines_load_without_the_framework(module: str) -> None:
    check = f"import sys; import {module}; assert not [m for m in sys.modules if m.split('.')[0] == 'django']"
    env = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]}
    ran = subprocess.run([sys.executable, "-c", check], env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_no_vague_files() -> None:
    assert [str(path) for path in code() if path.name in VAGUE] == []


def test_files_and_functions_stay_small() -> None:
    wrong = []
    for path in code():
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > LINES_PER_FILE:
            wrong.append(f"{path.relative_to(ROOT)}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > LINES_PER_FUNCTION:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines")
    assert wrong == []


def test_modules_say_what_they_are() -> None:
    silent = [str(path.relative_to(ROOT)) for path in code() if path.read_text(encoding="utf-8").strip()]
    silent = [name for name in silent if not ast.get_docstring(ast.parse((ROOT / name).read_text(encoding="utf-8")))]
    assert silent == []


@pytest.mark.parametrize("room", [*FLOORS, *ROOMS])
def test_rooms_have_a_short_readme(room: str) -> None:
    assert len((SOURCE / room / "README.md").read_text(encoding="utf-8").splitlines()) <= 40


def _actions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in code():
        if "actions" not in (path.stem, path.parent.name) or "journal" in path.parts:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield path, node


def _hands_on(node: ast.FunctionDef) -> bool:
    """Whether an action leaves the work to others, giving them who acts."""
    calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    return any(word.arg == "by" and ast.unparse(call.func) != "record" for call in calls for word in call.keywords)


def test_actions_are_written_one_way() -> None:
    wrong = []
    for path, node in _actions():
        where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        keywords = {argument.arg for argument in node.args.kwonlyargs}
        named = keywords | {argument.arg for argument in node.args.args}
        if not {"by", "at"} & named:
            continue  # part of an action, called by one
        if node.args.args or not {"by", "at"} <= keywords:
            wrong.append(f"{where}: takes keywords only, with by= and at=")
        if _hands_on(node):
            continue
        calls = {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
        if not any(call.split(".")[-1].lstrip("_").startswith("record") for call in calls):
            wrong.append(f"{where}: writes no journal line")
        marks = {ast.unparse(mark) for mark in node.decorator_list}
        if "transaction.atomic" not in marks and not any("atomic" in call for call in calls):
            wrong.append(f"{where}: is no transaction")
    assert wrong == []


def test_views_ask_queries_and_actions_only() -> None:
    wrong = []
    for path in code():
        if "views" not in (path.stem, path.parent.name):
            continue
        wrong += [
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and node.attr == "objects"
        ]
    assert wrong == []


def _patterns(found: object = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in (found or get_resolver()).url_patterns:  # type: ignore[attr-defined]
        if isinstance(item, URLResolver):
            yield from _patterns(item, prefix + str(item.pattern))
        else:
            yield prefix + str(item.pattern), item


def test_every_address_states_its_access() -> None:
    silent = [
        route
        for route, pattern in _patterns()
        if not route.startswith(LIBRARY_ROUTES) and not getattr(pattern.callback, "access", "")
    ]
    assert silent == []


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    named = re.compile(r'env\.(?:text|flag|number|choice|words|folder)\(\s*"([A-Z_]+)"')
    used = {f"XINLIAN_{name}" for path in code() for name in named.findall(path.read_text(encoding="utf-8"))}
    used |= {
        name
        for path in code()
        for name in re.findall(r'environ(?:\.get)?[\[(]"(XINLIAN_[A-Z_]+)"', path.read_text(encoding="utf-8"))
    }
    told = set(re.findall(r"`(XINLIAN_[A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))
    assert used == told


def test_every_column_about_people_is_in_the_inventory() -> None:
    held = {(holding.model, name) for holding in all_holdings() for name in (*holding.fields, holding.person)}
    missing = []
    for model in ours():
        label = f"{model._meta.app_label}.{model.__name__}"
        for field in model._meta.concrete_fields:
            personal = isinstance(field, SensitiveField) or field.related_model is Person
            if personal and (label, field.name) not in held:
                missing.append(f"{label}.{field.name}")
    assert missing == []


def test_business_rows_carry_their_union() -> None:
    children = {
        "journal.Link",
        "sheets.Problem",
        "places.RoadStop",
        "places.Town",
        "people.Tally",
        "web.Tick",
        "boards.BoardBucket",
        "records.Mention",
        "training.Slot",
        "records.Reference",
    }
    bare = {f"{m._meta.app_label}.{m.__name__}" for m in ours() if not issubclass(m, Row)}
    assert bare == children


def test_nothing_points_out_of_the_project() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listed.stdout.splitlines() or [str(p.relative_to(ROOT)) for p in ROOT.rglob("*.*")]
    outside = re.compile(
        r"\.\./(?:shared|\.library)|(?<![\w.])/(?:work|farm)/|https?://(?:unpkg|cdn\.|cdnjs)|registry\.npmjs|files\.pythonhosted|pypi\.org"
    )
    wrong = []
    for name in names:
        path = ROOT / name
        if path.suffix in {".png", ".webp", ".mp4"} or not path.is_file() or path == Path(__file__):
            continue
        if outside.search(path.read_text(encoding="utf-8", errors="replace")):
            wrong.append(name)
    assert wrong == []
