"""Batches of a simulator's statements over HTTP, beside a peer that stores and checks nothing; at none and at a million.

Batches of 50 against the real server on SQLite and on PostgreSQL. The peer is the same server with the same keys: it reads the
JSON and tells the ids. Both serve side by side and are measured in turn. --quick fills in 50,000 instead of 1,000,000.
"""

import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xinlian.testing import atlas
from xinlian.testing.bench._serving import site
from xinlian.web.cli import boot, postgres
from xinlian.web.cli.figures import Figure

MANY = {True: 50_000, False: 1_000_000}
ROUNDS = {True: 2, False: 5}
SECONDS = {True: 1.5, False: 4.0}
SERVERS, THREADS, CLIENTS = 2, 4, 32
AT_ONCE, BATCHES = 16, 20
PEER_SETTINGS = "xinlian.testing.bench._xapi_peer_settings"
RATIO_BAR, FLAT_BAR, READ_BAR = 1 / 3, 0.85, 1.2

Report = Callable[[str, int, int], None]


@dataclass
class Run:
    """One database with its site and its peer, and everything they were told."""

    name: str
    env: dict[str, str]
    quick: bool
    keys: list[list[str]] = field(default_factory=list)
    port: int = 0
    peer: int = 0
    told: int = 0
    errors: int = 0
    seed: int = 0
    ids: list[str] = field(default_factory=list)

    def send(self, port: int, threads: int = THREADS, **more: Any) -> float:
        """Statements a second that were taken there."""
        self.seed += 1
        plan = {"port": port, "keys": self.keys, "what": "send", "threads": threads, "seed": self.seed, **more}
        found = _json([*boot.python("xinlian.testing.bench._xapi_senders"), json.dumps(plan)], self.env)
        self.errors += found["errors"]
        if port == self.port:
            self.told += found["statements"]
            self.ids = found["ids"]
        return float(found["statements"] / found["seconds"])

    def rates(self) -> tuple[float, float]:
        """Of the site and of the peer, in turn, the middle of the rounds."""
        both = [
            [self.send(port, seconds=SECONDS[self.quick]) for port in (self.port, self.peer)]
            for _ in range(ROUNDS[self.quick])
        ]
        return statistics.median(one[0] for one in both), statistics.median(one[1] for one in both)

    def read(self) -> float:
        """Milliseconds of one statement by its id, in the middle."""
        self.seed += 1
        plan = {"port": self.port, "keys": self.keys, "what": "read", "threads": 1, "ids": self.ids, "seed": self.seed}
        plan["seconds"] = SECONDS[self.quick]
        found = _json([*boot.python("xinlian.testing.bench._xapi_senders"), json.dumps(plan)], self.env)
        self.errors += found["errors"]
        return float(statistics.median(found["times"]))


def run(quick: bool, progress: Report) -> list[Figure]:
    """The figures: SQLite, then PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="xinlian-xapi-") as name:
        folder = Path(name)
        figures = _one("SQLite", f"sqlite:{folder / 'sqlite' / 'data.sqlite3'}", folder / "sqlite", quick, progress)
        with postgres.server() as server, atlas.fresh_postgres("xapi", server, folder) as connection:
            address = f"{server.rpartition('/')[0]}/{connection.settings_dict['NAME']}"
            return figures + _one("PostgreSQL", address, folder / "postgres", quick, progress)


def _one(name: str, address: str, folder: Path, quick: bool, progress: Report) -> list[Figure]:
    folder.mkdir(parents=True)
    env = {**os.environ, "XINLIAN_DATA": str(folder), "XINLIAN_DATABASE": address, "XINLIAN_LOG_LEVEL": "ERROR"}
    env |= {"XINLIAN_HASHED_STATIC": "no", "DJANGO_SETTINGS_MODULE": "xinlian.web.settings"}
    its = Run(name, env, quick)
    progress(f"{name}: making {CLIENTS} clients", 0, 0)
    its.keys = _json([*boot.python("xinlian.testing.bench._xapi_world"), "make", str(CLIENTS)], env)["keys"]
    with ExitStack() as stack:
        its.port, _group = stack.enter_context(site(env, SERVERS))
        its.peer, _group = stack.enter_context(site({**env, "DJANGO_SETTINGS_MODULE": PEER_SETTINGS}, SERVERS))
        for port in (its.port, its.peer):
            its.send(port, seconds=1)
        return _measured(its, MANY[quick], progress)


def _measured(its: Run, many: int, progress: Report) -> list[Figure]:
    progress(f"{its.name}: batches into an empty store", 0, 0)
    first_read, (first, peer) = its.read(), its.rates()
    _fill(its, many, progress)
    progress(f"{its.name}: batches into a store of {many:,}", 0, 0)
    its.send(its.port, seconds=1)
    last_read, (last, last_peer) = its.read(), its.rates()
    progress(f"{its.name}: {AT_ONCE} at once", 0, 0)
    its.send(its.port, threads=AT_ONCE, batches=BATCHES)
    found = _json([*boot.python("xinlian.testing.bench._xapi_world"), "look"], its.env)
    lost = its.told + many - found["statements"]
    ratio, flat, slower = first / peer, last / first, last_read / first_read
    unit = "statements a second"
    return [
        Figure(f"{its.name}: taken, none stored, beside the peer", first, unit, peer, ratio, "≥ 1/3", ratio >= RATIO_BAR),
        Figure(f"{its.name}: taken, {many:,} stored, beside none", last, unit, first, flat, f"≥ {FLAT_BAR}", flat >= FLAT_BAR),
        Figure(f"{its.name}: taken, {many:,} stored, beside the peer then", last, unit, last_peer, last / last_peer),
        Figure(f"{its.name}: one by id, {many:,} stored, beside none", last_read, "ms", first_read, slower, f"≤ {READ_BAR}", slower <= READ_BAR),
        Figure(f"{its.name}: answers other than right", its.errors, "answers", bar="= 0", ok=its.errors == 0),
        Figure(f"{its.name}: statements lost", lost, "statements", bar="= 0, in order", ok=lost == 0 and found["in_order"]),
    ]  # fmt: skip


def _fill(its: Run, many: int, progress: Report) -> None:
    command = [*boot.python("xinlian.testing.bench._xapi_world"), "fill", str(many)]
    with subprocess.Popen(command, env=its.env, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        for line in process.stdout or ():
            if line.strip().isdigit():
                progress(f"{its.name}: filling in {many:,}", int(line), many)
    if process.returncode:
        raise RuntimeError("the store could not be filled; see the lines above")


def _json(command: list[str], env: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
