"""An exam over HTTP with PostgreSQL: everybody begins, answers every question and hands in, beside a bare page.

2,000 candidates with 30 questions each, 300 with --quick; what they were told and what the database holds is compared
afterwards. The bare page is /health/ of the same site, asked for by the same client in the same run.
"""

import http.client
import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xinlian.testing import atlas
from xinlian.testing.bench._serving import site
from xinlian.web.cli import boot, postgres
from xinlian.web.cli.figures import Figure

SIZES = {True: (300, 10), False: (2_000, 30)}
PROCESSES, THREADS, SERVERS = 2, 16, 2
MINUTES = 90
BEGIN_SECONDS = 60.0
BARE_SECONDS = 5.0

Report = Callable[[str, int, int], None]


def run(quick: bool, progress: Report) -> list[Figure]:
    """The figures."""
    candidates, questions = SIZES[quick]
    with (
        tempfile.TemporaryDirectory(prefix="xinlian-exams-") as name,
        postgres.server() as server,
        atlas.fresh_postgres("exams", server, Path(name)) as connection,
    ):
        address = f"{server.rpartition('/')[0]}/{connection.settings_dict['NAME']}"
        folder = Path(name) / "data"
        folder.mkdir()
        env = environment(folder, address)
        progress(f"making {candidates:,} candidates", 0, 0)
        exam = world(env, "make", str(folder / "sessions"), str(candidates), str(questions), str(MINUTES))["exam"]
        with site(env, SERVERS) as (port, _group):
            bare = _bare(port)
            plan = {"port": port, "exam": exam, "sessions": str(folder / "sessions"), "pause": 0, "offline": 0}
            plan |= {"skew": False, "hand_in": True, "threads": THREADS}
            progress(f"{candidates:,} begin", 0, 0)
            begun = _seconds(lambda: phones(env, folder, plan | {"phase": "begin"}, PROCESSES))
            progress("they answer", 0, 0)
            answered = _seconds(lambda: phones(env, folder, plan | {"phase": "answer"}, PROCESSES))
        found = world(env, "look", *(str(file) for file in files(folder, PROCESSES)))
        seen = [json.loads(line) for file in files(folder, PROCESSES) for line in file.read_text().splitlines()]
    return _figures(seen, found, bare, begun, answered, candidates)


def environment(folder: Path, address: str) -> dict[str, str]:
    """Of a site that lives in a folder."""
    env = {**os.environ, "XINLIAN_DATA": str(folder), "XINLIAN_DATABASE": address, "XINLIAN_LOG_LEVEL": "ERROR"}
    return env | {"XINLIAN_HASHED_STATIC": "no", "DJANGO_SETTINGS_MODULE": "xinlian.web.settings"}


def world(env: dict[str, str], *words: str) -> dict[str, Any]:
    """Ask the database side."""
    command = [*boot.python("xinlian.testing.bench._exam_world"), *words]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def files(folder: Path, parts: int) -> list[Path]:
    """Where the phones write what they saw."""
    return [folder / f"phones-{part}" for part in range(parts)]


def start_phones(env: dict[str, str], folder: Path, plan: dict[str, Any], parts: int) -> list[subprocess.Popen[bytes]]:
    """Processes of phones, each with its part."""
    base = boot.python("xinlian.testing.bench._exam_phones")
    plans = [
        plan | {"part": part, "parts": parts, "results": str(file)} for part, file in enumerate(files(folder, parts))
    ]
    return [subprocess.Popen([*base, json.dumps(one)], env=env) for one in plans]  # noqa: S603


def phones(env: dict[str, str], folder: Path, plan: dict[str, Any], parts: int) -> None:
    """Let all phones run to the end. Raises RuntimeError when one of them met what it could not bear."""
    codes = [process.wait() for process in start_phones(env, folder, plan, parts)]
    if any(codes):
        raise RuntimeError("a phone gave up; see the lines above")


def _seconds(act: Callable[[], None]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def _bare(port: int) -> float:
    """Answers a second of a page that does next to nothing, from as many threads."""
    counts: list[int] = []

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        count, until = 0, time.monotonic() + BARE_SECONDS
        while time.monotonic() < until:
            connection.request("GET", "/health/")
            connection.getresponse().read()
            count += 1
        counts.append(count)

    several = [threading.Thread(target=ask) for _ in range(THREADS)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    return sum(counts) / BARE_SECONDS


def _figures(
    seen: list[dict[str, Any]], found: dict[str, Any], bare: float, begun: float, answered: float, candidates: int
) -> list[Figure]:
    cores = os.cpu_count() or 1
    times = {what: [one for phone in seen for one in phone["times"][what]] for what in ("begin", "paper", "answer")}
    rate = len(times["answer"]) / answered
    faults = sum(phone["faults"] + phone["again"] for phone in seen)
    whole = found["lost"] == found["twice"] == found["wrong"] == found["marks_wrong"] == 0
    stood = found["sittings"] == candidates
    figures = [
        Figure("everybody began and had the paper", begun, "s", bar=f"≤ {BEGIN_SECONDS:g}", ok=begun <= BEGIN_SECONDS),
        Figure("sittings", found["sittings"], "sittings", bar=f"= {candidates:,}", ok=stood),
        Figure("errors and broken lines", faults, "answers", bar="= 0", ok=faults == 0),
        Figure("answers lost, twice, wrong; marks wrong", _counts(found), bar="all 0", ok=whole),
        Figure("bare page", bare / cores, "a second and core"),
        Figure("answers taken", rate / cores, "a second and core", bare / cores, rate / bare),
    ]
    for what, several in times.items():
        middle, slow = statistics.median(several), statistics.quantiles(several, n=20)[-1]
        figures.append(Figure(f"{what}: median, 95th percentile", f"{middle * 1000:.0f}, {slow * 1000:.0f}", "ms"))
    return figures


def _counts(found: dict[str, Any]) -> str:
    return ", ".join(str(found[name]) for name in ("lost", "twice", "wrong", "marks_wrong"))
