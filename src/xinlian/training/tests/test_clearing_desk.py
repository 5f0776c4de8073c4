"""The desk's pages about clearance: what each role sees, deciding on one and many, and who is kept out."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xinlian.credentials.models import WorkPass
from xinlian.credentials.tests.world import DAY
from xinlian.people.models import Person
from xinlian.testing.make import make_person
from xinlian.training.actions import clearing
from xinlian.training.models import Builder, Clearance
from xinlian.training.tests.clearing_world import World, make_world

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIST = reverse("training:desk_clearance")


@pytest.fixture
def world() -> World:
    return make_world()


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def one(builder: Builder) -> str:
    return reverse("training:desk_clearance_one", args=[builder.uid])


def test_everybody_stands_there_with_what_they_lack(world: World) -> None:
    ready, lacking, cleared = (
        world.builder(person=make_person(world.union, name=name), without=without)
        for name, without in (("老齐", ""), ("没体检", "medical"), ("有码", ""))
    )
    clearing.decide(builder=cleared, by=world.officer, at=world.now)
    page = text(browser(world.officer).get(LIST))
    for name in ("老齐", "没体检", "有码", "给可以上岗的 1 人发码"):
        assert name in page
    narrowed = text(browser(world.officer).get(LIST, {"state": "lacking"}))
    assert "没体检" in narrowed
    assert "有码</a>" not in narrowed
    assert "老齐" not in narrowed
    assert one(lacking) in text(browser(world.officer).get(LIST, {"reason": "medical_missing"}))
    assert one(lacking) not in text(browser(world.officer).get(LIST, {"reason": "class_missing"}))
    assert one(ready) in text(browser(world.officer).get(LIST, {"q": "老齐"}))


def test_all_ready_ones_at_once(world: World) -> None:
    for without in ("", "", "theory"):
        world.builder(without=without)
    url = reverse("training:desk_decide_many", args=[world.project.uid])
    page = text(browser(world.officer).post(url, {"act": "ready"}, follow=True))
    assert "新发了 2 个码" in page
    assert (WorkPass.objects.count(), Clearance.objects.count()) == (2, 2)


def test_chosen_ones_are_decided_on_and_told_apart(world: World) -> None:
    builders = [world.builder(), world.builder(without="theory"), world.builder()]
    builders[2].person.name = "坏\x07名"
    builders[2].person.save()
    url = reverse("training:desk_decide_many", args=[world.project.uid])
    ids = [str(each.uid) for each in builders]
    page = text(browser(world.officer).post(url, {"act": "decide", "ids": ids}, follow=True))
    for words in ("1 个人可以上岗", "1 个人还差东西", "没有办成"):
        assert words in page


def test_one_is_decided_on_and_their_story_is_told(world: World) -> None:
    builder = world.builder(without="medical")
    client = browser(world.officer)
    page = text(client.post(reverse("training:desk_decide", args=[builder.uid]), follow=True))
    assert "还没有体检。" in page
    world.examined(builder)
    page = text(client.post(reverse("training:desk_decide", args=[builder.uid]), follow=True))
    assert "可以上岗，码到" in page
    assert "还没有体检。" in page, "the decision before stays in the story"


def test_a_trainer_sees_readiness_and_no_points_and_decides_nothing(world: World) -> None:
    builder = world.builder()
    clearing.decide(builder=builder, by=world.officer, at=world.now)
    world.seen(builder, 6)
    clearing.decide(builder=builder, by=world.officer, at=world.now + DAY)
    client = browser(world.trainer)
    for page in (text(client.get(LIST)), text(client.get(one(builder)))):
        assert "别的原因" in page
        assert "违章" not in page
        assert "现在决定" not in page
    assert "违章记了 6 分" in text(browser(world.officer).get(one(builder)))
    assert client.post(reverse("training:desk_decide", args=[builder.uid])).status_code == 403


@pytest.mark.parametrize("name", ["desk_clearance_one", "desk_decide", "desk_decide_many"])
def test_neighbours_find_nothing(world: World, name: str) -> None:
    builder, other = world.builder(), make_world("乙县")
    uid = world.project.uid if name == "desk_decide_many" else builder.uid
    url = reverse(f"training:{name}", args=[uid])
    answers = {browser(other.officer).get(url).status_code, browser(other.officer).post(url).status_code}
    assert answers <= {404, 405}
    assert builder.person.name not in text(browser(other.officer).get(LIST))
    assert not Clearance.objects.exists()


def test_strangers_inspectors_and_builders_do_not_enter(world: World) -> None:
    builder = world.builder()
    assert Client().get(LIST).status_code == 302
    for person in (world.inspector, builder.person):
        assert browser(person).get(LIST).status_code == 403
        assert browser(person).get(one(builder)).status_code == 403


def test_many_cost_as_many_questions_as_few(world: World) -> None:
    client, counts = browser(world.officer), list[int]()
    client.get(LIST)
    for number in (2, 18):
        for _ in range(number):
            clearing.decide(builder=world.builder(), by=world.officer, at=world.now)
            world.builder(without="medical")
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 60


def test_who_left_is_not_listed(world: World) -> None:
    builder = world.builder(left_on=datetime.date(2026, 1, 1))
    assert one(builder) not in text(browser(world.officer).get(LIST))


def test_what_the_clock_decided_waits_for_an_officer_to_make_the_pass(world: World) -> None:
    builder = world.builder(without="medical")
    world.examined(builder, days=100)
    clearing.decide(builder=builder, by=world.officer, at=world.now)
    world.examined(builder, days=200, ago=0)
    clearing.decide_anew(by=None, at=world.now + datetime.timedelta(hours=1))
    page = text(browser(world.officer).get(LIST))
    assert "给可以上岗的 1 人发码" in page
    clearing.decide(builder=builder, by=world.officer, at=world.now + datetime.timedelta(hours=2))
    assert "发码</button></form>" not in text(browser(world.officer).get(LIST)).replace("齐了就发码", "")
