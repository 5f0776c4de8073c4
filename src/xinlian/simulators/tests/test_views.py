"""Pages of simulators: a trainee's own, the desk's, refusals in words, strangers outside."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xinlian.boards.models import Board
from xinlian.people.models import Person
from xinlian.simulators.models import Device, Run, Simulator, StrayRun, Trainee, Turn
from xinlian.simulators.tests.world import Base, base
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Base:
    return base(2)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, *ids: Any) -> str:
    return reverse(f"simulators:{name}", args=ids)


def text(client: Client, name: str, *ids: Any, status: int = 200) -> str:
    answer = client.get(address(name, *ids))
    assert answer.status_code == status
    return answer.content.decode()


def test_a_trainee_sees_the_number_queues_and_leaves(made: Base) -> None:
    person = made.people[0].person
    client = as_(person)
    number = made.people[0].number
    assert f"{number[:4]} {number[4:]}" in text(client, "mine")
    said = {"scenario": str(made.task.uid), "client_uid": str(uuid.uuid4())}
    for _ in range(2):
        client.post(address("queue"), said)
    turn = Turn.objects.get()
    assert turn.trainee == made.people[0]
    assert "下一个就是您" in text(client, "mine")
    assert "下一个就是您" in client.get("/").content.decode()
    again = client.post(address("queue"), said | {"client_uid": str(uuid.uuid4())}, follow=True)
    assert "已经在这台设备排着队了" in again.content.decode()
    other = as_(made.people[1].person)
    assert other.post(address("leave", turn.uid)).status_code == 404
    client.post(address("leave", turn.uid))
    turn.refresh_from_db()
    assert turn.state == "missed"


def test_nobody_queues_where_they_do_not_train(made: Base) -> None:
    elsewhere = base(1)
    client = as_(elsewhere.people[0].person)
    said = {"scenario": str(made.task.uid), "client_uid": str(uuid.uuid4())}
    assert client.post(address("queue"), said).status_code == 404
    mine = said | {"scenario": str(elsewhere.task.uid), "client_uid": "x"}
    assert client.post(address("queue"), mine).status_code == 404
    assert "您还不在名单上" in text(as_(make_person()), "mine")
    assert not Turn.objects.exists()


def test_why_i_stand_here(made: Base) -> None:
    ladder = made.ladder(simulator=None)
    made.take(made.said(made.people[0], "90"), made.said(made.people[0], "70"), made.said(made.people[1], "80"))
    page = as_(made.people[0].person).get(reverse("boards:board", args=[ladder.board.uid])).content.decode()
    assert "为什么是这个名次" in page
    assert "83.33" in page
    assert page.index(">算<") < page.index(">不算<")
    Run.objects.filter(marks=90).update(withdrawn_at=made.now, withdrawn_why="坏了")
    page = as_(made.people[0].person).get(reverse("boards:board", args=[ladder.board.uid])).content.decode()
    assert "有 1 次成绩因为设备的问题撤下了" in page
    stranger = as_(make_person())
    assert stranger.get(reverse("boards:board", args=[ladder.board.uid])).status_code == 404


def test_from_nothing_to_a_board_at_the_desk() -> None:
    union = make_union()
    officer, worker = make_officer(union), make_person(union, phone="19900007777")
    client = as_(officer)
    form = {"union": str(union.uid), "kind": "welding", "name": "焊接", "version": "1", "full": "100"}
    wrong = client.post(address("desk_new"), form | {"mean_ref": "70"})
    assert wrong.status_code == 422
    assert "要么都填" in wrong.content.decode()
    client.post(address("desk_new"), form | {"mean_ref": "70", "sd_ref": "9"})
    simulator = Simulator.objects.get()
    client.post(address("desk_scenario_new", simulator.uid), {"code": "W1", "name": "平板对接"})
    twice = client.post(address("desk_scenario_new", simulator.uid), {"code": "W1", "name": "平板对接"})
    assert "已经有了" in twice.content.decode()
    shown = client.post(address("desk_device_new", simulator.uid), {"name": "1 号机", "place": "一楼"})
    device = Device.objects.get()
    assert str(device.key) in shown.content.decode()
    assert str(device.key) not in text(client, "desk_simulator", simulator.uid)
    added = client.post(
        address("desk_trainees"),
        {"union": str(union.uid), "phones": "张三 19900007777\n19912345678", "site": "一标", "team": "甲班"},
    )
    assert "19912345678" in added.content.decode()
    trainee = Trainee.objects.get()
    assert (trainee.person, trainee.label) == (worker, "一标 · 甲班")
    client.post(
        address("desk_ladder_new"),
        {"simulator": str(simulator.uid), "title": "焊接榜", "how": "best", "fewest": "1", "names": "masked"},
    )
    board = Board.objects.get()
    assert "焊接 · 每人取最好一次" in client.get(reverse("boards:desk_board", args=[board.uid])).content.decode()
    wrong = client.post(
        address("desk_ladder_new"),
        {"simulator": f"all-{union.uid}", "title": "榜", "how": "mean_best", "fewest": "1", "names": "masked"},
    )
    assert "请写取几次" in wrong.content.decode()


def test_the_device_s_page_queues_blocks_withdraws_and_gives_another_key(made: Base) -> None:
    client, device = as_(made.officer), made.device
    form = {"number": made.people[0].number, "scenario": str(made.task.uid), "client_uid": str(uuid.uuid4())}
    wrong = client.post(address("desk_queue", device.uid), form | {"number": "12345678"})
    assert wrong.status_code == 422
    assert "没有这个编号" in wrong.content.decode()
    client.post(address("desk_queue", device.uid), form)
    turn = Turn.objects.get()
    assert made.people[0].person.name in text(client, "desk_device", device.uid)
    client.post(address("desk_miss", turn.uid))
    made.take(made.said(made.people[0]))
    act = address("desk_device_act", device.uid)
    assert "请写明为什么" in client.post(act, {"act": "withdraw"}, follow=True).content.decode()
    client.post(act, {"act": "withdraw", "why": "打分不准"})
    assert Run.objects.get().withdrawn_why == "打分不准"
    client.post(act, {"act": "back"})
    assert Run.objects.get().withdrawn_at is None
    client.post(act, {"act": "block", "why": "坏了"})
    assert "停用了" in text(client, "desk_device", device.uid)
    client.post(act, {"act": "unblock"})
    shown = client.post(act, {"act": "key"}).content.decode()
    device.refresh_from_db()
    assert device.key != made.key
    assert str(device.key) in shown
    assert client.post(act, {"act": "nonsense"}).status_code == 404
    assert client.post(act, {"act": "block", "why": "x", "since": "gestern"}).status_code == 422
    assert client.post(act, {"act": "version", "version": "x"}).status_code == 404


def test_what_was_refused_is_seen_and_settled(made: Base) -> None:
    made.take(made.said(made.people[0], "101"))
    client = as_(made.officer)
    assert "不在 0 到满分 100 之间" in text(client, "desk_runs")
    assert "没收下的模拟机成绩" in client.get("/desk/").content.decode()
    client.post(address("desk_settle", StrayRun.objects.get().uid))
    assert "不在 0 到满分" not in text(client, "desk_runs")
    assert StrayRun.objects.get().settled_by == made.officer


def test_strangers_stay_outside(made: Base) -> None:
    neighbour = as_(make_officer(make_union("乙县总工会")))
    for name, one in (
        ("desk_simulator", made.simulator),
        ("desk_device", made.device),
        ("desk_trainee", made.people[0]),
    ):
        text(neighbour, name, one.uid, status=404)
    assert made.people[0].number not in text(neighbour, "desk_trainees")
    worker = as_(made.people[0].person)
    assert worker.get(address("desk")).status_code == 403


def test_a_list_of_many_asks_few_questions(made: Base, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        made.take(*(made.said(one) for one in made.people))
    client = as_(made.officer)
    with django_assert_max_num_queries(24):
        text(client, "desk")
    worker = as_(made.people[0].person)
    with django_assert_max_num_queries(20):
        text(worker, "mine")


def test_searching_for_a_letter_that_the_database_does_not_hold_finds_nobody(made: Base) -> None:
    answer = as_(made.officer).get(address("desk_trainees"), {"q": "\0无此人"})
    assert answer.status_code == 200
    assert made.people[0].number not in answer.content.decode()


def test_trainees_are_listed_in_pages_each_once_with_their_own_runs(made: Base) -> None:
    for _ in range(3):
        made.take(made.said(made.people[0]))
    for number in range(51):
        more = {"union_path": made.union.union_path, "shard": made.union.shard, "made_at": made.now}
        Trainee.objects.create(
            union=made.union, person=make_person(made.union), number=f"T{number:04}", site="九标", **more
        )
    client = as_(made.officer)
    pages = [client.get(address("desk_trainees"), {"page": page}).context["table"] for page in (1, 2)]
    rows = [row for page in pages for row in page["rows"]]
    assert [len(page["rows"]) for page in pages] == [50, 3]
    assert {page["count"] for page in pages} == {53} == {len({row["id"] for row in rows})}
    counted = {row["cells"]["number"]: row["cells"]["made"] for row in rows}
    assert (counted[made.people[0].number], sum(counted.values())) == (3, 3)
