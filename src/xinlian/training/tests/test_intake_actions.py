"""The intake: one person and one record, once at a time, and who may do what to whom."""

import datetime
import uuid
from typing import Any

import pytest
from django.db import connection

from xinlian.enrolment.models import Application
from xinlian.journal.models import Entry
from xinlian.people.matching import Told
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.simulators.models import Trainee
from xinlian.testing.make import impossible_id, impossible_phone, make_officer, make_person, make_union
from xinlian.training.actions import clearing, intake, projects, trainers, violations
from xinlian.training.models import Builder, Clearance, Team, ViolationRule
from xinlian.training.queries import cases
from xinlian.training.queries.violations import total_of
from xinlian.training.tests.intake_world import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def base() -> World:
    return world()


def refusal(act: object) -> str:
    with pytest.raises(Refused) as caught:
        act()  # type: ignore[operator]
    return caught.value.code


def test_somebody_new_becomes_one_person_one_builder_and_a_trainee_and_waits(base: World) -> None:
    programme = base.entry(base.welder)
    base.entry(base.driver)
    answer = base.register(base.told("李四"))
    person = Person.objects.get(name="李四")
    assert answer.new
    assert answer.builder.person == person
    assert (person.union, person.origin, person.occupation) == (base.union, "desk", "builder")
    assert [one.code for one in answer.missing] == ["medical_missing", "class_missing"]
    trainee = Trainee.objects.get(person=person)
    assert (trainee.site, trainee.team) == ("一标", "焊工一班")
    waiting = Application.objects.get(person=person)
    assert (waiting.offering, waiting.state, waiting.way) == (programme.offering, "standing", "desk")
    assert waiting.entered_by == base.officer
    assert set(Entry.objects.filter(actor_id=base.officer.pk).values_list("verb", flat=True)) >= {
        "person.added", "builder.registered", "trainees.enlisted", "applied"
    }  # fmt: skip


def test_the_same_message_twice_is_one_and_of_another_is_refused(base: World) -> None:
    told, uid = base.told(), uuid.uuid4()
    first = base.register(told, client_uid=uid)
    again = base.register(told, client_uid=uid)
    assert again.builder == first.builder
    assert not again.new
    assert [one.code for one in again.missing]
    assert Builder.objects.count() == 1
    assert refusal(lambda: base.register(client_uid=uid, by=make_officer(base.union))) == "client_uid_used"


def test_the_same_person_is_found_by_phone_or_by_id_and_moves_to_the_team(base: World) -> None:
    told = base.told("王五", id_type="", id_number="")
    first = base.register(told).builder
    number = impossible_id(42)
    by_phone = Told(name="王五", phone=told.phone, id_type="mainland", id_number=number)
    again = base.register(by_phone, team=base.other, trade=base.driver)
    assert again.builder == first
    assert again.changed
    assert not again.new
    by_id = base.register(Told(name="王五", id_type="mainland", id_number=number), team=base.other, trade=base.driver)
    assert by_id.builder == first
    assert not by_id.changed
    first.refresh_from_db()
    assert (first.team, first.trade) == (base.other, base.driver)
    assert Person.objects.filter(name="王五").count() == 1
    assert Builder.objects.count() == 1
    assert Trainee.objects.get(person=first.person).team == "司机班"


def test_who_left_and_comes_again_goes_on_as_before(base: World) -> None:
    programme = base.entry()
    told = base.told()
    first = base.register(told).builder
    base.checked(first)
    intake.leave(builder=first, on=base.today, by=base.officer, at=base.now)
    assert Application.objects.get(person=first.person).state == "withdrawn"
    assert refusal(lambda: intake.leave(builder=first, on=base.today, by=base.officer, at=base.now)) == "builder_left"
    assert refusal(lambda: base.register(told, by=base.leader, way="phone")) == "builder_left_before"
    later, uid = base.now + datetime.timedelta(days=40), uuid.uuid4()
    second = base.register(told, team=base.other, client_uid=uid, at=later)
    assert (second.new, second.builder) == (True, first)
    assert "medical_missing" not in [one.code for one in second.missing]
    found = Builder.objects.get()
    assert (found.left_on, found.team, found.came_at, found.here_since) == (None, base.other, first.came_at, later)
    assert Application.objects.get(person=first.person, offering=programme.offering).state == "standing"
    assert Entry.objects.filter(verb="builder.returned").count() == 1
    assert not base.register(told, team=base.other, client_uid=uid, at=later).new, "sent twice it is once"
    assert found.here_since == Builder.objects.get().here_since


