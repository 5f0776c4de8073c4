"""Banks of questions: every layout understood, every bad item named, what goes out comes back, hostile files are harmless."""

import string
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinlian.engines.exams.bank import gift, markup, moodle, rows, tables, text
from xinlian.engines.exams.bank.report import Report, Unreadable
from xinlian.engines.exams.questions import (
    BLANK,
    JUDGE,
    KINDS,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    SHORT,
    SINGLE,
    Question,
    faults,
    identity,
)

WIDE = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "正确答案", "解析", "难度", "分值", "知识点"]


def sheet(*rows: list[str], header: list[str] = WIDE) -> Report:
    return tables.read([("题库", [(1, ["安全题库"]), (2, header), *enumerate(rows, 3)])])


def only(report: Report) -> Question:
    assert report.faults == []
    assert len(report.questions) == 1
    return report.questions[0][1]


def refused(report: Report) -> list[tuple[str, str]]:
    return [(one.where, one.code) for one in report.refused]


@pytest.mark.parametrize(
    ("row", "kind", "answer"),
    [
        (["单选题", "问", "甲", "乙", "丙", "", "B"], SINGLE, {"right": (1,)}),
        (["多选", "问", "甲", "乙", "丙", "", "A、C"], MULTIPLE, {"right": (0, 2)}),
        (["多选", "问", "甲", "乙", "丙", "", "ＡＣ"], MULTIPLE, {"right": (0, 2)}),
        (["多选", "问", "甲", "乙", "丙", "", "1,3"], MULTIPLE, {"right": (0, 2)}),
        (["多选", "问", "甲", "乙", "丙", "", "丙；甲"], MULTIPLE, {"right": (0, 2)}),
        (["判断题", "问", "", "", "", "", "√"], JUDGE, {"truth": True}),
        (["是非", "问", "", "", "", "", "F"], JUDGE, {"truth": False}),
        (["判断", "问", "正确", "错误", "", "", "B"], JUDGE, {"truth": False}),
        (["填空", "问____", "", "", "", "", "甲|乙"], BLANK, {"blanks": (("甲", "乙"),)}),
        (["填空", "问____和（ ）", "", "", "", "", "甲；乙"], BLANK, {"blanks": (("甲",), ("乙",))}),
        (["数字", "问", "", "", "", "", "36±0.5"], NUMERIC, {"value": Decimal(36), "tolerance": Decimal("0.5")}),
        (["匹配", "问", "高处=安全带", "焊接→面罩", "手套", "", ""], MATCH, {"extras": ("手套",)}),
        (["排序", "问", "二", "一", "三", "", "BAC"], ORDER, {"options": ("一", "二", "三")}),
        (["简答", "问", "", "", "", "", "要点"], SHORT, {"model": "要点"}),
        (["", "问", "甲", "乙", "", "", "A"], SINGLE, {"right": (0,)}),
        (["", "问", "甲", "乙", "", "", "AB"], MULTIPLE, {"right": (0, 1)}),
        (["", "问", "", "", "", "", "对"], JUDGE, {"truth": True}),
        (["", "问（ ）", "", "", "", "", "甲"], BLANK, {"blanks": (("甲",),)}),
    ],
)
def test_a_row_is_understood(row: list[str], kind: str, answer: dict[str, object]) -> None:
    found = only(sheet(row))
    assert found.kind == kind
    assert {name: getattr(found, name) for name in answer} == answer


