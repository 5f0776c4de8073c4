"""Pages of the intake: setting up a base, registering one by one, by the code of a team, the team leader's page."""

import datetime
import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from xinlian.people import handlers
from xinlian.people.handlers import Sender
from xinlian.people.marks import mark
from xinlian.people.models import Person
from xinlian.people.outbox import Item
from xinlian.people.scope import viewer_of
from xinlian.rows.refusals import Refused
from xinlian.testing.make import impossible_id, impossible_phone, make_officer, make_person, make_union
from xinlian.training import front
from xinlian.training.models import Builder, Project, Team
from xinlian.training.rules.medical import Found
from xinlian.training.tests.intake_world import World, browser, text, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def base() -> World:
    return world()


def url(name: str, *args: object) -> str:
    return reverse(f"training:{name}", args=args)


def form(base: World, **more: Any) -> dict[str, Any]:
    said = {
        "client_uid": uuid.uuid4(),
        "name": "何一",
        "phone": impossible_phone(800_000 + 31),
        "id_type": "",
        "language": "zh",
    }
    return {**said, "id_number": impossible_id(31), "trade": base.welder.uid, "team": base.team.uid, **more}


def test_an_officer_sets_up_a_base_with_all_its_parts() -> None:
    union = make_union()
    officer = browser(make_officer(union))
    trainer = make_officer(union, "trainer", name="周老师")
    said = {"union": union.uid, "name": "新桥", "base_name": "新基地", "goal": 10_000}
    said |= {"begins_on": "2026-01-01", "ends_on": "2025-01-01"}
    assert "结束的日子要在开始之后" in text(officer.post(url("desk_project_new"), said))
    assert not Project.objects.exists()
    assert officer.post(url("desk_project_new"), {**said, "ends_on": "2028-12-31"}).status_code == 302
    project = Project.objects.get()
    parts = [
        ("section", {"name": "一标"}),
        ("room", {"name": "一号教室", "kind": "room", "capacity": 40}),
        ("subject", {"name": "高处作业", "tier": "company"}),
        ("demand", {"least_age": 18, "effective_on": "2026-01-01", "source": "文件", "barred_by": ["height"]}),
    ]
    for what, values in parts:
        assert officer.post(url("desk_add", project.uid, what), values).status_code == 302, what
    subject = project.subjects.get()
    more = {"person": trainer.uid, "subjects": [subject.uid], "weekdays": ["1", "3"]}
    assert officer.post(url("desk_add", project.uid, "trainer"), more).status_code == 302
    section, teacher = project.sections.get(), project.trainers.get()
    assert officer.post(url("desk_team_new", section.uid), {"name": "甲班"}).status_code == 302
    days = {"first_on": "2026-05-01", "last_on": "2026-05-03"}
    officer.post(url("desk_trainer_away", teacher.uid), days)
    assert teacher.absences.get().last_on == datetime.date(2026, 5, 3)
    page = text(officer.get(url("desk_project", project.uid)))
    for words in ("一标", "甲班", "一号教室", "高处作业", "周老师", "10000"):
        assert words in page
    assert officer.get(url("desk_add", project.uid, "moon")).status_code == 404


def test_a_leader_is_found_by_phone_and_the_form_keeps_what_was_said(base: World) -> None:
    officer = browser(base.officer)
    wrong = officer.post(url("desk_team", base.other.uid), {"name": "新名", "phone": impossible_phone(800_000 + 404)})
    assert "没有人用这个手机号登记过" in text(wrong)
    assert "新名" in text(wrong)
    officer.post(url("desk_team", base.other.uid), {"name": "司机班", "phone": str(base.leader.phone)})
    assert Team.objects.get(pk=base.other.pk).leader == base.leader
    officer.post(url("desk_team", base.other.uid), {"name": "司机班", "phone": ""})
    assert Team.objects.get(pk=base.other.pk).leader == base.leader
    officer.post(url("desk_team", base.other.uid), {"name": "司机班", "phone": "无"})
    assert Team.objects.get(pk=base.other.pk).leader is None


