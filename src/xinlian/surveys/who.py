"""May who: which roles draw up questionnaires, run surveys and read results; asked inside the actions."""

import datetime

from xinlian.people.models import Person
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Decision, demand

RUNNERS = ("officer",)
READERS = ("officer", "approver", "auditor")


def demand_runner(by: Person | None, union_path: str, at: datetime.datetime) -> None:
    """Go on for an officer of the union or above, and for nobody: a room's own clock. Refused: role_officer."""
    if by is not None:
        demand(Decision.of(role_officer=viewer_at(by, at).holds(RUNNERS, union_path)))