def test_what_stands_beside_a_question_is_kept() -> None:
    found = only(sheet(["单选", "问", "甲", "乙", "", "", "A", "因为", "较难", "2.5分", "高处作业"]))
    assert (found.explanation, found.difficulty, found.marks, found.topic) == ("因为", 4, Decimal("2.5"), "高处作业")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["单选", "问", "甲", "乙", "", "", ""], "answer_missing"),
        (["单选", "问", "甲", "乙", "", "", "D"], "answer_unknown"),
        (["单选", "问", "甲", "乙", "", "", "AB"], "answer_several"),
        (["单选", "问", "2", "3", "1", "", "2"], "answer_ambiguous"),
        (["单选", "问", "甲", "", "", "", "A"], "options_few"),
        (["单选", "问", "甲", "", "丙", "", "A"], "option_empty"),
        (["单选", "问", "甲", "甲 ", "", "", "A"], "options_same"),
        (["判断", "问", "", "", "", "", "也许"], "judge_word"),
        (["填空", "问____和____", "", "", "", "", "一个"], "blanks_differ"),
        (["数字", "问", "", "", "", "", "三十六"], "answer_number"),
        (["数字", "问", "", "", "", "", "NaN"], "answer_number"),
        (["匹配", "问", "甲", "乙", "", "", ""], "pairs_missing"),
        (["排序", "问", "甲", "乙", "", "", "AA"], "order_letters"),
        (["猜谜", "问", "甲", "乙", "", "", "A"], "kind_unknown"),
        (["", "问", "", "", "", "", "甲"], "kind_unclear"),
        (["单选", "", "甲", "乙", "", "", "A"], "stem_missing"),
        (["单选", "问", "甲", "乙", "", "", "A", "", "天难", "", ""], "difficulty_unknown"),
        (["单选", "问", "甲", "乙", "", "", "A", "", "", "两分", ""], "marks_number"),
        (["单选", "问", "甲", "乙", "", "", "A", "", "", "0", ""], "marks_range"),
        (["单选", "问" * 5000, "甲", "乙", "", "", "A"], "text_too_long"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_is_taken(row: list[str], code: str) -> None:
    good = ["单选", "好的", "甲", "乙", "", "", "A"]
    report = sheet(good, row, ["判断", "也好", "", "", "", "", "对"])
    assert refused(report) == [("题库!4", code)]
    assert len(report.questions) == 2


def test_the_same_question_twice_is_once() -> None:
    report = sheet(["单选", "问 题？", "甲", "乙", "", "", "A"], ["单选", "问题？", "甲", "丙", "", "", "A"])
    assert refused(report) == [("题库!4", "stem_twice")]
    assert report.refused[0].facts == {"at": "题库!3"}
    assert identity(Question(SINGLE, "ＡＢ c")) == identity(Question(SINGLE, "ab C"))
    assert identity(Question(SINGLE, "x")) != identity(Question(JUDGE, "x"))


@pytest.mark.parametrize(
    "cell", ["**A.红**B.黄**C.绿", "A、红 B、黄 C、绿", "A.红\nB.黄\nC.绿", "红;黄;绿", "红|黄|绿", "红##黄##绿"]
)
def test_options_in_one_cell(cell: str) -> None:
    found = only(sheet(["问", cell, "C"], header=["题目", "选项", "答案"]))
    assert (found.options, found.right) == (("红", "黄", "绿"), (2,))


def test_a_column_for_right_beside_each_option() -> None:
    header = ["题干", "选项一内容", "选项一是否正确", "选项二内容", "选项二是否正确", "选项三内容", "选项三是否正确"]
    found = only(sheet(["问", "甲", "是", "乙", "否", "丙", "√"], header=header))
    assert (found.kind, found.options, found.right) == (MULTIPLE, ("甲", "乙", "丙"), (0, 2))


def test_a_row_for_each_option() -> None:
    header = ["题型", "题干", "选项内容", "是否正确"]
    rows = [["多选", "一", "甲", "是"], ["", "", "乙", "否"], ["", "", "丙", "是"], ["单选", "二", "x", "否"]]
    report = sheet(*rows, ["单选", "二", "y", "对"], header=header)
    assert [(one.stem, one.options, one.right) for _, one in report.questions] == [
        ("一", ("甲", "乙", "丙"), (0, 2)),
        ("二", ("x", "y"), (1,)),
    ]


TEXT = """一、单选题
1、下列哪个是（ ）
A、红 B、黄
C、绿
【答案】B
【解析】因为
所以
二、判断题
2. 可以酒后上岗。（×）
3、[多选题] 选两个
A. 甲
B. 乙
C. 丙
答案：AB
4、没有答案的
A. 甲
B. 乙"""


def test_plain_text() -> None:
    report = Report()
    text.read(list(enumerate(TEXT.split("\n"), 1)), report)
    assert [(where, one.kind, one.options) for where, one in report.questions] == [
        ("2", SINGLE, ("红", "黄", "绿")),
        ("9", JUDGE, ()),
        ("10", MULTIPLE, ("甲", "乙", "丙")),
    ]
    assert report.questions[0][1].explanation == "因为\n所以"
    assert report.questions[1][1].truth is False
    assert refused(report) == [("15", "answer_missing")]


def test_text_in_the_rows_of_a_sheet() -> None:
    rows = [(number, [line]) for number, line in enumerate(TEXT.split("\n"), 1)]
    assert len(tables.read([("文本", rows)]).questions) == 3


def test_no_bank_at_all() -> None:
    with pytest.raises(Unreadable, match="no_questions"):
        tables.read([("S", [(1, ["姓名", "手机"]), (2, ["张三", "1"])])])


PLAIN = st.text(string.ascii_letters + "甲乙丙丁，。<&>\"'()%", min_size=1, max_size=12).map(str.strip).filter(bool)
SYNTAX = (
    st.text(string.ascii_letters + "甲乙~=#{}\\:->", min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda one: bool(one) and not one.endswith("\\") and "//" not in one)
)
NUMBERS = st.decimals(-1000, 1000, places=2)


@st.composite
def questions(draw: Any, words: st.SearchStrategy[str] = PLAIN, kinds: tuple[str, ...] = KINDS) -> Question:
    kind = draw(st.sampled_from(kinds))
    several = draw(st.lists(words, min_size=2, max_size=5, unique_by=lambda one: "".join(one.split())))
    made: dict[str, Any] = {"kind": kind, "stem": draw(words)}
    if kind in (SINGLE, MULTIPLE):
        made["options"] = tuple(several)
        most = 1 if kind == SINGLE else len(several)
        right = draw(st.sets(st.integers(0, len(several) - 1), min_size=1, max_size=most))
        made["right"] = tuple(sorted(right))
    made |= {"truth": draw(st.booleans())} if kind == JUDGE else {}
    made |= {"blanks": (tuple(several),)} if kind == BLANK else {}
    made |= {"value": draw(NUMBERS), "tolerance": abs(draw(NUMBERS))} if kind == NUMERIC else {}
    if kind == MATCH:
        made["pairs"] = tuple((left, draw(words)) for left in several)
        made["extras"] = tuple(draw(st.lists(words, max_size=2)))
    made |= {"options": tuple(several)} if kind == ORDER else {}
    made["explanation"] = draw(st.just("") | words)
    return Question(**made)


@st.composite
def full(draw: Any) -> Question:
    from dataclasses import replace

    made = draw(questions())
    more = {"marks": draw(st.decimals("0.5", 100, places=1)), "difficulty": draw(st.integers(0, 5))}
    more |= {name: draw(st.just("") | PLAIN) for name in ("trade", "source")}
    more |= {"model": draw(PLAIN)} if made.kind == SHORT else {}
    return replace(made, **more)


@settings(max_examples=150)
@given(st.lists(full(), max_size=5, unique_by=identity))
def test_moodle_xml_brings_back_what_it_took(several: list[Question]) -> None:
    good = [one for one in several if not faults(one)]
    content, left_out = moodle.write(good)
    report = moodle.read(content)
    assert (left_out, report.faults) == ([], [])
    assert [one for _, one in report.questions] == good


@settings(max_examples=200)
@given(st.lists(questions(SYNTAX, tuple(kind for kind in KINDS if kind != ORDER)), max_size=5, unique_by=identity))
def test_gift_brings_back_what_it_took(several: list[Question]) -> None:
    good = [one for one in several if not faults(one)]
    content, left_out = gift.write(good)
    assert {one.code for one in left_out} <= {"arrow_inside"}
    report = gift.read(content)
    assert report.faults == []
    held = [one for number, one in enumerate(good, 1) if str(number) not in {fault.where for fault in left_out}]
    assert [one for _, one in report.questions] == held


@settings(max_examples=150)
@given(st.lists(full(), max_size=5, unique_by=identity))
def test_rows_bring_back_what_they_took(several: list[Question]) -> None:
    good = [one for one in several if not faults(one)]
    headers, written, left_out = rows.write(good)
    report = tables.read([("S", [(1, headers), *enumerate(written, 2)])]) if written else Report()
    held = [one for number, one in enumerate(good, 1) if str(number) not in {fault.where for fault in left_out}]
    assert [one for _, one in report.questions] == held
    assert report.faults == []


def test_what_a_row_cannot_hold_is_named_and_most_can_be_held() -> None:
    letters = Question(SINGLE, "q", ("B", "A"), (0,))  # the letter of one is the text of the other
    parted = Question(BLANK, "____", blanks=(("a|b",),))
    plain = Question(ORDER, "o", ("二", "一"))
    _headers, written, left_out = rows.write([letters, parted, plain])
    assert [(one.where, one.code) for one in left_out] == [("1", "row_unfit"), ("2", "row_unfit")]
    assert len(written) == 1
    many = [Question(MULTIPLE, f"q{n}", tuple(f"o{k}" for k in range(9)), (0, n % 8 + 1)) for n in range(50)]
    assert rows.write(many)[2] == []


def test_what_a_format_cannot_hold_is_named() -> None:
    two = Question(BLANK, "____ ____", blanks=(("a",), ("b",)))
    order, heavy = Question(ORDER, "o", ("a", "b")), Question(JUDGE, "j", truth=True, marks=Decimal(2), difficulty=3)
    assert [(one.where, one.code, one.taken) for one in moodle.write([two, order])[1]] == [
        ("1", "blanks_several", False)
    ]
    assert [(one.where, one.code, one.taken) for one in gift.write([two, order, heavy])[1]] == [
        ("1", "blanks_several", False),
        ("2", "kind_unsupported", False),
        ("3", "marks_dropped", True),
        ("3", "difficulty_dropped", True),
    ]


GIFT = b"""// a comment
$CATEGORY: $course$/law

::one:: Who pays? {=the firm ~the worker#no ~nobody}

Two of them {~%50%a ~%50%b ~%-100%c}

Three is odd {T}

Ten {#10:0.5}

Between {#1..5}

Towns {
=a -> 1

=b -> 2
=  -> 3
}

The {=sun =star} rises.

Say more {}

Broken stem without an answer

{=x ~y}
"""


def test_gift_as_people_write_it() -> None:
    report = gift.read(GIFT)
    found = [one for _, one in report.questions]
    assert [one.kind for one in found] == [SINGLE, MULTIPLE, JUDGE, NUMERIC, NUMERIC, MATCH, BLANK, SHORT]
    assert found[0].options == ("the firm", "the worker", "nobody")
    assert found[4].value == 3
    assert (found[5].pairs, found[5].extras) == ((("a", "1"), ("b", "2")), ("3",))
    assert (found[6].stem, found[6].blanks) == ("The ____ rises.", (("sun", "star"),))
    assert {one.topic for one in found} == {"law"}
    assert [code for _, code in refused(report)] == ["gift_no_answer", "stem_missing"]


def test_aiken() -> None:
    content = "问一\nA. 甲\nB. 乙\nANSWER: B\n\n问二\nA) 甲\nB) 乙\nANSWER: C\n\n问三\nA. x\n".encode()
    report = gift.read_aiken(content)
    assert [(one.stem, one.right) for _, one in report.questions] == [("问一", (1,))]
    assert refused(report) == [("6", "answer_unknown"), ("11", "answer_missing")]


def test_old_chinese_windows_is_read() -> None:
    assert gift.read("问 {T}".encode("gb18030")).questions[0][1].stem == "问"
    with pytest.raises(Unreadable, match="not_text"):
        gift.read(b"\0\1\2\xff\xff")


ENTITY = b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
BOMB = b'<!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ENTITY, "xml_doctype"),
        (BOMB, "xml_doctype"),
        (b" " * 70000 + BOMB, "xml_doctype"),
        (b"<quiz>", "xml_broken"),
        (b"", "xml_broken"),
        (b"<quiz>" + b"<a>" * 2000 + b"</a>" * 2000 + b"</quiz>", "xml_broken"),
        (b"<other/>", "not_moodle"),
        (b"x" * (markup.LARGEST + 1), "file_too_big"),
    ],
    ids=["entity", "bomb", "late bomb", "broken", "empty", "deep", "other", "big"],
)
def test_hostile_xml_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        moodle.read(content)
    assert caught.value.code == code


