"""Checks style, types, the direction of imports, templates, migrations and the documents; runs no test."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from xinlian.web.cli import boot, documents
from xinlian.web.cli.exits import FAILED, OK
from xinlian.web.cli.paths import ROOT, SOURCES

HELP = "check style, types, imports, templates, migrations and documents"
IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--fix", action="store_true", help="first let ruff mend and format what it can")


def run(options: argparse.Namespace) -> int:
    """Run every check; the last line says how many passed and failed."""
    boot.assets_and_words()
    if options.fix:
        for words in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
            subprocess.run([*boot.python("ruff"), *words, "."], cwd=ROOT, check=False)
    passed, failed = everything()
    print(f"{passed} passed, {failed} failed")
    return FAILED if failed else OK


def commands() -> dict[str, list[str]]:
    """The checks, each a process; the slowest first."""
    python = boot.python
    return {
        "types (mypy)": [*python("mypy"), "src"],
        "templates (djlint)": [*python("djlint"), "src", "--lint", "--quiet"],
        "imports (import-linter)": [sys.executable, "-c", IMPORTS, "--no-cache"],
        "migrations": [*python("xinlian.web.cli"), "manage", "makemigrations", "--check", "--dry-run"],
        "style (ruff check)": [*python("ruff"), "check", "."],
        "format (ruff format)": [*python("ruff"), "format", "--check", "."],
    }


def everything() -> tuple[int, int]:
    """Run all checks, as many at once as there are cores; (passed, failed). What fails is printed whole."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        results = [pool.submit(_one, name, command) for name, command in commands().items()]
        good = [result.result() for result in results]
    found = documents.problems()
    print("\n".join([*found, f"{'ok  ' if not found else 'FAIL'} documents"]), flush=True)
    good.append(not found)
    return sum(good), len(good) - sum(good)


def _one(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="xinlian-check-") as folder:
        environment = {**os.environ, "XINLIAN_DATA": folder, "PYTHONPATH": str(SOURCES)}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    seconds = f"{time.monotonic() - started:.1f} s"
    if done.returncode == 0:
        print(f"ok   {name}, {seconds}", flush=True)
        return True
    print(f"{done.stdout}{done.stderr}FAIL {name}, {seconds}", flush=True)
    return False
