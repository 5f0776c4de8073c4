"""Pages of studios: who sees what, what officers do there, what a builder reads and sends, and that others see nothing."""

import io
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from xinlian.journal.models import Entry
from xinlian.people.handlers import Sender
from xinlian.people.marks import mark
from xinlian.people.models import Person
from xinlian.people.outbox import Item
from xinlian.people.scope import viewer_of
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_grant, make_person
from xinlian.training.actions import improvements, improving
from xinlian.training.front import desk_tasks
from xinlian.training.models import Improvement, ImprovementGain, ImprovementWorker, Studio, StudioMember
from xinlian.training.sync import HANDLERS
from xinlian.training.tests.studios_world import World, make_world
from xinlian.training.tests.test_clearing_desk import browser, text

pytestmark = pytest.mark.django_db
LIST, MINE = reverse("training:desk_studios"), reverse("training:my_studios")


@pytest.fixture
def world() -> World:
    return make_world()


def page(one: Improvement) -> str:
    return reverse("training:desk_improvement", args=[one.uid])


def act(one: Improvement, name: str, *more: object) -> str:
    return reverse(f"training:desk_improvement_{name}", args=[one.uid, *more])


def item(by: Person, uid: uuid.UUID | None = None, **fields: str) -> Item:
    said = {"title": "给吊具加定位销", "problem": "对位要三个人", "idea": "加一个销", **fields}
    now = timezone.now()
    return Item(uid or uuid.uuid4(), "improvement", now, mark(by), {key: (value,) for key, value in said.items()})


def send(by: Person, one: Item) -> dict[str, object]:
    return dict(HANDLERS["improvement"](one, Sender(by), timezone.now()) or {})


def test_a_phone_proposes_once_however_often_it_sends(world: World) -> None:
    person = world.builder().person
    one = item(person)
    assert [send(person, one) for _ in range(3)] == [{"title": "给吊具加定位销"}] * 3
    assert Improvement.objects.get().proposed_by == person
    assert Improvement.objects.get().project == world.project
    with pytest.raises(Refused, match="sync_sign_in"):
        send(world.officer, one)
    stranger = make_person(world.union)
    with pytest.raises(Refused, match="improvement_here"):
        send(stranger, item(stranger))
    with pytest.raises(Refused, match="improvement_problem"):
        send(person, item(person, problem=" "))
    other = world.builder().person
    with pytest.raises(Refused, match="improvement_known"):
        send(other, item(other, one.uid))


def test_what_was_sent_before_somebody_left_is_the_same_afterwards(world: World) -> None:
    builder = world.builder()
    one = item(builder.person)
    send(builder.person, one)
    builder.left_on = world.today
    builder.save()
    assert send(builder.person, one) == {"title": "给吊具加定位销"}
    with pytest.raises(Refused, match="improvement_here"):
        send(builder.person, item(builder.person))


def test_the_page_for_a_proposal_names_nobody_and_is_kept(world: World) -> None:
    url = reverse("training:improvement_new")
    answer = Client().get(url)
    assert answer["X-Offline"] == "keep"
    assert 'data-queue="improvement"' in text(answer)
    assert world.project.name not in text(browser(world.builder().person).get(url))


def test_without_scripts_nothing_written_is_lost(world: World) -> None:
    client, url = browser(world.builder().person), reverse("training:improvement_propose")
    said = {"title": "定位销", "problem": "", "idea": "加一个销", "client_uid": str(uuid.uuid4())}
    wrong = client.post(url, said)
    assert wrong.status_code == 422
    assert "加一个销" in wrong.content.decode()
    for _ in range(2):
        assert "交上去了" in text(client.post(url, {**said, "problem": "慢"}, follow=True))
    assert Improvement.objects.count() == 1
    stranger = browser(make_person(world.union)).post(url, {**said, "problem": "慢", "client_uid": str(uuid.uuid4())})
    assert "只有在这个项目干活" in stranger.content.decode()


