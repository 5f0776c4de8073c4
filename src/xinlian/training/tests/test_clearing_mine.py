"""A builder's own page: the one thing that is next, and nobody else's."""

import datetime

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from xinlian.assessment.models import Candidate
from xinlian.credentials.tests.world import DAY
from xinlian.testing.make import make_person
from xinlian.training.actions import clearing, levels
from xinlian.training.front import home_cards
from xinlian.training.models import HoursRule
from xinlian.training.queries import my_work
from xinlian.training.rules.medical import Found
from xinlian.training.tests.clearing_world import HOUR, World, make_class, make_exam, make_world
from xinlian.training.tests.test_clearing_desk import browser, text

pytestmark = pytest.mark.django_db
PAGE = reverse("training:my_work")


@pytest.fixture
def world() -> World:
    return make_world()


def test_who_works_nowhere_is_told_what_to_do(world: World) -> None:
    assert "扫门口或班组的码登记" in text(browser(make_person(world.union)).get(PAGE))
    assert Client().get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("without", "what"),
    [
        ("id", "带身份证"),
        ("medical", "去体检"),
        ("class", "来上岗前培训"),
        ("theory", "考理论"),
        ("practical", "上模拟机"),
    ],
)
def test_what_is_missing_is_next(world: World, without: str, what: str) -> None:
    found = my_work.of(world.builder(without=without).person, world.now)
    assert what in found["next"]["what"]
    assert found["next"]["where"] == "培训基地"


def test_the_next_session_says_when_and_where(world: World) -> None:
    builder = world.builder(without="class")
    tomorrow = make_class(world, world.programme, world.now + DAY, finished_at=None)
    world.taught(builder, tomorrow, skip=2)
    found = my_work.of(builder.person, world.now)
    first = tomorrow.sessions.order_by("starts_at")[0]
    assert (found["next"]["at"], found["next"]["where"]) == (first.starts_at, "一号教室")
    assert "高处作业" in text(browser(builder.person).get(PAGE))


def test_an_exam_that_is_open_comes_first(world: World) -> None:
    builder = world.builder(without="theory")
    exam = make_exam(world, world.exam.paper, timezone.now() - HOUR / 2)
    type(exam).objects.filter(pk=exam.pk).update(state="set", published_at=None)
    Candidate.objects.create(exam=exam, person=builder.person, added_at=world.now, **world.mine)
    found = my_work.of(builder.person, timezone.now())
    assert found["next"]["url"] == reverse("assessment:exam", args=[exam.uid])


def test_cleared_it_leads_to_the_code(world: World) -> None:
    builder = world.builder()
    assert "等基地发上岗码" in my_work.of(builder.person, world.now)["next"]["what"]
    clearing.decide(builder=builder, by=world.officer, at=world.now)
    assert my_work.of(builder.person, world.now)["next"]["url"] == reverse("credentials:pass")


def test_everything_of_mine_stands_there_in_plain_words(world: World) -> None:
    builder = world.builder(came_at=world.now - 100 * DAY)
    levels.seed_welder(
        project=world.project, paper=world.exam.paper, scenario=world.scenario, by=world.officer, at=world.now
    )
    HoursRule.objects.create(
        project=world.project,
        tier="project",
        minutes=900,
        within_days=365,
        effective_on="2020-01-01",
        source="试",
        **world.mine,
    )
    world.examined(builder, found=Found("limited", ("height",), "复查血压"), ago=0)
    world.seen(builder, 3)
    clearing.decide(builder=builder, by=world.officer, at=world.now)
    page = text(browser(builder.person).get(PAGE))
    for words in (
        "8 / 15 学时",
        "不能干：高处作业",
        "复查血压",
        "五级/初级工",
        "280 元",
        "都做到了",
        "3 分",
        "我的证书",
    ):
        assert words in page, words


def test_medical_values_are_on_no_other_page(world: World) -> None:
    builder = world.builder()
    world.examined(builder, found=Found("limited", ("height",), "复查血压"), ago=0)
    one = reverse("training:desk_clearance_one", args=[builder.uid])
    for person in (world.officer, world.trainer):
        page = text(browser(person).get(one))
        assert "复查血压" not in page
        assert "不能干：高处作业" not in page
        assert "有限制" not in page


def test_a_card_on_home_for_builders_alone(world: World) -> None:
    builder = world.builder(without="medical")
    request = RequestFactory().get("/")
    for person, count in ((builder.person, 1), (world.trainer, 0)):
        request.user = person
        assert len(home_cards(request)) == count
    assert "去体检" in text(browser(builder.person).get("/"))
    builder.left_on = datetime.date(2026, 1, 1)
    builder.save()
    request.user = builder.person
    assert home_cards(request) == []


def test_the_page_asks_a_bounded_number_of_questions(world: World) -> None:
    builder = world.builder()
    clearing.decide(builder=builder, by=world.officer, at=world.now)
    for _ in range(6):
        world.seen(builder, 1)
    client = browser(builder.person)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as seen:
        client.get(PAGE)
    assert len(seen) <= 95
