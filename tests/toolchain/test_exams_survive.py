"""200 candidates answer while the whole site is killed and started again three times, and a fifth has no network meanwhile.

The phones are a process of their own and their clocks are wrong by up to a year. Afterwards what each was told is compared
with what the database holds.
"""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from toolchain.conftest import environment
from xinlian.testing.bench import exams
from xinlian.testing.bench._serving import SECONDS_TO_START, free_port, kill_whole, site
from xinlian.web.cli import postgres
from xinlian.web.cli.processes import Group

pytestmark = pytest.mark.slow
CANDIDATES, QUESTIONS, MINUTES = 200, 10, 45
KILLS = 3


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def env(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    if request.param == "SQLite":
        yield _environment(tmp_path, f"sqlite:{tmp_path / 'data.sqlite3'}")
        return
    name = f"survive_{uuid.uuid4().hex[:12]}"
    with postgres.server() as server, psycopg.connect(server, autocommit=True) as door:
        door.execute(f"CREATE DATABASE {name}")
        yield _environment(tmp_path, f"{server.rpartition('/')[0]}/{name}")
        door.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _environment(folder: Path, address: str) -> dict[str, str]:
    return environment(folder) | exams.environment(folder, address) | {"PYTHONPATH": environment(folder)["PYTHONPATH"]}


class Site:
    """The site on one port, to be killed."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env, self.port = env, free_port()
        self.kept = site(env, 2, self.port)
        _port, self.group = self.kept.__enter__()

    def kill_and_start(self) -> None:
        kill_whole(self.group)
        self.kept = site(self.env, 2, self.port)
        _port, self.group = self.kept.__enter__()

    def end(self) -> None:
        self.kept.__exit__(None, None, None)


def test_nothing_that_was_answered_for_is_lost(env: dict[str, str], tmp_path: Path) -> None:
    made = exams.world(env, "make", str(tmp_path / "sessions"), str(CANDIDATES), str(QUESTIONS), str(MINUTES))
    running = Site(env)
    try:
        seen = _answer(running, env, tmp_path, str(made["exam"]))
        assert exams.world(env, "ring") == {"open": 0}
    finally:
        running.end()
    found = exams.world(env, "look", str(tmp_path / "phones-0"))
    assert found["candidates"] == found["sittings"] == CANDIDATES
    assert found["acked"] == sum(len(phone["answers"]) for phone in seen) == CANDIDATES * QUESTIONS * 6 // 5
    assert (found["lost"], found["twice"], found["wrong"], found["marks_wrong"]) == (0, 0, 0, 0)
    # everyone's clock: the bell is that of the server for all, told right, and no answer is dated by a phone's own clock
    assert found["bells"] == [MINUTES]
    assert found["bell_told_wrong"] == 0
    assert max(phone["clock_off"] for phone in seen) < 1
    slowest = max(took for phone in seen for took in phone["times"]["answer"])
    assert found["said_off"] < slowest + 1, "by the phones' own clocks it would be months"
    assert sum(phone["again"] for phone in seen) > CANDIDATES / 4, (
        "too few met the killed site for this to show anything"
    )


def _answer(running: Site, env: dict[str, str], folder: Path, exam: str) -> list[dict[str, Any]]:
    """Everybody begins and answers, while the site is killed three times."""
    plan = {"port": running.port, "exam": exam, "sessions": str(folder / "sessions"), "phase": "all", "pause": 2.5}
    plan |= {"offline": 5, "skew": True, "hand_in": False, "threads": CANDIDATES}
    process = exams.start_phones(env, folder, plan, 1)[0]
    killed = threading.Event()

    def kill() -> None:
        for _ in range(KILLS):
            time.sleep(4)
            running.kill_and_start()
        killed.set()

    killer = threading.Thread(target=kill)
    killer.start()
    assert process.wait(timeout=10 * SECONDS_TO_START) == 0
    killer.join()
    assert killed.is_set()
    return [json.loads(line) for line in (folder / "phones-0").read_text().splitlines()]


def test_killing_the_site_leaves_nobody_who_answers(tmp_path: Path) -> None:
    env = _environment(tmp_path, f"sqlite:{tmp_path / 'data.sqlite3'}")
    running = Site(env)
    kill_whole(running.group)
    with pytest.raises(Exception, match="ended by itself"):
        Group.look(running.group)
