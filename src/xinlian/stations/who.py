"""May who: which roles may do what about stations; asked inside the actions."""

import datetime

from django.utils import timezone

from xinlian.people.models import Person
from xinlian.people.scope import Viewer, viewer_of
from xinlian.rows.refusals import Decision

READERS = ("officer", "approver", "auditor", "inspector")


def acting(by: Person | None, at: datetime.datetime) -> Viewer:
    """The viewer that somebody was at a moment."""
    return viewer_of(by, timezone.localdate(at))


def may_change(viewer: Viewer, union_path: str, *, keeps: bool = False) -> Decision:
    """Proposing a change: officers there or above, and whoever keeps the station."""
    return Decision.of(role_officer=keeps or viewer.holds(("officer",), union_path))


def may_publish(viewer: Viewer, union_path: str) -> Decision:
    """Publishing and removing, door codes, keepers: officers and approvers."""
    return Decision.of(role_publisher=viewer.holds(("officer", "approver"), union_path))


def may_decide(viewer: Viewer, union_path: str, *, own: bool, approvers: bool) -> Decision:
    """Accepting a change: an approver or officer; where the union has an approver, never whoever proposed it."""
    return Decision.of(
        role_approver=viewer.holds(("approver", "officer"), union_path),
        role_second_person=not (own and approvers),
    )


def may_repair(viewer: Viewer, union_path: str, *, keeps: bool = False) -> Decision:
    """Moving a fault on: officers, and whoever keeps the station."""
    return Decision.of(role_officer=keeps or viewer.holds(("officer",), union_path))


def may_answer(viewer: Viewer, union_path: str) -> Decision:
    """Answering complaints and letting thanks and photos through: officers and approvers."""
    return Decision.of(role_publisher=viewer.holds(("officer", "approver"), union_path))


def may_inspect(viewer: Viewer, union_path: str) -> Decision:
    """Filling in a review: inspectors and officers."""
    return Decision.of(role_inspector=viewer.holds(("inspector", "officer"), union_path))


def may_grade(viewer: Viewer, union_path: str) -> Decision:
    """Signing a review, so that stars change: officers and approvers."""
    return Decision.of(role_publisher=viewer.holds(("officer", "approver"), union_path))


def may_keep(*, keeps: bool) -> Decision:
    """Saying how a station is now: whoever keeps it."""
    return Decision.of(role_keeper=keeps)
