"""Pages of exams: with and without scripts, for the worker, the desk and those who may not."""

import io
import json
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from xinlian.assessment.actions import exams, sittings
from xinlian.assessment.models import Exam, Given, Incident, Item, Paper, Practised, ResultAppeal, Sitting
from xinlian.assessment.notice_texts import NOTICES
from xinlian.assessment.queries import desk
from xinlian.assessment.queries.drawing import bank_of
from xinlian.assessment.reading import read
from xinlian.assessment.tests.world import MINUTE, RIGHT, World, world
from xinlian.boards.models import Board
from xinlian.engines.exams import fields
from xinlian.engines.exams.questions import Question
from xinlian.engines.ranking.ranking import rank
from xinlian.engines.ranking.reading import from_json
from xinlian.notices.models import Notice
from xinlian.people.marks import mark
from xinlian.people.models import Person
from xinlian.sheets.tests.books import book
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> World:
    return world()


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, *ids: Any) -> str:
    return reverse(f"assessment:{name}", args=ids)


def page(client: Client, name: str, *ids: Any, status: int = 200) -> str:
    answer = client.get(address(name, *ids))
    assert answer.status_code == status
    return answer.content.decode()


def taken(client: Client, name: str, *ids: Any) -> None:
    """A download, read to its end."""
    answer = client.get(address(name, *ids))
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert len(content) > 100


def begun(made: World, client: Client) -> Sitting:
    answer = client.post(address("begin", made.exam.uid), {"client_uid": uuid.uuid4(), "room_code": ""})
    sitting = Sitting.objects.get(person=made.worker)
    assert answer.headers["Location"] == f"{address('sit')}?s={sitting.uid}"
    return sitting


def test_without_scripts_every_kind_is_answered_and_handed_in(made: World) -> None:
    client = as_(made.worker)
    assert "现在可以考" in page(client, "exams")
    assert "开考" in page(client, "exam", made.exam.uid)
    sitting = begun(made, client)
    for place, (item, _most, options) in enumerate(sitting.paper):
        question = bank_of(made.exam.pk)[item]
        assert question.stem[:6] in page(client, "plain", sitting.uid, place)
        said = fields.fields(question, options, RIGHT[question.kind])
        answer = client.post(address("plain", sitting.uid, place), {**said, "client_uid": uuid.uuid4()})
        assert answer.status_code == 302
    assert client.get(address("plain", sitting.uid, 99)).status_code == 404
    client.post(address("hand_in", sitting.uid))
    sitting.refresh_from_db()
    assert (sitting.marks, sitting.waiting) == (70, 1)
    assert "等成绩" in page(client, "exam", made.exam.uid)
    assert "已经收卷" in page(client, "plain", sitting.uid, 0)


def test_what_a_phone_fetches_holds_no_answer_key(made: World) -> None:
    client = as_(made.worker)
    sitting = begun(made, client)
    told = client.get(address("sitting_data", sitting.uid)).json()
    text = json.dumps(told, ensure_ascii=False)
    assert len(told["questions"]) == len(sitting.paper)
    assert "抬到阴凉处" not in text
    assert "检测" not in text
    assert '"right"' not in text
    assert told["ends_at"] - told["now"] == pytest.approx(30 * 60_000, abs=20_000)
    assert as_(made.others[0]).get(address("sitting_data", sitting.uid)).status_code == 404
    assert Client().get(address("sitting_data", sitting.uid)).status_code == 302


