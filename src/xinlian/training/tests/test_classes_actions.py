"""Waiting, classes proposed and held, sessions moved, people added and taken out, classes called off and finished."""

import datetime
import uuid

import pytest
from django.utils import timezone

from xinlian.assessment.actions import exams as exam_acts
from xinlian.assessment.models import Candidate
from xinlian.enrolment.actions import attending as floor
from xinlian.enrolment.models import Application, Batch, Seat
from xinlian.enrolment.queries.seats import drift
from xinlian.notices.models import Notice
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union
from xinlian.training import finishing
from xinlian.training.actions import classes, programmes, timetable
from xinlian.training.models import Session, Slot, TradeDemand, TrainingClass
from xinlian.training.queries.forming import propose
from xinlian.training.queries.waiting import waiting
from xinlian.training.rules.medical import LIMITED, UNFIT, Found
from xinlian.training.tests.classes_world import DAY, World, make_paper, make_programme, make_world, sessions

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def world() -> World:
    return make_world()


def names(world: World) -> set[str]:
    return {one.person.name for one in waiting(world.programme, world.now)}


def refusal(act: object) -> Refused:
    with pytest.raises(Refused) as told:
        act()  # type: ignore[operator]
    return told.value


def test_waiting_keeps_its_place_and_ends_when_one_says_so(world: World) -> None:
    one = world.waits(at=world.now)
    world.wait(one, at=world.now + HOUR)
    assert Application.objects.get().changed_at == world.now
    programmes.stop_waiting(builder=one, programme=world.programme, by=world.officer, at=world.now)
    assert names(world) == set()
    with pytest.raises(Refused, match="not_waiting"):
        programmes.stop_waiting(builder=one, programme=world.programme, by=world.officer, at=world.now)


def test_nobody_waits_whose_trade_is_not_taught_or_who_left(world: World) -> None:
    world.programme.trades.set(world.trades[:1])
    other = world.builder(trade=world.trades[1])
    assert refusal(lambda: world.wait(other)).code == "trade_not_taught"
    gone = world.builder(left_on=world.day(0))
    assert refusal(lambda: world.wait(gone)).code == "builder_left"
    elsewhere = make_world("乙项目").builder()
    assert refusal(lambda: world.wait(elsewhere)).code == "builder_elsewhere"


def test_lessons_are_whole_and_apart(world: World) -> None:
    def taught(*said: tuple[int, int, int], minute: int = 0) -> list[programmes.Taught]:
        return [
            programmes.Taught(world.subjects[0], day, datetime.time(begins, minute), datetime.time(ends, minute))
            for day, begins, ends in said
        ]

    def code(*said: tuple[int, int, int], minute: int = 0) -> str:
        act = {"programme": world.programme, "by": world.officer, "at": world.now}
        return refusal(lambda: programmes.set_lessons(lessons=taught(*said, minute=minute), **act)).code  # type: ignore[arg-type]

    assert code() == "lessons_some"
    assert code((1, 10, 9)) == "lesson_ends_after_it_begins"
    assert code((1, 9, 11), (1, 10, 12)) == "lessons_apart"
    assert code((2, 9, 10)) == "lesson_days_whole"
    assert code((1, 9, 10), (1, 10, 11), minute=27) == "lessons_on_quarters", "the two would hold one quarter"
    assert world.programme.lessons.count() == 6


def test_a_proposal_tells_everybody_why_they_wait_on(world: World) -> None:
    fit = [world.waits(who={"name": f"能上{n}"}) for n in range(2)]
    world.waits(fit=None, who={"name": "没体检"})
    world.waits(fit=-1, who={"name": "过期"})
    world.waits(fit=5, who={"name": "上到一半"})
    world.waits(result=UNFIT, who={"name": "不合格"})
    world.waits(who={"name": "维语", "languages": ["ug"]})
    left = world.waits(who={"name": "走了"})
    type(left).objects.filter(pk=left.pk).update(left_on=world.day(0))
    found = propose(world.programme, days=world.days, rooms=world.rooms[:1], least=2, at=world.now)
    assert [{one.person.name for one in each.people} for each in found.classes] == [{one.person.name for one in fit}]
    assert {one.person.name: one.reason.code for one in found.left} == {
        "没体检": "medical_missing",
        "过期": "medical_over",
        "上到一半": "medical_ends_before_class",
        "不合格": "medical_bars_trade",
        "维语": "class_full",
        "走了": "builder_left",
    }


def test_the_larger_room_takes_the_larger_class(world: World) -> None:
    for number in range(5):
        world.waits(who={"languages": ["ug"] if number > 2 else []})
    found = propose(world.programme, days=world.days, rooms=world.rooms[::-1], least=2, at=world.now)
    assert [(one.room.capacity, one.language, len(one.people)) for one in found.classes] == [
        (30, "zh", 3),
        (3, "ug", 2),
    ]
    assert found.left == ()


