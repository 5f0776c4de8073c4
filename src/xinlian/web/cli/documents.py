"""Checks the documents against the program: commands, links, and lock files without addresses."""

import re
from pathlib import Path

from xinlian.web.cli import COMMANDS, parser_of
from xinlian.web.cli.paths import ROOT

COMMANDS_PAGE = ROOT / "docs" / "commands.md"
SECTION = re.compile(r"^## `(\w+)`$(.*?)(?=^## |\Z)", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-node.lock", "package-lock.json")
ADDRESS = re.compile(r"https?:|\bresolved\b|--(extra-)?index-url|--find-links|--trusted-host|\w\.(org|com|cn|io)\b")
NOT_OURS = {".venv", "node_modules", "var", ".git", "icons", "vendor"}


def problems() -> list[str]:
    """One line per thing that is wrong."""
    return [*_commands(), *_links(), *_locks()]


def _commands() -> list[str]:
    sections = dict(SECTION.findall(COMMANDS_PAGE.read_text(encoding="utf-8")))
    found = [f"docs/commands.md: no section for `{name}`" for name in COMMANDS if name not in sections]
    found += [f"docs/commands.md: there is no command `{name}`" for name in sections if name not in COMMANDS]
    for name in COMMANDS:
        for option in _options(name):
            if f"`{option}" not in sections.get(name, ""):
                found.append(f"docs/commands.md: `{option}` of `{name}` is not described")
    return found


def _options(command: str) -> list[str]:
    actions = parser_of(command)._actions
    return [word for action in actions for word in action.option_strings if word not in ("-h", "--help")]


def _links() -> list[str]:
    pages = [page for page in ROOT.glob("**/*.md") if not NOT_OURS & set(page.relative_to(ROOT).parts)]
    return [f"{page.relative_to(ROOT)}: no file {target}" for page in pages for target in _dead(page)]


def _dead(page: Path) -> list[str]:
    return [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]


def _locks() -> list[str]:
    found = []
    for name in LOCKS:
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1):
            if ADDRESS.search(line):
                found.append(f"{name}:{number}: an address in a lock file: {line.strip()}")
    return found
