"""Many decisions about somebody at the same moment: one row, one pass, one certificate."""

import pytest

from xinlian.credentials.models import Certificate, PassStep, WorkPass
from xinlian.credentials.tests.world import DAY
from xinlian.testing.threads import at_once
from xinlian.training.actions import clearing
from xinlian.training.models import Builder, Clearance
from xinlian.training.tests.clearing_world import World, make_world

THREADS = 8
pytestmark = pytest.mark.usefixtures("emptied_afterwards")


def test_eight_decide_at_once_and_nothing_comes_twice() -> None:
    world = make_world()
    builders = [world.builder() for _ in range(3)]

    def both(number: int) -> None:
        _act(world, builders, number, 0)

    at_once(*(lambda number=number: both(number) for number in range(THREADS)))
    assert [WorkPass.objects.count(), Clearance.objects.count(), Certificate.objects.count()] == [3, 3, 3]
    for one in builders:
        world.seen(one, 6)
    at_once(*(lambda number=number: _act(world, builders, number, 1) for number in range(THREADS)))
    assert PassStep.objects.filter(state="retrain").count() == 3
    assert Clearance.objects.count() == 6


def _act(world: World, builders: list[Builder], number: int, days: int) -> None:
    """Odd ones decide on all in a round, even ones on each by itself, from the other end."""
    at = world.now + days * DAY
    if number % 2:
        clearing.decide_many(builders=builders, by=world.officer, at=at)
        return
    for one in reversed(builders):
        clearing.decide(builder=one, by=world.officer, at=at)
