"""Who was at a session: ticked, scanned, made up, sat in with others; and what it adds to somebody's hours."""

import datetime
import uuid
from typing import Any

import pytest

from xinlian.enrolment.actions import attending as floor
from xinlian.enrolment.models import Attendance
from xinlian.notices.models import Notice
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union
from xinlian.training.actions import attending, classes, hours, timetable
from xinlian.training.models import Builder, HoursElsewhere, HoursRule, Session, Slot, TrainingClass
from xinlian.training.queries import facts, make_up
from xinlian.training.queries import hours as told_hours
from xinlian.training.queries.teaching import near, roster, seats_of
from xinlian.training.rules.hours import Asked
from xinlian.training.tests.classes_world import DAY, World, make_trainer, make_world, sessions

pytestmark = pytest.mark.django_db
HOUR, MINUTE = datetime.timedelta(hours=1), datetime.timedelta(minutes=1)


@pytest.fixture
def world() -> World:
    return make_world()


def refusal(act: object) -> Refused:
    with pytest.raises(Refused) as told:
        act()  # type: ignore[operator]
    return told.value


def tick(
    session: Session, builder: Builder, by: object, *, here: bool = True, at: datetime.datetime | None = None
) -> bool:
    moment = at or session.starts_at
    said = {"session": session, "person": builder.person, "here": here, "by": by, "said_at": moment, "at": moment}
    return attending.turn(client_uid=uuid.uuid4(), **said)  # type: ignore[arg-type]


def missed(made: TrainingClass, builder: Builder) -> list[str]:
    came = facts.attended([builder.person_id], [made.pk]).get((builder.person_id, made.pk), ())
    return [one.code for one in facts.missing(sessions(made), came)]


def test_who_teaches_ticks_and_nobody_else(world: World) -> None:
    one, lead = world.waits(), make_trainer(world, "带班的")
    lead.subjects.clear()
    made = world.held(builders=[one], lead=lead)
    first = sessions(made)[0]
    assert first.trainer is not None
    assert tick(first, one, first.trainer.person)
    assert not tick(first, one, lead.person, here=False)
    assert tick(first, one, world.officer)
    other = make_officer(make_union("邻县"), role="trainer")
    for who in (other, make_person(world.union), one.person):
        assert refusal(lambda who=who: tick(first, one, who)).code == "role_marshal"
    stranger = world.builder()
    assert refusal(lambda: tick(first, stranger, world.officer)).code == "not_in_class"
    assert refusal(lambda: tick(first, stranger, other)).code == "role_marshal"
    assert missed(made, one) == ["2", "3", "4", "5", "6"]


def scan(session: Session, person: object, at: datetime.datetime, proof: str = "") -> Attendance:
    batch = session.training_class.batch
    code = proof or floor.proof_of(batch, session.code)
    return attending.come(session=session, proof=code, client_uid=uuid.uuid4(), said_at=at, by=person, at=at)  # type: ignore[arg-type]


def test_the_code_on_the_wall_counts_around_its_own_session_for_the_class(world: World) -> None:
    one = world.waits()
    made = world.held(builders=[one])
    first, second, *_ = sessions(made)
    begins, ends = first.starts_at, first.ends_at
    assert refusal(lambda: scan(first, one.person, begins - 31 * MINUTE)).code == "session_not_now"
    assert refusal(lambda: scan(first, one.person, ends + 31 * MINUTE)).code == "session_not_now"
    stale = floor.proof_of(made.batch, first.code)
    assert refusal(lambda: scan(second, one.person, second.starts_at, stale)).code == "here_not_proven"
    assert refusal(lambda: scan(first, make_person(world.union), begins)).code == "not_in_class"
    assert scan(first, one.person, begins - 30 * MINUTE).session == "1"
    assert scan(first, one.person, ends + 30 * MINUTE).pk == Attendance.objects.get().pk


def test_ticks_end_three_days_after_the_class(world: World) -> None:
    one = world.waits()
    made = world.held(builders=[one])
    last = sessions(made)[-1]
    said = {"session": last, "person": one.person, "here": True, "by": world.officer, "said_at": last.starts_at}
    late = last.ends_at + 3 * DAY
    told = refusal(lambda: attending.turn(client_uid=uuid.uuid4(), at=late + MINUTE, **said))  # type: ignore[arg-type]
    assert told.code == "tick_not_too_late"
    assert attending.turn(client_uid=uuid.uuid4(), at=late, **said)  # type: ignore[arg-type]