def test_a_class_is_held_with_sessions_trainers_seats_and_a_word_to_each(world: World) -> None:
    made = world.held(2, lead=world.trainers[0])
    held = sessions(made)
    assert [one.code for one in held] == ["1", "2", "3", "4", "5", "6"]
    assert timezone.localtime(held[0].starts_at).time() == datetime.time(9)
    assert all(one.trainer_id and one.room_id == world.rooms[0].pk for one in held)
    assert (made.batch.starts_at, made.batch.ends_at) == (held[0].starts_at, held[-1].ends_at)
    assert Slot.objects.count() == 2 * (6 + 5 + 8)
    assert list(Seat.objects.values_list("state", flat=True)) == ["accepted"] * 2
    assert Batch.objects.get().capacity == 30
    assert Notice.objects.filter(kind="training.placed").count() == 2
    assert names(world) == set()
    assert drift() == []


def test_trainers_are_those_who_are_there_and_may(world: World) -> None:
    one, two, three = world.trainers
    world.absent(one, 5)
    two.subjects.set(world.subjects[:1])
    two.weekdays = [world.day(6).isoweekday()]
    two.save()
    three.ended_on = world.day(0)
    three.save()
    given = {(session.code, session.trainer_id) for session in sessions(world.held(1))}
    assert {(code, key) for code, key in given if code in "123"} == {("1", None), ("2", None), ("3", None)}
    assert {key for code, key in given if code in "456"} == {one.pk, two.pk}


def test_more_people_than_the_room_are_told_how_many_fit(world: World) -> None:
    people = [world.waits() for _ in range(4)]
    told = refusal(lambda: world.held(builders=people, room=world.rooms[1]))
    assert (told.code, told.facts["fits"], told.facts["asked"]) == ("room_too_small", 3, 4)
    assert not TrainingClass.objects.exists()
    assert refusal(lambda: world.held(builders=people, seats_asked=2)).code == "room_too_small"
    assert world.held(builders=people, seats_asked=5).batch.capacity == 5


def test_a_medical_that_runs_out_before_the_end_is_named(world: World) -> None:
    people = [world.waits(), world.waits(fit=5, who={"name": "短"})]
    told = refusal(lambda: world.held(builders=people))
    assert (told.code, told.facts["name"], told.facts["day"]) == (
        "class_medical_ends",
        "短",
        world.day(5).isoformat(),
    )
    assert world.held(builders=[world.waits(fit=6)]).batch.ends_at > world.now


def test_what_a_medical_found_is_not_told(world: World) -> None:
    TradeDemand.objects.create(
        project=world.project, barred_by=["height"], effective_on=world.day(-9), source="规程", **world.owned
    )
    barred = world.waits(found=Found(LIMITED, ("height",), "秘"))
    told = refusal(lambda: world.held(builders=[barred]))
    assert told.code == "class_medical_bars_trade"
    assert set(told.facts) == {"name"}
    assert refusal(lambda: world.held(builders=[world.waits(fit=None)])).code == "class_medical_missing"
    assert refusal(lambda: world.held(builders=[world.waits(fit=-1)])).code == "class_medical_over"


def test_days_are_as_many_as_the_programme_has(world: World) -> None:
    for days, code in (
        ([world.day(3)], "class_days"),
        ([world.day(4), world.day(3)], "class_days_order"),
        ([world.day(-1), world.day(3)], "class_in_past"),
    ):
        assert refusal(lambda days=days: world.held(1, days=days)).code == code
    other = make_programme(world, "空的")
    other.lessons.all().delete()
    one = world.builder()
    act = {"programme": other, "people": [one], "room": world.rooms[0], "by": world.officer, "at": world.now}
    assert refusal(lambda: classes.hold_class(days=world.days, **act)).code == "lessons_some"  # type: ignore[arg-type]


def test_a_clash_names_what_is_in_the_way_and_leaves_nothing(world: World) -> None:
    world.held(1)
    other = make_programme(world, "年度教育")
    one = world.builder()
    act = {"programme": other, "people": [one], "days": world.days, "by": world.officer, "at": world.now}
    told = refusal(lambda: classes.hold_class(room=world.rooms[0], **act))  # type: ignore[arg-type]
    assert (told.code, told.facts["room"], told.facts["subject"]) == ("clash_room", "301 教室", "安全法规")
    assert "09:00" in str(told.facts["when"])
    assert TrainingClass.objects.count() == Batch.objects.count() == 1
    assert Session.objects.count() == 6
    assert not Application.objects.filter(person=one.person).exists()
    beside = classes.hold_class(room=world.rooms[1], **act)  # type: ignore[arg-type]
    pairs = Slot.objects.filter(trainer__isnull=False).values_list("trainer", "at")
    assert len(set(pairs)) == len(pairs)
    assert beside.batch.number == 1


