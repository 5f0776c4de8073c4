"""`bank --check` on real files in a process of its own: five hundred questions with twenty defects, and files that bite."""

import json
import zipfile
from pathlib import Path

import pytest

from toolchain.conftest import call
from xinlian.sheets.tests.books import book

HEADERS = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "正确答案", "解析", "难度", "分值", "知识点"]
NOWHERE = "postgresql://nobody@localhost:1/none"
DEFECTS: dict[int, tuple[int, object, str]] = {
    3: (6, "", "answer_missing"),
    27: (6, "D", "answer_unknown"),
    51: (6, "AB", "answer_several"),
    75: (1, "", "stem_missing"),
    99: (0, "猜谜题", "kind_unknown"),
    123: (3, "", "option_empty"),
    147: (3, "选项甲", "options_same"),
    171: (8, "天难", "difficulty_unknown"),
    195: (9, "两分", "marks_number"),
    219: (9, 0, "marks_range"),
    243: (9, 1001, "marks_range"),
    267: (1, "第 2 题", "stem_twice"),
    291: (6, "戊", "answer_unknown"),
    315: (6, "??", "answer_unknown"),
    339: (1, "长" * 4001, "text_too_long"),
    363: (8, 9, "difficulty_unknown"),
    387: (0, "排序", "order_letters"),
    411: (0, "判断", "judge_word"),
    435: (0, "数字", "answer_number"),
    459: (9, -1, "marks_range"),
}


def rows() -> list[list[object]]:
    made: list[list[object]] = []
    for number in range(1, 501):
        made.append(["单选题", f"第 {number} 题", "选项甲", "选项乙", "选项丙", "", "A", "", "中", 2, "安全"])
    for number, (column, value, code) in DEFECTS.items():
        made[number - 1][column] = value
        if code == "judge_word":
            made[number - 1][2:7] = ["", "", "", "", "也许"]
        if code == "answer_number":
            made[number - 1][6] = "三十六"
    return made


def test_five_hundred_with_twenty_defects_each_named(tmp_path: Path) -> None:
    file = book(
        tmp_path / "题库.xlsx", ("安全题库", [["2026 年安全题库"], HEADERS, *rows()]), merge=[("A1:K1", "安全题库")]
    )
    done = call(tmp_path, "bank", str(file), "--check", "--json", XINLIAN_DATABASE=NOWHERE)
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert len(told["questions"]) == 480
    named = {(one["where"], one["code"]) for one in told["not_taken"]}
    assert named == {(f"安全题库!{number + 2}", code) for number, (_, _, code) in DEFECTS.items()}
    assert all(one["words"] and "{" not in one["words"] for one in told["not_taken"])
    first = told["questions"][0]
    assert (first["kind"], first["options"], first["right"], first["marks"]) == (
        "single",
        ["选项甲", "选项乙", "选项丙"],
        [0],
        "2",
    )
    plain = call(tmp_path, "bank", str(file), "--check", XINLIAN_DATABASE=NOWHERE)
    assert plain.stdout.splitlines()[-1] == "480 taken, 20 not taken"
    assert "安全题库!29: the answer 'D' names no option" in plain.stdout


def test_a_good_bank_is_all_taken(tmp_path: Path) -> None:
    file = tmp_path / "bank.gift"
    file.write_text("One? {=a ~b}\n\nTwo? {T}\n", encoding="utf-8")
    done = call(tmp_path, "bank", str(file), "--check", XINLIAN_DATABASE=NOWHERE)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "2 taken, 0 not taken")


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("a.txt", "问\nA. 甲\nB. 乙\nANSWER: A\n", 1),
        ("b.txt", "1、问\nA、甲\nB、乙\n【答案】B\n", 1),
        ("c.txt", "问 {T}\n", 1),
        ("d.csv", "题型,题干,选项A,选项B,正确答案\n单选,问,甲,乙,B\n", 1),
        ("f.xml", "<assessmentItem><itemBody><p>问</p><extendedTextInteraction/></itemBody></assessmentItem>", 1),
        ("e.xml", "<quiz><question type='essay'><questiontext><text>问</text></questiontext></question></quiz>", 1),
    ],
)
def test_the_kind_of_file_is_seen(tmp_path: Path, name: str, content: str, count: int) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = call(tmp_path, "bank", str(tmp_path / name), "--check", "--json", XINLIAN_DATABASE=NOWHERE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(json.loads(done.stdout)["questions"]) == count


def test_a_formula_is_read_as_what_it_shows_and_never_run(tmp_path: Path) -> None:
    row = ["单选", "=cmd|' /C calc'!A0", "甲", "乙", "", "", "A"]
    file = book(tmp_path / "f.xlsx", ("S", [HEADERS, row]))
    told = json.loads(call(tmp_path, "bank", str(file), "--check", "--json").stdout)
    assert [one["stem"] for one in told["questions"]] == ["=cmd|' /C calc'!A0"]


def _bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (400 << 20))
    return path


def _huge(path: Path) -> Path:
    with path.open("wb") as file:
        file.write(b"PK")
        file.truncate(200 << 20)
    return path


def _entity(path: Path) -> Path:
    path.write_text('<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/hostname">]><quiz>&x;</quiz>', encoding="utf-8")
    return path


def _nothing(path: Path) -> Path:
    return path


@pytest.mark.parametrize(
    ("make", "name"),
    [(_bomb, "bomb.xlsx"), (_huge, "huge.xlsx"), (_entity, "entity.xml"), (_nothing, "none.xlsx"), (_huge, "huge.txt")],
)
def test_hostile_files_are_refused_with_a_message(tmp_path: Path, make: "object", name: str) -> None:
    file = make(tmp_path / name)  # type: ignore[operator]
    done = call(tmp_path, "bank", str(file), "--check")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()[-1]) > 20
