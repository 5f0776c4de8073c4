"""Decisions and the passes that follow: made, renewed, stopped, let go on; never twice, never against an officer's word."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from xinlian.credentials.actions import passes
from xinlian.credentials.models import Certificate, PassStep, SiteWorker, WorkPass
from xinlian.credentials.tests.world import DAY
from xinlian.journal.models import Entry
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_person, make_union
from xinlian.training.actions import clearing
from xinlian.training.models import Builder, Clearance, HoursRule, TradeDemand
from xinlian.training.queries.cases import of
from xinlian.training.rules import clearance as rules
from xinlian.training.rules.medical import Found
from xinlian.training.tests.clearing_world import World, make_class, make_exam, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def decide(world: World, builder: Builder, later: datetime.timedelta = datetime.timedelta()) -> Clearance:
    return clearing.decide(builder=builder, by=world.officer, at=world.now + later)


def codes(found: Clearance) -> list[str]:
    return [code for code, _facts in found.reasons]


def standing(builder: Builder) -> WorkPass:
    return WorkPass.objects.get(person=builder.person, state__in=("valid", "retrain", "suspended"))


def test_a_yes_makes_a_pass_puts_them_on_the_site_and_awards_the_certificate(world: World) -> None:
    builder = world.builder()
    found = decide(world, builder)
    assert (found.ok, found.reasons) == (True, [])
    made = found.work_pass
    assert made is not None
    today = timezone.localdate(world.now)
    assert (made.trades, made.last_day) == ([[101, 0]], today + datetime.timedelta(days=300))
    assert found.until == made.last_day
    assert SiteWorker.objects.get(person=builder.person).team == "焊工一班"
    certificate = Certificate.objects.get(person=builder.person)
    assert (certificate.hours, certificate.trade) == (8, world.welder)
    assert Entry.objects.filter(verb="clearance.decided").count() == 1


def test_decided_again_there_is_nothing_new(world: World) -> None:
    builder = world.builder()
    first = decide(world, builder)
    again = decide(world, builder, 3 * DAY)
    assert again == first
    assert (WorkPass.objects.count(), Certificate.objects.count(), Clearance.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ("id", "id_missing"),
        ("medical", "medical_missing"),
        ("class", "class_missing"),
        ("theory", "theory_missing"),
        ("practical", "task_missing"),
    ],
)
def test_what_is_missing_is_said_and_makes_no_pass(world: World, without: str, code: str) -> None:
    found = decide(world, world.builder(without=without))
    assert (found.ok, codes(found)) == (False, [code])
    assert not WorkPass.objects.exists()


def test_a_missed_session_a_failed_exam_and_a_poor_run_are_said_at_once(world: World) -> None:
    builder = world.builder(without="class")
    world.taught(builder, skip=1)
    builder.person.sittings.update(marks=59)
    builder.person.trainings.get().runs.update(marks=79)
    found = decide(world, builder)
    assert found.reasons == [
        ["sessions_missing", {"sessions": 1}],
        ["theory_failed", {}],
        ["task_missing", {"task": "立焊", "least": "80", "best": "79"}],
    ]


def test_a_retake_in_another_exam_of_the_paper_counts(world: World) -> None:
    builder = world.builder()
    builder.person.sittings.update(marks=10)
    assert codes(decide(world, builder)) == ["theory_failed"]
    world.sat(builder, exam=make_exam(world, world.exam.paper, world.now - 2 * DAY))
    assert decide(world, builder, DAY).ok


def test_a_second_class_under_way_takes_nothing_from_who_finished_one(world: World) -> None:
    builder = world.builder()
    world.taught(builder, make_class(world, world.a_class("entry").programme, world.now - DAY), skip=2)
    assert decide(world, builder).ok


def test_a_class_for_another_trade_does_not_count(world: World) -> None:
    builder = world.builder()
    builder.trade = type(builder.trade).objects.get(code=102)
    builder.save()
    assert codes(decide(world, builder)) == ["class_missing"]


def test_a_class_without_a_timetable_was_not_attended(world: World) -> None:
    builder = world.builder()
    world.training_class.sessions.all().delete()
    assert codes(decide(world, builder)) == ["class_missing"]


def test_the_pass_is_renewed_when_the_medical_is(world: World) -> None:
    builder = world.builder(without="medical")
    world.examined(builder, days=20)
    first = decide(world, builder).work_pass
    world.examined(builder, days=200, ago=0)
    second = decide(world, builder, DAY).work_pass
    assert first is not None
    assert second is not None
    assert second.replaces == first
    assert second.last_day == timezone.localdate(world.now) + datetime.timedelta(days=200)
    first.refresh_from_db()
    assert first.state == "replaced"


@pytest.mark.parametrize(("points", "state"), [(5, "valid"), (6, "retrain"), (12, "suspended")])
def test_points_stop_the_pass(world: World, points: int, state: str) -> None:
    builder = world.builder()
    decide(world, builder)
    world.seen(builder, points)
    decide(world, builder, DAY)
    assert standing(builder).state == state


def test_a_stopped_pass_says_why_in_words_and_goes_on_after_a_refresher(world: World) -> None:
    builder = world.builder()
    first = decide(world, builder).work_pass
    world.seen(builder, 6, days_ago=3)
    assert not decide(world, builder, DAY).ok
    assert "违章记了 6 分" in PassStep.objects.get(state="retrain").why
    refresher = world.a_class("refresher", days_ago=2)
    world.taught(builder, refresher)
    found = clearing.when_class_finished(training_class=refresher, by=world.officer, at=world.now + 2 * DAY)
    assert (found.ready, found.held) == (1, 0)
    assert standing(builder).state == "valid"
    assert first is not None


def test_a_refresher_wipes_nothing_while_sessions_are_missing_or_it_is_not_finished(world: World) -> None:
    builder = world.builder()
    world.seen(builder, 6, days_ago=9)
    refresher = world.a_class("refresher", days_ago=2)
    seat = world.taught(builder, refresher, skip=1)
    assert codes(decide(world, builder)) == ["points_retrain"]
    seat.attendances.all().delete()
    seat.delete()
    builder.person.applications.filter(offering=refresher.batch.offering).delete()
    world.taught(builder, refresher)
    refresher.finished_at = None
    refresher.save()
    assert codes(decide(world, builder, DAY)) == ["points_retrain"]
    refresher.finished_at = world.now
    refresher.save()
    assert decide(world, builder, 2 * DAY).ok


def test_a_refresher_with_an_exam_wipes_when_it_was_passed_afterwards(world: World) -> None:
    builder = world.builder()
    world.seen(builder, 6, days_ago=9)
    refresher = world.a_class("refresher", days_ago=2, paper=world.exam.paper)
    world.taught(builder, refresher)
    assert codes(decide(world, builder)) == ["points_retrain"], "the exam of the entry class does not count"
    world.sat(builder, exam=make_exam(world, world.exam.paper, world.now - DAY))
    assert decide(world, builder, DAY).ok


def test_what_an_officer_stopped_by_hand_no_verdict_lets_go_on(world: World) -> None:
    builder = world.builder()
    decide(world, builder)
    passes.step(work_pass=standing(builder), to="suspended", why="打架", by=world.officer, at=world.now + DAY)
    found = decide(world, builder, 2 * DAY)
    assert codes(found) == ["pass_by_hand"]
    assert standing(builder).state == "suspended"
    clearing.decide_anew(by=None, at=world.now + 3 * DAY)
    assert standing(builder).state == "suspended"
    passes.step(work_pass=standing(builder), to="valid", why="查清了", by=world.officer, at=world.now + 4 * DAY)
    assert decide(world, builder, 5 * DAY).ok


def test_what_an_officer_revoked_is_not_made_anew(world: World) -> None:
    builder = world.builder()
    decide(world, builder)
    passes.step(work_pass=standing(builder), to="revoked", why="冒名", by=world.officer, at=world.now + DAY)
    assert codes(decide(world, builder, 2 * DAY)) == ["pass_revoked"]
    assert WorkPass.objects.count() == 1


def test_only_the_officer_decides(world: World) -> None:
    builder = world.builder()
    for other in (world.trainer, world.inspector, builder.person, make_world("乙县").officer):
        with pytest.raises(Refused, match="role_officer"):
            clearing.decide(builder=builder, by=other, at=world.now)
        with pytest.raises(Refused, match="role_officer"):
            clearing.decide_many(builders=[builder], by=other, at=world.now)
    assert not Clearance.objects.exists()


def test_whoever_belongs_to_another_union_works_here_all_the_same(world: World) -> None:
    found = decide(world, world.builder(person=make_person(make_union("乙县总工会"))))
    assert found.work_pass is not None


def test_without_a_key_nothing_is_kept(world: World) -> None:
    builder = world.builder()
    world.union.signing_keys.all().delete()
    with pytest.raises(Refused, match="key_missing"):
        decide(world, builder)
    assert not Clearance.objects.exists()


def test_one_who_cannot_have_a_pass_holds_up_nobody_else(world: World) -> None:
    builders = [world.builder() for _ in range(3)]
    builders[1].person.name = "看不见\x07"
    builders[1].person.save()
    done = clearing.decide_many(builders=builders, by=world.officer, at=world.now)
    assert (done.ready, done.held, done.passes) == (2, 0, 2)
    assert [(one.pk, no.code) for one, no in done.refused] == [(builders[1].pk, "pass_name")]


def test_the_clock_stops_and_lets_go_on_but_makes_nothing(world: World) -> None:
    builder, fresh = world.builder(without="medical"), world.builder()
    world.examined(builder, days=20)
    decide(world, builder)
    done = clearing.decide_anew(by=None, at=world.now + 21 * DAY)
    assert (done.held, done.passes) == (0 + 1, 0)
    assert not fresh.clearances.exists(), "who was never decided on waits for an officer"
    last = builder.clearances.order_by("decided_at").last()
    assert last is not None
    assert codes(last) == ["medical_over"]
    assert standing(builder).state == "valid", "the pass is over by itself on that day"


def test_the_clock_lets_a_pass_go_on_when_points_fade(world: World) -> None:
    builder = world.builder()
    world.seen(builder, 6, days_ago=364)
    clearing.decide(builder=builder, by=world.officer, at=world.now)
    builder.violations.update(seen_at=world.now - 365 * DAY)
    decide(world, builder, datetime.timedelta(seconds=1))
    world.seen(builder, 6, days_ago=360)
    clearing.decide_anew(by=None, at=world.now + DAY)
    assert standing(builder).state == "retrain"
    step = PassStep.objects.get(state="retrain")
    assert (step.by, step.at) == (None, world.now + DAY)
    clearing.decide_anew(by=None, at=world.now + 5 * DAY)
    assert standing(builder).state == "valid"
    assert Clearance.objects.filter(builder=builder).count() == 4


def test_who_left_opens_no_gate_and_who_comes_back_does(world: World) -> None:
    builder = world.builder()
    decide(world, builder)
    builder.left_on = timezone.localdate(world.now)
    builder.save()
    clearing.decide_anew(by=None, at=world.now + DAY)
    assert standing(builder).state == "suspended"
    clearing.decide_anew(by=None, at=world.now + 2 * DAY)
    assert PassStep.objects.filter(state="suspended").count() == 1
    again = Builder.objects.create(
        project=world.project,
        person=builder.person,
        trade=world.welder,
        way="desk",
        came_at=world.now + 3 * DAY,
        client_uid=world.project.uid,
        **world.mine,
    )
    world.examined(again)
    assert decide(world, again, 4 * DAY).ok
    assert standing(builder).state == "valid"


def test_nobody_tells_a_medical_to_the_pass_or_the_journal(world: World) -> None:
    builder = world.builder()
    decide(world, builder)
    world.examined(builder, found=Found("limited", ("height",), "血压 180"), ago=0)
    TradeDemand.objects.create(
        project=world.project,
        trade=world.welder,
        barred_by=["height"],
        effective_on="2020-01-01",
        source="试",
        **world.mine,
    )
    assert codes(decide(world, builder, DAY)) == ["medical_bars_trade"]
    why = PassStep.objects.get(state="suspended").why
    assert "height" not in why
    assert "180" not in why
    assert "高" not in why
    facts = str(list(Entry.objects.filter(verb="clearance.decided").values_list("facts", flat=True)))
    assert "medical" not in facts


def test_yearly_hours_fall_due(world: World) -> None:
    builder = world.builder()
    HoursRule.objects.create(project=world.project, minutes=9999, effective_on="2020-01-01", source="试", **world.mine)
    assert decide(world, builder).reasons == [["hours_short", {"tier": "", "minutes": 480, "asked": 9999}]]


def test_a_trainer_who_finishes_a_class_makes_no_pass(world: World) -> None:
    builder = world.builder()
    clearing.when_class_finished(training_class=world.training_class, by=world.trainer, at=world.now)
    found = builder.clearances.get()
    assert (found.ok, found.work_pass) == (True, None)
    assert decide(world, builder, DAY).work_pass is not None


def test_a_certificate_once_however_often_and_only_when_all_is_passed(world: World) -> None:
    builder, poor = world.builder(without="medical"), world.builder(without="practical")
    for days in range(3):
        clearing.when_class_finished(training_class=world.training_class, by=world.officer, at=world.now + days * DAY)
    assert list(Certificate.objects.values_list("person", flat=True)) == [builder.person_id]
    assert not poor.person.certificates.exists()


def _queries(builders: list[Builder], world: World, at: datetime.datetime) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        clearing.decide_many(builders=builders, by=world.officer, at=at)
    return len(seen)


def test_thirty_cost_as_many_questions_as_three(world: World) -> None:
    builders = [world.builder() for _ in range(30)]
    clearing.decide_many(builders=builders, by=world.officer, at=world.now)
    few, many = (_queries(several, world, world.now + DAY) for several in (builders[:3], builders))
    assert many == few <= 34


def test_the_case_is_the_verdict(world: World) -> None:
    builder = world.builder()
    on = timezone.localdate(world.now)
    assert rules.decide(of(builder, on), on).ok
