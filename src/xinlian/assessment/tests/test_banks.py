"""Banks: files read first and taken when somebody says so, twice is once; versions; reviews; what goes out comes back."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from xinlian.assessment import exporting
from xinlian.assessment.actions import banks, files
from xinlian.assessment.forms.banks import ItemForm, initial
from xinlian.assessment.models import Bank, BankFile, BankPicture, Item
from xinlian.assessment.queries import desk
from xinlian.assessment.tests.world import DAY, QUESTIONS, World, world
from xinlian.engines.exams.questions import Question
from xinlian.rows.refusals import Refused
from xinlian.sheets.tests.books import book
from xinlian.testing.make import make_officer, make_union

pytestmark = pytest.mark.django_db
HEADERS = ["题型", "题干", "选项A", "选项B", "正确答案"]


@pytest.fixture
def made() -> World:
    return world()


def bring(made: World, name: str, content: bytes) -> BankFile:
    bank = Bank.objects.exclude(pk=made.bank.pk).first() or banks.make(
        union=made.union, name="另一个", by=made.trainer, at=made.now
    )
    return files.bring(bank=bank, name=name, pieces=[content], by=made.trainer, at=made.now)


def workbook(folder: Path, *rows: list[object]) -> bytes:
    return book(folder / "题库.xlsx", ("题", [HEADERS, *rows])).read_bytes()


def test_nothing_changes_until_somebody_says_so_and_twice_is_once(made: World, tmp_path: Path) -> None:
    rows = [["单选", "甲？", "对", "错", "A"], ["单选", "乙？", "对", "错", "C"], ["判断", "丙。", "", "", "对"]]
    content = workbook(tmp_path, *rows)
    brought = bring(made, "题库.xlsx", content)
    assert (brought.found, [one[:2] for one in brought.faults]) == (2, [["题!3", "answer_unknown"]])
    assert not brought.bank.items.exists()
    files.take(brought=brought, by=made.trainer, at=made.now)
    assert (brought.taken, brought.changed, brought.same) == (2, 0, 0)
    with pytest.raises(Refused, match="bank_file_done"):
        files.take(brought=brought, by=made.trainer, at=made.now)
    again = files.take(brought=bring(made, "题库.xlsx", content), by=made.trainer, at=made.now)
    assert (again.taken, again.changed, again.same) == (0, 0, 2)
    changed = workbook(tmp_path, ["单选", "甲？", "对", "错", "B"])
    third = files.take(brought=bring(made, "题库.xlsx", changed), by=made.trainer, at=made.now)
    assert (third.taken, third.changed, third.same) == (0, 1, 0)
    now = Item.objects.get(bank=third.bank, stem="甲？", current=True)
    assert (now.version, now.review, now.question.right) == (2, "draft", (1,))


def test_files_that_cannot_be_read_leave_nothing_behind(made: World, settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path  # a folder that no other test writes into at the same time
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("items/a.xml", b" " * 80_000_000)
    entity = b'<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'
    hostile = {
        "炸弹.zip": bomb.getvalue(),
        "实体.xml": entity,
        "图.gift": b"\x89PNG\r\n\x1a\n\x00\xff",
        "坏.xlsx": b"PK\x03\x04",
    }
    for name, content in hostile.items():
        with pytest.raises(Refused, match="bank_unreadable") as refused:
            bring(made, name, content)
        assert str(refused.value.facts["words"])
    with pytest.raises(Refused, match="bank_ending"):
        bring(made, "程序.exe", b"MZ")
    with pytest.raises(Refused, match="file_too_big"):
        files.bring(
            bank=made.bank, name="大.xlsx", pieces=(b"0" * 1_048_576 for _ in range(200)), by=made.trainer, at=made.now
        )
    assert not BankFile.objects.exists()
    assert list(tmp_path.iterdir()) == []


def test_old_files_are_put_away(made: World, tmp_path: Path) -> None:
    brought = bring(made, "题库.xlsx", workbook(tmp_path, ["判断", "丙。", "", "", "对"]))
    assert brought.file.exists()
    assert files.put_away(by=None, at=made.now + 13 * DAY) == 0
    assert files.put_away(by=None, at=made.now + 15 * DAY) == 1
    assert not brought.file.exists()
    with pytest.raises(Refused, match="bank_file_done"):
        files.take(brought=brought, by=made.trainer, at=made.now)


def test_a_change_is_a_new_version_to_be_reviewed_and_the_exam_keeps_the_old(made: World) -> None:
    item = Item.objects.get(kind="judge")
    said = {"by": made.trainer, "at": made.now}
    assert banks.change(item=item, question=item.question, **said).pk == item.pk
    fresh = banks.change(item=item, question=Question("judge", "吊着东西可以离开驾驶室。", truth=True), **said)
    assert (fresh.version, fresh.review, fresh.lineage) == (2, "draft", item.lineage)
    with pytest.raises(Refused, match="question_changed_by_another"):
        banks.change(item=item, question=Question("judge", "别的。", truth=True), **said)
    sitting = made.begin()
    assert item.pk in [one[0] for one in sitting.paper]


def test_a_question_stands_once_in_a_bank(made: World) -> None:
    said = {"by": made.trainer, "at": made.now}
    with pytest.raises(Refused, match="question_known"):
        banks.add(bank=made.bank, question=Question("judge", "吊着东西 可以离开驾驶室。", truth=True), **said)
    with pytest.raises(Refused, match="question_answer_missing"):
        banks.add(bank=made.bank, question=Question("judge", "新的一句。"), **said)
    twin = Item.of(made.bank, QUESTIONS[0], made.trainer, made.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_strangers_and_workers_keep_no_banks(made: World) -> None:
    neighbour = make_officer(make_union("乙县总工会"))
    for by in (neighbour, made.worker, make_officer(made.union, role="auditor")):
        with pytest.raises(Refused, match="role_trainer"):
            banks.set_practice(bank=made.bank, practice=True, by=by, at=made.now)


@pytest.mark.parametrize("form", ["excel", *exporting.FORMATS])
def test_what_goes_out_comes_back_or_is_named(made: World, tmp_path: Path, form: str) -> None:
    several = exporting.questions(made.bank)
    whole, _parts = exporting.lost(several, form)
    if form == "excel":
        headers, rows, _lost = exporting.excel(several)
        name, content = "题.xlsx", book(tmp_path / "题.xlsx", ("题", [headers, *rows])).read_bytes()
    else:
        write, ending, _kind = exporting.FORMATS[form]
        name, content = f"题.{ending}", write(several)[0]
    other = banks.make(union=made.union, name=form, by=made.trainer, at=made.now)
    brought = files.bring(bank=other, name=name, pieces=[content], by=made.trainer, at=made.now)
    files.take(brought=brought, by=made.trainer, at=made.now)
    back = exporting.questions(other)
    assert [one.stem for one in several if one not in whole] == [one.stem for one in back]
    kept = ("kind", "stem", "options", "right", "truth", "blanks", "value", "pairs")
    for one, two in zip([one for one in several if one not in whole], back, strict=True):
        assert [getattr(one, name) for name in kept] == [getattr(two, name) for name in kept]
    assert brought.faults == []


@pytest.mark.parametrize("question", QUESTIONS, ids=[f"{one.kind}-{one.stem[:4]}" for one in QUESTIONS])
def test_the_editor_shows_a_question_as_it_reads_it(question: Question) -> None:
    said = initial(question)
    form = ItemForm({name: str(value) for name, value in said.items()})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["question"] == question


@pytest.mark.parametrize(("kind", "lines"), [("numeric", "三十六"), ("numeric", "3±x")])
def test_lines_that_cannot_be_read_are_said_so(kind: str, lines: str) -> None:
    form = ItemForm({"kind": kind, "stem": "几？", "lines": lines, "marks": "1", "difficulty": "0"})
    assert not form.is_valid()
    assert "lines" in form.errors


def test_pictures_are_made_small_and_stand_under_their_name(made: World) -> None:
    out = io.BytesIO()
    Image.new("RGB", (2400, 1800), "red").save(out, "JPEG")
    file = SimpleUploadedFile("图一.jpg", out.getvalue())
    said = {"bank": made.bank, "name": "图一.jpg", "by": made.trainer, "at": made.now}
    for _ in range(2):
        file.seek(0)
        banks.put_picture(**said, file=file, size=file.size)
    kept = BankPicture.objects.get()
    with Image.open(io.BytesIO(bytes(kept.content))) as small:
        assert max(small.size) == 960
    with pytest.raises(Refused, match="picture_"):
        banks.put_picture(**said, file=io.BytesIO(b"<script>"), size=8)


def test_the_stock_counts_what_papers_may_draw(made: World) -> None:
    item = Item.objects.get(kind="judge")
    banks.review(items=[item], to="retired", by=made.officer, at=made.now)
    assert "judge" not in {kind for kind, _good, _draft in desk.stock(made.bank)}
    assert ("single", 2, 0) in desk.stock(made.bank)
    assert banks.review(items=[item], to="approved", by=made.officer, at=made.now) == 0
