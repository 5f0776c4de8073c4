"""The site starts, answers, and ends with all its processes."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolchain.conftest import call, environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """`run` as a process."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.log = data / "log"
        words = ["run", "--no-demo", "--workers", "1", "--port", str(self.port)]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "xinlian.web.cli", *words],
                env=environment(data),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )

    def says(self, pattern: str) -> None:
        for _ in range(600):
            if re.search(pattern, self.log.read_text(errors="replace")):
                return
            time.sleep(0.1)
        raise AssertionError(f"never said {pattern}:\n{self.log.read_text(errors='replace')}")

    def children(self, least: int = 0) -> dict[int, str]:
        """The processes below it, once there are so many."""
        for _ in range(100):
            if len(found := self._children()) >= least:
                break
            time.sleep(0.1)
        return found

    def _children(self) -> dict[int, str]:
        listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()]
        direct = {int(pid) for pid, parent, _ in rows if int(parent) == self.process.pid}
        return {int(pid): args for pid, parent, args in rows if int(pid) in direct or int(parent) in direct}


@pytest.fixture
def site(data: Path) -> Iterator[Site]:
    started = Site(data)
    yield started
    if started.process.poll() is None:
        started.process.terminate()
        started.process.wait(30)


def kind(args: str) -> str:
    return "granian" if "granian" in args else "worker" if "worker" in args.split() else args


def alive(pids: object) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_ends_with_all_its_processes(site: Site, number: signal.Signals) -> None:
    site.says(rf"is at http://localhost:{site.port}/")
    with urllib.request.urlopen(f"http://127.0.0.1:{site.port}/health/", timeout=10) as answer:
        assert answer.status == 200
    children = site.children(6)
    assert sorted(kind(args) for args in children.values()) == [
        "granian",  # the site
        "granian",
        "granian",  # the live address
        "granian",
        "worker",  # imports and the clock
        "worker",  # sign-in codes
    ]
    site.process.send_signal(number)
    assert site.process.wait(30) == 0
    assert alive(children) == []


def test_it_ends_when_a_child_ends(site: Site) -> None:
    site.says("is at http")
    children = site.children()
    worker = next(pid for pid, args in children.items() if args.endswith("xinlian.web.cli worker"))
    subprocess.run(["kill", "-9", str(worker)], check=True)
    assert site.process.wait(30) == 1
    site.says("the worker ended by itself")
    assert alive(children) == []


def test_nothing_is_restored_under_a_running_site(site: Site, data: Path) -> None:
    assert call(data, "backup", str(data / "a.tar.zst")).returncode == 0
    site.says("is at http")
    done = call(data, "restore", str(data / "a.tar.zst"), "--force")
    assert done.returncode == 3
    assert "Stop it first" in done.stderr
