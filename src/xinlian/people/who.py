"""May who: which roles may do what about people; asked inside the actions."""

import datetime
from collections.abc import Sequence

from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.people.scope import Viewer, viewer_of
from xinlian.rows.refusals import Decision


def viewer_at(by: Person, at: datetime.datetime) -> Viewer:
    """Who acts, with the roles of that day."""
    return viewer_of(by, timezone.localdate(at))


def may_keep_people(viewer: Viewer, union_path: str) -> Decision:
    """Adding, importing and correcting people of a union: its officers."""
    return Decision.of(role_officer=viewer.holds(("officer",), union_path))


def may_grant(viewer: Viewer, union: Union, to: Person) -> Decision:
    """Giving and ending roles: an officer of that union or above, never to oneself."""
    return Decision.of(
        role_officer=viewer.holds(("officer",), union.union_path),
        not_to_oneself=viewer.person_id != to.pk,
    )


def may_shape_tree(viewer: Viewer, parent_path: str) -> Decision:
    """Adding and closing unions below a node: officers there or above."""
    return Decision.of(role_officer=viewer.holds(("officer",), parent_path))


def may_take_people_along(viewer: Viewer, union_path: str, whole: bool) -> Decision:
    """Exporting people: officers and approvers with numbers masked, whole numbers by approvers alone."""
    return Decision.of(
        role_officer=viewer.holds(("officer", "approver"), union_path),
        role_approver_whole=not whole or viewer.holds(("approver",), union_path),
    )


def may_open_account(viewer: Viewer, of: Person, held: Sequence[str]) -> Decision:
    """Giving a user name or a new password: an officer who stands above every role that the person holds.

    Otherwise an officer of a street could take over the login of one of the province.
    """
    return Decision.of(
        role_officer=viewer.holds(("officer",), of.union_path),
        not_to_oneself=viewer.person_id != of.pk,
        grant_needed=bool(held),
        role_above=all(viewer.holds(("officer",), path) for path in held),
    )
