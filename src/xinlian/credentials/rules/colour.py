"""The colour of a pass: computed each time from what it rests on, with every reason. Pure.

Green: may work. Yellow: stopped for now, and something can be done. Red: this pass opens nothing again.
"""

import datetime
from dataclasses import dataclass

SOON = datetime.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Colour:
    """`name` green, yellow or red; the codes of what makes it so, and of what will soon."""

    name: str
    reasons: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()


def colour(*, state: str, begins_at: datetime.datetime, ends_at: datetime.datetime, now: datetime.datetime) -> Colour:
    """By the state of a pass and its days."""
    red = [*(["revoked"] if state in ("revoked", "replaced") else []), *(["over"] if now >= ends_at else [])]
    if red:
        return Colour("red", tuple(red))
    yellow = [*([state] if state in ("suspended", "retrain") else []), *(["not_begun"] if now < begins_at else [])]
    soon = ("ends_soon",) if ends_at - now <= SOON else ()
    return Colour("yellow" if yellow else "green", tuple(yellow), soon)
