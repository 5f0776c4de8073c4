"""Runs background jobs (imports, messages, videos) and what comes round every minute, hour or day.

`./xinlian run` starts one by itself. In production start one or more of these, each as a service of its own.
"""

import argparse
import logging
import os
import signal
import threading
import time
from types import FrameType
from typing import TYPE_CHECKING

from xinlian.web.cli import boot
from xinlian.web.cli.exits import OK

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

log = logging.getLogger(__name__)

HELP = "run background jobs in a process of their own"
URGENT = "urgent"  # a queue of its own, so that a sign-in code never waits behind an import
SECONDS_BETWEEN_TICKS = 60.0
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_AFTER_TROUBLE = 5.0


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--once", action="store_true", help="do what waits and what is due now, then end")
    parser.add_argument(
        "--messages", action="store_true", help="only what somebody waits for, such as sign-in codes; leave the rest"
    )


def run(options: argparse.Namespace) -> int:
    """Work until told to stop; a job that is running is finished first."""
    boot.django()
    from django.db import OperationalError, close_old_connections
    from django.utils import timezone

    from xinlian.web import clock

    # We look for work every second; the library would say so each time.
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    worker, stop = _worker([URGENT] if options.messages else ["*"]), threading.Event()
    _stop_on_signals(worker, stop)
    parent, next_tick = os.getppid(), 0.0
    while not stop.is_set() and os.getppid() == parent:
        try:
            worker.run()
            if time.monotonic() >= next_tick and not stop.is_set() and not options.messages:
                next_tick = time.monotonic() + SECONDS_BETWEEN_TICKS
                clock.tick(timezone.now())
        except OperationalError:
            if options.once:
                raise
            log.exception("the database does not answer; trying again")
            stop.wait(SECONDS_AFTER_TROUBLE)
        if options.once:
            return OK
        close_old_connections()
        stop.wait(SECONDS_BETWEEN_LOOKS)
    return OK


def _worker(queues: list[str]) -> "Worker":
    """django-tasks-db's worker in batch mode: it does what waits and comes back, so that we can tick between."""
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=queues,
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def _stop_on_signals(worker: "Worker", stop: threading.Event) -> None:
    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        worker.running = False
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
