"""Runs every test: style and types, the fast part, the database on PostgreSQL too, journeys in a real browser.

Brings what this machine lacks (Chromium, a Chinese font, ffmpeg, PostgreSQL) and skips nothing.
What follows `test` goes to pytest and runs that alone, with the same machine: ./xinlian test -k stations
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from xinlian.web.cli import boot, check, machine, postgres
from xinlian.web.cli.exits import FAILED, OK
from xinlian.web.cli.paths import ROOT, SOURCES

HELP = "run every test, in a real browser and on PostgreSQL too"
EPILOG = """examples:
  ./xinlian test
  ./xinlian test -k corridor
  ./xinlian test src/xinlian/stations -x"""
SECONDS_UNTIL_STUCK = 600
SECONDS_TO_END = 30
ONLY_DATABASE = "xinlian.testing.only_database"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tests passed and failed in a stage. A skipped test counts as failed: none may be."""

    passed: int
    failed: int

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.passed + other.passed, self.failed + other.failed)


def add(parser: argparse.ArgumentParser) -> None:
    """Its options: all that follows is pytest's."""
    parser.add_argument("arguments", nargs="*", help="options and paths for pytest; none: every stage")


def run(options: argparse.Namespace) -> int:
    """All stages, or pytest with these arguments."""
    boot.assets_and_words()
    machine.prepare()
    with postgres.server() as address:
        os.environ["XINLIAN_TEST_POSTGRES"] = address
        stages = stages_of(address) if not options.arguments else {"pytest": lambda: pytest(*options.arguments)}
        return _run(stages)


def stages_of(address: str) -> dict[str, Callable[[], Tally]]:
    """The stages of a whole run, in order."""
    fast = "not journey and not slow and not postgres"
    return {
        "check": lambda: Tally(*check.everything()),
        "fast": lambda: pytest("-m", fast, "-n", "auto"),
        "postgres": lambda: pytest(
            "-m", "not journey and not slow", "-n", "auto", "-p", ONLY_DATABASE, XINLIAN_DATABASE=address
        ),
        "slow": lambda: pytest("-m", "slow and not journey", "-p", "no:randomly"),
        "journeys": lambda: pytest("-m", "journey"),
    }


def _run(stages: dict[str, Callable[[], Tally]]) -> int:
    total, lines = Tally(0, 0), []
    for name, stage in stages.items():
        print(f"\n=== {name}", flush=True)
        started = time.monotonic()
        tally = stage()
        total += tally
        seconds = time.monotonic() - started
        lines.append(f"{name:10} {tally.passed:6} passed {tally.failed:4} failed  {seconds:6.1f} s")
    print("\n" + "\n".join(lines))
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return FAILED if total.failed else OK


def pytest(*arguments: str, **environment: str) -> Tally:
    """Run pytest; what its report says. A run that collects nothing or breaks counts as one failure."""
    with tempfile.TemporaryDirectory(prefix="xinlian-report-") as folder:
        file = Path(folder) / "report.xml"
        options = [
            "-c",
            str(ROOT / "pyproject.toml"),
            f"--junitxml={file}",
            "-o",
            f"faulthandler_timeout={SECONDS_UNTIL_STUCK}",
            "-q",
        ]
        started = subprocess.Popen(
            [sys.executable, "-m", "pytest", *options, *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(SOURCES), **environment},
            stdin=subprocess.DEVNULL,
        )
        try:
            code = started.wait()
        except SystemExit:
            _end(started)
            raise
        return tally_of(file, code)


def _end(started: subprocess.Popen[bytes]) -> None:
    """Let pytest end what it started: servers, browsers, databases."""
    started.send_signal(signal.SIGINT)
    try:
        started.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        started.kill()


def tally_of(report: Path, code: int) -> Tally:
    """Read a JUnit report; pytest's exit code keeps it honest (5: nothing was collected)."""
    if not report.exists():
        return Tally(0, 1)
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314  (pytest of ours wrote it)
    count = {key: sum(int(suite.get(key, 0)) for suite in suites) for key in ("tests", "failures", "errors", "skipped")}
    failed = count["failures"] + count["errors"] + count["skipped"]
    if count["skipped"]:
        print(f"{count['skipped']} tests were skipped; here that is a failure")
    return Tally(count["tests"] - failed, failed if failed or code == 0 else 1)
