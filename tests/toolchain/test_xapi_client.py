"""A client library of others speaks to the real server: sends, reads, attaches, voids, keeps documents, in both versions."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolchain.conftest import ROOT, call
from toolchain.test_run import Site

SOURCE = Path(__file__).parent / "xapi"
MAKE = """
from django.utils import timezone
from xinlian.people.models import Union
from xinlian.records.actions import clients
client, key = clients.make(union=Union.objects.get(), name="机", may="all", by=None, at=timezone.now())
print("KEY", client.public_id, key)
"""


def program(name: str) -> str:
    """Node's, of this machine or of the wheel that set-up fetched where there was none."""
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    assert found is not None, f"no {name}"
    return found


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the client and its library, by the hashes of the lock."""
    folder = Path(shutil.copytree(SOURCE, tmp_path_factory.mktemp("xapi") / "client"))
    shutil.copy(ROOT / ".npmrc", folder)
    command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
def test_a_stock_client_is_understood(data: Path, library: Path, version: str) -> None:
    made = call(data, "manage", "shell", "-v0", "-c", MAKE)
    [(user, key)] = [line.split()[1:] for line in made.stdout.splitlines() if line.startswith("KEY")]
    site = Site(data)
    try:
        site.says("is at http")
        command = [program("node"), "client.mjs", f"http://127.0.0.1:{site.port}/xapi/", user, key, version]
        done = subprocess.run(command, cwd=library, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
    finally:
        site.process.terminate()
        site.process.wait(30)
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "about": ["1.0.3", "2.0.0"],
        "sent": True,
        "batch": 5,
        "read": 0.5,
        "page": 4,
        "more": 2,
        "attached": True,
        "voided": True,
        "gone": 404,
        "state": {"a": 1, "b": 2},
        "etag": True,
        "set": {"c": 3},
        "profiles": ["p"],
        "person": "Person",
    }
