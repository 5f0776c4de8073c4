"""The file at the root: quick when all is there, plain words when something is missing. Run as a copy, by real processes."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xinlian import __version__

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    "xinlian",
    "requirements.lock",
    "requirements-test.lock",
    "requirements-node.lock",
    "package.json",
    "package-lock.json",
    ".npmrc",
)
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def fingerprint(folder: Path, *names: str) -> str:
    return hashlib.sha256(b"".join((folder / name).read_bytes() + b"\0" for name in names)).hexdigest()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A checkout with nothing set up."""
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "src").symlink_to(ROOT / "src")
    return tmp_path


@pytest.fixture
def ready(clone: Path) -> Path:
    """A checkout that is set up: an environment that sees our packages, and both stamps."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(clone / ".venv")], check=True)
    packages = clone / ".venv" / "lib" / f"python{VERSION}" / "site-packages"
    (packages / "ours.pth").write_text("\n".join(path for path in sys.path if "site-packages" in path))
    locks = fingerprint(clone, "requirements.lock", "requirements-test.lock")
    (clone / ".venv" / "installed-requirements-test.lock").write_text(f"{locks} {VERSION}")
    (clone / "node_modules").mkdir()
    (clone / "node_modules" / ".xinlian").write_text(fingerprint(clone, "package.json", "package-lock.json"))
    return clone


def launch(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Start it as a person would, from elsewhere, with an index that holds nothing."""
    offline = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": "",
        "XINLIAN_DATA": str(folder / "var"),
    }
    return subprocess.run(
        [sys.executable, str(folder / "xinlian"), *words],
        env={**os.environ, **offline, **more},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_it_is_executable_and_of_the_standard_library_alone() -> None:
    assert (ROOT / "xinlian").stat().st_mode & 0o111
    imports = [
        line.split()[1].split(".")[0]
        for line in (ROOT / "xinlian").read_text().splitlines()
        if line.startswith(("import ", "from "))
    ]
    assert set(imports) <= sys.stdlib_module_names


def test_without_words_it_says_how_it_is_used(clone: Path) -> None:
    done = launch(clone)
    assert done.returncode == 2
    assert "./xinlian run" in done.stdout
    assert not (clone / ".venv").exists()


def test_a_ready_checkout_hands_over_within_seconds(ready: Path) -> None:
    started = time.monotonic()
    done = launch(ready, "--version")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, __version__, "")
    assert time.monotonic() - started < 5


def test_the_exit_code_is_handed_back(ready: Path) -> None:
    assert launch(ready, "fly").returncode == 2


def test_a_changed_lock_file_is_installed(ready: Path) -> None:
    with (ready / "requirements.lock").open("a") as lock:
        lock.write(f"xinlian-no-such-package==1 --hash=sha256:{'0' * 64}\n")
    done = launch(ready, "--version")
    assert "installing" in done.stderr
    assert done.returncode == 3  # the index of this test holds nothing


def test_no_network_is_said_with_what_to_do(clone: Path) -> None:
    done = launch(clone, "run")
    assert done.returncode == 3
    assert "making a virtual environment" in done.stderr
    assert "pip config set global.index-url" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_changed_package_lock_is_fetched(ready: Path) -> None:
    with (ready / "package-lock.json").open("a") as lock:
        lock.write("\n")
    done = launch(
        ready,
        "--version",
        npm_config_registry="http://127.0.0.1:1/",
        npm_config_cache=str(ready / "cache"),
        npm_config_fetch_retries="0",
    )
    assert done.returncode == 3
    assert "npm config set registry" in done.stderr


def test_an_environment_is_made_where_ensurepip_is_missing(clone: Path) -> None:
    """As on Debian without python3-venv: `venv` fails, and the machine's pip fills an environment that has none."""
    block = clone / "block"
    block.mkdir()
    (block / "sitecustomize.py").write_text("import venv\nvenv.EnvBuilder._setup_pip = lambda *_: exit(1)\n")
    done = launch(clone, "run", PYTHONPATH=str(block))
    assert (clone / ".venv" / "bin" / "python").exists()
    assert not (clone / ".venv" / "bin" / "pip").exists()
    assert "installing" in done.stderr
    assert "pip config set" in done.stderr  # a pip was found and found no network
    assert done.returncode == 3
