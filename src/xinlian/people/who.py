"""May who: which roles may do what about people; asked inside the actions."""

from xinlian.people.models import Person, Union
from xinlian.people.scope import Viewer
from xinlian.rows.refusals import Decision


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