def test_the_outbox_brings_answers_each_once_and_says_why_not(made: World) -> None:
    client = as_(made.worker)
    sitting = begun(made, client)
    place = made.place_of(sitting, "judge")
    now = int(timezone.now().timestamp() * 1000)
    item = {"kind": "answer", "as": mark(made.worker), "said_at": now, "sitting": str(sitting.uid), "place": place}
    items = [
        {**item, "uid": str(uuid.uuid4()), "judge": "no"},
        {**item, "uid": str(uuid.uuid4()), "place": 99, "judge": "no"},
        {**item, "uid": str(uuid.uuid4()), "as": "somebody", "judge": "no"},
        {**item, "uid": str(uuid.uuid4()), "sitting": str(uuid.uuid4()), "judge": "no"},
    ]
    body = {"sent_at": now, "items": items}
    for _ in range(2):
        told = client.post("/sync/", body, content_type="application/json").json()["results"]
        assert [one.get("code", "ok") for one in told] == ["ok", "question_on_paper", "sync_sign_in", "sitting_yours"]
        assert told[0]["answer"] == {"place": place, "counts": True}
    assert Given.objects.count() == 1
    done = {
        "kind": "hand_in",
        "as": mark(made.worker),
        "said_at": now,
        "sitting": str(sitting.uid),
        "uid": str(uuid.uuid4()),
    }
    told = client.post("/sync/", {"sent_at": now, "items": [done]}, content_type="application/json").json()
    assert told["results"][0]["answer"] == {"ended_by": "self"}


def test_a_wrong_code_says_so_and_keeps_the_page(made: World) -> None:
    Exam.objects.update(room_code="4711")
    client = as_(made.worker)
    answer = client.post(address("begin", made.exam.uid), {"client_uid": uuid.uuid4(), "room_code": "1"})
    assert answer.status_code == 422
    assert "考场口令不对" in answer.content.decode()
    for _ in range(9):
        client.post(address("begin", made.exam.uid), {"client_uid": uuid.uuid4(), "room_code": "1"})
    right = client.post(address("begin", made.exam.uid), {"client_uid": uuid.uuid4(), "room_code": "4711"})
    assert right.status_code == 422, "a code is not found by trying"
    assert not Sitting.objects.exists()


def test_an_exam_of_others_is_not_there(made: World) -> None:
    stranger = as_(make_person(make_union("乙县总工会")))
    page(stranger, "exam", made.exam.uid, status=404)
    answer = stranger.post(address("begin", made.exam.uid), {"client_uid": uuid.uuid4()})
    assert answer.status_code == 404


def test_the_desk_goes_from_bank_to_published(made: World) -> None:
    client = as_(made.officer)
    for name in ("desk_banks", "desk_papers", "desk_exams", "desk_bank_new", "desk_paper_new", "desk_exam_new"):
        page(client, name)
    for name in ("desk_bank", "desk_bank_upload", "desk_exports", "desk_pictures", "desk_item_new"):
        page(client, name, made.bank.uid)
    for form in ("excel", "moodle", "gift", "qti"):
        taken(client, f"desk_export_{form}", made.bank.uid)
    start = client.get(address("desk_paper_new") + f"?bank={made.bank.uid}").content.decode()
    assert "要什么题" in start
    rows = {"row-TOTAL_FORMS": "2", "row-INITIAL_FORMS": "0", "row-0-kind": "single", "row-0-count": "2"}
    rows |= {"row-0-marks": "5", "row-0-difficulty": "0", "row-1-difficulty": "0"}
    said = {"union": str(made.union.uid), "title": "新卷", "minutes": "20", "pass_marks": "6", "drawn": "same"}
    said |= {"multiple": "all", "step": "0.5"}
    wrong = client.post(address("desk_paper_new") + f"?bank={made.bank.uid}", {**said, **rows, "row-0-count": "9"})
    assert "审过的只有 2 题" in wrong.content.decode()
    client.post(address("desk_paper_new") + f"?bank={made.bank.uid}", {**said, **rows})
    paper = Paper.objects.get(title="新卷")
    assert "抽出来的样子" in page(client, "desk_paper", paper.uid)
    now = timezone.localtime()
    times = {"opens_at": f"{now:%Y-%m-%dT%H:%M}", "closes_at": f"{now + 60 * MINUTE:%Y-%m-%dT%H:%M}"}
    exam = {"paper": str(paper.uid), "union": str(made.union.uid), "title": "新考试", "entry": "listed", **times}
    client.post(address("desk_exam_new"), {**exam, "attempts": "1", "late_minutes": "30"})
    found = Exam.objects.get(title="新考试")
    answer = client.post(address("desk_add", found.uid), {"phones": f"张三 {made.worker.phone}\n李四 19912345678"})
    assert "19912345678" in answer.content.decode()
    assert [one.person_id for one in found.candidates.all()] == [made.worker.pk]
    made.exam = found
    sitting = made.begin(at=timezone.now())
    assert made.worker.name in page(client, "desk_room", found.uid)
    seat = ("desk_seat", found.uid, sitting.candidate.uid)
    client.post(address(*seat), {"act": "extend", "minutes": "15"})
    client.post(address(*seat), {"act": "note", "text": "换了一部手机"})
    client.post(address("desk_note", found.uid), {"text": "停电三分钟"})
    assert Incident.objects.count() == 2
    client.post(address(*seat), {"act": "collect"})
    sitting.refresh_from_db()
    assert sitting.ended_by == "staff"
    for act in ("close", "publish"):
        client.post(address("desk_step", found.uid), {"act": act})
    found.refresh_from_db()
    assert found.state == "published"
    for name in ("desk_results", "desk_exam_items", "desk_short", "desk_appeals"):
        page(client, name, found.uid)
    taken(client, "desk_results_excel", found.uid)
    assert "卷子" in page(client, "desk_sitting", sitting.uid)
    worker = as_(made.worker)
    assert "没有及格" in page(worker, "exam", found.uid)
    worker.post(address("appeal", found.uid), {"text": "题目有误", "client_uid": uuid.uuid4()})
    one = ResultAppeal.objects.get()
    client.post(address("desk_appeals", found.uid), {"appeal": one.uid, "act": "turned_down", "words": "看过了"})
    assert "看过了" in page(worker, "exam", found.uid)


