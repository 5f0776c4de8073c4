"""Violations: noted once, told, appealed against, answered by somebody else; the pass follows in the same moment."""

import datetime
import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from xinlian.credentials.models import PassStep, WorkPass
from xinlian.credentials.queries.addresses import pass_host
from xinlian.credentials.tests.world import DAY
from xinlian.engines.seals.text import as_address
from xinlian.journal.models import Entry
from xinlian.notices.models import Notice
from xinlian.people.handlers import Sender
from xinlian.people.marks import mark
from xinlian.people.models import Person
from xinlian.people.outbox import Item
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer
from xinlian.training.actions import clearing, violations
from xinlian.training.models import Builder, PointsRule, Violation, ViolationRule
from xinlian.training.queries.violations import total_of
from xinlian.training.rules.violations import USUAL
from xinlian.training.sync.clearing import HANDLERS
from xinlian.training.tests.clearing_world import World, make_world
from xinlian.training.tests.test_clearing_desk import browser, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world()
    violations.seed_rules(project=made.project, by=made.officer, at=made.now)
    return made


@pytest.fixture
def builder(world: World) -> Builder:
    made = world.builder()
    clearing.decide(builder=made, by=world.officer, at=world.now)
    return made


def rule(world: World, points: int) -> ViolationRule:
    return ViolationRule.objects.filter(project=world.project, points=points).order_by("name")[0]


def note(world: World, builder: Builder, points: int = 6, **more: Any) -> Violation:
    said = {"seen_at": world.now, "client_uid": uuid.uuid4(), "by": world.inspector, "at": world.now, **more}
    return violations.note(builder=builder, **{"rule": rule(world, points), **said})


def state(builder: Builder) -> str:
    return WorkPass.objects.get(person=builder.person).state


def told(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person, kind__startswith="training.").values_list("kind", flat=True))


def test_a_new_project_has_ten_rules_and_a_points_rule_once(world: World) -> None:
    assert ViolationRule.objects.count() == len(USUAL) == 10
    assert PointsRule.objects.get().suspend_at == 12
    assert violations.seed_rules(project=world.project, by=world.officer, at=world.now) == 0
    assert max(points for _name, points in USUAL) == 12


@pytest.mark.parametrize(("points", "expected"), [(3, "valid"), (6, "retrain"), (12, "suspended")])
def test_noted_told_and_the_pass_follows(world: World, builder: Builder, points: int, expected: str) -> None:
    note(world, builder, points)
    assert state(builder) == expected
    assert told(builder.person) == ["training.violation"]
    assert Entry.objects.filter(verb="violation.noted").count() == 1
    if expected != "valid":
        step = PassStep.objects.get(state=expected)
        assert step.by == world.inspector


def test_points_add_up(world: World, builder: Builder) -> None:
    note(world, builder, 3)
    assert state(builder) == "valid"
    note(world, builder, 3)
    assert state(builder) == "retrain"
    note(world, builder, 6)
    assert state(builder) == "suspended"
    assert total_of(builder, world.now) == 12