def test_nobody_leaves_to_be_rid_of_points(base: World) -> None:
    here = base.register().builder
    clearing.decide(builder=here, by=base.officer, at=base.now)
    violations.seed_rules(project=base.project, by=base.officer, at=base.now)
    rule = ViolationRule.objects.order_by("-points").first()
    assert rule is not None
    violations.note(builder=here, rule=rule, seen_at=base.now, client_uid=uuid.uuid4(), by=base.officer, at=base.now)
    points = total_of(here, base.now)
    assert points == rule.points
    intake.leave(builder=here, on=base.today, by=base.officer, at=base.now)
    newest = Clearance.objects.filter(builder=here).latest("decided_at", "id")
    assert "left_project" in [code for code, _facts in newest.reasons], "the pass follows at once"
    again = base.register(Told(name=here.person.name, phone=here.person.phone)).builder
    assert total_of(again, base.now) == points


def test_age_is_asked_at_registering_and_of_the_trade(base: World) -> None:
    young = base.told(born=base.today.replace(year=base.today.year - 17))
    assert refusal(lambda: base.register(young)) == "age_under"
    values = {"least_age": 18, "most_age_men": 50, "most_age_women": 50, "barred_by": ["height"]}
    values |= {"effective_on": base.today, "source": "试验文件"}
    projects.add_demand(project=base.project, trade=base.driver, values=values, by=base.officer, at=base.now)
    old = base.told(born=base.today.replace(year=base.today.year - 55, day=1))
    assert refusal(lambda: base.register(old, trade=base.driver)) == "age_over"
    assert not Person.objects.filter(name="张三").exists()
    assert not Builder.objects.exists()
    builder = base.register(old).builder
    move = {"builder": builder, "team": None, "by": base.officer, "at": base.now}
    assert refusal(lambda: intake.move_team(trade=base.driver, **move)) == "age_over"
    passport = Told(name="外宾", id_type="passport", id_number="P1234567")
    assert "age_unknown" in [one.code for one in base.register(passport).missing]


def test_a_birthday_is_noted_where_a_number_does_not_say_it(base: World) -> None:
    here = base.register(Told(name="外宾", id_type="passport", id_number="P1234567")).builder

    def note(years: int, builder: Builder = here, **more: Any) -> bool:
        born = base.today.replace(year=base.today.year - years, day=1)
        return intake.note_birthday(builder=builder, born=born, **{"by": base.officer, "at": base.now, **more})

    def lacks(builder: Builder) -> list[str]:
        return [one.code for one in cases.verdict(builder, base.today).reasons]

    assert refusal(lambda: note(30, by=base.trainer)) == "role_officer"
    assert refusal(lambda: note(4)) == "born_doubtful"
    assert note(17)
    assert "age_under" in lacks(Builder.objects.get(pk=here.pk))
    assert note(30)
    assert not note(30), "nothing new"
    assert not {"age_under", "age_unknown"} & set(lacks(Builder.objects.get(pk=here.pk)))
    assert not Clearance.objects.filter(builder=here).exists(), "nobody decided on them yet"
    clearing.decide(builder=here, by=base.officer, at=base.now)
    assert note(17)
    newest = Clearance.objects.filter(builder=here).latest("decided_at", "id")
    assert "age_under" in [code for code, _facts in newest.reasons], "what was decided follows at once"
    assert note(30)
    with connection.cursor() as cursor:
        cursor.execute("SELECT born FROM training_builder WHERE id = %s", [here.pk])
        assert str(base.today.year - 30).encode() not in bytes(cursor.fetchone()[0]), "it lies sealed"
    assert refusal(lambda: note(30, base.builder("张四"))) == "born_in_number"
    intake.leave(builder=here, on=base.today, by=base.officer, at=base.now)
    again = base.register(Told(name="外宾", id_type="passport", id_number="P1234567")).builder
    assert again.pk == here.pk
    assert "age_unknown" not in lacks(again), "known from the time before"


def test_a_leader_registers_for_the_own_team_only(base: World) -> None:
    assert base.register(by=base.leader, way="phone").builder.registered_by == base.leader
    assert refusal(lambda: base.register(by=base.leader, team=base.other)) == "role_officer"
    assert refusal(lambda: base.register(by=base.leader, team=None)) == "role_officer"
    assert refusal(lambda: base.register(by=base.trainer)) == "role_officer"
    elsewhere = base.register(team=base.other)
    told = Told(name="张三", phone=str(elsewhere.builder.person.phone))
    assert refusal(lambda: base.register(told, by=base.leader)) == "builder_in_other_team"


