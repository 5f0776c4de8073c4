"""Sign-ups where first come is first served, over HTTP while server processes are killed, beside a raw conditional update.

1,000 tries for 50 places, without --quick also 100,000 for 1,000: exactly as many seats as places, the line in order, no
answer of the 500s. The tries come from processes of their own, each from somebody signed in, 64 at a time.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xinlian.testing import atlas
from xinlian.testing.bench._serving import killing, site
from xinlian.web.cli import boot, postgres
from xinlian.web.cli.figures import Figure

SIZES = ((1_000, 50), (100_000, 1_000))
PROCESSES, THREADS, SERVERS = 4, 16, 2
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
    with site(env, SERVERS) as (port, group):
        progress(f"{vendor}: {tries:,} tries for {places:,} places", 0, 0)
        with killing(group) as killed:
            taps = _tap_all(env, folder, port, str(made["offering"]))
    return _figures(
        f"{vendor}, {tries:,} for {places:,}", taps, _world(env, "look"), floor["rate"], len(killed), places
    )


def _world(env: dict[str, str], *words: str) -> dict[str, Any]:
    command = [*boot.python("xinlian.testing.bench._signup_world"), *words]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


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
