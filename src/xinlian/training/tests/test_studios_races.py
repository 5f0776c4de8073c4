"""Two leads at once, one message sent eight times at once, a studio that closes while it takes work on."""

import uuid

import pytest

from xinlian.testing.threads import outcomes
from xinlian.training.actions import improvements, studios
from xinlian.training.models import Improvement, Studio, StudioMember
from xinlian.training.tests.studios_world import make_world

pytestmark = pytest.mark.usefixtures("emptied_afterwards")


def test_of_many_leads_at_once_there_is_one() -> None:
    world = make_world()
    studio, people = world.studio(), [world.builder().person for _ in range(6)]
    found = outcomes([lambda person=person: world.join(studio, person, "lead") for person in people])
    assert sorted(found) == ["", *["studio_lead_there"] * 5]
    assert StudioMember.objects.count() == 1


def test_a_message_sent_many_times_at_once_is_kept_once() -> None:
    world = make_world()
    person, number = world.builder().person, uuid.uuid4()
    found = outcomes([lambda: world.proposed(person, client_uid=number) for _ in range(8)])
    assert found == [""] * 8
    assert Improvement.objects.count() == 1


def test_no_studio_closes_over_work_that_it_just_took() -> None:
    world = make_world()
    for _ in range(4):
        studio, one = world.studio(), world.proposed(world.builder().person)

        def take(one: Improvement = one, studio: Studio = studio) -> None:
            improvements.move(improvement=one, to="accepted", why="", studio=studio, **world.said())

        def close(studio: Studio = studio) -> None:
            studios.close(studio=studio, on=world.today, why="撤", **world.said())

        found = sorted(outcomes([take, close]))
        assert found in (["", "studio_busy"], ["", "studio_open"])
