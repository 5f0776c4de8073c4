"""May who: which roles may do what about places; asked inside the actions."""

from xinlian.people.scope import Viewer
from xinlian.rows.refusals import Decision


def may_decide_media(viewer: Viewer, union_path: str) -> Decision:
    """Letting pictures be seen: officers and approvers of that part of the tree."""
    return Decision.of(role_publisher=viewer.holds(("officer", "approver"), union_path))


def may_withdraw_media(viewer: Viewer, person_id: int | None) -> Decision:
    """Taking a picture back: whoever sent it."""
    return Decision.of(role_sender=person_id is not None and viewer.person_id == person_id)
