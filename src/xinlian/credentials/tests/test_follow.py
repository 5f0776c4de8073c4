"""What a room's decision does to a pass: without asking who, never ending one, and out of reach of any page."""

import ast
from pathlib import Path

import pytest
from django.utils import timezone

import xinlian
from xinlian.credentials.actions import passes
from xinlian.credentials.models import PassStep
from xinlian.credentials.tests.world import DAY, World, make_world
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_nobody_stops_a_pass_and_lets_it_go_on(world: World) -> None:
    made, now = world.issue(), timezone.now()
    for to in ("retrain", "suspended", "valid"):
        passes.follow(work_pass=made, to=to, why="按规则", by=None, at=now)
    made.refresh_from_db()
    assert made.state == "valid"
    assert list(PassStep.objects.filter(why="按规则").values_list("state", "by")) == [
        ("retrain", None),
        ("suspended", None),
        ("valid", None),
    ]


@pytest.mark.parametrize(("to", "why", "code"), [("revoked", "x", "pass_step"), ("valid", "x", "pass_step")])
def test_it_ends_none_and_does_nothing_twice(world: World, to: str, why: str, code: str) -> None:
    made = world.issue()
    with pytest.raises(Refused, match=code):
        passes.follow(work_pass=made, to=to, why=why, by=None, at=timezone.now())


def test_it_needs_a_reason_and_a_pass_that_stands(world: World) -> None:
    made, now = world.issue(), timezone.now()
    with pytest.raises(Refused, match="why_needed"):
        passes.follow(work_pass=made, to="retrain", why=" ", by=None, at=now)
    passes.step(work_pass=made, to="revoked", why="试", by=world.officer, at=now)
    with pytest.raises(Refused, match="pass_step"):
        passes.follow(work_pass=made, to="valid", why="试", by=None, at=now)


def test_here_asks_for_the_officer_all_the_same(world: World) -> None:
    elsewhere = make_person(make_union("乙县总工会"))
    with pytest.raises(Refused, match="role_officer"):
        world.issue(person=elsewhere, here=True, by=elsewhere)
    made = world.issue(person=elsewhere, here=True)
    with pytest.raises(Refused, match="pass_person_elsewhere"):
        passes.renew(
            work_pass=made, trades=[(101, 0)], ends_at=timezone.now() + DAY, by=world.officer, at=timezone.now()
        )


def test_no_page_reaches_them() -> None:
    """Views, forms and interfaces neither call `follow` of passes nor say `here`: only the actions of a room do."""
    wrong, root = [], Path(xinlian.__file__).parent
    for path in root.rglob("*.py"):
        if "tests" in path.parts or "actions" in (path.stem, path.parent.name):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            named = ast.unparse(node.func)
            acts = named.split(".")[-1] in ("issue", "renew", "award")
            if named == "passes.follow" or (acts and any(word.arg == "here" for word in node.keywords)):
                wrong.append(f"{path.relative_to(root)}:{node.lineno}")
    assert wrong == []
