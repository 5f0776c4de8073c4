"""Pages of programmes, classes, the timetable, sessions, hours; what trainers and builders meet; strangers."""

import datetime
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.enrolment.actions import attending as floor
from xinlian.enrolment.models import Attendance
from xinlian.people.marks import mark
from xinlian.testing.make import make_officer, make_person, make_union
from xinlian.training.models import Builder, HoursElsewhere, Lesson, Programme, Session, TrainingClass
from xinlian.training.rules.medical import UNFIT
from xinlian.training.tests.classes_world import World, browser, make_world, sessions, text, url

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def world() -> World:
    return make_world()


def said(answer: Any) -> str:
    """The banner of the page after an act."""
    return " ".join(re.findall(r"<p[^>]*>([^<]+)</p>", text(answer)))


def test_a_programme_from_the_first_line_to_who_waits(world: World) -> None:
    desk = browser(world.officer)
    new = {"title": "复训", "kind": "refresher", "pass_months": 6, "trades": [str(world.trades[0].uid)]}
    answer = desk.post(url("desk_programme_new"), new, follow=True)
    made = Programme.objects.get(kind="refresher")
    assert "复训" in text(answer)
    lessons = url("desk_lessons", made.uid)
    assert "看不懂这一行：明天上课" in text(desk.post(lessons, {"lessons": "明天上课"}))
    assert "没有这门课：跳舞" in text(desk.post(lessons, {"lessons": "1 8:30-10:00 跳舞"}))
    assert "重叠" in text(desk.post(lessons, {"lessons": "1 8:30-10:00 急救\n1 9：30—10:30 安全法规"}))
    desk.post(lessons, {"lessons": "1 8:30-10:00 急救\n1 10：00—11:30 安全法规"})
    assert list(Lesson.objects.filter(programme=made).values_list("subject__name", flat=True)) == ["急救", "安全法规"]
    one = world.builder(who={"phone": "19977700321"}, fit=-3)
    page = text(desk.post(url("desk_wait", made.uid), {"phone": "199 7770 0321"}, follow=True))
    assert one.person.name in page
    assert "到期了" in page
    assert "没有人用这个手机号登记过" in text(
        desk.post(url("desk_wait", made.uid), {"phone": "19977700999"}, follow=True)
    )
    other = world.builder(trade=world.trades[1], who={"phone": "19977700322"})
    assert "工种不在这个培训里" in text(desk.post(url("desk_wait", made.uid), {"phone": "19977700322"}, follow=True))
    assert other.person.name in text(desk.get(url("desk_hours")))
    desk.post(url("desk_wait_stop", made.uid, one.uid))
    assert "现在没有人在等" in text(desk.get(url("desk_programme", made.uid)))


def asked(world: World, **more: object) -> dict[str, object]:
    """What the page of a new class is asked for."""
    rooms = [str(world.rooms[0].uid)]
    first = {f"day{number}": day.isoformat() for number, day in enumerate(world.days, 1)}
    return {"programme": str(world.programme.uid), "rooms": rooms, "least": 1, **first, **more}


def test_a_class_is_proposed_with_reasons_and_held(world: World) -> None:
    desk = browser(world.officer)
    come, stay = world.waits(who={"name": "来的"}), world.waits(who={"name": "等的"}, result=UNFIT)
    assert "有 2 人在等" in text(desk.get(url("desk_class_new"), {"programme": world.programme.uid}))
    page = text(desk.get(url("desk_class_new"), asked(world)))
    assert come.person.name in page
    assert "体检不能干登记的工种" in page
    assert not TrainingClass.objects.exists()
    days = ",".join(day.isoformat() for day in world.days)
    hold = {"days": days, "room": str(world.rooms[0].uid), "language": "zh", "people": [str(come.uid)]}
    where = f"{url('desk_class_new')}?programme={world.programme.uid}"
    refused = desk.post(where, {**hold, "people": [str(stay.uid)]})
    assert refused.status_code == 422
    assert "等的 的体检不能干登记的这个工种" in text(refused)
    page = text(desk.post(where, hold, follow=True))
    assert "上岗培训 第 1 班" in page
    assert "来的" in page
    again = desk.post(where, {**hold, "people": [str(world.builder().uid)]})
    assert "301 教室 那时有课" in text(again)
    assert "有课" in text(desk.get(url("desk_class_new"), asked(world)))


