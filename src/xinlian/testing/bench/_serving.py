"""The real site for a bench or a test: started as `run` starts it, its processes killed and started again."""

import os
import random
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from xinlian.web.cli import boot
from xinlian.web.cli.processes import Group

FIRST_KILL, NEXT_KILL = 2.0, 8.0  # seconds; a process that dies within 5.5 s of its start again ends the server
SECONDS_TO_START = 120.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def site(env: Mapping[str, str], servers: int, port: int = 0) -> Iterator[tuple[int, Group]]:
    """The real server with several processes, as `run` starts it, which starts a killed one again."""
    port = port or free_port()
    group = Group()
    words = ["--no-demo", "--no-worker", "--port", str(port), "--workers", str(servers)]
    group.children["site"] = subprocess.Popen(  # noqa: S603
        boot.child("run", *words),
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        group.wait_for_answer("127.0.0.1", port, SECONDS_TO_START)
        yield port, group
    finally:
        group.end()


@contextmanager
def killing(group: Group) -> Iterator[list[int]]:
    """Kill -9 one serving process after another while the block runs; which were killed."""
    killed: list[int] = []
    over = threading.Event()
    rng = random.Random(1)  # noqa: S311 - which one does not matter

    def kill() -> None:
        while not over.wait(NEXT_KILL if killed else FIRST_KILL):
            serving = [pid for server in children(group.children["site"].pid) for pid in children(server)]
            if serving:
                killed.append(rng.choice(serving))
                os.kill(killed[-1], signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(word) for word in file.read_text().split()]
    except OSError:
        return []


def kill_whole(group: Group) -> None:
    """Kill -9 the site and everything it started, as when the power goes."""
    site_process = group.children["site"]
    several = [site_process.pid]
    for pid in several:
        several += children(pid)
    for pid in reversed(several):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    site_process.wait()