def test_short_answers_are_marked_blind_on_the_page(made: World) -> None:
    sitting = made.begin()
    made.give_all(sitting)
    sittings.hand_in(sitting=sitting, by=made.worker, at=made.now + MINUTE)
    judge = as_(make_officer(made.union, role="judge"))
    text = page(judge, "desk_short", made.exam.uid)
    assert "抬到阴凉的地方" in text
    assert made.worker.name not in text
    place = made.place_of(sitting, "short")
    said = {"sitting": sitting.uid, "place": place, "marks": "8"}
    wrong = judge.post(address("desk_short", made.exam.uid), {**said, "marks": "80"})
    assert "0 到 10" in wrong.content.decode()
    assert judge.post(address("desk_short", made.exam.uid), said).status_code == 302
    assert "没有等您判的答案" in page(judge, "desk_short", made.exam.uid)


def test_a_correction_is_seen_before_it_is_made(made: World) -> None:
    sitting = made.begin()
    made.give(sitting, made.place_of(sitting, "judge"), True)
    sittings.hand_in(sitting=sitting, by=made.worker, at=made.now + MINUTE)
    client, item = as_(made.officer), Item.objects.get(kind="judge")
    where = address("desk_exam_item", made.exam.uid, item.uid)
    look = client.post(where, {"way": "all", "why": "两种说法都行", "act": "look"}).content.decode()
    assert "1 个人的分会变" in look
    sitting.refresh_from_db()
    assert sitting.marks == 0
    client.post(where, {"way": "all", "why": "两种说法都行", "act": "sure"})
    sitting.refresh_from_db()
    assert sitting.marks == 10


def test_practice_tells_at_once_and_keeps_a_book_of_mistakes(made: World) -> None:
    made.bank.practice = True
    made.bank.save()
    client = as_(made.worker)
    seen = set()
    for _ in range(12):
        item = client.get(address("practice", made.bank.uid)).context["item"]
        seen.add(item.stem)
        number = uuid.uuid4()
        for _again in range(2):
            answer = client.post(
                address("practice", made.bank.uid), {"item": item.uid, "seed": "x", "client_uid": number}
            )
        assert "答错了" in answer.content.decode()
    assert len(seen) == 8, "all but the short answer, before any comes again"
    assert Practised.objects.filter(missed=True).count() == 8
    item = Item.objects.get(kind="judge")
    for n in range(2):
        said = {"item": item.uid, "seed": "x", "client_uid": uuid.uuid4(), "judge": "no"}
        answer = client.post(address("practice", made.bank.uid) + "?book=1", said)
        assert "答对了" in answer.content.decode()
        assert Practised.objects.get(lineage=item.lineage).missed is (n == 0)
    made.bank.practice = False
    made.bank.save()
    assert client.get(address("practice", made.bank.uid)).status_code == 404