def test_who_is_taught_every_year_waits_again_under_the_same_name(world: World) -> None:
    one = world.waits()
    first = world.held(builders=[one])
    assert refusal(lambda: world.wait(one)).code == "class_already"
    later = first.batch.ends_at + HOUR
    assert not waiting(world.programme, later).exists()
    world.wait(one, at=later)
    assert waiting(world.programme, later).count() == 1
    second = world.held(builders=[one], days=[world.day(20), world.day(21)], at=later)
    assert sorted(Seat.objects.values_list("batch", "again")) == sorted([(first.batch_id, 0), (second.batch_id, 1)])
    assert not waiting(world.programme, later).exists()


def move(world: World, session: Session, **more: object) -> Session:
    said = {"starts_at": session.starts_at, "room": session.room, "trainer": session.trainer, **more}
    return timetable.move_session(session=session, by=world.officer, at=world.now, **said)  # type: ignore[arg-type]


def test_a_session_is_moved_and_its_people_are_told(world: World) -> None:
    made = world.held(1)
    last = sessions(made)[-1]
    move(world, last, starts_at=last.starts_at + 2 * DAY, room=world.rooms[1])
    made.batch.refresh_from_db()
    assert made.batch.ends_at == last.ends_at
    assert Slot.objects.filter(session=last, room=world.rooms[1]).count() == 8
    assert Notice.objects.filter(kind="training.session_moved").count() == 1
    move(world, last, trainer=None)
    assert Notice.objects.filter(kind="training.session_moved").count() == 1


def test_a_session_does_not_move_onto_others(world: World) -> None:
    made = world.held(1)
    first, second, *_ = sessions(made)
    told = refusal(lambda: move(world, sessions(made)[0], starts_at=second.starts_at, room=world.rooms[1]))
    assert told.code == "clash_class"
    other = world.held(1, room=world.rooms[1], days=[world.day(8), world.day(9)])
    there = sessions(other)[0]
    assert (
        refusal(lambda: move(world, sessions(made)[0], starts_at=there.starts_at, room=world.rooms[1])).code
        == "clash_room"
    )
    busy = there.trainer
    told = refusal(lambda: move(world, sessions(made)[0], starts_at=there.starts_at, trainer=busy))
    assert (told.code, told.facts["trainer"]) == ("clash_trainer", busy.person.name if busy else "")
    assert sessions(made)[0].starts_at == first.starts_at
    assert Slot.objects.filter(session=first).count() == 6


def test_sessions_are_moved_only_where_they_can_be(world: World) -> None:
    made = world.held(4)
    first = sessions(made)[0]
    assert refusal(lambda: move(world, first, room=world.rooms[1])).code == "room_too_small"
    world.absent(world.trainers[1], 5)
    assert refusal(lambda: move(world, first, trainer=world.trainers[1])).code == "trainer_cannot"
    assert refusal(lambda: move(world, first, starts_at=world.now - HOUR)).code == "session_in_past"
    elsewhere = make_world("乙项目").rooms[0]
    assert refusal(lambda: move(world, first, room=elsewhere)).code == "room_elsewhere"
    short = world.held(builders=[world.waits(fit=21)], days=[world.day(20), world.day(21)])
    last = sessions(short)[-1]
    assert refusal(lambda: move(world, last, starts_at=last.starts_at + DAY)).code == "class_medical_ends"
    begun = {"session": first, "starts_at": first.starts_at + 9 * DAY, "room": first.room, "trainer": None}
    late = refusal(lambda: timetable.move_session(by=world.officer, at=first.starts_at + HOUR, **begun))  # type: ignore[arg-type]
    assert late.code == "session_begun"


def test_people_are_added_up_to_the_last_seat_and_taken_out(world: World) -> None:
    made = world.held(2, room=world.rooms[1])
    act = {"training_class": made, "by": world.officer, "at": world.now}
    one, two = world.builder(), world.waits()
    classes.add_person(builder=one, **act)  # type: ignore[arg-type]
    full = refusal(lambda: classes.add_person(builder=two, **act))  # type: ignore[arg-type]
    assert (full.code, full.facts["seats"]) == ("class_full", 3)
    classes.take_person_out(builder=one, why="体检要复查", **act)  # type: ignore[arg-type]
    assert Notice.objects.filter(kind="training.taken_out", person=one.person).count() == 1
    assert {two.person.name, one.person.name} == names(world)
    classes.add_person(builder=two, **act)  # type: ignore[arg-type]
    stranger = world.builder()
    assert refusal(lambda: classes.take_person_out(builder=stranger, why="x", **act)).code == "not_in_class"  # type: ignore[arg-type]
    assert drift() == []


