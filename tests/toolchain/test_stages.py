"""How `test` counts: what pytest reports, and never less."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from toolchain.conftest import environment
from xinlian.web.cli import postgres
from xinlian.web.cli.tests import Tally, tally_of
from xinlian.web.cli.tests import pytest as run_pytest

REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


@pytest.mark.parametrize(
    ("counts", "code", "tally"),
    [
        ((10, 0, 0, 0), 0, Tally(10, 0)),
        ((10, 2, 1, 0), 1, Tally(7, 3)),
        ((10, 0, 0, 1), 0, Tally(9, 1)),
        ((0, 0, 0, 0), 5, Tally(0, 1)),
        ((10, 0, 0, 0), 3, Tally(10, 1)),
    ],
)
def test_a_report_is_counted(tmp_path: Path, counts: tuple[int, ...], code: int, tally: Tally) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(*counts), encoding="utf-8")
    assert tally_of(report, code) == tally


def test_no_report_is_a_failure(tmp_path: Path) -> None:
    assert tally_of(tmp_path / "report.xml", 4) == Tally(0, 1)


def test_a_real_run_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "test_made.py"
    file.write_text(
        "import pytest\ndef test_a(): pass\ndef test_b(): assert False\n@pytest.mark.skip\ndef test_c(): pass\n"
    )
    assert run_pytest(str(file), "-p", "no:cacheprovider") == Tally(1, 2)
    assert run_pytest(str(file), "-k", "nothing", "-p", "no:cacheprovider") == Tally(0, 1)


def test_only_tests_with_a_database_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "test_made.py"
    file.write_text(
        "import pytest\ndef test_pure(): assert False\n@pytest.mark.django_db\ndef test_marked(): pass\ndef test_fixture(db): pass\n"
    )
    assert run_pytest(str(file), "-p", "xinlian.testing.only_database", "-p", "no:cacheprovider") == Tally(2, 0)


def test_a_server_of_our_own_starts_and_goes() -> None:
    with postgres.server() as address:
        with psycopg.connect(address) as connection:
            folder = Path(connection.execute("SHOW data_directory").fetchone()[0])  # type: ignore[index]
        assert folder.is_dir()
    assert not folder.parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=5)


def test_a_run_that_is_stopped_leaves_nothing_behind(tmp_path: Path) -> None:
    told = tmp_path / "address"
    file = tmp_path / "test_made.py"
    file.write_text(
        "import os, pathlib, time\n"
        f"def test_long():\n    pathlib.Path({str(told)!r}).write_text(os.environ['XINLIAN_TEST_POSTGRES'])\n    time.sleep(120)\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-P", "-m", "xinlian.web.cli", "test", str(file), "-p", "no:cacheprovider"],
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 90
    while time.monotonic() < until and not (told.exists() and told.read_text()):
        time.sleep(0.2)
    run.terminate()
    assert run.wait(60) == 143
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(told.read_text(), connect_timeout=5)
