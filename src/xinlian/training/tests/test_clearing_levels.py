"""Levels: what is asked and missing, the next one only, with evidence, on the pass at the next decision."""

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from xinlian.credentials.models import Level, LevelScheme
from xinlian.credentials.tests.world import DAY
from xinlian.notices.models import Notice
from xinlian.rows.refusals import Refused
from xinlian.training.actions import clearing, levels
from xinlian.training.models import Builder, LevelGrant, LevelStandard
from xinlian.training.queries import levels as queries
from xinlian.training.rules import levels as rules
from xinlian.training.tests.clearing_world import World, make_world
from xinlian.training.tests.test_clearing_desk import browser, text

TODAY = datetime.date(2026, 6, 1)
ASKS: list[dict[str, Any]] = [
    {"kind": "months", "months": 3},
    {"kind": "theory", "paper": "p", "title": "理论"},
    {"kind": "task", "scenario": "s", "name": "立焊", "least": "80"},
    {"kind": "certificate", "template": "c", "title": "证书"},
    {"kind": "practical", "title": "评分表", "least": "60"},
]
HELD = rules.Held(datetime.date(2026, 3, 1), {"p"}, {"s": Decimal("80.000")}, {"c"}, {"评分表": Decimal(60)})
LESS: dict[str, dict[str, Any]] = {
    "months": {"since": datetime.date(2026, 3, 2)},
    "theory": {"papers": {"q"}},
    "task": {"marks": {"s": Decimal("79.999")}},
    "certificate": {"certificates": set()},
    "practical": {"practicals": {"评分表": Decimal("59.99")}},
}


def test_whoever_has_everything_may_rise() -> None:
    assert rules.complete(rules.standing(ASKS, HELD, TODAY))


@pytest.mark.parametrize("kind", list(LESS))
def test_one_thing_less_is_that_thing_missing(kind: str) -> None:
    found = rules.standing(ASKS, dataclasses.replace(HELD, **LESS[kind]), TODAY)
    assert [one.kind for one in found if not one.done] == [kind]


@pytest.mark.parametrize(
    ("since", "months"),
    [("2026-03-01", 3), ("2026-03-02", 2), ("2026-05-31", 0), ("2026-06-02", 0), ("2025-06-01", 12)],
)
def test_whole_months(since: str, months: int) -> None:
    assert rules.whole_months(datetime.date.fromisoformat(since), TODAY) == months


@pytest.mark.parametrize(
    "asks",
    [
        [],
        [{"kind": "luck"}],
        [{"kind": "months", "months": 0}],
        [{"kind": "task", "scenario": "s", "name": "x", "least": ""}],
        [{"kind": "task", "scenario": "s", "name": "x", "least": "很多"}],
        [{"kind": "theory", "paper": "", "title": "x"}],
    ],
)
def test_half_a_standard_is_none(asks: list[dict[str, Any]]) -> None:
    assert rules.may_set(asks, "办法").missing == ("level_standard_asks",)


@pytest.mark.parametrize(
    ("before", "after", "more"), [(28000, 33000, 5000), (33000, 33000, None), (None, 28000, None), (28000, None, None)]
)
def test_what_the_next_one_brings(before: int | None, after: int | None, more: int | None) -> None:
    assert rules.brings(before, after) == more


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    levels.seed_welder(
        project=made.project, paper=made.exam.paper, scenario=made.scenario, by=made.officer, at=made.now
    )
    return made


def level(rank: int) -> Level:
    return Level.objects.get(scheme__code="five", rank=rank)


def veteran(world: World, **more: Any) -> Builder:
    return world.builder(came_at=world.now - 100 * DAY, **more)


def give(world: World, builder: Builder, rank: int = 1, **more: Any) -> LevelGrant:
    return levels.give(builder=builder, level=level(rank), **{"by": world.officer, "at": world.now, **more})


def test_five_levels_of_a_welder_once(world: World) -> None:
    again = levels.seed_welder(project=world.project, paper=None, scenario=None, by=world.officer, at=world.now)
    assert (LevelStandard.objects.count(), again) == (5, 0)


