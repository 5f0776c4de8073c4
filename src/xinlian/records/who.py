"""May who: which roles give keys to a store and read what was sent; asked inside the actions."""

import datetime

from xinlian.people.models import Person
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Decision, demand

KEEPERS = ("officer",)
READERS = ("officer", "trainer", "approver", "auditor")


def demand_keeper(by: Person | None, union_path: str, at: datetime.datetime) -> None:
    """Go on for who gives and takes keys: the union's officers, and nobody: a room's own setting up. Refused: role_officer."""
    if by is not None:
        demand(Decision.of(role_officer=viewer_at(by, at).holds(KEEPERS, union_path)))
