"""Answers as fields: what is shown in any order is read back as what was meant, and nonsense is no answer."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.exams import fields, papers, plain
from xinlian.engines.exams.marking import Rules, marks
from xinlian.engines.exams.questions import MATCH, ORDER, Question

BANK = {
    "single": Question("single", "甲？", options=("一", "二", "三"), right=(1,)),
    "multiple": Question("multiple", "乙？", options=("一", "二", "三", "四"), right=(0, 2)),
    "judge": Question("judge", "丙。", truth=False),
    "blank": Question("blank", "丁__戊__", blanks=(("东", "东面"), ("西",))),
    "numeric": Question("numeric", "己", value=Decimal("3.5"), tolerance=Decimal("0.1")),
    "match": Question("match", "庚", pairs=(("红", "停"), ("绿", "行"), ("黄", "停")), extras=("等",)),
    "order": Question("order", "辛", options=("先", "再", "后", "末")),
    "short": Question("short", "壬", model="略"),
}
RIGHT = {
    "single": [1],
    "multiple": [0, 2],
    "judge": False,
    "blank": ["东", "西"],
    "numeric": "3.5",
    "match": ["停", "行", "停"],
    "order": [0, 1, 2, 3],
    "short": "因为",
}
ROWS = [papers.Row(1, Decimal(2), kind) for kind in BANK]


@given(st.text(min_size=1, max_size=8))
def test_the_right_answer_is_right_in_every_order(seed: str) -> None:
    for drawn in papers.draw(BANK, ROWS, seed):
        question = BANK[drawn.key]
        said = fields.fields(question, drawn.options, RIGHT[drawn.key])
        assert fields.answer(question, drawn.options, said) == RIGHT[drawn.key]
        if drawn.key != "short":
            assert marks(question, RIGHT[drawn.key], Rules()) == question.marks


@pytest.mark.parametrize("kind", [ORDER, MATCH])
def test_steps_and_right_sides_never_give_the_answer_away(kind: str) -> None:
    """Over many papers each order comes, also when options are not shuffled; the right one no more often than others."""
    orders = [
        next(one.options for one in papers.draw(BANK, ROWS, str(seed), shuffled=False) if one.key == kind)
        for seed in range(2400)
    ]
    counts = {order: orders.count(order) for order in set(orders)}
    size = len(orders[0])
    assert len(counts) == {3: 6, 4: 24}[size]
    assert counts[tuple(range(size))] < 2 * len(orders) / len(counts)


@given(st.sampled_from(sorted(BANK)), st.dictionaries(st.text(max_size=9), st.lists(st.text(max_size=5), max_size=3)))
def test_nonsense_is_no_answer_and_earns_nothing(kind: str, said: dict[str, list[str]]) -> None:
    names = ["choice", "judge", "blank-0", "number", "match-1", "step-2", "text"]
    noise = {**said, random.Random(str(said)).choice(names): ["９", "-1", "99", "\0"]}
    answer = fields.answer(BANK[kind], tuple(range(4))[: len(fields.shown(BANK[kind], ()) or (0, 1, 2))], noise)
    earned = marks(BANK[kind], answer, Rules())
    assert earned is None or 0 <= earned <= BANK[kind].marks


def test_a_half_finished_order_keeps_its_numbers() -> None:
    question, options = BANK["order"], (2, 0, 3, 1)
    half = {"step-0": ["2"], "step-1": [""], "step-2": ["2"]}
    answer = fields.answer(question, options, half)
    assert answer == [None, None, 2, None]
    assert fields.fields(question, options, answer) == {"step-0": ["2"]}
    assert marks(question, answer, Rules()) == 0


@pytest.mark.parametrize("kind", sorted(BANK))
def test_a_question_comes_back_from_json_as_it_was(kind: str) -> None:
    assert plain.from_plain(plain.as_plain(BANK[kind])) == BANK[kind]
    assert "topic" not in plain.as_plain(BANK[kind])
