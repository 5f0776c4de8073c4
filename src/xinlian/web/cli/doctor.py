"""Examines this installation: database, journal, calendar, disk, keys, programs. Exit code 1 when something is not well.

With --json the last line is one JSON object of the same shape as that of `bench`.
"""

import argparse
import datetime
import fcntl
import shutil
import time
from collections.abc import Callable

from xinlian.web.cli import boot, machine
from xinlian.web.cli.exits import Stop
from xinlian.web.cli.figures import Figure, report
from xinlian.web.cli.paths import data

HELP = "examine this installation: database, journal, calendar, disk, keys, programs"
GIGABYTE = 1_000_000_000
LEAST_FREE = 2.0
WORKER_SECONDS = 180
SECONDS_TO_CONNECT = 5
HOLIDAYS_KNOWN_BY = 12  # the month in which next year's public holidays should be in the calendar


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object on the last line")


def run(options: argparse.Namespace) -> int:
    """Print every figure."""
    boot.django()
    reached = database()
    figures = [reached]
    if reached.ok:
        waiting = migrations()
        figures.append(waiting)
        if waiting.ok:
            figures += [check() for check in WITH_TABLES]
    figures += [check() for check in WITHOUT_TABLES]
    return report("doctor", figures, as_json=options.json)


def database() -> Figure:
    """How long one question to the database takes."""
    from django.db import DatabaseError, connection

    pool = connection.settings_dict["OPTIONS"].get("pool")
    if pool:
        pool["timeout"] = SECONDS_TO_CONNECT
    started = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as error:
        return Figure("database answers", str(error).splitlines()[0], bar="answers", ok=False)
    return Figure("database answers", round((time.perf_counter() - started) * 1000, 1), "ms", bar="answers")


def migrations() -> Figure:
    """Migrations that were not applied; ./xinlian run applies them."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Figure("migrations waiting", waiting, bar="= 0, else ./xinlian run", ok=waiting == 0)


def journal() -> Figure:
    """Whether the journal's chain of hashes holds."""
    from xinlian.journal import queries

    verdict = queries.verify()
    where = "" if verdict.ok else f", broken at {verdict.broken_at} ({verdict.reason})"
    return Figure("journal chain", f"{verdict.checked:,}{where}", "links", bar="unbroken", ok=verdict.ok)


def calendar() -> Figure:
    """How far the calendar of holidays reaches."""
    from django.db.models import Max
    from django.utils import timezone

    from xinlian.places.models import CalendarDay

    today = timezone.localdate()
    wanted = today.year + (today.month >= HOLIDAYS_KNOWN_BY)
    last = CalendarDay.objects.aggregate(last=Max("on"))["last"]
    known = last is not None and last.year >= wanted
    return Figure("holidays known until", str(last.year) if last else "none", "year", bar=f"≥ {wanted}", ok=known)


def worker() -> Figure:
    """Seconds since a background worker showed itself; only asked while the site runs."""
    from django.utils import timezone

    from xinlian.web.models import Tick

    seen = Tick.objects.filter(name="web.heartbeat").values_list("ran_at", flat=True).first()
    if not site_runs():
        return Figure("background worker", "site is not running", bar=f"≤ {WORKER_SECONDS} s while it runs")
    age = int((timezone.now() - seen).total_seconds()) if seen else None
    alive = age is not None and age <= WORKER_SECONDS
    return Figure(
        "background worker seen", "never" if age is None else age, "s ago", bar=f"≤ {WORKER_SECONDS}", ok=alive
    )


def seats() -> Figure:
    """Whether every batch counts exactly the seats that stand."""
    from xinlian.enrolment.queries.seats import drift

    wrong = drift()
    where = f", first {wrong[0].batch}: {wrong[0].taken} for {wrong[0].standing}" if wrong else ""
    return Figure("batches that count seats wrongly", f"{len(wrong)}{where}", bar="= 0", ok=not wrong)


def passes() -> Figure:
    """Whether what signs passes and status lists stands for a while yet."""
    from django.utils import timezone

    from xinlian.credentials.queries import alarms

    found = alarms.standing(timezone.now())
    said = "; ".join(one.code for one in found) or "nothing runs out"
    return Figure("keys that sign passes", said, bar="nothing has run out", ok=not any(one.bad for one in found))


def disk() -> Figure:
    """Free space where the data lie."""
    free = shutil.disk_usage(data()).free / GIGABYTE
    return Figure("free disk", round(free, 1), "GB", bar=f"≥ {LEAST_FREE:g}", ok=free >= LEAST_FREE)


def keys() -> Figure:
    """Whether the keys are there and, where they lie in a file, closed to others."""
    from django.conf import settings

    count = len(settings.SENSITIVE_KEYS)
    file = data() / "keys.json"
    is_open = file.exists() and bool(file.stat().st_mode & 0o077)
    note = f"{count}, {file} can be read by others" if is_open else str(count)
    return Figure("keys for sensitive fields", note, bar="≥ 1, file closed to others", ok=count > 0 and not is_open)


def video_tools() -> Figure:
    """Whether videos can be checked and made small."""
    found = machine.video_tools()
    return Figure("ffmpeg", found or "none", bar="apt-get install ffmpeg", ok=bool(found))


def chinese_font() -> Figure:
    """Whether papers and pictures can be written in Chinese."""
    found = machine.chinese_font().split("\n")[0]
    return Figure("Chinese font", found or "none", bar="apt-get install fonts-noto-cjk", ok=bool(found))


def clock() -> Figure:
    """The time as this installation reads it; a wrong one spoils opening hours and draws."""
    from django.conf import settings

    now = datetime.datetime.now(datetime.UTC)
    return Figure("time", now.isoformat(timespec="seconds"), settings.TIME_ZONE, bar="after 2025", ok=now.year > 2025)


def site_runs() -> bool:
    """Whether a site runs on this data folder."""
    path = boot.lock_file()
    try:
        with path.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}. Run this as the user the site runs as") from error
    return False


WITH_TABLES: list[Callable[[], Figure]] = [journal, calendar, seats, passes, worker]
WITHOUT_TABLES: list[Callable[[], Figure]] = [disk, keys, video_tools, chinese_font, clock]
