"""Boards of 1,000,000 on SQLite and PostgreSQL: own rank and first ten, exact after random updates by eight writers; screens.

Beside each rank stands the plain count that it saves, and a bare question to the same database. 100,000 updates and 2,000 idle
screens; with --quick 50,000 people, 2,000 updates, 300 screens. The bars are twice the figures of the design that was chosen;
on a machine where already a bare question takes about as long, half as much again as that question.
"""

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xinlian.testing import atlas
from xinlian.testing.bench._serving import children, free_port
from xinlian.web.cli import boot, postgres
from xinlian.web.cli.figures import Figure
from xinlian.web.cli.serve import live_server

SIZES = {True: (50_000, 2_000, 300), False: (1_000_000, 100_000, 2_000)}
WRITERS, CHANGES = 8, 5
BARS = {"SQLite": (108.0, 140.0), "PostgreSQL": (220.0, 140.0)}  # microseconds: own rank, first ten
BARE_BAR = 1.5  # of a bare question: nothing that is asked can take less than that
SEEN_SECONDS = 2.0

Report = Callable[[str, int, int], None]


def run(quick: bool, progress: Report) -> list[Figure]:
    """The figures: SQLite, then PostgreSQL, then the screens."""
    people, updates, screens = SIZES[quick]
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="xinlian-boards-") as name, postgres.server() as server:
        folder = Path(name)
        figures += _one("SQLite", f"sqlite:{folder / 'data.sqlite3'}", folder / "sqlite", people, updates, 0, progress)
        with atlas.fresh_postgres("boards", server, folder) as connection:
            address = f"{server.rpartition('/')[0]}/{connection.settings_dict['NAME']}"
            figures += _one("PostgreSQL", address, folder / "postgres", people, updates, screens, progress)
    return figures


def _one(
    vendor: str, address: str, folder: Path, people: int, updates: int, screens: int, progress: Report
) -> list[Figure]:
    folder.mkdir(parents=True)
    env = {**os.environ, "XINLIAN_DATA": str(folder), "XINLIAN_DATABASE": address, "XINLIAN_LOG_LEVEL": "ERROR"}
    env |= {"DJANGO_SETTINGS_MODULE": "xinlian.web.settings"}
    progress(f"{vendor}: {people:,} people", 0, 0)
    key = str(_world(env, "make", people)["hall"])
    progress(f"{vendor}: asking", 0, 0)
    asked = _world(env, "ask")
    progress(f"{vendor}: {updates:,} updates by {WRITERS} writers", 0, 0)
    wrote = [_start(env, "update", seed, updates // WRITERS) for seed in range(WRITERS)]
    done = [json.loads(_out(one).splitlines()[-1]) for one in wrote]
    found = _world(env, "check")
    again = _world(env, "ask")
    figures = _figures(vendor, people, asked, again, done, found, updates)
    if screens:
        progress(f"{screens:,} screens", 0, 0)
        figures += _screens(env, key, folder, screens)
    return figures


def _start(env: dict[str, str], *words: object) -> subprocess.Popen[str]:
    command = [*boot.python("xinlian.testing.bench._boards_world"), *(str(word) for word in words)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)  # noqa: S603


def _out(process: subprocess.Popen[str]) -> str:
    text, _ = process.communicate()
    if process.returncode:
        raise RuntimeError("a part of the bench failed; see the lines above")
    return text


def _world(env: dict[str, str], *words: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_out(_start(env, *words)).splitlines()[-1])
    return answer


def _figures(
    vendor: str,
    people: int,
    asked: dict[str, Any],
    again: dict[str, Any],
    done: list[dict[str, Any]],
    found: dict[str, Any],
    updates: int,
) -> list[Figure]:
    best = {name: min(asked[name], again[name]) for name in ("bare", "rank", "count", "first", "top")}
    moved, broken = sum(one["done"] for one in done), sum(one["broken"] for one in done)
    wrong = asked["wrong"] + again["wrong"] + found["ranks"] + found["buckets"] + abs(found["size"])
    whole = moved == updates // WRITERS * WRITERS and broken == 0
    rate = moved / max(one["seconds"] for one in done)
    rank_bar, top_bar = BARS[vendor]
    return [
        Figure(f"{vendor}: a bare question", round(best["bare"], 1), "µs"),
        Figure(f"{vendor}: a plain count at {people:,}", round(best["count"], 1), "µs"),
        _beside(f"{vendor}: own rank at {people:,}", best["rank"], best["count"], rank_bar, best["bare"]),
        _beside(f"{vendor}: first ten at {people:,}", best["first"], best["bare"], top_bar, best["bare"]),
        Figure(f"{vendor}: first ten with their names", round(best["top"], 1), "µs"),
        Figure(f"{vendor}: updates by {WRITERS} writers", round(rate), "a second"),
        Figure(f"{vendor}: updates broken or deadlocked", broken, "updates", bar="= 0", ok=whole),
        Figure(f"{vendor}: ranks, buckets, sizes that a recount gives otherwise", wrong, "", bar="= 0", ok=wrong == 0),
    ]


def _beside(name: str, value: float, floor: float, bar: float, bare: float) -> Figure:
    most = max(bar, BARE_BAR * bare)
    said = f"≤ {bar:g} µs" if most == bar else f"≤ {BARE_BAR:g} bare"
    return Figure(name, round(value, 1), "µs", round(floor, 1), value / floor, said, value <= most)


def _screens(env: dict[str, str], key: str, folder: Path, count: int) -> list[Figure]:
    """Idle screens on the live address: how soon all have seen a change, and what each costs in memory."""
    port, end = free_port(), folder / "end"
    server = subprocess.Popen(live_server("127.0.0.1", port), env=env)  # noqa: S603
    try:
        warm = _listen(env, port, key, 10, folder / "warm")
        before = _memory(server.pid)
        screens = _listen(env, port, key, count, end)
        during = _memory(server.pid)
        times = []
        for _ in range(CHANGES):
            times.append(float(_world(env, "move")["at"]))
            time.sleep(SEEN_SECONDS + 1)
        for process, file in ((screens, end), (warm, folder / "warm")):
            file.touch()
            process.wait(60)
        heard = json.loads(end.with_suffix(".heard").read_text())
    finally:
        server.terminate()
        server.wait(30)
    late = [max(_after(one, at) for one in heard) for at in times]
    return [
        Figure(f"{count:,} idle screens: the last one saw a change", round(max(late), 2), "s",
               bar=f"≤ {SEEN_SECONDS:g}", ok=max(late) <= SEEN_SECONDS),
        Figure("the middle of all screens and changes",
               round(statistics.median(_after(one, at) for one in heard for at in times), 2), "s"),
        Figure("memory for each screen", round((during - before) / count / 1024, 1), "KB"),
    ]  # fmt: skip


def _after(heard: list[float], at: float) -> float:
    return min((one - at for one in heard if one >= at), default=float("inf"))


def _listen(env: dict[str, str], port: int, key: str, count: int, end: Path) -> subprocess.Popen[str]:
    command = [*boot.python("xinlian.testing.bench._boards_screens"), str(port), key, str(count), str(end)]
    for _ in range(100):
        process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
        assert process.stdout is not None
        if process.stdout.readline().strip() == "connected":
            return process
        process.wait()
        time.sleep(0.2)  # the server is still starting
    raise RuntimeError("the live address does not answer")


def _memory(pid: int) -> int:
    """Bytes that a process and its children hold themselves."""
    whole = 0
    for one in (pid, *children(pid)):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith(("Private_Clean", "Private_Dirty")):
                whole += int(line.split()[1]) * 1024
    return whole