def test_one_by_one_at_the_desk_with_what_is_missing_at_once(base: World) -> None:
    base.entry()
    officer = browser(base.officer)
    answer = officer.post(url("desk_builder_new", base.project.uid), form(base), follow=True)
    assert Builder.objects.get().team == base.team
    page = text(answer)
    assert "已经登记好了" in page
    assert "没有上培训" in page
    again = officer.post(url("desk_builder_new", base.project.uid), form(base, name="换名"))
    assert Builder.objects.count() == 1
    assert Person.objects.filter(name="换名").count() == 1, "the ID number says who it is; the desk corrects the name"
    assert again.status_code == 302


def test_who_is_too_young_is_refused_with_the_reason_and_nothing_is_lost(base: World) -> None:
    born = timezone.localdate().replace(year=timezone.localdate().year - 17, day=1)
    said = form(base, name="太小", id_number=impossible_id(32, born))
    for client, address in (
        (browser(base.officer), url("desk_builder_new", base.project.uid)),
        (browser(base.leader), url("join", base.team.join_key)),
    ):
        page = text(client.post(address, said))
        assert "满 18 岁才能登记" in page
        assert "太小" in page
        assert str(said["id_number"]) in page
    assert not Builder.objects.exists()


def test_a_stranger_sees_the_team_s_name_and_signs_in(base: World) -> None:
    stranger = browser(None)
    page = text(stranger.get(url("join", base.team.join_key)))
    assert "焊工一班" in page
    assert f"/sign-in/?next=/join/{base.team.join_key}/" in page.replace("%2F", "/")
    assert stranger.post(url("join", base.team.join_key), form(base)).status_code == 200
    assert not Builder.objects.exists()
    assert stranger.get(url("join", "no-such-key")).status_code == 404


def test_a_worker_joins_alone_without_scripts(base: World) -> None:
    me = make_person(None, name="", phone_verified_at=base.now)
    client, address = browser(me), url("join", base.team.join_key)
    said = form(base, name="孤一", id_number=impossible_id(33))
    del said["phone"], said["team"]
    short = text(client.post(address, {**said, "id_number": "12"}))
    assert "孤一" in short
    assert not Builder.objects.exists()
    page = text(client.post(address, said, follow=True))
    assert "还差" in page
    assert "体检" in page
    builder = Builder.objects.get()
    assert (builder.person, builder.team, builder.way) == (me, base.team, "phone")
    assert "您已经登记了" in text(client.get(address))
    twice = client.post(address, said)
    assert twice.status_code == 302
    assert Builder.objects.count() == 1


def test_a_leader_enters_one_after_the_other_and_sees_who_lacks_what(base: World) -> None:
    client, address = browser(base.leader), url("join", base.team.join_key)
    for number in (41, 42):
        said = form(
            base, name=f"工友{number}", phone=impossible_phone(800_000 + number), id_number=impossible_id(number)
        )
        assert "已经登记好了" in text(client.post(address, said, follow=True))
    first = Builder.objects.get(person__name="工友41")
    base.checked(first, Found("fit"))
    page = text(client.get(url("my_team")))
    assert "工友41" in page
    assert "工友42" in page
    assert page.count("<li>没有体检</li>") == 1
    for sealed in (impossible_phone(800_000 + 41), impossible_id(41)):
        assert sealed not in page
    assert "您没有带班组" in text(browser(base.trainer).get(url("my_team")))


def test_a_closed_team_takes_nobody_and_a_new_key_ends_the_old(base: World) -> None:
    officer, old = browser(base.officer), base.team.join_key
    assert officer.post(url("desk_team_key", base.team.uid)).status_code == 302
    assert browser(None).get(url("join", old)).status_code == 404
    fresh = Team.objects.get(pk=base.team.pk)
    sheet = text(officer.get(url("desk_team_sheet", base.team.uid)))
    assert "扫一扫，登记上岗" in sheet
    assert old not in sheet
    Team.objects.filter(pk=base.team.pk).update(closed_on=base.today)
    assert browser(None).get(url("join", fresh.join_key)).status_code == 404