def test_a_class_called_off_frees_everything(world: World) -> None:
    made = world.held(2)
    act = {"training_class": made, "by": world.officer, "at": world.now}
    assert refusal(lambda: classes.cancel_class(why=" ", **act)).code == "why_needed"  # type: ignore[arg-type]
    assert classes.cancel_class(why="台风", **act) == 2  # type: ignore[arg-type]
    assert not Slot.objects.exists()
    assert len(names(world)) == 2
    assert refusal(lambda: classes.cancel_class(why="台风", **act)).code == "class_finished"  # type: ignore[arg-type]
    again = world.held(1)
    late = {"training_class": again, "by": world.officer, "at": again.batch.starts_at + HOUR}
    assert refusal(lambda: classes.cancel_class(why="台风", **late)).code == "class_begun"  # type: ignore[arg-type]
    assert world.held(1, days=[world.day(30), world.day(31)]).batch.number == 3


def test_the_day_before_people_are_reminded_once(world: World) -> None:
    made = world.held(2)
    soon = made.batch.starts_at - 20 * HOUR
    assert classes.remind(by=None, at=world.now) == 0
    assert classes.remind(by=None, at=soon) == 2
    assert classes.remind(by=None, at=soon + HOUR) == 0


def test_the_exam_of_a_class_is_for_its_people(world: World) -> None:
    world.programme.paper = make_paper(world)
    world.programme.save()
    made = world.held(2, room=world.rooms[1])
    times = {"opens_at": made.batch.ends_at, "closes_at": made.batch.ends_at + 2 * HOUR}
    act = {"training_class": made, "by": world.trainers[0].person, "at": world.now}
    classes.set_class_exam(**times, **act)  # type: ignore[arg-type]
    assert made.exam is not None
    assert (made.exam.about_uid, made.exam.attempts) == (made.uid, 2)
    assert Candidate.objects.count() == 2
    assert refusal(lambda: classes.set_class_exam(**times, **act)).code == "exam_set_already"  # type: ignore[arg-type]
    late = world.builder()
    classes.add_person(training_class=made, builder=late, by=world.officer, at=world.now)
    assert Candidate.objects.filter(person=late.person).exists()
    classes.take_person_out(training_class=made, builder=late, why="试", by=world.officer, at=world.now)
    assert not Candidate.objects.filter(person=late.person).exists()


def test_a_class_is_finished_once_its_exam_is_published(world: World) -> None:
    heard: list[object] = []
    finishing.WHEN_FINISHED.append(lambda **said: heard.append(said["training_class"]))
    world.programme.paper = make_paper(world)
    world.programme.save()
    made = world.held(2)
    after = made.batch.ends_at + 2 * HOUR

    def finish(at: datetime.datetime = after) -> int:
        return classes.finish_class(training_class=made, by=world.officer, at=at)

    try:
        assert refusal(lambda: finish(world.now)).code == "class_not_over"
        assert refusal(finish).code == "class_exam_missing"
        times = {"opens_at": made.batch.ends_at, "closes_at": made.batch.ends_at + HOUR}
        classes.set_class_exam(training_class=made, by=world.officer, at=world.now, **times)  # type: ignore[arg-type]
        assert refusal(finish).code == "class_exam_unpublished"
        exam = made.exam
        assert exam is not None
        exam_acts.close(exam=exam, by=world.officer, at=after)
        exam_acts.publish(exam=exam, by=world.officer, at=after)
        seat = Seat.objects.select_related("batch__offering").first()
        assert seat is not None
        said = {"way": "list", "said_at": made.batch.starts_at, "at": made.batch.starts_at, "session": "1"}
        floor.mark(seat=seat, client_uid=uuid.uuid4(), by=world.officer, **said)  # type: ignore[arg-type]
        assert finish() == 1
        assert heard == [made]
        assert refusal(finish).code == "class_finished"
        assert sorted(Seat.objects.values_list("state", flat=True)) == ["attended", "missed"]
    finally:
        finishing.WHEN_FINISHED.pop()


@pytest.mark.parametrize("who", ["neighbour", "worker", "trainer"])
def test_only_the_base_s_officers_hold_classes(world: World, who: str) -> None:
    person = {
        "neighbour": make_officer(make_union("邻县")),
        "worker": make_person(world.union),
        "trainer": world.trainers[0].person,
    }[who]
    one = world.waits()
    act = {"programme": world.programme, "room": world.rooms[0], "days": world.days, "at": world.now, "by": person}
    assert refusal(lambda: classes.hold_class(people=[one], **act)).code == "role_officer"  # type: ignore[arg-type]
    assert not TrainingClass.objects.exists()
