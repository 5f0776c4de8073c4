"""The frame of `bench` and `doctor`: the figures' shape, and an exit code that tells of a missed bar."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from toolchain.conftest import Command, call, environment

BENCH = '''"""A bench made by a test.

More words that --list does not show.
"""

from xinlian.web.cli.figures import Figure


def run(quick, progress):
    progress("measuring", 1, 2)
    value = 3.0 if quick else 30.0
    return [Figure("time", value, "ms", floor=2.0, ratio=value / 2, bar="≤ 2 ×", ok=value / 2 <= 2)]
'''
START = "import sys, xinlian.testing.bench as b; b.__path__.append(sys.argv.pop(1)); from xinlian.web.cli import main; sys.exit(main())"
KEYS = {"name", "value", "unit", "floor", "ratio", "bar", "ok"}


def bench(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    folder = tmp_path / "benches"
    folder.mkdir(exist_ok=True)
    (folder / "made.py").write_text(BENCH, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-P", "-c", START, str(folder), "bench", *words],
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_met_bar_ends_with_0(tmp_path: Path) -> None:
    done = bench(tmp_path, "made", "--quick", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert set(said) == {"bench", "figures", "machine", "at"}
    assert said["bench"] == "made"
    assert set(said["figures"][0]) == KEYS
    assert said["figures"][0]["ratio"] == 1.5
    assert said["machine"]["cores"] >= 1


def test_a_missed_bar_ends_with_1(tmp_path: Path) -> None:
    done = bench(tmp_path, "made", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[-1])["figures"][0]["ok"] is False


def test_people_get_a_table_with_the_machine(tmp_path: Path) -> None:
    done = bench(tmp_path, "made")
    assert done.returncode == 1
    assert "MISSED" in done.stdout
    assert "cores" in done.stdout.splitlines()[-1]
    assert "measuring" in done.stderr


def test_benches_are_listed_by_their_first_line(tmp_path: Path) -> None:
    done = bench(tmp_path, "--list")
    assert done.returncode == 0
    assert "made         A bench made by a test.\n" in done.stdout
    assert "More words" not in done.stdout


def test_every_bench_of_ours_can_be_listed(command: Command) -> None:
    assert command("bench", "--list").returncode == 0


def figures(data: Path, *words: str) -> tuple[int, dict[str, dict[str, object]]]:
    done = call(data, "doctor", "--json", *words)
    said = json.loads(done.stdout.splitlines()[-1])
    assert all(set(figure) == KEYS for figure in said["figures"])
    return done.returncode, {figure["name"]: figure for figure in said["figures"]}


def test_doctor_names_what_is_not_well(tmp_path: Path) -> None:
    code, found = figures(tmp_path)
    assert code == 1
    assert found["database answers"]["ok"] is True
    assert found["migrations waiting"]["ok"] is False
    assert found["keys for sensitive fields"]["ok"] is True


def test_doctor_reads_the_journal_and_the_calendar(data: Path) -> None:
    assert call(data, "worker", "--once").returncode == 0
    _, found = figures(data)
    assert found["journal chain"]["ok"] is True
    assert found["holidays known until"]["ok"] is False  # nothing has filled the calendar of this bare installation


def test_doctor_sees_keys_that_others_can_read(data: Path) -> None:
    (data / "keys.json").chmod(0o644)
    code, found = figures(data)
    assert code == 1
    assert found["keys for sensitive fields"]["ok"] is False


def test_doctor_sees_a_journal_that_was_changed(data: Path) -> None:
    words = (
        "import datetime; from django.db import connection; from xinlian.journal.actions import record, seal;"
        "record('a.b', None, by=None, at=datetime.datetime.now(datetime.UTC)); seal();"
        "cursor = connection.cursor();"
        "triggers = cursor.execute(\"SELECT name FROM sqlite_master WHERE type = 'trigger'\").fetchall();"
        "[cursor.execute(f'DROP TRIGGER {name}') for (name,) in triggers];"
        "cursor.execute(\"UPDATE journal_entry SET verb = 'c.d'\")"
    )
    assert figures(data)[1]["journal chain"]["ok"] is True
    assert call(data, "manage", "shell", "-v0", "-c", words).returncode == 0
    code, found = figures(data)
    assert code == 1
    assert found["journal chain"]["ok"] is False


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:1/nothing"])
def test_doctor_says_that_the_database_does_not_answer(tmp_path: Path, address: str) -> None:
    done = call(tmp_path, "doctor", "--json", XINLIAN_DATABASE=address)
    assert done.returncode == 1
    first = json.loads(done.stdout.splitlines()[-1])["figures"][0]
    assert first["ok"] is False
