"""Pages: who answers, the editor, results; what a neighbour and a stranger see."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.people.models import Person
from xinlian.people.scope import viewer_of
from xinlian.sheets.cells import cell
from xinlian.sheets.workbook import sheets
from xinlian.surveys import actions
from xinlian.surveys.models import Questionnaire, Sheet, Survey
from xinlian.surveys.queries.desk import usable
from xinlian.surveys.queries.mine import open_for
from xinlian.surveys.queries.results import results, series_of
from xinlian.surveys.tests.asked import GOOD, Asked, a_survey, ask, say
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, name: str, *ids: Any) -> str:
    answer = client.get(reverse(f"surveys:{name}", args=ids))
    assert answer.status_code == 200
    return answer.content.decode()


def done(world: Asked, how: str = "5") -> None:
    for person in world.people:
        say(world.survey, person, overall=how)
    actions.close(survey=world.survey, by=world.officer, at=timezone.now())
    world.survey.refresh_from_db()


# ---- answering ----


def test_somebody_answers_and_is_thanked() -> None:
    world = ask()
    client, address = as_(world.people[0]), reverse("surveys:survey", args=[world.survey.uid])
    assert "这份问卷不记名" in page(client, "survey", world.survey.uid)
    answer = client.post(address, {**GOOD, "client_uid": uuid.uuid4()}, follow=True)
    assert "收到了，谢谢您" in answer.content.decode()
    assert Sheet.objects.get().answers == {
        "overall": "5",
        "again": "yes",
        "better": ["food", "notice"],
        "words": "饭菜再热一点",
    }


def test_the_home_page_asks_until_it_is_answered() -> None:
    world = ask()
    client = as_(world.people[0])
    assert world.survey.title in client.get("/").content.decode()
    say(world.survey, world.people[0])
    assert world.survey.title not in client.get("/").content.decode()


def test_a_signed_survey_says_so() -> None:
    world = ask(anonymous=False)
    assert "这份问卷要署名" in page(as_(world.people[0]), "survey", world.survey.uid)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"overall": ""}, "这一题还没有答"),
        ({"overall": "9"}, "没有这个选项"),
        ({"better": "x"}, "没有这个选项"),
        ({"words": "字" * 10_000}, "最多 500 个字"),
        ({"words": "坏\x00字"}, "有 1 处要改一下"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_question_and_nothing_is_lost(more: dict[str, str], words: str) -> None:
    world = ask()
    sent = {**GOOD, "client_uid": uuid.uuid4(), **more}
    answer = as_(world.people[0]).post(reverse("surveys:survey", args=[world.survey.uid]), sent)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert words in told
    assert 'value="yes"' in told
    assert not Sheet.objects.exists()


def test_an_answer_from_a_second_tab_is_told_that_it_is_done() -> None:
    world = ask()
    client, address = as_(world.people[0]), reverse("surveys:survey", args=[world.survey.uid])
    for _tab in range(2):
        answer = client.post(address, {**GOOD, "client_uid": uuid.uuid4()})
    assert answer.status_code == 422
    assert "收到了，谢谢您" in answer.content.decode()
    assert Sheet.objects.count() == 1


def test_a_closed_survey_says_so_and_takes_nothing() -> None:
    world = ask()
    actions.close(survey=world.survey, by=world.officer, at=timezone.now())
    client, address = as_(world.people[0]), reverse("surveys:survey", args=[world.survey.uid])
    assert "已经结束了" in page(client, "survey", world.survey.uid)
    assert client.post(address, {**GOOD, "client_uid": uuid.uuid4()}).status_code == 422
    assert not Sheet.objects.exists()


def test_whom_it_was_not_sent_to_finds_nothing() -> None:
    world = ask()
    address = reverse("surveys:survey", args=[world.survey.uid])
    assert as_(make_person(world.union)).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_what_waits_is_found_in_one_query(django_assert_num_queries: Any) -> None:
    world = ask()
    a_survey(world.union, world.officer, world.questionnaire, title="没请他")
    with django_assert_num_queries(1):
        assert [ticket.survey.title for ticket in open_for(world.people[0])] == [world.survey.title]


# ---- results ----


def test_results_of_an_anonymous_survey_wait_for_its_end() -> None:
    world = ask()
    client = as_(world.officer)
    say(world.survey, world.people[0], words="早上太早")
    told = page(client, "desk_survey", world.survey.uid)
    assert "结束以后才能看结果" in told
    assert "早上太早" not in told
    done_world = world
    for person in world.people[1:]:
        say(world.survey, person, words="早上太早")
    actions.close(survey=done_world.survey, by=world.officer, at=timezone.now())
    told = page(client, "desk_survey", world.survey.uid)
    assert "早上太早" in told
    assert "满意的占 100%" in told


def test_four_answers_show_nothing() -> None:
    world = ask(people=4)
    done(world)
    told = page(as_(world.officer), "desk_survey", world.survey.uid)
    assert "答的人不到 5 个" in told
    assert GOOD["words"] not in told
    assert results(world.survey).questions[0].figures.people is None


def test_script_in_a_text_is_shown_as_text() -> None:
    world = ask()
    for person in world.people:
        say(world.survey, person, words="<script>alert(1)</script>")
    actions.close(survey=world.survey, by=world.officer, at=timezone.now())
    told = page(as_(world.officer), "desk_survey", world.survey.uid)
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert(1)" in told


def test_batches_of_a_series_stand_beside_each_other_in_few_queries(django_assert_num_queries: Any) -> None:
    world = ask(people=20)
    done(world)
    for number in (2, 3):
        other = a_survey(world.union, world.officer, world.questionnaire, about_label=f"第 {number} 批")
        actions.invite(survey=other, people=world.people, by=world.officer, at=timezone.now())
        for place, person in enumerate(world.people):
            say(other, person, overall="5" if place > 9 else "2")
        actions.close(survey=other, by=world.officer, at=timezone.now())
    viewer = viewer_of(world.officer, timezone.localdate())
    with django_assert_num_queries(4):
        series = series_of(viewer, "trips:2026")
    assert series is not None
    first = series.questions[0]
    assert [figures.liked.low for _one, figures in first.each if figures.liked] == [1, 0.5, 0.5]
    assert first.whole.people == 60
    with django_assert_num_queries(2):
        assert results(world.survey).questions[0].figures.counts == (0, 0, 0, 0, 20)
    assert series_of(viewer_of(make_officer(make_union()), timezone.localdate()), "trips:2026") is None
    assert "第 3 批" in page(as_(world.officer), "desk_survey", world.survey.uid)


def told_in(client: Client, survey: Survey, folder: Path) -> dict[str, list[list[str]]]:
    answer = client.get(reverse("surveys:excel", args=[survey.uid]))
    file = folder / "results.xlsx"
    file.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return {one.name: [[str(cell(value).text) for value in row] for _number, row in one.rows] for one in sheets(file)}


def test_the_workbook_hides_what_the_page_hides(tmp_path: Path) -> None:
    world = ask(people=12, title="第一批 满意度")
    for place, person in enumerate(world.people):
        say(world.survey, person, overall="1" if place < 2 else "5", words="" if place < 8 else "少数人的话")
    actions.close(survey=world.survey, by=world.officer, at=timezone.now())
    found = told_in(as_(world.officer), world.survey, tmp_path)
    overall = [row[4] for row in found[world.survey.title] if row[0] == "这次出来，总的满意吗"]
    assert overall == ["不显示", "0", "0", "0", "不显示"]
    assert "少数人的话" not in str(found)
    assert "逐份" not in found


def test_the_workbook_of_a_signed_survey_names_who_wrote(tmp_path: Path) -> None:
    world = ask(anonymous=False)
    say(world.survey, world.people[0])
    found = told_in(as_(world.officer), world.survey, tmp_path)
    assert [row[0] for row in found["逐份"][1:]] == [world.people[0].name]


def test_an_officer_ends_a_survey_early() -> None:
    world = ask()
    answer = as_(world.officer).post(reverse("surveys:close", args=[world.survey.uid]), follow=True)
    assert "结束了，不再收答案" in answer.content.decode()
    assert Survey.objects.get().state == "closed"


def test_a_neighbour_and_a_worker_see_nothing() -> None:
    world = ask()
    names = [("desk_survey", world.survey.uid), ("excel", world.survey.uid), ("questionnaire", world.questionnaire.uid)]
    neighbour, worker = as_(make_officer(make_union())), as_(world.people[0])
    for name, uid in names:
        assert neighbour.get(reverse(f"surveys:{name}", args=[uid])).status_code == 404
        assert worker.get(reverse(f"surveys:{name}", args=[uid])).status_code == 403
    for name, uid in (("close", world.survey.uid), ("version", world.questionnaire.uid)):
        assert neighbour.post(reverse(f"surveys:{name}", args=[uid])).status_code == 404
    assert world.survey.title not in page(neighbour, "desk")
    assert world.survey.title in page(as_(world.officer), "desk")


# ---- the editor ----


def test_a_questionnaire_is_drawn_up_by_hand() -> None:
    union = make_union()
    client = as_(make_officer(union))
    client.post(reverse("surveys:new"), {"union": union.uid, "name": "开班意见"})
    made = Questionnaire.objects.get()
    add = reverse("surveys:add_question", args=[made.uid])
    client.post(add, {"kind": "scale5", "zh": "老师讲得清楚吗", "required": "on"})
    client.post(add, {"kind": "many", "zh": "想学什么", "options": "急救 | First aid\n法律\n"})
    client.post(add, {"kind": "scale10", "zh": "打个分"})
    client.post(add, {"kind": "text", "zh": "别的话", "options": "不算"})
    made.refresh_from_db()
    assert [(one["code"], one["kind"], len(one["options"])) for one in made.questions] == [
        ("q1", "scale", 5),
        ("q2", "many", 2),
        ("q3", "scale", 10),
        ("q4", "text", 0),
    ]
    arrange = reverse("surveys:arrange", args=[made.uid])
    client.post(arrange, {"code": "q4", "act": "up"})
    client.post(arrange, {"code": "q1", "act": "remove"})
    client.post(
        reverse("surveys:question", args=[made.uid, "q2"]),
        {"kind": "choice", "zh": "最想学什么", "options": "急救\n法律"},
    )
    made.refresh_from_db()
    assert [one["code"] for one in made.questions] == ["q2", "q4", "q3"]
    assert (made.questions[0]["kind"], made.questions[0]["text"]["zh"]) == ("choice", "最想学什么")
    told = page(client, "questionnaire", made.uid)
    assert "最想学什么" in told
    assert "填的人看到的样子" in told


def test_options_that_do_not_fit_are_said_beside_them() -> None:
    world = ask()
    client = as_(world.officer)
    client.post(reverse("surveys:version", args=[world.questionnaire.uid]))
    fresh = Questionnaire.objects.get(version=2)
    add = reverse("surveys:add_question", args=[fresh.uid])
    answer = client.post(add, {"kind": "choice", "zh": "选哪个", "options": "只有一个"})
    assert answer.status_code == 422
    assert "选项要 2 到 10 个" in answer.content.decode()
    assert client.get(reverse("surveys:question", args=[fresh.uid, "none"])).status_code == 404


def test_a_used_questionnaire_offers_a_new_version_instead_of_changes() -> None:
    world = ask()
    client = as_(world.officer)
    told = page(client, "questionnaire", world.questionnaire.uid)
    assert "出一个新版本" in told
    assert "加一题" not in told
    answer = client.post(
        reverse("surveys:arrange", args=[world.questionnaire.uid]), {"code": "food", "act": "remove"}, follow=True
    )
    assert "不能再改" in answer.content.decode()
    client.post(reverse("surveys:retire", args=[world.questionnaire.uid]))
    assert Questionnaire.objects.get().retired_on == timezone.localdate()
    assert not usable(world.union).exists()


def test_a_name_taken_is_said_beside_the_name() -> None:
    world = ask()
    answer = as_(world.officer).post(
        reverse("surveys:new"), {"union": world.union.uid, "name": world.questionnaire.name}
    )
    assert answer.status_code == 422
    assert "已经有一份叫这个名字的问卷" in answer.content.decode()