def test_scripts_in_stems_are_left_out_and_said() -> None:
    stem = '&lt;p&gt;Who&lt;script&gt;alert(1)&lt;/script&gt;?&lt;/p&gt;&lt;img src="@@PLUGINFILE@@/a.png"&gt;&lt;table&gt;&lt;/table&gt;'
    content = f"""<quiz><question type="truefalse"><questiontext format="html"><text>{stem}</text></questiontext>
    <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
    <question type="calculated"/></quiz>"""
    report = moodle.read(content.encode())
    found = report.questions[0][1]
    assert (found.stem, found.pictures) == ("Who?", ("a.png",))
    assert [(one.code, one.facts.get("tag"), one.taken) for one in report.faults] == [
        ("html_dropped", "script", True),
        ("html_dropped", "table", True),
        ("kind_unsupported", None, False),
    ]


@settings(max_examples=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_brings_a_reader_down(content: bytes) -> None:
    readers: tuple[Callable[[bytes], Report], ...] = (gift.read, gift.read_aiken, moodle.read)
    for read in readers:
        try:
            report = read(content)
        except Unreadable:
            continue
        assert all(not faults(one) for _, one in report.questions)


@settings(max_examples=150)
@given(st.lists(st.lists(st.text("ABCD1对错，、甲_()=;|", max_size=6), min_size=1, max_size=11), max_size=6))
def test_no_table_brings_the_reader_down(rows: list[list[str]]) -> None:
    report = sheet(*rows)
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    assert len(report.questions) + len(report.refused) == filled  # nothing is dropped silently
