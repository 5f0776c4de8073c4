"""Studios and improvements: each verb with its journal line, its refusals, and what the database holds by itself."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from xinlian.credentials.tests.world import DAY
from xinlian.journal.models import Entry
from xinlian.notices.models import Notice
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_person
from xinlian.training.actions import improvements, improving, intake, studios
from xinlian.training.models import (
    Improvement,
    ImprovementGain,
    ImprovementWorker,
    Studio,
    StudioMember,
    Team,
    Trainer,
)
from xinlian.training.queries import studios as queries
from xinlian.training.tests.studios_world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def verbs() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def test_a_studio_is_founded_once_by_name_and_changed(world: World) -> None:
    studio = world.studio("张师傅工作室", room=world.room, trade=world.welder)
    with refused("studio_there"):
        world.studio("张师傅工作室")
    with refused("role_officer"):
        studios.change(studio=studio, values={"field": "别的"}, **world.said(world.builder().person))
    studios.change(studio=studio, values={"field": "高空作业", "room": None}, **world.said())
    assert Studio.objects.get().field == "高空作业"
    assert Entry.objects.get(verb="studio.changed").facts == {"fields": ["field", "room"]}
    with refused("studio_room"):
        studios.change(studio=studio, values={"room": make_world("乙县").room}, **world.said())


def test_there_is_one_lead_at_a_time(world: World) -> None:
    studio, first, second = world.studio(), world.builder().person, world.builder().person
    world.join(studio, first, "lead")
    with refused("studio_lead_there"):
        world.join(studio, second, "lead")
    world.join(studio, first, "mentor")
    world.join(studio, second, "lead")
    now = StudioMember.objects.filter(until_on=None).values_list("person", "part")
    assert set(now) == {(first.pk, "mentor"), (second.pk, "lead")}
    assert StudioMember.objects.get(person=first, part="lead").until_on is not None


def test_a_refused_lead_stays_what_they_were(world: World) -> None:
    studio, first, second = world.studio(), world.builder().person, world.builder().person
    world.join(studio, first, "lead")
    world.join(studio, second, "apprentice")
    with refused("studio_lead_there"):
        world.join(studio, second, "lead")
    assert StudioMember.objects.get(person=second, until_on=None).part == "apprentice"


@pytest.mark.parametrize("part", ["lead", "member"])
def test_the_database_holds_one_lead_and_nobody_twice(world: World, part: str) -> None:
    studio, person = world.studio(), world.builder().person
    row = {"studio": studio, "part": part, "since_on": world.today, **world.mine}
    StudioMember.objects.create(person=person, **row)
    twice = world.builder().person if part == "lead" else person
    with pytest.raises(IntegrityError), transaction.atomic():
        StudioMember.objects.create(person=twice, **row)
    StudioMember.objects.filter(person=person).update(until_on=world.today)
    StudioMember.objects.create(person=twice, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        StudioMember.objects.filter(person=twice).update(until_on=world.today - DAY)


def test_only_who_works_or_teaches_here_comes_in(world: World) -> None:
    studio, stranger = world.studio(), make_person(world.union)
    with refused("studio_person_here"):
        world.join(studio, stranger)
    Trainer.objects.create(project=world.project, person=stranger, **world.mine)
    member = world.join(studio, stranger, "mentor")
    with refused("studio_member_there"):
        world.join(studio, stranger, "mentor")
    with refused("studio_leave_day"):
        studios.leave(member=member, on=world.today + DAY, **world.said())
    studios.leave(member=member, on=world.today, **world.said())
    member.refresh_from_db()
    with refused("studio_member_gone"):
        studios.leave(member=member, on=world.today, **world.said())
    assert verbs().count("studio.left") == 1


def test_a_studio_closes_with_a_reason_once_its_work_is_over(world: World) -> None:
    studio, person = world.studio(), world.builder().person
    world.join(studio, person, "lead")
    one = world.moved(world.proposed(person), "accepted", studio=studio)
    with refused("studio_busy"):
        studios.close(studio=studio, on=world.today, why="人都走了", **world.said())
    world.moved(one, "dropped")
    with refused("studio_closed_why"):
        studios.close(studio=studio, on=world.today, why=" ", **world.said())
    studios.close(studio=studio, on=world.today, why="人都走了", **world.said())
    assert StudioMember.objects.get().until_on == world.today
    with refused("studio_open"):
        world.join(studio, person)
    with refused("studio_open"):
        studios.close(studio=studio, on=world.today, why="再撤", **world.said())
    with refused("studio_open"):
        improvements.move(improvement=world.proposed(person), to="accepted", why="", studio=studio, **world.said())
    with pytest.raises(IntegrityError), transaction.atomic():
        Studio.objects.update(closed_why="")


def test_a_proposal_sent_twice_is_one_and_nobody_elses(world: World) -> None:
    person, number = world.builder().person, uuid.uuid4()
    assert world.proposed(person, client_uid=number) == world.proposed(person, "别的话", client_uid=number)
    assert verbs().count("improvement.proposed") == 1
    with refused("improvement_known"):
        world.proposed(world.builder().person, client_uid=number)
    with refused("improvement_here"):
        world.proposed(make_person(world.union))


def test_the_proposer_is_told_each_step_with_the_reason(world: World) -> None:
    person, studio = world.builder().person, world.studio()
    one = world.proposed(person)
    with refused("improvement_studio"):
        improvements.move(improvement=one, to="accepted", why="", **world.said())
    with refused("role_officer"):
        improvements.move(improvement=one, to="accepted", why="", studio=studio, **world.said(person))
    world.moved(one, "accepted", "running", studio=studio)
    improvements.move(improvement=one, to="dropped", why="吊具换了新的", **world.said())
    told = Notice.objects.filter(person=person, kind__startswith="training.improvement").order_by("id")
    assert [notice.facts["state"] for notice in told] == ["accepted", "running", "dropped"]
    assert told[2].facts["why"] == "吊具换了新的"
    with refused("improvement_state"):
        world.moved(one, "running")
    with pytest.raises(IntegrityError), transaction.atomic():
        Improvement.objects.update(why="")


def test_another_projects_studio_takes_nothing_over(world: World) -> None:
    other = make_world("乙县")
    with refused("improvement_studio"):
        world.moved(world.proposed(world.builder().person), "accepted", studio=other.studio())


def test_an_officer_writes_down_what_a_studio_works_on(world: World) -> None:
    studio, number = world.studio(), uuid.uuid4()
    said: dict[str, Any] = {"studio": studio, "title": "工装", "problem": "慢", "idea": "做工装", "client_uid": number}
    one = improvements.write_down(proposer=None, **said, **world.said())
    assert (one.state, one.proposed_by) == ("accepted", None)
    assert improvements.write_down(proposer=None, **said, **world.said()) == one
    with refused("improvement_here"):
        improvements.write_down(
            **{**said, "client_uid": uuid.uuid4()}, proposer=make_person(world.union), **world.said()
        )


@pytest.fixture
def running(world: World) -> Improvement:
    return world.moved(world.proposed(world.builder().person), "accepted", "running", studio=world.studio())


def test_people_come_onto_an_improvement_once_and_leave_no_row(world: World, running: Improvement) -> None:
    person = world.builder().person
    worker = improvements.put_on(improvement=running, person=person, **world.said())
    with refused("improvement_worker_there"):
        improvements.put_on(improvement=running, person=person, **world.said())
    with refused("studio_person_here"):
        improvements.put_on(improvement=running, person=make_person(world.union), **world.said())
    improvements.take_off(worker=worker, **world.said())
    assert not ImprovementWorker.objects.exists()
    assert [verb for verb in verbs() if verb.startswith("improvement.")][-2:] == [
        "improvement.put_on",
        "improvement.taken_off",
    ]


def test_it_is_done_when_no_step_is_open(world: World, running: Improvement) -> None:
    first, second = (
        improving.plan(improvement=running, what=what, planned_on=world.today, **world.said())
        for what in ("画图", "试用")
    )
    with refused("improvement_steps_open"):
        world.moved(running, "done")
    improving.finish_step(step=first, done_on=world.today, words="画好了", **world.said())
    with refused("improvement_step_done"):
        improving.drop_step(step=first, **world.said())
    with refused("improvement_step_done"):
        improving.finish_step(step=first, done_on=world.today, words="", **world.said())
    improving.drop_step(step=second, **world.said())
    assert world.moved(running, "done").state == "done"
    with refused("improvement_going"):
        improving.plan(improvement=running, what="再来", planned_on=world.today, **world.said())


def gain(world: World, one: Improvement, by: Person, amount: int = 500, unit: str = "yuan") -> ImprovementGain:
    return improving.note_gain(improvement=one, unit=unit, amount=amount, reckoned="少用料", **world.said(by))


def test_nothing_counts_that_no_officer_confirmed(world: World, running: Improvement) -> None:
    assert running.proposed_by is not None
    mine = gain(world, running, running.proposed_by)
    gain(world, running, world.officer, 70)
    with refused("improvement_yours"):
        gain(world, running, world.builder().person)
    [money] = queries.totals(world.project).sums
    assert (money.confirmed, money.said) == (0, 570)
    with refused("role_officer"):
        improving.confirm_gain(gain=mine, **world.said(running.proposed_by))
    improving.confirm_gain(gain=mine, **world.said())
    [money] = queries.totals(world.project).sums
    assert (money.confirmed, money.said) == (500, 70)
    for act in (improving.confirm_gain, improving.drop_gain):
        with refused("improvement_gain_confirmed"):
            act(gain=mine, **world.said())
    assert mine.confirmed_by == world.officer
    world.moved(running, "dropped")
    assert queries.totals(world.project).sums == ()


def test_an_officer_confirms_nothing_of_their_own(world: World, running: Improvement) -> None:
    world.builder(person=world.officer)
    improvements.put_on(improvement=running, person=world.officer, **world.said())
    said = gain(world, running, world.officer)
    with refused("improvement_gain_own"):
        improving.confirm_gain(gain=said, **world.said())
    improving.confirm_gain(gain=said, **world.said(world.other_officer))
    assert ImprovementGain.objects.get().confirmed_by == world.other_officer


def test_the_database_knows_when_a_confirmed_result_was_confirmed(world: World, running: Improvement) -> None:
    gain(world, running, world.officer)
    for values in ({"confirmed_by": world.officer}, {"amount": 0}, {"reckoned": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ImprovementGain.objects.update(**values)


def test_it_is_used_by_teams_of_the_project(world: World, running: Improvement) -> None:
    improvements.use_in(improvement=running, teams=[world.team], **world.said())
    assert [line.used for line in queries.listed([running])] == [["一标 焊接班"]]
    other = make_world("乙县")
    with refused("improvement_team"):
        improvements.use_in(improvement=running, teams=[Team.objects.get(pk=other.team.pk)], **world.said())
    with refused("improvement_results"):
        improvements.use_in(improvement=world.proposed(world.builder().person), teams=[], **world.said())


def test_who_leaves_the_project_leaves_its_studios(world: World, running: Improvement) -> None:
    builder = world.builder()
    assert running.studio is not None
    world.join(running.studio, builder.person, "lead")
    improvements.put_on(improvement=running, person=builder.person, **world.said())
    intake.leave(builder=builder, on=world.today, **world.said())
    assert StudioMember.objects.get().until_on == world.today
    assert not ImprovementWorker.objects.exists()
    assert {"studio.left", "improvement.taken_off", "builder.left"} <= set(verbs())


def test_a_name_that_two_have_needs_the_phone(world: World) -> None:
    first = world.builder("张三").person
    assert queries.person_named(world.project, " 张三 ") == first
    world.builder("张三")
    with refused("studio_person_many"):
        queries.person_named(world.project, "张三")
    assert first.phone is not None
    assert queries.person_named(world.project, first.phone) == first
    with refused("studio_person_unknown"):
        queries.person_named(make_world("乙县").project, first.phone)