def test_a_session_is_made_up_by_who_missed_it(world: World) -> None:
    came, away = world.waits(), world.waits()
    made = world.held(builders=[came, away])
    first, *others = sessions(made)
    assert first.trainer is not None
    trainer = first.trainer
    for session in (first, *others):
        tick(session, came, world.officer)
    for session in others:
        tick(session, away, world.officer)
    later = made.batch.ends_at + HOUR
    needed = make_up.needed([made], later)
    assert [(one.session.code, one.people) for one in needed] == [("1", (away,))]
    said = {"session": first, "room": world.rooms[1], "trainer": trainer, "at": later}
    stranger = make_person(world.union)
    starts = made.batch.ends_at + 2 * DAY
    assert refusal(lambda: attending.make_up(starts_at=starts, by=stranger, **said)).code == "role_marshal"  # type: ignore[arg-type]
    again = attending.make_up(starts_at=starts, by=trainer.person, **said)  # type: ignore[arg-type]
    assert (again.code, again.makes_up, again.ends_at - again.starts_at) == (
        "M1",
        first,
        first.ends_at - first.starts_at,
    )
    made.batch.refresh_from_db()
    assert made.batch.ends_at == again.ends_at
    assert [one.person for one in Notice.objects.filter(kind="training.make_up")] == [away.person]
    assert [one.application.person_id for one in seats_of(again)] == [away.person_id]
    assert [one.code for one in near(trainer.person, again.starts_at)][-1] == "M1"
    assert tick(again, away, trainer.person)
    assert missed(made, away) == []
    assert make_up.needed([made], later) == []
    full = refusal(lambda: attending.make_up(starts_at=starts, by=world.officer, **said))  # type: ignore[arg-type]
    assert full.code == "nobody_missed"


def test_what_was_missed_is_made_up_after_the_class_is_finished_too(world: World) -> None:
    one = world.waits()
    made = world.held(builders=[one])
    later = made.batch.ends_at + HOUR
    classes.finish_class(training_class=made, by=world.officer, at=later)
    said = {"session": sessions(made)[0], "room": world.rooms[1], "trainer": None, "by": world.officer, "at": later}
    again = attending.make_up(starts_at=later + DAY, **said)  # type: ignore[arg-type]
    assert tick(again, one, world.officer)
    assert missed(made, one) == ["2", "3", "4", "5", "6"]
    moved = {"starts_at": later + 2 * DAY, "room": world.rooms[0], "trainer": None, "by": world.officer, "at": later}
    assert timetable.move_session(session=again, **moved).room == world.rooms[0]  # type: ignore[arg-type]
    last = {**moved, "session": sessions(made)[1], "at": world.now}
    assert refusal(lambda: timetable.move_session(**last)).code == "class_finished"  # type: ignore[arg-type]


def test_what_is_to_be_made_up_is_asked_once_for_all_classes(world: World, django_assert_num_queries: Any) -> None:
    several = [world.held(2, days=[world.day(n), world.day(n + 1)]) for n in (5, 8, 11)]
    later = several[-1].batch.ends_at
    with django_assert_num_queries(5):
        found = make_up.needed(several, later)
    assert len(found) == 18
    assert all(len(one.people) == 2 for one in found)


def test_a_make_up_session_holds_its_room(world: World) -> None:
    one = world.waits()
    made = world.held(builders=[one])
    other = world.held(1, room=world.rooms[1], days=[world.day(8), world.day(9)])
    there = sessions(other)[0]
    said = {"session": sessions(made)[0], "room": world.rooms[1], "trainer": None, "by": world.officer, "at": world.now}
    assert refusal(lambda: attending.make_up(starts_at=there.starts_at, **said)).code == "clash_room"  # type: ignore[arg-type]
    assert Session.objects.filter(training_class=made).count() == 6


def test_somebody_sat_in_another_class_instead(world: World) -> None:
    one, other_one = world.waits(), world.waits()
    made = world.held(builders=[one])
    other = world.held(builders=[other_one], days=[world.day(7), world.day(8)])
    mine, theirs = sessions(made)[0], sessions(other)[0]
    for session in sessions(made)[1:]:
        tick(session, one, world.officer)
    act = {"session": mine, "builder": one, "by": world.officer}
    early = {"at": theirs.starts_at, "client_uid": uuid.uuid4(), **act}
    assert refusal(lambda: attending.sat_elsewhere(other=theirs, **early)).code == "other_not_over"  # type: ignore[arg-type]
    late = {"at": theirs.ends_at + HOUR, "client_uid": uuid.uuid4(), **act}
    assert refusal(lambda: attending.sat_elsewhere(other=sessions(other)[1], **late)).code == "other_subject"  # type: ignore[arg-type]
    assert [each.pk for each in make_up.like(mine, theirs.ends_at)] == [theirs.pk]
    slots = Slot.objects.count()
    for _ in range(2):
        attending.sat_elsewhere(other=theirs, **late)  # type: ignore[arg-type]
    assert missed(made, one) == []
    assert Slot.objects.count() == slots
    assert Session.objects.filter(training_class=made).count() == 7
    assert Attendance.objects.filter(seat__application__person=one.person).count() == 6


