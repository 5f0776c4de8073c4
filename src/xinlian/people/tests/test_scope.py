"""Who sees which rows, over a whole tree: a neighbour sees nothing."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.people.models import Consent, Grant, Person, Union
from xinlian.people.scope import DESK, NOBODY, Viewer, scope, viewer_of
from xinlian.rows.paths import child, within
from xinlian.testing.make import make_grant, make_person, make_union

TODAY = datetime.date(2026, 11, 23)
ROLES = [role for role, _name in Grant.ROLES]


def tree() -> list[Union]:
    """Two provinces, two cities in each, two counties in each city."""
    found: list[Union] = []
    for _province in range(2):
        top = make_union(level="province")
        found.append(top)
        for _city in range(2):
            city = make_union(parent=top, level="city")
            found += [city, make_union(parent=city), make_union(parent=city)]
    return found


@pytest.mark.django_db
def test_every_role_on_every_node_over_every_row() -> None:
    unions = tree()
    people = {union.union_path: make_person(union) for union in unions}
    by_path = {person.pk: path for path, person in people.items()}
    for union, role in itertools.product(unions, ROLES):
        viewer = Viewer(None, ((role, union.union_path),))
        seen = {by_path[pk] for pk in scope(viewer, Person.objects.all()).values_list("pk", flat=True)}
        below = {path for path in people if within(path, union.union_path)}
        assert seen == (below if role in DESK else set()), (role, union.union_path)
        governed = set(scope(viewer, Person.objects.all(), (role,)).values_list("pk", flat=True))
        assert {by_path[pk] for pk in governed} == below
        assert not scope(viewer, Person.objects.all(), ("no such role",)).exists()


@pytest.mark.django_db
def test_one_sees_oneself_and_nobody_sees_nobody() -> None:
    union = make_union()
    me, other = make_person(union), make_person(union)
    assert list(scope(Viewer(me.pk), Person.objects.all())) == [me]
    assert list(scope(NOBODY, Person.objects.all())) == []
    Consent.objects.create(person=other, purpose="x", version="1", given_at=datetime.datetime.now(datetime.UTC))
    assert not scope(Viewer(me.pk), Consent.objects.all()).exists()
    assert scope(Viewer(other.pk), Consent.objects.all()).exists()


@pytest.mark.django_db
def test_what_is_public_is_seen_by_all_and_governed_by_few() -> None:
    union = make_union()
    make_union(closed_on=TODAY)
    assert list(scope(NOBODY, Union.objects.all())) == [union]
    assert not scope(NOBODY, Union.objects.all(), DESK).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(-1, None, True), (0, 0, True), (1, None, False), (-9, -1, False), (-9, 1, True)],
)
def test_roles_hold_from_a_day_to_a_day(since: int, until: int | None, holds: bool) -> None:
    union, person = make_union(), make_person()
    day = datetime.timedelta(days=1)
    make_grant(
        person, "officer", union, since_on=TODAY + since * day, until_on=None if until is None else TODAY + until * day
    )
    assert viewer_of(person, TODAY).holds(("officer",), union.union_path) is holds


@pytest.mark.django_db
def test_a_stopped_person_holds_nothing() -> None:
    union = make_union()
    person = make_person(union, is_active=False)
    make_grant(person, "officer", union)
    assert viewer_of(person, TODAY) == NOBODY


PATHS = st.lists(st.integers(0, 40), max_size=5).map(lambda steps: "".join(child("", step) for step in steps))


@given(PATHS, PATHS)
def test_within_is_being_below(path: str, top: str) -> None:
    assert within(path, top) == (top != "" and path.startswith(top))


@given(st.lists(st.tuples(st.sampled_from(ROLES), PATHS.filter(bool)), max_size=6), PATHS)
def test_subtrees_are_kept_once_and_lose_nothing(grants: list[tuple[str, str]], path: str) -> None:
    viewer = Viewer(1, tuple(grants))
    tops = viewer.paths()
    assert not any(within(a, b) for a, b in itertools.permutations(tops, 2))
    assert viewer.holds(ROLES, path) == any(within(path, top) for _role, top in grants)


def test_an_empty_path_is_nobody_s_subtree() -> None:
    assert not Viewer(1, (("officer", ""),)).holds(("officer",), "0001")
