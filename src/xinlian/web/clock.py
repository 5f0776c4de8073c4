"""Work that comes round by itself: what is due how often. Each room may list its own in `<room>/due.py`.

A worker calls `tick` every minute; a row per job decides which worker runs it, so that several may tick at once.
"""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError

from xinlian.journal.actions import seal
from xinlian.web.models import Tick

log = logging.getLogger(__name__)

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class Due:
    """A job, its period in seconds, and what to call with the present moment."""

    name: str
    every: int
    call: Callable[[datetime.datetime], object]


def heartbeat(at: datetime.datetime) -> None:
    """Nothing but the row itself: its time shows that a worker is alive."""


def seal_journal(at: datetime.datetime) -> None:
    """Chain the journal's new entries."""
    seal()


def forget_sessions(at: datetime.datetime) -> None:
    """Delete sessions that have ended by themselves."""
    call_command("clearsessions")


def forget_results(at: datetime.datetime) -> None:
    """Delete results of background jobs after two weeks."""
    call_command("prune_db_task_results", min_age_days=14, verbosity=0)


DUE = [
    Due("web.heartbeat", MINUTE, heartbeat),
    Due("journal.seal", MINUTE, seal_journal),
    Due("web.sessions", DAY, forget_sessions),
    Due("web.results", DAY, forget_results),
]


def all_due() -> list[Due]:
    """The shell's own jobs and those of every room."""
    found = list(DUE)
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.due"):
            found += [Due(*item) for item in import_module(f"{app.name}.due").DUE]
    return found


def tick(at: datetime.datetime) -> list[str]:
    """Run what is due at `at`; the names of what ran well. A job that fails is logged and comes round again."""
    ran = []
    for job in all_due():
        if _taken(job, at):
            try:
                job.call(at)
            except Exception:
                log.exception("a job that comes round failed", extra={"job": job.name})
            else:
                ran.append(job.name)
    return ran


def _taken(job: Due, at: datetime.datetime) -> bool:
    """Whether this worker takes the job now: one conditional UPDATE, so that only one of several does."""
    following = at + datetime.timedelta(seconds=job.every)
    if Tick.objects.filter(name=job.name, due_at__lte=at).update(due_at=following, ran_at=at):
        return True
    if Tick.objects.filter(name=job.name).exists():
        return False
    try:
        Tick.objects.create(name=job.name, due_at=following, ran_at=at)
    except IntegrityError:
        return False
    return True