def test_the_list_is_searched_by_name_team_trade_and_state(base: World) -> None:
    first, second = base.builder("甲一"), base.builder("乙二", team=base.other, trade=base.driver)
    officer = browser(base.officer)

    def found(query: str) -> set[str]:
        page = text(officer.get(url("desk_builders") + query))
        return {name for name in ("甲一", "乙二") if f">{name}<" in page}

    assert found("") == {"甲一", "乙二"}
    assert found("?q=甲") == {"甲一"}
    assert found("?q=司机") == {"乙二"}
    assert found(f"?trade={base.driver.uid}") == {"乙二"}
    assert found("?state=ready") == set()
    assert found("?state=lacking") == {"甲一", "乙二"}
    assert found("?state=nonsense") == {"甲一", "乙二"}
    officer.post(url("desk_builder_leave", first.uid), {"on": base.today.isoformat()})
    assert found("") == {"乙二"}
    assert found("?state=left") == {"甲一"}
    officer.post(url("desk_builder_move", second.uid), {"team": base.team.uid, "trade": base.welder.uid})
    second.refresh_from_db()
    assert (second.team, second.trade) == (base.team, base.welder)


def test_a_page_of_many_builders_asks_a_few_queries(base: World, django_assert_max_num_queries: Any) -> None:
    officer = browser(base.officer)
    for number in range(12):
        base.builder(f"多{number}")
    officer.get(url("desk_builders"))
    with django_assert_max_num_queries(40):
        officer.get(url("desk_builders"))


def test_what_a_phone_kept_without_a_network_arrives_once_and_refusals_say_why(base: World) -> None:
    said = form(base, name="远处的人", phone=impossible_phone(800_000 + 51), id_number=impossible_id(51))
    fields = {name: (str(value),) for name, value in said.items() if name not in ("client_uid", "team")}

    def send(by: Person, **more: str) -> dict[str, Any]:
        whole = {**fields, "key": (base.team.join_key,), **{name: (value,) for name, value in more.items()}}
        item = Item(uuid.uuid5(uuid.NAMESPACE_OID, whole["id_number"][0]), "builder", base.now, mark(by), whole)
        return dict(handlers.handlers()["builder"](item, Sender(by), base.now) or {})

    answer = send(base.leader)
    builder = Builder.objects.get()
    assert (answer, builder.team) == ({"builder": str(builder.uid)}, base.team)
    assert send(base.leader) == answer
    assert Builder.objects.count() == 1
    for by, more, code in (
        (base.leader, {"key": "gone"}, "team_gone"),
        (base.leader, {"id_number": "12"}, "builder_form"),
        (
            base.leader,
            {"phone": impossible_phone(800_000 + 52), "id_number": impossible_id(52, base.today.replace(day=1))},
            "age_under",
        ),
        (base.trainer, {"id_number": impossible_id(53)}, "phone_unproven"),
    ):
        with pytest.raises(Refused) as refused:
            send(by, **more)
        assert refused.value.code == code
    stranger = Item(uuid.uuid4(), "builder", base.now, "", {**fields, "key": (base.team.join_key,)})
    with pytest.raises(Refused) as refused:
        handlers.handlers()["builder"](stranger, Sender(None), base.now)
    assert refused.value.code == "sync_sign_in"


def test_home_the_desk_s_first_page_and_its_search_know_the_base(base: World) -> None:
    first = base.builder("郝找")
    base.builder("没班组", team=None)
    base.checked(first, Found("fit"))
    assert "焊工一班" in text(browser(base.leader).get("/"))
    assert "焊工一班" not in text(browser(first.person).get("/"))
    tasks = {one["label"]: one["count"] for one in front.desk_tasks(viewer_of(base.medic, base.today))}
    assert tasks == {"没有有效的上岗体检": 1, "上岗体检三十天内到期": 0}
    assert next(one["count"] for one in front.desk_tasks(viewer_of(base.officer, base.today))) == 1
    assert front.desk_tasks(viewer_of(base.trainer, base.today)) == []
    for wanted in ("郝", "焊工一"):
        assert "郝找" in text(browser(base.officer).get(f"/desk/search/?q={wanted}"))
    assert "郝找" not in text(browser(world().officer).get("/desk/search/?q=郝"))
    assert "郝找" not in text(browser(base.medic).get("/desk/search/?q=郝"))