def test_sent_twice_it_is_noted_once(world: World, builder: Builder) -> None:
    number = uuid.uuid4()
    first, again = (note(world, builder, client_uid=number) for _ in range(2))
    assert first == again
    assert total_of(builder, world.now) == 6
    with pytest.raises(Refused, match="violation_known"):
        note(world, builder, client_uid=number, by=world.officer)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"seen_at": datetime.timedelta(hours=1)}, "violation_in_future"),
        ({"seen_at": datetime.timedelta(days=-31)}, "violation_too_old"),
    ],
)
def test_what_cannot_be_noted(world: World, builder: Builder, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        note(world, builder, seen_at=world.now + more["seen_at"])
    assert not Violation.objects.exists()


def test_a_rule_of_another_day_or_project_does_not_count(world: World, builder: Builder) -> None:
    ended = rule(world, 6)
    violations.end_rule(rule=ended, by=world.officer, at=world.now - 2 * DAY)
    ended.refresh_from_db()
    with pytest.raises(Refused, match="violation_rule_of_day"):
        note(world, builder, rule=ended)
    other = make_world("乙县")
    violations.seed_rules(project=other.project, by=other.officer, at=world.now)
    with pytest.raises(Refused, match="violation_builder_here"):
        note(world, builder, rule=rule(other, 3))


def test_who_may_note(world: World, builder: Builder) -> None:
    for person in (world.trainer, builder.person, make_world("乙县").inspector):
        with pytest.raises(Refused, match="role_watcher"):
            note(world, builder, by=person)
    own = world.builder(person=world.inspector)
    with pytest.raises(Refused, match="violation_oneself"):
        note(world, own)
    assert note(world, builder, by=world.officer).points == 6


def test_who_was_never_decided_on_gets_no_decision_by_it(world: World) -> None:
    fresh = world.builder(without="medical")
    note(world, fresh)
    assert not fresh.clearances.exists()


def test_an_appeal_is_answered_by_somebody_else_and_upheld_gives_the_pass_back(world: World, builder: Builder) -> None:
    made = note(world, builder, by=world.officer)
    with pytest.raises(Refused, match="violation_not_appealed"):
        violations.answer(violation=made, upheld=True, words="x", by=world.officer, at=world.now)
    violations.appeal(violation=made, words="我系着的，照片上看得到。", by=builder.person, at=world.now + DAY)
    made.refresh_from_db()
    with pytest.raises(Refused, match="violation_appealed"):
        violations.appeal(violation=made, words="再说一次", by=builder.person, at=world.now + DAY)
    with pytest.raises(Refused, match="violation_own_note"):
        violations.answer(violation=made, upheld=True, words="x", by=world.officer, at=world.now + DAY)
    other = make_officer(world.union)
    with pytest.raises(Refused, match="violation_answer_words"):
        violations.answer(violation=made, upheld=True, words=" ", by=other, at=world.now + DAY)
    violations.answer(violation=made, upheld=True, words="看了照片", by=other, at=world.now + 2 * DAY)
    made.refresh_from_db()
    assert (state(builder), total_of(builder, world.now + 2 * DAY)) == ("valid", 0)
    assert sorted(told(builder.person)) == ["training.violation", "training.violation_answered"]
    with pytest.raises(Refused, match="violation_answered"):
        violations.answer(violation=made, upheld=False, words="x", by=other, at=world.now + 2 * DAY)


def test_turned_down_it_stands(world: World, builder: Builder) -> None:
    made = note(world, builder)
    violations.appeal(violation=made, words="不是我", by=builder.person, at=world.now + DAY)
    made.refresh_from_db()
    violations.answer(violation=made, upheld=False, words="是您", by=world.officer, at=world.now + DAY)
    assert (state(builder), total_of(builder, world.now + DAY)) == ("retrain", 6)


def test_only_oneself_appeals(world: World, builder: Builder) -> None:
    made = note(world, builder)
    with pytest.raises(Refused, match="violation_yours"):
        violations.appeal(violation=made, words="不是他", by=world.trainer, at=world.now)
    other = world.builder()
    answer = browser(other.person).post(reverse("training:violation_appeal", args=[made.uid]), {"text": "x"})
    assert answer.status_code == 404


def item(by: Person, **fields: str) -> Item:
    return Item(uuid.uuid4(), "violation", timezone.now(), mark(by), {key: (value,) for key, value in fields.items()})


def send(world: World, one: Item) -> dict[str, object]:
    return dict(HANDLERS["violation"](one, Sender(world.inspector), timezone.now()) or {})


def test_a_phone_names_them_by_code_square_code_or_name(world: World, builder: Builder) -> None:
    found, which = WorkPass.objects.get(person=builder.person), str(rule(world, 3).uid)
    square = as_address(bytes(found.token), pass_host())
    for who in ({"code": found.code.lower()}, {"code": square}, {"name": builder.person.name}):
        answer = send(world, item(world.inspector, rule=which, where="三号墩", **who))
        assert (answer["name"], answer["points"]) == (builder.person.name, 3)
    assert Violation.objects.filter(where="三号墩").count() == 3


def test_a_phone_is_told_why_not(world: World, builder: Builder) -> None:
    which = str(rule(world, 3).uid)
    world.builder().person.__class__.objects.filter(works_at__isnull=False).update(name="张三")
    for fields, code in (
        ({"code": "AAAAAAAAA", "rule": which}, "violation_builder_unknown"),
        ({"name": "李四", "rule": which}, "violation_builder_unknown"),
        ({"name": "张三", "rule": which}, "violation_builder_many"),
        ({"builder": str(builder.uid), "rule": "x"}, "violation_rule_unknown"),
        ({"builder": str(builder.uid)}, "violation_rule_unknown"),
    ):
        with pytest.raises(Refused, match=code):
            send(world, item(world.inspector, **fields))
    with pytest.raises(Refused, match="sync_sign_in"):
        send(world, item(world.officer, builder=str(builder.uid), rule=which))


def test_a_gatekeeper_of_the_next_project_finds_nobody(world: World, builder: Builder) -> None:
    other = make_world("乙县")
    code = WorkPass.objects.get(person=builder.person).code
    page = text(browser(other.inspector).get(reverse("training:violation_plain"), {"q": code}))
    assert builder.person.name not in page
    who = browser(other.inspector).get(reverse("training:violation_who"), {"name": builder.person.name})
    assert who.json() == {"people": []}
    assert browser(builder.person).get(reverse("training:violation_who")).status_code == 403
    assert browser(builder.person).get(reverse("training:violation_data")).status_code == 404


def test_without_scripts(world: World, builder: Builder) -> None:
    client, url = browser(world.inspector), reverse("training:violation_plain")
    assert str(builder.uid) in text(client.get(url, {"q": builder.person.name}))
    assert rule(world, 6).name in text(client.get(url, {"builder": str(builder.uid)}))
    said = {"builder": str(builder.uid), "rule": str(rule(world, 6).uid), "client_uid": str(uuid.uuid4())}
    for _ in range(2):
        assert "记下了" in text(client.post(url, said, follow=True))
    assert total_of(builder, timezone.now()) == 6


def test_the_builder_reads_and_appeals_and_the_desk_answers(world: World, builder: Builder) -> None:
    made = note(world, builder, where="三号墩", words="当场提醒")
    client = browser(builder.person)
    page = text(client.get(reverse("training:my_points")))
    for words in ("6 分", "三号墩", "当场提醒", "要申诉"):
        assert words in page
    url = reverse("training:violation_appeal", args=[made.uid])
    assert "申诉交上去了" in text(client.post(url, {"text": "不是我"}, follow=True))
    desk = browser(world.officer)
    assert "1 个申诉等答复" in text(desk.get(reverse("training:desk_violations")))
    page = text(
        desk.post(reverse("training:desk_violation", args=[made.uid]), {"upheld": "yes", "words": "对"}, follow=True)
    )
    assert "答复好了" in page
    assert "申诉有理，不算了" in text(client.get(reverse("training:my_points")))
    for person in (world.trainer, world.inspector, builder.person):
        assert browser(person).get(reverse("training:desk_violations")).status_code == 403


def test_the_desk_keeps_the_rules(world: World) -> None:
    client, url = browser(world.officer), reverse("training:desk_violation_rules")
    said = {"what": "rule", "name": "乱扔工具", "points": "2", "effective_on": "2026-01-01", "source": "办法"}
    assert "乱扔工具" in text(client.post(url, said, follow=True))
    assert client.post(url, said).status_code == 422
    assert client.post(url, {**said, "points": "13"}).status_code == 422
    points = {"points-retrain_at": "8", "points-suspend_at": "4", "points-days": "365"}
    points |= {"points-effective_on": "2026-01-02", "points-source": "办法", "what": "points"}
    assert client.post(url, points).status_code == 422
    assert "到 8 分要复训" in text(client.post(url, {**points, "points-suspend_at": "16"}, follow=True))
    ended = ViolationRule.objects.get(name="乱扔工具")
    client.post(reverse("training:desk_violation_rule_end", args=[ended.uid]))
    ended.refresh_from_db()
    assert ended.ended_on is not None
