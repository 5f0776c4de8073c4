"""The screen in a base's hall: today, whoever looks, and nobody's name."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.rows.refusals import Refused
from xinlian.training.actions import classes, projects
from xinlian.training.models import Project, Session
from xinlian.training.queries import hall
from xinlian.training.tests.classes_world import World, make_world

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def world() -> World:
    return make_world()


def on_today(world: World) -> list[Session]:
    """A class of today; its sessions in their order."""
    builder = world.waits(who={"name": "不上屏的人"})
    today = timezone.localdate(world.now)
    made = classes.hold_class(
        programme=world.programme,
        people=[builder],
        room=world.rooms[0],
        days=[today, today + datetime.timedelta(days=1)],
        by=world.officer,
        at=world.now,
    )
    rows = Session.objects.filter(training_class=made).order_by("starts_at")
    return [one for one in rows if timezone.localdate(one.starts_at) == today]


def test_the_screen_tells_of_today_and_of_nobody(world: World, client: Client) -> None:
    sessions = on_today(world)
    found = hall.told(world.project, sessions[1].starts_at + HOUR / 4)
    assert [one.session for one in found.lines] == sessions, "nothing of tomorrow"
    assert [one.state for one in found.lines][:3] == ["over", "now", "soon"]
    assert {one.seats for one in found.lines} == {1}
    page = client.get(reverse("training:hall", args=[world.project.hall_key]))
    assert page.status_code == 200
    assert world.project.base_name in page.text
    assert "不上屏的人" not in page.text


def test_what_is_over_gives_way_to_what_comes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = on_today(world)
    monkeypatch.setattr(hall, "SHOWN", 2)
    found = hall.told(world.project, sessions[1].starts_at)
    assert [one.session for one in found.lines] == sessions[1:3]
    assert found.more == len(sessions) - 2


def test_another_address_closes_the_first(world: World, client: Client) -> None:
    before = world.project.hall_key
    projects.new_hall_key(project=world.project, by=world.officer, at=world.now)
    after = Project.objects.get(pk=world.project.pk).hall_key
    assert client.get(reverse("training:hall", args=[before])).status_code == 404
    assert client.get(reverse("training:hall", args=[after])).status_code == 200
    assert client.get(reverse("training:hall", args=[uuid.uuid4()])).status_code == 404
    with pytest.raises(Refused) as refused:
        projects.new_hall_key(project=world.project, by=world.trainers[0].person, at=world.now)
    assert refused.value.code == "role_officer"