def test_the_room_costs_few_queries_however_many_sit(made: World, django_assert_max_num_queries: Any) -> None:
    people = [make_person(made.union) for _ in range(30)]
    exams.add_candidates(exam=made.exam, people=people, by=made.trainer, at=made.now)
    for person in people:
        made.give(made.begin(person), 0, None)
    client = as_(made.trainer)
    with django_assert_max_num_queries(22):
        page(client, "desk_room", made.exam.uid)


def test_a_board_over_a_published_exam_shows_each_what_they_may_see(made: World) -> None:
    for person, right in ((made.worker, True), (made.others[0], False)):
        sitting = made.begin(person)
        made.give(sitting, made.place_of(sitting, "judge"), not right)
        sittings.hand_in(sitting=sitting, by=person, at=made.now + 5 * MINUTE)
    officer = as_(made.officer)
    officer.post(address("desk_board", made.exam.uid), {"names": "masked"})
    assert not Board.objects.exists(), "nothing is ranked before results are out"
    exams.close(exam=made.exam, by=made.trainer, at=made.now)
    exams.publish(exam=made.exam, by=made.officer, at=made.now)
    officer.post(address("desk_board", made.exam.uid), {"names": "masked"})
    board = Board.objects.get()
    worker = as_(made.worker)
    assert "看排行榜" in page(worker, "exam", made.exam.uid)
    text = worker.get(reverse("boards:board", args=[board.uid])).content.decode()
    assert made.worker.name in text
    assert made.others[0].name not in text
    assert "一共 2 人" in Client().get(reverse("boards:hall", args=[board.hall_key])).content.decode()
    first = worker.get(reverse("boards:data", args=[board.uid]))
    told = first.json()
    assert [(one["rank"], one["marks"], one["own"]) for one in told["top"]] == [(1, "10", True), (2, "0", False)]
    assert (
        worker.get(reverse("boards:data", args=[board.uid]), headers={"if-none-match": first["ETag"]}).status_code
        == 304
    )
    marks = worker.get(reverse("boards:marks", args=[board.uid])).content.decode()
    table = from_json(marks)
    assert (
        [one.rank for one in rank(table.entries, table.rule)]
        == [1, 2]
        == sorted(r for r, _t in table.published.values())
    )
    item = Item.objects.get(kind="judge")
    officer.post(address("desk_exam_item", made.exam.uid, item.uid), {"way": "all", "why": "两种都行", "act": "sure"})
    again = worker.get(reverse("boards:data", args=[board.uid]), headers={"if-none-match": first["ETag"]})
    assert [one["rank"] for one in again.json()["top"]] == [1, 1]
    officer.post(reverse("boards:desk_act", args=[board.uid]), {"act": "freeze"})
    board.refresh_from_db()
    assert board.state == "frozen"
    stranger = as_(make_person(make_union("乙县总工会")))
    for name in ("board", "data"):
        assert stranger.get(reverse(f"boards:{name}", args=[board.uid])).status_code == 404
    Board.objects.update(names="hidden")
    names = {one["own"]: one["name"] for one in worker.get(reverse("boards:data", args=[board.uid])).json()["top"]}
    assert names == {True: made.worker.name, False: ""}


def picture(name: str, content: bytes = b"") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (300, 300), "red").save(out, "PNG")
    return SimpleUploadedFile(name, content or out.getvalue())


def test_many_pictures_at_once_and_the_bad_one_is_named(made: World) -> None:
    client = as_(made.trainer)
    where = address("desk_pictures", made.bank.uid)
    assert client.post(where, {"sent": "1"}).status_code == 422
    files = [picture("图一.png"), picture("坏.png", b"no picture"), picture("图二.png")]
    answer = client.post(where, {"pictures": files})
    assert answer.status_code == 422
    assert "坏.png：" in answer.content.decode()
    assert sorted(made.bank.pictures.values_list("name", flat=True)) == ["图一.png", "图二.png"]


