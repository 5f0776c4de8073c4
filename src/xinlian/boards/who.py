"""May who: which roles open, freeze and show boards; asked inside the actions."""

import datetime

from xinlian.people.models import Person
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Decision, demand

RUNNERS = ("officer", "trainer")
READERS = ("officer", "trainer", "judge", "approver", "auditor")


def demand_runner(by: Person | None, union_path: str, at: datetime.datetime) -> None:
    """Go on for who runs boards of a union, and for nobody: a room's own clock. Refused: role_trainer."""
    if by is not None:
        demand(Decision.of(role_trainer=viewer_at(by, at).holds(RUNNERS, union_path)))
