"""May who: which roles may run an offering, enter people, and see the lists; asked inside the actions."""

import datetime

from xinlian.people.models import Person
from xinlian.people.scope import Viewer
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Decision

RUNNERS = ("officer",)
DECIDERS = ("officer", "approver")
READERS = ("officer", "approver", "auditor")


def acting(by: Person, at: datetime.datetime) -> Viewer:
    """Who acts, with the roles of that day."""
    return viewer_at(by, at)


def may_run(viewer: Viewer, union_path: str) -> Decision:
    """Drawing up, opening, closing, sealing, drawing: officers of the offering's union or above."""
    return Decision.of(role_officer=viewer.holds(RUNNERS, union_path))


def may_enter(viewer: Viewer, offering_path: str, person_path: str, *, oneself: bool) -> Decision:
    """Entering an application: oneself, an officer of the offering's union, or an officer of the person's own union."""
    return Decision.of(
        role_officer=oneself or viewer.holds(RUNNERS, offering_path) or viewer.holds(RUNNERS, person_path)
    )


def may_give(viewer: Viewer, offering_path: str, person_path: str, *, oneself: bool) -> Decision:
    """Giving a seat and answering for somebody: oneself, officers as for entering, and who decides the draw."""
    entering = may_enter(viewer, offering_path, person_path, oneself=oneself).ok
    return Decision.of(role_officer=entering or viewer.holds(DECIDERS, offering_path))


def may_mark(viewer: Viewer, offering_path: str, *, marshal: bool) -> Decision:
    """Ticking who came: officers of the offering's union, and whom the room names for that batch."""
    return Decision.of(role_marshal=marshal or viewer.holds(RUNNERS, offering_path))