def test_a_builder_sees_the_answer_the_leads_and_what_was_made(world: World) -> None:
    proposer, lead, member = (world.builder(name).person for name in ("欧阳提出", "司马带头", "诸葛成员"))
    studio = world.studio("司马工作室")
    world.join(studio, lead, "lead")
    world.join(studio, member)
    made = world.moved(world.proposed(proposer, "好用的销"), "accepted", "running", studio=studio)
    said = {"unit": "yuan", "reckoned": "少用料", **world.said()}
    improving.confirm_gain(gain=improving.note_gain(improvement=made, amount=12_000, **said), **world.said())
    improving.note_gain(improvement=made, amount=777, **said)
    improvements.use_in(improvement=made, teams=[world.team], **world.said())
    world.moved(made, "done")
    own = world.proposed(member, "我的想法")
    improvements.move(improvement=own, to="dropped", why="吊具明年换", **world.said())
    seen = text(browser(member).get(MINE))
    for words in ("司马带头", "司马工作室", "我的想法", "不做了", "吊具明年换", "好用的销", "12,000", "一标 焊接班"):
        assert words in seen
    assert "欧阳提出" not in seen
    assert "欧**出" in seen
    assert "777" not in seen
    assert "我的想法" not in text(browser(proposer).get(MINE))


def test_a_builder_of_another_project_and_a_stranger_see_nothing(world: World) -> None:
    studio, person = world.studio("甲县工作室"), world.builder().person
    one = world.moved(world.proposed(person, "甲县的点子"), "accepted", studio=studio)
    other = make_world("乙县")
    for reader in (other.builder().person, make_person(world.union)):
        seen = text(browser(reader).get(MINE))
        assert "甲县" not in seen
    for name in ("desk_studio", "desk_improvement"):
        uid = studio.uid if name == "desk_studio" else one.uid
        url = reverse(f"training:{name}", args=[uid])
        assert browser(other.officer).get(url).status_code == 404
        assert browser(person).get(url).status_code == 403
    for name in ("drop", "finish"):
        assert browser(other.officer).post(act(one, "move", "running"), {"why": name}).status_code == 404
    assert "甲县" not in text(browser(other.officer).get(LIST))
    assert browser(other.officer).get(LIST, {"project": str(world.project.uid)}).status_code == 404
    export = reverse("training:desk_studios_export") + f"?project={world.project.uid}"
    assert browser(other.officer).post(export).status_code == 404
    assert Client().get(MINE).status_code == 302


def test_a_trainer_reads_and_changes_nothing(world: World) -> None:
    trainer = make_person(world.union)
    make_grant(trainer, "trainer", world.union)
    studio = world.studio()
    one = world.proposed(world.builder().person, "看得到的点子")
    client = browser(trainer)
    assert "看得到的点子" in text(client.get(LIST))
    assert 'method="post" action="/desk/base' not in text(client.get(page(one)))
    assert client.post(act(one, "move", "dropped"), {"drop-why": "不"}).status_code == 403
    url = reverse("training:desk_studio", args=[studio.uid])
    client.post(url, {"join-person": "谁", "join-part": "lead", "join-since_on": str(world.today)})
    assert not StudioMember.objects.exists()
    assert client.post(reverse("training:desk_studios_export")).status_code == 403


