"""May who: which roles run simulators, and who reads what came of them; asked inside the actions."""

import datetime

from xinlian.people.models import Person
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Decision, demand

RUNNERS = ("officer", "trainer")
KEEPERS = ("officer",)
READERS = ("officer", "trainer", "judge", "approver", "auditor")


def demand_runner(by: Person | None, union_path: str, at: datetime.datetime) -> None:
    """Go on for who runs simulators day by day, and for nobody: a room's own clock. Refused: role_trainer."""
    if by is not None:
        demand(Decision.of(role_trainer=viewer_at(by, at).holds(RUNNERS, union_path)))


def demand_keeper(by: Person | None, union_path: str, at: datetime.datetime) -> None:
    """Go on for who gives out keys, blocks devices and withdraws runs. Refused: role_officer."""
    if by is not None:
        demand(Decision.of(role_officer=viewer_at(by, at).holds(KEEPERS, union_path)))
