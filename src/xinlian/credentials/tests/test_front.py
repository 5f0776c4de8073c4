"""Passes on home, on the desk's first page and in its search."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.credentials.actions import appeals, passes
from xinlian.credentials.models import SigningKey
from xinlian.credentials.tests.world import DAY, World, make_world
from xinlian.people.models import Person
from xinlian.testing.make import make_officer, make_union

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world() -> World:
    return make_world()


def page(person: Person, url: str) -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.get(url).content.decode()


def test_home_speaks_of_a_pass_only_when_something_is_to_be_done(world: World) -> None:
    assert "您的工作证</p>" not in page(world.worker, "/")
    made = world.issue()
    assert "您的工作证</p>" not in page(world.worker, "/")
    passes.step(work_pass=made, to="retrain", why="试", by=world.officer, at=timezone.now())
    assert "暂时不能上岗" in page(world.worker, "/")
    passes.renew(
        work_pass=made, trades=[(101, 0)], ends_at=timezone.now() + 9 * DAY, by=world.officer, at=timezone.now()
    )
    assert "找工会换新证" in page(world.worker, "/")


def test_the_desk_s_first_page_counts_what_waits(world: World) -> None:
    assert "等答复的申诉" not in page(world.officer, "/desk/")
    made = world.issue()
    passes.step(work_pass=made, to="suspended", why="试", by=world.officer, at=timezone.now())
    step = made.steps.get(state="suspended")
    appeals.appeal(step=step, text="不对", client_uid=uuid.uuid4(), by=world.worker, at=timezone.now())
    assert "等答复的申诉" in page(world.officer, "/desk/")
    SigningKey.objects.update(private=None)
    assert "签名钥匙要看一看" in page(world.officer, "/desk/")


def test_search_finds_a_pass_by_name_and_code_for_who_may_see_it(world: World) -> None:
    made = world.issue()
    assert f"/desk/passes/{made.uid}/" in page(world.officer, "/desk/search/?q=试验焊")
    assert f"/desk/passes/{made.uid}/" in page(world.officer, f"/desk/search/?q={made.code.lower()}")
    stranger = make_officer(make_union("乙县总工会"))
    assert f"/desk/passes/{made.uid}/" not in page(stranger, "/desk/search/?q=试验焊")