def test_a_class_nobody_fits_says_why(world: World) -> None:
    world.waits(fit=None)
    page = text(browser(world.officer).get(url("desk_class_new"), asked(world)))
    assert "这样一个班也开不起来" in page
    assert "还没有体检" in page


def test_the_week_by_rooms_and_by_trainers(world: World) -> None:
    made = world.held(1)
    desk = browser(world.officer)
    week = {"week": world.days[0].isoformat()}
    page = text(desk.get(url("desk_timetable"), week))
    assert page.count("高处作业") >= 2
    assert "302 教室" in page
    page = text(desk.get(url("desk_timetable"), {**week, "by": "trainer"}))
    assert all(one.person.name in page for one in world.trainers)
    assert "还没有老师" not in page
    Session.objects.filter(pk=sessions(made)[0].pk).update(trainer=None)
    assert "还没有老师" in text(desk.get(url("desk_timetable"), {**week, "by": "trainer"}))
    assert "这一周没有课" in text(desk.get(url("desk_timetable"), {"week": "2001-01-01"}))
    assert desk.get(url("desk_timetable"), {"week": "nonsense\0"}).status_code == 200


def test_a_session_is_moved_by_a_form_and_told_what_is_in_the_way(world: World) -> None:
    made = world.held(1)
    world.held(1, room=world.rooms[1], days=[world.day(8), world.day(9)])
    first, desk = sessions(made)[0], browser(world.officer)
    form = {"on": world.day(8).isoformat(), "begins": "09:15", "room": str(world.rooms[1].uid), "trainer": ""}
    where = url("desk_session_move", first.uid)
    answer = desk.post(where, form)
    assert answer.status_code == 422
    assert "302 教室 那时有课" in text(answer)
    assert 'value="09:15"' in text(answer)
    page = text(desk.post(where, {**form, "begins": "16:30"}, follow=True))
    assert "改好了" in page
    first.refresh_from_db()
    assert timezone.localtime(first.starts_at).time() == datetime.time(16, 30)


def begun(world: World, training_class: TrainingClass, *, over: bool = False) -> Session:
    """The first session of a class is now, or was two hours ago."""
    one = sessions(training_class)[0]
    starts = timezone.now() - (3 * HOUR if over else HOUR / 2)
    Session.objects.filter(pk=one.pk).update(starts_at=starts, ends_at=starts + HOUR)
    type(training_class.batch).objects.filter(pk=training_class.batch_id).update(starts_at=starts)
    return Session.objects.get(pk=one.pk)


def test_the_desk_ticks_and_turns_away_who_is_not_in_the_class(world: World) -> None:
    one = world.waits(who={"phone": "19977700321"})
    first = begun(world, world.held(builders=[one]))
    world.builder(who={"phone": "19977700322"})
    desk, come = browser(world.officer), url("desk_session_come", first.uid)
    assert "这个人不在这个班" in text(desk.post(come, {"phone": "19977700322"}, follow=True))
    assert not Attendance.objects.exists()
    assert "1 / 1" in text(desk.post(come, {"phone": "19977700321"}, follow=True))
    seat = Attendance.objects.get().seat
    desk.post(url("desk_session_tick", first.uid), {"seat": str(seat.uid), "here": "0"})
    assert Attendance.objects.get().undone_at is not None


