"""Runs the tests of engines and rules: no browser, no server, an answer within seconds."""

import argparse

from xinlian.web.cli import boot, tests
from xinlian.web.cli.exits import FAILED, OK
from xinlian.web.cli.paths import PACKAGE, ROOT

HELP = "run the tests of engines and rules, in seconds"


def add(parser: argparse.ArgumentParser) -> None:
    """It takes no options."""


def run(options: argparse.Namespace) -> int:
    """Run them; the last line says how many passed and failed."""
    boot.assets_and_words()
    files = sorted(PACKAGE.glob("**/tests/test_*rules*.py")) + sorted((PACKAGE / "engines").glob("**/test_*.py"))
    paths = [str(file.relative_to(ROOT)) for file in dict.fromkeys(files)]
    tally = tests.pytest("-n", "auto", "-m", "not slow", *paths)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return FAILED if tally.failed else OK