def test_a_leader_cannot_take_over_somebody_s_record(base: World) -> None:
    told = base.told("赵六", phone="")
    person = base.register(told).builder.person
    mine = Told(name="赵六", phone=impossible_phone(800_000 + 9), id_type="mainland", id_number=told.id_number)
    assert refusal(lambda: base.register(mine, by=base.leader)) == "known_differently"
    renamed = Told(name="别人", id_type="mainland", id_number=told.id_number)
    assert refusal(lambda: base.register(renamed, by=base.leader)) == "known_differently"
    person.refresh_from_db()
    assert (person.name, person.phone_key) == ("赵六", None)
    stranger = make_person(make_union(), name="邻居")
    theirs = Told(name="邻居", phone=str(stranger.phone))
    assert refusal(lambda: base.register(theirs, by=base.leader)) == "known_differently"
    assert refusal(lambda: base.register(theirs)) == "person_elsewhere"


def test_oneself_joins_by_the_own_verified_phone_from_whichever_union(base: World) -> None:
    person = make_person(make_union(), name="孙七", phone_verified_at=base.now)
    told = Told(name="孙七", phone=str(person.phone), id_type="mainland", id_number=impossible_id(77))
    answer = base.register(told, by=person, way="phone")
    person.refresh_from_db()
    assert answer.builder.person == person
    assert person.union == base.union
    assert person.id_key
    other = Told(name="周八", phone=impossible_phone(800_000 + 88))
    assert refusal(lambda: base.register(other, by=person, way="phone")) == "role_officer"
    unproven = make_person(base.union, name="吴九")
    mine = Told(name="吴九", phone=str(unproven.phone))
    assert refusal(lambda: base.register(mine, by=unproven, way="phone")) == "phone_unproven"


def test_places_that_are_closed_or_elsewhere_are_refused(base: World) -> None:
    neighbour = world()
    assert refusal(lambda: base.register(team=neighbour.team)) == "team_elsewhere"
    assert refusal(lambda: base.register(by=neighbour.officer)) == "role_officer"
    projects.change_team(team=base.other, values={"closed_on": base.today}, by=base.officer, at=base.now)
    assert refusal(lambda: base.register(team=Team.objects.get(pk=base.other.pk))) == "team_closed"
    base.driver.ended_on = base.today
    assert refusal(lambda: base.register(trade=base.driver)) == "trade_ended"
    assert refusal(lambda: base.register(Told(name="无名"))) == "phone_or_id_needed"


def test_a_new_key_replaces_the_old_and_names_stand_once(base: World) -> None:
    old = base.team.join_key
    assert len(old) >= 20
    assert projects.new_key(team=base.team, by=base.officer, at=base.now).join_key != old
    said = {"by": base.officer, "at": base.now}
    assert refusal(lambda: projects.add_section(project=base.project, name="一标", **said)) == "section_there"
    assert (
        refusal(lambda: projects.add_team(section=base.team.section, values={"name": "司机班"}, **said)) == "team_there"
    )
    days = {"begins_on": base.today, "ends_on": base.today}
    assert refusal(lambda: projects.change_project(project=base.project, values=days, **said)) == "project_days"
    assert refusal(lambda: projects.new_key(team=base.team, by=base.leader, at=base.now)) == "role_officer"


def test_trainers_teach_the_project_s_subjects_and_may_be_away(base: World) -> None:
    said = {"by": base.officer, "at": base.now}
    values = {"name": "高处作业", "tier": "company", "practical": False}
    subject = projects.add_subject(project=base.project, values=values, **said)
    trainer = trainers.add_trainer(
        project=base.project, person=base.trainer, subjects=[subject], weekdays=[3, 1, 1], **said
    )
    assert (list(trainer.subjects.all()), trainer.weekdays) == ([subject], [1, 3])
    more = {"first_on": base.today, "last_on": base.today + datetime.timedelta(days=2)}
    absence = trainers.be_away(trainer=trainer, **more, by=base.trainer, at=base.now)
    wrong = {**more, "last_on": base.today - datetime.timedelta(days=2)}
    assert refusal(lambda: trainers.be_away(trainer=trainer, **wrong, **said)) == "absence_days"
    assert refusal(lambda: trainers.be_away(trainer=trainer, **more, by=base.leader, at=base.now)) == "role_officer"
    trainers.be_there(absence=absence, by=base.trainer, at=base.now)
    assert not trainer.absences.exists()
    near = world()
    foreign = projects.add_subject(project=near.project, values=values, by=near.officer, at=near.now)
    change = {"trainer": trainer, "weekdays": [], "ended_on": None, **said}
    assert refusal(lambda: trainers.change_trainer(subjects=[foreign], **change)) == "subject_elsewhere"
    assert refusal(
        lambda: trainers.change_trainer(trainer=trainer, subjects=[], weekdays=[8], ended_on=None, **said)
    ) == "weekday_unknown"  # fmt: skip