def test_other_times_reach_who_sits_and_everybody_is_told(made: World) -> None:
    sitting = made.begin(at=timezone.now())
    client, now = as_(made.trainer), timezone.localtime()
    times = {"opens_at": f"{now:%Y-%m-%dT%H:%M}", "closes_at": f"{now + 20 * MINUTE:%Y-%m-%dT%H:%M}"}
    client.post(address("desk_times", made.exam.uid), times)
    made.exam.refresh_from_db()
    sitting.refresh_from_db()
    assert sitting.ends_at == made.exam.closes_at
    assert Notice.objects.filter(kind="assessment.rescheduled").count() == 4
    wrong = client.post(address("desk_times", made.exam.uid), {**times, "closes_at": "2020-01-01T00:00"})
    assert wrong.status_code == 422
    assert "结束时间要晚于" in wrong.content.decode()
    assert "贴在考场里" in page(client, "desk_wall", made.exam.uid)


def test_a_paper_begins_from_another(made: World) -> None:
    found = as_(made.trainer).get(address("desk_paper_new") + f"?bank={made.bank.uid}&from={made.paper.uid}")
    assert found.context["rows"].initial == made.paper.blueprint
    assert found.context["form"].initial["minutes"] == 30


@pytest.mark.parametrize("kind", [one.code for one in NOTICES])
def test_every_notice_has_its_preview(made: World, kind: str) -> None:
    assert "考" in as_(made.officer).get(reverse("notices:desk_kind", args=[kind])).content.decode()


def test_scripts_in_stems_and_options_are_only_words() -> None:
    bite = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    made = world(
        (
            Question("single", bite, options=(bite + "甲", "乙"), right=(0,)),
            Question("match", "连", pairs=((bite, "丙"), ("丁", bite))),
        )
    )
    client = as_(made.worker)
    sitting = begun(made, client)
    pieces = [one["html"] for one in client.get(address("sitting_data", sitting.uid)).json()["questions"]]
    texts = [*pieces, page(client, "plain", sitting.uid, 0), page(as_(made.officer), "desk_paper", made.paper.uid)]
    texts.append(page(as_(made.officer), "desk_item", Item.objects.get(kind="match").uid))
    assert all("<img src=x" not in text and "<script>alert" not in text for text in texts)
    assert sum("&lt;script&gt;alert(2)" in text for text in texts) == len(texts)


def test_a_formula_in_a_stem_leaves_as_text(tmp_path: Path) -> None:
    stem = '=HYPERLINK("https://bad.example",1)'
    made = world((Question("judge", stem, truth=True), Question("judge", "+1", truth=False)))
    answer = as_(made.officer).get(address("desk_export_excel", made.bank.uid))
    file = tmp_path / "题.xlsx"
    file.write_bytes(b"".join(answer.streaming_content))  # type: ignore[arg-type]
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert [one.stem for _where, one in read(file).questions] == [stem, "+1"]


def test_a_workbook_with_formulas_and_scripts_is_words(tmp_path: Path) -> None:
    rows = [["判断", "=1+1", "", "", "对"], ["判断", "<script>alert(1)</script>", "", "", "错"]]
    found = read(book(tmp_path / "题.xlsx", ("题", [["题型", "题干", "选项A", "选项B", "正确答案"], *rows])))
    assert [one.stem for _where, one in found.questions] == ["=1+1", "<script>alert(1)</script>"]


def test_a_ticked_box_that_names_no_question_changes_nothing(made: World) -> None:
    drafts = Item.objects.filter(review="draft").count()
    sent = {"act": "retired", "ids": ["1", "甲", str(uuid.uuid4())]}
    answer = as_(made.trainer).post(address("desk_review", made.bank.uid), sent)
    assert answer.status_code == 302
    assert Item.objects.filter(review="draft").count() == drafts
    assert not Item.objects.filter(review="retired").exists()


def test_the_list_of_exams_counts_candidates_and_sittings_apart(made: World) -> None:
    sittings.hand_in(sitting=made.begin(), by=made.worker, at=made.now + MINUTE)
    for person in made.others[:2]:
        made.begin(person)
    [row] = desk.with_counts(Exam.objects.filter(pk=made.exam.pk))
    assert (row.listed, row.sitting_now, row.ended) == (4, 2, 1)
