"""`keys`: a root under a passphrase, the first keys, rotation, a leak, and signing on another machine."""

import re
import stat
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from toolchain.conftest import call

SECRET = {"XINLIAN_ROOT_PASSPHRASE": "several words are easy to keep"}
UNION = "from xinlian.testing.make import make_union; make_union('某省总工会', level='province')"


def keys(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return call(data, "keys", *words, **{**SECRET, **more})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation with one union, and the file of a root beside it."""
    folder = tmp_path / "data"
    folder.mkdir()
    assert call(folder, "manage", "migrate", "-v0").returncode == 0
    assert call(folder, "manage", "shell", "-v0", "-c", UNION).returncode == 0
    made = keys(folder, "root", str(tmp_path / "root.pem"))
    assert made.returncode == 0, made.stderr
    return folder


def test_the_root_is_sealed_and_never_written_over(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "root.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"ENCRYPTED PRIVATE KEY" in file.read_bytes()
    again = keys(data, "root", str(file))
    assert (again.returncode, "never written over" in again.stderr) == (2, True)
    wrong = keys(data, "start", "--root", str(file), XINLIAN_ROOT_PASSPHRASE="something else entirely")
    assert (wrong.returncode, "passphrase is wrong" in wrong.stderr) == (2, True)
    short = keys(data, "root", str(tmp_path / "other.pem"), XINLIAN_ROOT_PASSPHRASE="short")
    assert (short.returncode, (tmp_path / "other.pem").exists()) == (2, False)
    silent = keys(data, "publish", "--root", str(file), XINLIAN_ROOT_PASSPHRASE="")
    assert (silent.returncode, "passphrase of the root is needed" in silent.stderr) == (3, True)


def test_start_rotate_lose(data: Path, tmp_path: Path) -> None:
    root = str(tmp_path / "root.pem")
    assert keys(data, "start", "--root", root).returncode == 0
    assert keys(data, "start", "--root", root).returncode == 2
    assert keys(data, "rotate", "--root", root).returncode == 0
    shown = keys(data, "show").stdout
    signing = Counter(re.findall(r"^key  \w+ (\w+) .* signs$", shown, re.M))
    assert signing == {"pass": 2, "status": 2, "certificate": 2, "document": 2}
    assert "bundle 2 stands" in shown
    kid = re.findall(r"^key  (\w+) pass", shown, re.M)[0]
    assert keys(data, "compromised", kid, "--since", "2026-01-01T08:00", "--root", root).returncode == 0
    shown = keys(data, "show").stdout
    assert re.search(rf"^key  {kid} .* LOST$", shown, re.M)
    assert "bundle 3 stands" in shown
    for words in (["compromised", "none"], ["compromised", kid, "--since", "yesterday"], ["publish"], ["sign", "a"]):
        refused = keys(data, *words)
        assert refused.returncode == 2, words
        assert "Traceback" not in refused.stderr


def test_the_root_stays_on_another_machine(data: Path, tmp_path: Path) -> None:
    root, request, answer = str(tmp_path / "root.pem"), str(tmp_path / "asked"), str(tmp_path / "signed")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert keys(data, "know", "--root", root).returncode == 0
    make = "from xinlian.credentials.actions.keys import make_key; from xinlian.people.models import Union; from django.utils import timezone; now = timezone.now(); [make_key(issuer=Union.objects.get(), use=use, algorithm=-7, begins_at=now, by=None, at=now) for use in ('pass', 'status')]"
    assert call(data, "manage", "shell", "-v0", "-c", make).returncode == 0
    shown = keys(data, "show").stdout
    assert ("no_bundle" in shown, shown.count("waits for a bundle")) == (True, 2)
    assert keys(data, "request", request).returncode == 0
    nowhere = {"XINLIAN_DATABASE": "postgresql://nobody@localhost:1/none"}
    signed = keys(elsewhere, "sign", request, answer, "--root", root, **nowhere)
    assert signed.returncode == 0, signed.stderr
    assert signed.stderr.count("of 某省总工会") == 2, "what is signed is shown first"
    assert keys(data, "take", request).returncode != 0
    assert keys(data, "take", answer).returncode == 0
    shown = keys(data, "show").stdout
    assert "bundle 1 stands" in shown
    assert "no_bundle" not in shown
    assert (shown.count("signs"), "waits" in shown) == (2, False)
    assert call(data, "manage", "shell", "-v0", "-c", make).returncode == 0
    shown = keys(data, "show").stdout
    assert (shown.count("waits for a bundle"), shown.count("ATTENTION key_waits")) == (2, 1)