def test_given_with_evidence_told_and_written_on_the_pass_at_the_next_decision(world: World) -> None:
    builder = veteran(world)
    first = clearing.decide(builder=builder, by=world.officer, at=world.now).work_pass
    made = give(world, builder)
    assert [(one["kind"], one["done"]) for one in made.evidence] == [("months", True), ("theory", True), ("task", True)]
    assert Notice.objects.filter(person=builder.person, kind="training.level_given").count() == 1
    second = clearing.decide(builder=builder, by=world.officer, at=world.now + DAY).work_pass
    assert first is not None
    assert second is not None
    assert (first.trades, second.trades) == ([[101, 0]], [[101, 11]])


def test_only_the_next_one_and_once(world: World) -> None:
    builder = veteran(world)
    with pytest.raises(Refused, match="level_next_only"):
        give(world, builder, 2)
    give(world, builder)
    with pytest.raises(Refused, match="level_next_only"):
        give(world, builder)
    with pytest.raises(Refused, match="level_lacks") as no:
        give(world, builder, 2)
    assert "12 个月" in str(no.value.facts["words"])
    assert LevelGrant.objects.count() == 1


def test_whoever_comes_back_keeps_their_level_and_their_months(world: World) -> None:
    builder = veteran(world)
    give(world, builder)
    builder.left_on = timezone.localdate(world.now)
    builder.save()
    again = Builder.objects.create(
        project=world.project,
        person=builder.person,
        trade=world.welder,
        way="desk",
        came_at=world.now,
        client_uid=world.project.uid,
        **world.mine,
    )
    ladder = queries.of(again, timezone.localdate(world.now))
    assert ladder.grant is not None
    assert ladder.next is not None
    assert ladder.next.level.rank == 2
    assert ladder.asks[0].facts["now"] == 3
    with pytest.raises(Refused, match="level_next_only"):
        give(world, again)


def test_refused_with_what_is_missing(world: World) -> None:
    with pytest.raises(Refused, match="level_lacks") as no:
        give(world, world.builder(without="practical"))
    words = str(no.value.facts["words"])
    assert "3 个月" in words
    assert "立焊" in words
    assert "上岗理论" not in words


def test_only_officers_set_and_give(world: World) -> None:
    builder = veteran(world)
    for person in (world.trainer, world.inspector, builder.person, make_world("乙县").officer):
        with pytest.raises(Refused, match="role_officer"):
            give(world, builder, by=person)


def test_a_later_standard_replaces_one_and_another_ladder_is_refused(world: World) -> None:
    today = timezone.localdate(world.now)
    said: dict[str, Any] = {"project": world.project, "trade": world.welder, "day_pay_fen": 30000, "source": "新办法"}
    said |= {"by": world.officer, "at": world.now, "asks": [{"kind": "months", "months": 99}]}
    levels.set_standard(level=level(1), effective_on=today, **said)
    found = queries.standards(world.project, today)[world.welder.pk][0]
    assert (found.asks, found.day_pay_fen) == ([{"kind": "months", "months": 99}], 30000)
    before = queries.standards(world.project, today - datetime.timedelta(days=1))[world.welder.pk][0]
    assert before.day_pay_fen == 28000
    with pytest.raises(Refused, match="level_standard_known"):
        levels.set_standard(level=level(1), effective_on=today, **said)
    eight = LevelScheme.objects.get(code="eight").levels.get(rank=1)
    with pytest.raises(Refused, match="level_scheme"):
        levels.set_standard(level=eight, effective_on=today, **said)


def test_the_desk_sees_who_may_rise_gives_it_and_sets_standards(world: World) -> None:
    builder, young = veteran(world), world.builder()
    client = browser(world.officer)
    page = text(client.get(reverse("training:desk_levels")))
    assert page.index(builder.person.name) < page.index(young.person.name)
    assert "1 个人可以评下一级" in page
    page = text(client.post(reverse("training:desk_level_give", args=[builder.uid]), follow=True))
    assert "评上了" in page
    page = text(client.post(reverse("training:desk_level_give", args=[young.uid]), follow=True))
    assert "还不能评" in page
    url = reverse("training:desk_level_standards")
    said = {"trade": str(world.welder.uid), "level": str(level(2).uid), "months": "9", "day_pay": "345.5"}
    said |= {"effective_on": "2026-11-01", "source": "新办法"}
    assert "345.50" in text(client.post(url, said, follow=True))
    assert client.post(url, {**said, "months": "", "effective_on": "2026-11-02"}).status_code == 422
    assert browser(world.trainer).get(url).status_code == 403
    assert "评上这一级" not in text(browser(world.trainer).get(reverse("training:desk_levels")))
