"""What is held about people in studios: exported whole, ended by the retention and by erasing somebody."""

import pytest

from xinlian.credentials.tests.world import DAY
from xinlian.people.actions import retention
from xinlian.people.actions.erase import erase_person
from xinlian.people.queries.holdings import held
from xinlian.training.actions import improvements, improving, studios
from xinlian.training.models import Improvement, ImprovementGain, ImprovementWorker, StudioMember
from xinlian.training.queries.studios import totals
from xinlian.training.tests.studios_world import World, make_world

pytestmark = pytest.mark.django_db
MODELS = {"training.StudioMember", "training.Improvement", "training.ImprovementWorker", "training.ImprovementGain"}


@pytest.fixture
def world() -> World:
    return make_world()


def in_all(world: World) -> Improvement:
    """Somebody who leads a studio, proposed something, works on it and said what it spared."""
    person, studio = world.builder().person, world.studio()
    world.join(studio, person, "lead")
    one = world.moved(world.proposed(person, "我的定位销"), "accepted", "running", studio=studio)
    improvements.put_on(improvement=one, person=person, **world.said())
    said = improving.note_gain(improvement=one, unit="yuan", amount=50, reckoned="算", **world.said(person))
    improving.confirm_gain(gain=said, **world.said())
    return one


def test_my_data_say_all_of_it(world: World) -> None:
    one = in_all(world)
    assert one.proposed_by is not None
    found = {row["holding"].model: row["rows"] for row in held(one.proposed_by, masked=True)}
    assert found.keys() >= MODELS
    assert any("我的定位销" in str(row) for row in found["training.Improvement"])


def test_who_is_erased_leaves_the_improvement_without_a_name(world: World) -> None:
    one = in_all(world)
    person = one.proposed_by
    assert person is not None
    erase_person(person=person, by=None, at=world.now)
    one.refresh_from_db()
    assert (one.proposed_by, one.title) == (None, "我的定位销")
    assert not StudioMember.objects.exists()
    assert not ImprovementWorker.objects.exists()
    gain = ImprovementGain.objects.get()
    assert (gain.noted_by, gain.confirmed_by) == (None, world.officer)
    assert totals(world.project).sums[0].confirmed == 50


def test_it_comes_to_its_end_by_itself(world: World) -> None:
    one = in_all(world)
    member = StudioMember.objects.get()
    studios.leave(member=member, on=world.today, **world.said())
    retention.run(by=None, at=world.now + 364 * DAY)
    assert StudioMember.objects.exists()
    retention.run(by=None, at=world.now + 367 * DAY)
    assert not StudioMember.objects.exists()
    assert ImprovementWorker.objects.exists()
    retention.run(by=None, at=world.now + 1097 * DAY)
    assert not ImprovementWorker.objects.exists()
    one.refresh_from_db()
    assert (one.proposed_by, one.title) == (None, "我的定位销")