def test_the_code_on_the_wall_leads_to_being_there(world: World, client: Client) -> None:
    one = world.waits()
    first = begun(world, world.held(builders=[one]))
    sheet = text(browser(world.trainers[0].person).get(url("desk_session_code", first.uid)))
    assert "<svg" in sheet
    proof = floor.proof_of(first.training_class.batch, first.code)
    where = f"{url('here', first.uid)}?p={proof}"
    assert client.get(where).status_code == 302
    assert "我到了" in text(browser(one.person).get(where))
    assert "您不在这个班，请到前台" in text(browser(make_person(world.union)).get(where))
    stranger = browser(make_person(world.union)).post(url("here", first.uid), {"proof": proof}, follow=True)
    assert "您不在这个班，请到前台" in text(stranger)
    assert "这个码不对" in text(browser(one.person).post(url("here", first.uid), {"proof": "AAAA"}, follow=True))
    assert "签到了" in text(browser(one.person).post(url("here", first.uid), {"proof": proof}, follow=True))
    assert Attendance.objects.get().way == "code"


def send(person: Any, *items: dict[str, object]) -> list[dict[str, Any]]:
    now = int(timezone.now().timestamp() * 1000)
    full = [{"uid": str(uuid.uuid4()), "said_at": now, "as": mark(person), **one} for one in items]
    body = {"sent_at": now, "items": full}
    answer = browser(person).post(reverse("people:sync"), body, content_type="application/json")
    return list(answer.json()["results"])


def test_what_phones_send_later_arrives_once_and_is_judged_by_when_it_was_said(world: World) -> None:
    one = world.waits()
    first = begun(world, world.held(builders=[one]))
    batch, trainer = first.training_class.batch, first.trainer
    assert trainer is not None
    here: dict[str, object] = {
        "kind": "here",
        "batch": str(batch.uid),
        "session": first.code,
        "proof": floor.proof_of(batch, first.code),
        "title": "课",
        "uid": str(uuid.uuid4()),
    }
    assert send(make_person(world.union), {**here, "uid": str(uuid.uuid4())})[0]["code"] == "not_in_class"
    early = int((first.starts_at - HOUR).timestamp() * 1000)
    assert send(one.person, {**here, "uid": str(uuid.uuid4()), "said_at": early})[0]["code"] == "session_not_now"
    assert [each["ok"] for each in send(one.person, here, here)] == [True, True]
    seat = Attendance.objects.get().seat
    off: dict[str, object] = {"kind": "attend", "seat": str(seat.uid), "session": first.code, "here": "0", "name": "x"}
    assert send(make_person(world.union), off)[0]["code"] == "role_marshal"
    assert send(trainer.person, off)[0]["ok"]
    assert not Attendance.objects.filter(undone_at=None).exists()


def test_a_trainer_carries_the_rosters_of_their_own_sessions(world: World, client: Client) -> None:
    one = world.waits()
    made = world.held(builders=[one])
    first = begun(world, made)
    assert first.trainer is not None
    mine = browser(first.trainer.person)
    told = mine.get(url("teach_sessions")).json()["sessions"]
    assert next(each["today"] for each in told) is True
    roster = mine.get(url("teach_roster", first.uid)).json()
    assert (roster["code"], [line["name"] for line in roster["people"]]) == ("1", [one.person.name])
    assert one.person.name in text(mine.get(url("teach_plain")))
    seat = roster["people"][0]["seat"]
    mine.post(url("teach_tick", first.uid), {"seat": seat, "here": "1"})
    assert mine.get(url("teach_roster", first.uid)).json()["people"][0]["here"] is True
    for other in (browser(one.person), browser(make_officer(make_union("邻县"), role="trainer"))):
        assert other.get(url("teach_roster", first.uid)).status_code == 404
        assert other.post(url("teach_tick", first.uid), {"seat": seat, "here": "0"}).status_code == 404
        assert other.get(url("teach_sessions")).json() == {"sessions": []}
    page = client.get(url("teach"))
    assert page["X-Offline"] == "keep"


