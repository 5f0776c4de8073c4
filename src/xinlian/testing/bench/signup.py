"""Sign-ups where first come is first served, over HTTP while server processes are killed, beside a raw conditional update.

1,000 tries for 50 places, without --quick also 100,000 for 1,000: exactly as many seats as places, the line in order, no
answer of the 500s. The tries come from processes of their own, each from somebody signed in, 64 at a time.
"""

import json
import os
import random
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xinlian.testing import atlas
from xinlian.web.cli import boot, postgres
from xinlian.web.cli.figures import Figure
from xinlian.web.cli.processes import Group

SIZES = ((1_000, 50), (100_000, 1_000))
PROCESSES, THREADS, SERVERS = 4, 16, 2
FIRST_KILL, NEXT_KILL = 2.0, 8.0  # seconds; a process that dies within 5.5 s of its start again ends the server
SECONDS_TO_START = 120.0
RATE_BAR = 30.0  # taps a second with everything on one machine of 2 cores: twice what the known ticket shops do

Report = Callable[[str, int, int], None]


def run(quick: bool, progress: Report) -> list[Figure]:
    """The figures: SQLite, then PostgreSQL, sizes from small to large."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="xinlian-signup-") as name, postgres.server() as server:
        for tries, places in SIZES[:1] if quick else SIZES:
            folder = Path(name) / str(tries)
            figures += _one(
                "SQLite", f"sqlite:{folder / 'sqlite' / 'data.sqlite3'}", folder / "sqlite", tries, places, progress
            )
            with atlas.fresh_postgres("signup", server, Path(name)) as connection:
                settings = connection.settings_dict
                address = f"{server.rpartition('/')[0]}/{settings['NAME']}"
                figures += _one("PostgreSQL", address, folder / "postgres", tries, places, progress)
    return figures


def _one(vendor: str, address: str, folder: Path, tries: int, places: int, progress: Report) -> list[Figure]:
    folder.mkdir(parents=True)
    env = {**os.environ, "XINLIAN_DATA": str(folder), "XINLIAN_DATABASE": address, "XINLIAN_LOG_LEVEL": "ERROR"}
    env |= {"XINLIAN_HASHED_STATIC": "no", "DJANGO_SETTINGS_MODULE": "xinlian.web.settings"}
    progress(f"{vendor}: making {tries:,} people", 0, 0)
    made = _world(env, "make", str(folder / "sessions"), str(tries), str(places))
    floor = _world(env, "floor")
    with _site(env) as (port, group):
        progress(f"{vendor}: {tries:,} tries for {places:,} places", 0, 0)
        with _killing(group) as killed:
            taps = _tap_all(env, folder, port, str(made["offering"]))
    return _figures(
        f"{vendor}, {tries:,} for {places:,}", taps, _world(env, "look"), floor["rate"], len(killed), places
    )


def _world(env: dict[str, str], *words: str) -> dict[str, Any]:
    command = [*boot.python("xinlian.testing.bench._signup_world"), *words]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@contextmanager
def _site(env: dict[str, str]) -> Iterator[tuple[int, Group]]:
    """The real server with several processes, as `run` starts it, which starts a killed one again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    group = Group()
    words = ["--no-demo", "--no-worker", "--port", str(port), "--workers", str(SERVERS)]
    group.children["site"] = subprocess.Popen(  # noqa: S603
        boot.child("run", *words), env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        group.wait_for_answer("127.0.0.1", port, SECONDS_TO_START)
        yield port, group
    finally:
        group.end()


@contextmanager
def _killing(group: Group) -> Iterator[list[int]]:
    """Kill -9 one serving process after another while the block runs; which were killed."""
    killed: list[int] = []
    over = threading.Event()
    rng = random.Random(1)  # noqa: S311 - which one does not matter

    def kill() -> None:
        while not over.wait(NEXT_KILL if killed else FIRST_KILL):
            serving = [pid for server in _children(group.children["site"].pid) for pid in _children(server)]
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


def _children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(word) for word in file.read_text().split()]
    except OSError:
        return []


def _tap_all(env: dict[str, str], folder: Path, port: int, offering: str) -> list[dict[str, Any]]:
    """Every tap of all phones, in the order in which they were first sent."""
    base = [*boot.python("xinlian.testing.bench._signup_phones"), str(port), offering, str(folder / "sessions")]
    files = [folder / f"taps-{part}" for part in range(PROCESSES)]
    running = [
        subprocess.Popen([*base, str(file), str(part), str(PROCESSES), str(THREADS)], env=env)  # noqa: S603
        for part, file in enumerate(files)
    ]
    for process in running:
        process.wait()
    taps = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    return sorted(taps, key=lambda tap: float(tap["began"]))


def _figures(
    name: str, taps: list[dict[str, Any]], found: dict[str, Any], raw: float, killed: int, places: int
) -> list[Figure]:
    seats = sum(tap["kind"] == "seat" for tap in taps)
    exact = seats == found["seats"] == found["taken"] == places and found["drift"] == found["drift_after"] == 0
    whole = found["line_whole"] and found["line"] == len(taps) - places == found["applications"] - places
    next_ten = found["passed_on"] == list(range(1, len(found["passed_on"]) + 1)) and bool(found["passed_on"])
    overtaken, faults = overtakings(taps), sum(tap["faults"] for tap in taps)
    seconds = max(tap["ended"] for tap in taps) - taps[0]["began"]
    again = sum(tap["sent"] - 1 for tap in taps)
    rate = len(taps) / seconds
    return [
        Figure(f"{name}: seats given", found["seats"], "seats", bar=f"= {places:,}, as counted and as told", ok=exact),
        Figure(
            f"{name}: waiting, in order", found["line"], "numbers", bar="whole, served from 1", ok=whole and next_ten
        ),
        Figure(f"{name}: overtaken by somebody later", overtaken, "people", bar="= 0", ok=overtaken == 0),
        Figure(f"{name}: answers of the 500s", faults, "answers", bar="= 0", ok=faults == 0),
        Figure(f"{name}: processes killed, taps sent again", f"{killed}, {again}", bar="killed ≥ 1", ok=killed >= 1),
        Figure(f"{name}: taps answered", rate, "a second", raw, rate / raw, f"≥ {RATE_BAR:g}", rate >= RATE_BAR),
    ]


def overtakings(taps: list[dict[str, Any]]) -> int:
    """How many got a larger number than somebody who tapped only after they had been answered."""
    waiting = [tap for tap in taps if tap["kind"] == "queue"]
    answered = sorted(waiting, key=lambda tap: float(tap["ended"]))
    highest, done, wrong = 0, 0, 0
    for tap in sorted(waiting, key=lambda tap: float(tap["began"])):
        while done < len(answered) and answered[done]["ended"] < tap["began"]:
            highest = max(highest, answered[done]["number"])
            done += 1
        wrong += tap["number"] < highest
    return wrong
