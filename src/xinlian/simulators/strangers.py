"""What was no scenario of a union a second ago: most statements are about such things, and each batch asks of all of its own.

So what a device sends about a scenario within a second of its being made may not count as a run, where another process serves
it that had heard of the same thing in that very second; this process forgets at once.
"""

import time
from collections.abc import Iterable, Sequence

REMEMBERED, SECONDS = 2_000, 1.0
_until: dict[tuple[int, str], float] = {}


def perhaps(union: int, names: Iterable[str]) -> list[str]:
    """The names, each once, where one of them must be asked for: those that come together are asked for together."""
    now, several = time.monotonic(), list(dict.fromkeys(names))
    return several if any(_until.get((union, name), 0.0) < now for name in several) else []


def remember(union: int, names: Sequence[str]) -> None:
    """None of these is a scenario of the union."""
    if len(_until) + len(names) > REMEMBERED:
        _until.clear()
    until = time.monotonic() + SECONDS
    _until.update({(union, name): until for name in names})


def forget() -> None:
    """There is a new one."""
    _until.clear()