def test_home_names_the_next_session(world: World) -> None:
    one = world.waits()
    made = world.held(builders=[one])
    assert "您要来上课" in text(browser(one.person).get("/"))
    trainer = sessions(made)[0].trainer
    assert trainer is not None
    assert "您上课" in text(browser(trainer.person).get("/"))


def test_nobody_signs_up_for_a_class_by_themselves(world: World) -> None:
    one = world.waits()
    page = text(browser(one.person).get(reverse("enrolment:signup")))
    assert world.programme.offering.title not in page


def test_who_missed_is_listed_and_made_up_for(world: World) -> None:
    one = world.waits(who={"name": "缺课的"})
    first = begun(world, world.held(builders=[one]), over=True)
    assert first.trainer is not None
    trainer = browser(first.trainer.person)
    assert "缺课的" in text(trainer.get(url("desk_make_up")))
    where = url("desk_session_make_up", first.uid)
    assert "缺课的" in text(trainer.get(where))
    form = {"on": world.day(7).isoformat(), "begins": "09:00", "room": str(world.rooms[1].uid), "trainer": ""}
    page = text(trainer.post(where, form, follow=True))
    assert "补课安排好了" in page
    assert "已安排" in page
    again = Session.objects.get(code="M1")
    assert "补课" in text(browser(world.officer).get(url("desk_class", again.training_class.uid)))


def test_sitting_in_another_class_is_noted_by_a_form(world: World) -> None:
    one = world.waits()
    made, other = world.held(builders=[one]), world.held(1, days=[world.day(8), world.day(9)])
    first, theirs = begun(world, made, over=True), begun(world, other, over=True)
    desk = browser(world.officer)
    form = {"other": str(theirs.uid), "builder": str(one.uid)}
    assert "这节课不缺了" in text(desk.post(url("desk_session_elsewhere", first.uid), form, follow=True))
    assert "没有人缺" in text(desk.get(url("desk_session_make_up", first.uid)))


def test_hours_are_noted_for_a_team_and_for_one(world: World) -> None:
    one, desk = world.builder(), browser(world.officer)
    yesterday = world.day(-1).isoformat()
    form = {"tier": "team", "hours": "1.5", "on": yesterday, "what": "班前会", "client_uid": str(uuid.uuid4())}
    whole = {**form, "team": str(world.team.uid)}
    for words in ("给 1 个人记下了", "给 0 个人记下了"):
        assert words in text(desk.post(url("desk_hours_team"), whole, follow=True))
    page = text(desk.post(url("desk_hours_of", one.uid), {**form, "client_uid": str(uuid.uuid4())}, follow=True))
    assert "班前会" in page
    assert HoursElsewhere.objects.filter(minutes=90).count() == 2
    late = desk.post(url("desk_hours_of", one.uid), {**form, "on": world.day(3).isoformat()})
    assert "日期还没到" in text(late)
    desk.post(url("desk_hours_drop", HoursElsewhere.objects.latest("id").uid))
    assert HoursElsewhere.objects.count() == 1
    rule = {"kind": "team", "hours": "20", "within_days": 90, "effective_on": yesterday, "source": "惯例"}
    desk.post(url("desk_hours_rule"), rule)
    page = text(desk.get(url("desk_hours")))
    assert "1.5 / 20" in page
    assert "还差" in page


def test_the_page_of_a_class_leads_from_exam_to_the_end(world: World) -> None:
    from xinlian.training.tests.classes_world import make_paper

    world.programme.paper = make_paper(world)
    world.programme.save()
    made = world.held(1)
    desk = browser(world.officer)
    page = text(desk.get(url("desk_class", made.uid)))
    assert "安排考试" in page
    times = {"opens_at": "2030-01-01T09:00", "closes_at": "2030-01-01T08:00", "attempts": 2}
    refused = text(desk.post(url("desk_class_exam", made.uid), times))
    assert "2030-01-01T09:00" in refused
    page = text(desk.post(url("desk_class_exam", made.uid), {**times, "closes_at": "2030-01-01T10:00"}, follow=True))
    assert "还没考" in page
    assert "还有课没上完" in text(desk.post(url("desk_class_finish", made.uid), follow=True))
    assert "取消了" in text(desk.post(url("desk_class_cancel", made.uid), {"why": "台风"}, follow=True))