def test_the_roster_holds_names_and_teams_alone(world: World) -> None:
    made = world.held(2)
    found = roster(sessions(made)[0])
    assert {key for line in found["people"] for key in line} == {"seat", "name", "team", "here"}
    assert [line["team"] for line in found["people"]] == ["钢筋一班"] * 2


def test_hours_of_somebody_by_tier_with_what_is_due(world: World) -> None:
    hours.lay_down(project=world.project, by=world.officer, at=world.now)
    assert hours.lay_down(project=world.project, by=world.officer, at=world.now) == []
    assert sorted(HoursRule.objects.values_list("tier", "minutes", "within_days", "every_year")) == [
        ("", 1200, 365, True),
        ("", 1920, 365, False),
        ("company", 900, 30, False),
        ("project", 900, 30, False),
        ("team", 1200, 90, False),
    ]
    one = world.waits()
    made = world.held(builders=[one])
    for session in sessions(made)[:3]:
        tick(session, one, world.officer)
    note = {"builder": one, "tier": "team", "minutes": 120, "on": world.day(-1), "what": "班前会", "at": world.now}
    uid = uuid.uuid4()
    for _ in range(2):
        hours.note(client_uid=uid, by=world.officer, **note)  # type: ignore[arg-type]
    found = told_hours.of(one, world.day(9))
    assert (found.company, found.project, found.team, found.total) == (90, 75, 240, 405)
    standing = {(each.asked.tier, each.asked.minutes): each for each in found.standing}
    assert standing["company", 900].due_on == world.day(28)
    assert not standing["", 1920].done
    assert ("", 1200) not in standing
    assert told_hours.of(one, world.day(0)).total == 120


def test_nothing_but_the_class_is_due_before_a_pass(world: World) -> None:
    hours.lay_down(project=world.project, by=world.officer, at=world.now)
    from xinlian.training.rules import hours as rules

    one = world.builder()
    assert rules.against(told_hours.of(one, world.day(0)).standing, world.day(0)) == []
    assert {
        each.facts["tier"] for each in rules.against(told_hours.of(one, world.day(30)).standing, world.day(30))
    } == {
        "company",
        "project",
    }


def test_hours_of_a_whole_team_are_noted_once(world: World) -> None:
    several = [world.builder() for _ in range(3)]
    world.builder(came_at=world.now, team=world.team)
    world.builder(team=None)
    said = {"team": world.team, "tier": "team", "minutes": 60, "on": world.day(-1), "what": "班前会", "at": world.now}
    uid = uuid.uuid4()
    assert hours.note_team(client_uid=uid, by=world.officer, **said) == 3  # type: ignore[arg-type]
    assert hours.note_team(client_uid=uid, by=world.officer, **said) == 0  # type: ignore[arg-type]
    assert HoursElsewhere.objects.count() == 3
    assert hours.note_team(client_uid=uuid.uuid4(), by=world.officer, **said) == 3  # type: ignore[arg-type]
    assert {one.builder_id for one in HoursElsewhere.objects.all()} == {one.pk for one in several}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"minutes": 0}, "hours_some"),
        ({"minutes": 12001}, "hours_some"),
        ({"tier": "x"}, "rule_tier"),
        ({"what": " "}, "hours_what"),
        ({"days": 1}, "hours_in_future"),
        ({"days": -9}, "hours_before_coming"),
    ],
)
def test_odd_hours_are_refused(world: World, wrong: dict[str, object], code: str) -> None:
    said: dict[str, object] = {
        "tier": "team",
        "minutes": 60,
        "what": "班前会",
        "on": world.day(int(str(wrong.pop("days", 0)))),
        **wrong,
    }
    act = {"builder": world.builder(), "client_uid": uuid.uuid4(), "at": world.now, **said}
    assert refusal(lambda: hours.note(by=world.officer, **act)).code == code  # type: ignore[arg-type]
    assert refusal(lambda: hours.note(by=world.trainers[0].person, **act)).code == "role_officer"  # type: ignore[arg-type]


def test_a_rule_changes_from_a_day_on(world: World) -> None:
    hours.lay_down(project=world.project, by=world.officer, at=world.now)
    said = {"project": world.project, "by": world.officer, "at": world.now, "effective_on": world.day(1)}
    assert refusal(lambda: hours.set_rule(asked=Asked("team", 60, 5), source="", **said)).code == "rule_source"  # type: ignore[arg-type]
    hours.set_rule(asked=Asked("team", 60, 5), source="新文件", **said)  # type: ignore[arg-type]

    def team(day: int) -> int:
        asked = facts.hours_asked(world.project, world.day(day))
        return next(one.minutes for one in asked if one.tier == "team")

    assert (team(0), team(1)) == (1200, 60)
