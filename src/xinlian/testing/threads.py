"""Works that begin at the same moment, each in a thread with a connection of its own, for tests of races."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection

from xinlian.rows.refusals import Refused

Work = Callable[[], object]


def at_once(*works: Work) -> None:
    """Let them all begin together and end; the first thing that broke is raised."""
    broken: list[BaseException] = []
    gate = threading.Barrier(len(works))

    def run(work: Work) -> None:
        try:
            gate.wait()
            work()
        except BaseException as error:
            broken.append(error)
        finally:
            connection.close()

    running = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    if broken:
        raise broken[0]


def outcomes(works: Sequence[Work], threads: int = 0) -> list[str]:
    """What each came to, in no order: "" or a refusal's code; anything else that broke is raised.

    `threads`: so many share the works, each doing its own one after the other; 0: a thread for each.
    """
    found: list[str] = []

    def several(mine: Sequence[Work]) -> None:
        found.extend(_outcome(work) for work in mine)

    shares = [works[place :: threads or len(works)] for place in range(threads or len(works))]
    at_once(*(lambda mine=mine: several(mine) for mine in shares))
    return found


def _outcome(work: Work) -> str:
    try:
        work()
    except Refused as refused:
        return refused.code
    return ""
