"""Lines and progress bars; plain lines where the output is not a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

Report = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much (0: unknown)

PLAIN_SECONDS = 10.0


def say(line: str = "") -> None:
    """One line for the person at the terminal, apart from a command's result on standard output."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def progress() -> Iterator[Report]:
    """Gives `report(what, done, total)`: bars on a terminal, elsewhere a line per step and every ten seconds."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:
        yield _Bars(bars)


class _Bars:
    def __init__(self, bars: Progress) -> None:
        self.bars = bars
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        if what not in self.tasks:
            self.tasks[what] = self.bars.add_task(what, total=total or None)
        self.bars.update(self.tasks[what], completed=done, total=total or None)


class _Lines:
    def __init__(self) -> None:
        self.what = ""
        self.said_at = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what == self.what and now - self.said_at < PLAIN_SECONDS:
            return
        say(f"{what}: {done} of {total}" if total and done else what)
        self.what, self.said_at = what, now