def test_the_desk_sets_up_a_studio_and_its_people(world: World) -> None:
    client, person = browser(world.officer), world.builder("王带头").person
    assert "还没有工作室" in text(client.get(LIST))
    new = reverse("training:desk_studio_new") + f"?project={world.project.uid}"
    said = {"name": "王带头工作室", "field": "焊接", "room": str(world.room.uid), "since_on": str(world.today)}
    assert "建好了" in text(client.post(new, said, follow=True))
    assert client.post(new, said).status_code == 422
    studio = Studio.objects.get()
    assert studio.room == world.room
    url = reverse("training:desk_studio", args=[studio.uid])
    assert "还没有带头人" in text(client.get(url))
    join = {"join-person": "王带头", "join-part": "lead", "join-since_on": str(world.today)}
    assert "王带头" in text(client.post(url, join, follow=True))
    wrong = client.post(url, {**join, "join-person": "没这个人"})
    assert (wrong.status_code, "没有找到" in wrong.content.decode()) == (422, True)
    again = {**said, "field": "高空"}
    assert "高空" in text(client.post(reverse("training:desk_studio_edit", args=[studio.uid]), again, follow=True))
    member = StudioMember.objects.get(person=person)
    assert "以前的人" in text(client.post(reverse("training:desk_studio_leave", args=[member.uid]), follow=True))
    close = reverse("training:desk_studio_close", args=[studio.uid])
    assert client.post(close, {"close-on": str(world.today), "close-why": ""}).status_code == 422
    assert "人都走了" in text(client.post(close, {"close-on": str(world.today), "close-why": "人都走了"}, follow=True))


def test_the_desk_takes_a_proposal_all_the_way(world: World) -> None:
    client, studio = browser(world.officer), world.studio()
    world.builder("李做事")
    one = world.proposed(world.builder("张提出").person, "定位销")
    assert "张提出" in text(client.get(LIST))
    accept = {"accept-studio": str(studio.uid), "accept-why": "下周试"}
    assert client.post(act(one, "move", "accepted"), {"accept-why": "没选"}).status_code == 422
    assert "下周试" in text(client.post(act(one, "move", "accepted"), accept, follow=True))
    assert "李做事" in text(client.post(act(one, "workers"), {"worker-person": "李做事"}, follow=True))
    step = {"step-what": "画图纸", "step-planned_on": str(world.today)}
    assert "画图纸" in text(client.post(act(one, "steps"), step, follow=True))
    assert "开始做了" in text(client.post(act(one, "move", "running"), follow=True))
    early = client.post(act(one, "move", "done"), {"finish-why": "好"})
    assert "还有没做完的步骤" in early.content.decode()
    number = one.steps.get().uid
    assert "画好了" in text(
        client.post(act(one, "step_done", number), {"done_on": str(world.today), "words": "画好了"}, follow=True)
    )
    gain = {"gain-amount": "3000", "gain-unit": "yuan", "gain-reckoned": "每月少一个工"}
    assert "说了还没确认" in text(client.post(act(one, "gains"), gain, follow=True))
    assert "确认了" in text(client.post(act(one, "confirm", ImprovementGain.objects.get().uid), follow=True))
    assert "一标 焊接班" in text(client.post(act(one, "teams"), {"teams": [str(world.team.uid), "x"]}, follow=True))
    assert "做成了" in text(client.post(act(one, "move", "done"), {"finish-why": "好用"}, follow=True))
    listed = text(client.get(LIST))
    assert "省了 3,000 元" in listed
    assert client.post(act(one, "move", "nowhere")).status_code == 404
    worker = ImprovementWorker.objects.get()
    assert "李做事" not in text(client.post(act(one, "off", worker.uid), follow=True))


def test_parts_of_another_improvement_are_not_found(world: World) -> None:
    client, studio = browser(world.officer), world.studio()
    first, second = (
        world.moved(world.proposed(world.builder().person), "accepted", "running", studio=studio) for _ in range(2)
    )
    step = improving.plan(improvement=first, what="画图", planned_on=world.today, **world.said())
    gain = improving.note_gain(improvement=first, unit="days", amount=2, reckoned="算了", **world.said())
    for name, part in (("step_drop", step), ("step_done", step), ("confirm", gain), ("gain_drop", gain)):
        assert client.post(act(second, name, part.uid), {"done_on": str(world.today)}).status_code == 404
    for name, part in (("step_drop", step), ("gain_drop", gain)):
        assert "去掉了" in text(client.post(act(first, name, part.uid), follow=True))