def test_people_come_and_go_on_the_page_of_a_class(world: World) -> None:
    one = world.builder(who={"phone": "19977700321"})
    made, desk = world.held(1), browser(world.officer)
    page = text(desk.post(url("desk_class_add", made.uid), {"phone": "19977700321"}, follow=True))
    assert one.person.name in page
    assert "199****0321" in page
    assert "19977700321" not in page
    assert "请写一句理由" in text(desk.post(url("desk_class_out", made.uid, one.uid), {"why": ""}, follow=True))
    page = text(desk.post(url("desk_class_out", made.uid, one.uid), {"why": "复查"}, follow=True))
    assert "移出这个班了" in page


def test_an_officer_without_a_base_is_told_how_to_begin() -> None:
    desk = browser(make_officer(make_union("没基地的县")))
    for name in ("desk_timetable", "desk_classes", "desk_programmes", "desk_hours", "desk_make_up", "desk_class_new"):
        assert "还没有项目的培训基地" in text(desk.get(url(name)))


def test_a_neighbour_finds_nothing(world: World) -> None:
    made = world.held(1)
    one, first = Builder.objects.get(), sessions(made)[0]
    neighbour = browser(make_world("乙项目").officer)
    for name, uid in (
        ("desk_class", made.uid),
        ("desk_session", first.uid),
        ("desk_session_code", first.uid),
        ("desk_programme", world.programme.uid),
        ("desk_hours_of", one.uid),
        ("desk_session_make_up", first.uid),
        ("desk_class_exam", made.uid),
    ):
        assert neighbour.get(url(name, uid)).status_code == 404
    for name in ("desk_timetable", "desk_classes", "desk_hours", "desk_make_up"):
        page = neighbour.get(url(name), {"project": str(world.project.uid)})
        assert page.status_code == 404
    assert neighbour.post(url("desk_class_cancel", made.uid), {"why": "x"}).status_code == 404


def test_trainers_look_and_tick_but_change_no_class(world: World) -> None:
    made, trainer = world.held(1), browser(world.trainers[0].person)
    assert trainer.get(url("desk_class", made.uid)).status_code == 200
    assert "取消这个班" not in text(trainer.get(url("desk_class", made.uid)))
    for name, form in (
        ("desk_class_cancel", {"why": "x"}),
        ("desk_class_finish", {}),
        ("desk_class_add", {"phone": "1"}),
    ):
        assert trainer.post(url(name, made.uid), form).status_code == 403
    assert trainer.post(url("desk_session_move", sessions(made)[0].uid), {}).status_code == 403


def test_no_page_of_classes_tells_what_a_medical_found(world: World) -> None:
    from xinlian.training.rules.medical import LIMITED, Found

    one = world.waits(found=Found(LIMITED, ("height",), "血压很高"))
    made = world.held(builders=[one])
    desk = browser(world.officer)
    pages = [url("desk_class", made.uid), url("desk_session", sessions(made)[0].uid), url("desk_hours")]
    pages += [url("desk_programme", world.programme.uid), url("desk_hours_of", one.uid)]
    for page in pages:
        assert "血压" not in text(desk.get(page))


def test_the_class_page_asks_as_often_for_many_as_for_few(world: World, django_assert_max_num_queries: Any) -> None:
    made = world.held(12)
    desk = browser(world.officer)
    desk.get(url("desk_class", made.uid))
    with django_assert_max_num_queries(45):
        desk.get(url("desk_class", made.uid))
