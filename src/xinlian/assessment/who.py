"""May who: which roles keep banks, set exams, watch them and mark; asked inside the actions."""

import datetime

from xinlian.people.models import Person
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Decision, demand

KEEPERS = ("officer", "trainer")
RUNNERS = ("officer", "trainer")
MARKERS = ("officer", "trainer", "judge")
DECIDERS = ("officer", "approver")
READERS = ("officer", "trainer", "judge", "approver", "auditor")


def demand_keeper(by: Person, union_path: str, at: datetime.datetime) -> None:
    """Go on for who keeps banks and papers of a union: its officers and trainers. Refused: role_trainer."""
    demand(Decision.of(role_trainer=viewer_at(by, at).holds(KEEPERS, union_path)))


def demand_runner(by: Person | None, union_path: str, at: datetime.datetime) -> None:
    """Go on for who sets and watches exams, and for nobody: a room's own clock. Refused: role_trainer."""
    if by is not None:
        demand(Decision.of(role_trainer=viewer_at(by, at).holds(RUNNERS, union_path)))


def demand_marker(by: Person, union_path: str, at: datetime.datetime) -> None:
    """Go on for who marks short answers. Refused: role_marker."""
    demand(Decision.of(role_marker=viewer_at(by, at).holds(MARKERS, union_path)))


def demand_decider(by: Person, union_path: str, at: datetime.datetime) -> None:
    """Go on for who publishes, corrects marking and answers appeals: officers and approvers. Refused: role_officer."""
    demand(Decision.of(role_officer=viewer_at(by, at).holds(DECIDERS, union_path)))