def test_who_works_on_it_says_what_it_spared(world: World) -> None:
    person, studio = world.builder().person, world.studio()
    one = world.moved(world.proposed(world.builder().person, "别人的点子"), "accepted", "running", studio=studio)
    url = reverse("training:improvement_gain", args=[one.uid])
    said = {"gain-amount": "4", "gain-unit": "days", "gain-reckoned": "每次快半天"}
    assert browser(person).post(url, said).status_code == 404
    improvements.put_on(improvement=one, person=person, **world.said())
    assert "别人的点子" in text(browser(person).get(MINE))
    assert "基地确认以后才算数" in text(browser(person).post(url, said, follow=True))
    browser(person).post(url, said)
    assert ImprovementGain.objects.get().confirmed_at is None, "sent twice it is once"
    wrong = browser(person).post(url, {**said, "gain-amount": "-1", "gain-reckoned": "写了很多字"})
    assert wrong.status_code == 422
    assert "写了很多字" in wrong.content.decode(), "nothing that was written is lost"
    assert ImprovementGain.objects.count() == 1


def test_the_export_names_nobody_and_stands_in_the_journal(world: World) -> None:
    studio, person = world.studio("张工作室"), world.builder("张三丰").person
    one = world.moved(world.proposed(person, "定位销"), "accepted", "running", studio=studio)
    improvements.put_on(improvement=one, person=person, **world.said())
    improving.note_gain(improvement=one, unit="yuan", amount=9, reckoned="算", **world.said())
    other = make_world("乙县")
    other.proposed(other.builder().person, "乙县点子")
    url = reverse("training:desk_studios_export") + f"?project={world.project.uid}"
    answer = browser(world.officer).post(url)
    body = b"".join(answer) if answer.streaming else answer.content
    [header, row] = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert header[:3] == ["项目", "工作室", "到哪一步"]
    assert row[:3] == ["定位销", "张工作室", "正在做"]
    assert [row[5], *row[7:9]] == [1, 0, 9]
    assert Entry.objects.get(verb="studios.exported").facts == {"rows": 1}


def test_the_list_takes_the_same_queries_for_more_rows(world: World) -> None:
    client, studio = browser(world.officer), world.studio()

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            text(client.get(LIST))
            text(client.get(reverse("training:desk_studio", args=[studio.uid])))
        return len(caught)

    def more() -> None:
        lead = world.builder().person
        one = world.moved(world.proposed(lead), "accepted", "running", studio=world.studio())
        improvements.put_on(improvement=one, person=lead, **world.said())
        improving.note_gain(improvement=one, unit="yuan", amount=9, reckoned="算", **world.said())
        improvements.use_in(improvement=one, teams=[world.team], **world.said())
        world.join(studio, lead)
        world.moved(world.proposed(lead), "accepted", studio=studio)
        world.proposed(lead)

    more()
    queries()
    few = queries()
    for _ in range(4):
        more()
    assert queries() == few


def test_the_figures_say_what_the_studios_did(world: World) -> None:
    one = world.moved(world.proposed(world.builder().person), "accepted", "running", studio=world.studio())
    for amount in (5_000, 300):
        improving.note_gain(improvement=one, unit="yuan", amount=amount, reckoned="算", **world.said())
    improving.confirm_gain(gain=ImprovementGain.objects.get(amount=5_000), **world.said())
    seen = text(browser(world.officer).get(reverse("training:desk_figures"), follow=True))
    assert "确认省下 5,000 元" in seen
    assert "另有 300 元说了还没确认" in seen


def test_the_first_page_of_the_desk_says_what_waits(world: World) -> None:

    world.proposed(world.builder().person)
    for who, count in ((world.officer, 1), (make_world("乙县").officer, 0)):
        tasks = {one["label"]: one["count"] for one in desk_tasks(viewer_of(who, world.today))}
        assert tasks["等答复的改进建议"] == count
