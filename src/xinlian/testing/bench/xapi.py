"""Batches of a simulator's statements over HTTP, beside a peer that stores and checks nothing; at none and at a million.

Batches of 50 against the real server on SQLite and on PostgreSQL. The peer is the same server with the same keys: it reads the
JSON and tells the ids. A store that begins empty, one that was filled and the peer serve side by side and are measured in short
turns. What is compared are turns of the same round, within seconds, and the round in the middle counts: a shared machine may run
half as fast again a minute later, for one of them alone. --quick fills in 50,000 instead of 1,000,000.
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
ROUNDS = {True: 6, False: 12}
SECONDS = {True: 1.0, False: 1.5}
SERVERS, THREADS, CLIENTS = 2, 4, 32
AT_ONCE, BATCHES = 16, 20
STORES = ("empty", "full")
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
        addresses = [f"sqlite:{folder / 'SQLite' / which / 'data.sqlite3'}" for which in STORES]
        figures = _one("SQLite", addresses, folder / "SQLite", quick, progress)
        with ExitStack() as stack:
            server = stack.enter_context(postgres.server())
            made = [stack.enter_context(atlas.fresh_postgres(f"xapi_{which}", server, folder)) for which in STORES]
            addresses = [f"{server.rpartition('/')[0]}/{connection.settings_dict['NAME']}" for connection in made]
            return figures + _one("PostgreSQL", addresses, folder / "PostgreSQL", quick, progress)


def _one(name: str, addresses: list[str], folder: Path, quick: bool, progress: Report) -> list[Figure]:
    with ExitStack() as stack:
        empty, full = (
            _serving(stack, name, address, folder / which, quick)
            for which, address in zip(STORES, addresses, strict=True)
        )
        peers = stack.enter_context(site({**empty.env, "DJANGO_SETTINGS_MODULE": PEER_SETTINGS}, SERVERS))
        empty.peer, _group = peers
        return _measured(empty, full, MANY[quick], progress)


def _serving(stack: ExitStack, name: str, address: str, folder: Path, quick: bool) -> Run:
    """A store with its clients, served until the stack ends."""
    folder.mkdir(parents=True)
    env = {**os.environ, "XINLIAN_DATA": str(folder), "XINLIAN_DATABASE": address, "XINLIAN_LOG_LEVEL": "ERROR"}
    env |= {"XINLIAN_HASHED_STATIC": "no", "DJANGO_SETTINGS_MODULE": "xinlian.web.settings"}
    its = Run(name, env, quick)
    its.keys = _json([*boot.python("xinlian.testing.bench._xapi_world"), "make", str(CLIENTS)], env)["keys"]
    its.port, _group = stack.enter_context(site(env, SERVERS))
    return its


@dataclass(frozen=True)
class Round:
    """Statements a second of the empty store, the peer and the full store; milliseconds of a read in both stores."""

    first: float
    peer: float
    last: float
    first_read: float
    last_read: float


def _rounds(empty: Run, full: Run) -> list[Round]:
    """Each round begins with another of the three, so that none is always the one that comes after a rest."""
    doors = [(empty, empty.port), (empty, empty.peer), (full, full.port)]
    for its, port in doors:
        its.send(port, seconds=1)
    rounds = []
    for number in range(ROUNDS[empty.quick]):
        rates = {}
        for place in range(len(doors)):
            its, port = doors[(number + place) % len(doors)]
            rates[port] = its.send(port, seconds=SECONDS[empty.quick])
        first, peer, last = (rates[port] for _, port in doors)
        rounds.append(Round(first, peer, last, empty.read(), full.read()))
    return rounds


def _beside(rounds: list[Round], one: str, other: str) -> tuple[float, float, float]:
    """Both, and the one in parts of the other, each in the middle round of its own."""
    pairs = [(getattr(each, one), getattr(each, other)) for each in rounds]
    return (
        statistics.median(value for value, _ in pairs),
        statistics.median(floor for _, floor in pairs),
        statistics.median(value / floor for value, floor in pairs),
    )


def _measured(empty: Run, full: Run, many: int, progress: Report) -> list[Figure]:
    _fill(full, many, progress)
    progress(f"{empty.name}: batches and reads, in turn", 0, 0)
    rounds = _rounds(empty, full)
    progress(f"{empty.name}: {AT_ONCE} at once", 0, 0)
    full.send(full.port, threads=AT_ONCE, batches=BATCHES)
    found = [_json([*boot.python("xinlian.testing.bench._xapi_world"), "look"], its.env) for its in (empty, full)]
    lost = empty.told + full.told + many - sum(one["statements"] for one in found)
    in_order = all(one["in_order"] for one in found)
    errors, name, unit = empty.errors + full.errors, empty.name, "statements a second"
    first, peer, ratio = _beside(rounds, "first", "peer")
    last, none, flat = _beside(rounds, "last", "first")
    read, read_none, slower = _beside(rounds, "last_read", "first_read")
    return [
        Figure(f"{name}: taken, none stored, beside the peer", first, unit, peer, ratio, "≥ 1/3", ratio >= RATIO_BAR),
        Figure(f"{name}: taken, {many:,} stored, beside none", last, unit, none, flat, f"≥ {FLAT_BAR}", flat >= FLAT_BAR),
        Figure(f"{name}: one by id, {many:,} stored, beside none", read, "ms", read_none, slower, f"≤ {READ_BAR}", slower <= READ_BAR),
        Figure(f"{name}: answers other than right", errors, "answers", bar="= 0", ok=errors == 0),
        Figure(f"{name}: statements lost", lost, "statements", bar="= 0, in order", ok=lost == 0 and in_order),
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
