"""Commands as processes of their own, each on a data folder of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAIN = {"XINLIAN_HASHED_STATIC": "no", "PYTHONPATH": str(ROOT / "src")}

Command = Callable[..., subprocess.CompletedProcess[str]]


def environment(data: Path, **more: str) -> dict[str, str]:
    """This environment without any setting of ours but these."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("XINLIAN_", "DJANGO_"))}
    return {**clean, **PLAIN, "XINLIAN_DATA": str(data), **more}


def call(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One command to its end, from another folder, with no input."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "xinlian.web.cli", *words],
        env=environment(data, **more),
        cwd=data,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """`command("doctor", "--json")` on an empty data folder."""
    return lambda *words, **more: call(tmp_path, *words, **more)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with every table and one union; not to be written to."""
    data = tmp_path_factory.mktemp("migrated")
    assert call(data, "manage", "migrate", "--verbosity=0").returncode == 0
    assert add_union(data, "甲").returncode == 0
    return data


@pytest.fixture
def data(migrated: Path, tmp_path: Path) -> Path:
    """A copy of the migrated data folder."""
    return Path(shutil.copytree(migrated, tmp_path / "data"))


def add_union(data: Path, name: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Make a union there."""
    return call(
        data, "manage", "shell", "-c", f"from xinlian.testing.make import make_union; make_union('{name}')", **more
    )


def unions(data: Path, **more: str) -> str:
    """The names of all unions there."""
    words = "from xinlian.people.models import Union; print(*sorted(u.name for u in Union.objects.all()))"
    return call(data, "manage", "shell", "-v0", "-c", words, **more).stdout.strip()
