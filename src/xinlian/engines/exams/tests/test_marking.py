"""Marks as declared, papers that are the same everywhere, statistics that agree with another's arithmetic."""

import random
import statistics as stdlib
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.exams import marking, papers, statistics
from xinlian.engines.exams.marking import ALL_OR_NOTHING, BY_OPTION, HALF_IF_SOME, Rules
from xinlian.engines.exams.papers import Row
from xinlian.engines.exams.questions import (
    BLANK,
    JUDGE,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    SHORT,
    SINGLE,
    Question,
)

FOUR = ("甲", "乙", "丙", "丁")
ONE = Question(SINGLE, "q", FOUR, (1,), marks=Decimal(2))
TWO = Question(MULTIPLE, "q", FOUR, (0, 2), marks=Decimal(3))
YES = Question(JUDGE, "q", truth=True)
GAPS = Question(BLANK, "q", blanks=(("安全帽", "帽子"), ("Kg",)), marks=Decimal(3))
VOLT = Question(NUMERIC, "q", value=Decimal(36), tolerance=Decimal("0.5"))
PAIRS = Question(MATCH, "q", pairs=(("a", "1"), ("b", "2"), ("c", "1")), extras=("3",), marks=Decimal(3))
STEPS = Question(ORDER, "q", FOUR, marks=Decimal(3))


@pytest.mark.parametrize(
    ("question", "answer", "share"),
    [
        (ONE, [1], 1),
        (ONE, [0], 0),
        (ONE, [1, 2], 0),
        (YES, True, 1),
        (YES, False, 0),
        (YES, 1, 0),
        (GAPS, ["帽子 ", "ｋｇ。"], 1),
        (GAPS, ["安全帽"], Fraction(1, 2)),
        (GAPS, ["", "kg"], Fraction(1, 2)),
        (VOLT, "36.5", 1),
        (VOLT, "36.51", 0),
        (VOLT, "３６", 1),
        (VOLT, "NaN", 0),
        (VOLT, "1e999999", 0),
        (PAIRS, ["1", "2", "1"], 1),
        (PAIRS, ["1", "3", "1"], Fraction(2, 3)),
        (STEPS, [0, 1, 2, 3], 1),
        (STEPS, [1, 2, 3, 0], Fraction(2, 3)),
        (STEPS, [0, 1, 2], 0),
    ],
)
def test_shares(question: Question, answer: Any, share: object) -> None:
    assert marking.share(question, answer, Rules()) == share


@pytest.mark.parametrize(
    ("rule", "answer", "marks"),
    [
        (ALL_OR_NOTHING, [2, 0], "3"),
        (ALL_OR_NOTHING, [0], "0"),
        (HALF_IF_SOME, [0], "1.5"),
        (HALF_IF_SOME, [0, 1], "0"),
        (HALF_IF_SOME, [0, 2], "3"),
        (BY_OPTION, [0], "1.5"),
        (BY_OPTION, [0, 2, 1], "1.5"),
        (BY_OPTION, [1, 3], "0"),
        (BY_OPTION, [], "0"),
    ],
)
def test_several_right_options_as_declared(rule: str, answer: list[int], marks: str) -> None:
    assert marking.marks(TWO, answer, Rules(rule)) == Decimal(marks)


@pytest.mark.parametrize(
    ("value", "step", "wanted"),
    [
        ("1/3", "0.5", "0.5"),
        ("1/4", "0.5", "0.5"),
        ("0.24", "0.5", "0"),
        ("2/3", "0.01", "0.67"),
        ("0.125", "0.01", "0.13"),
    ],
)
def test_rounding_is_half_up_and_exact(value: str, step: str, wanted: str) -> None:
    assert marking.rounded(Fraction(value), Decimal(step)) == Decimal(wanted)


def test_whole_or_nothing_for_parts() -> None:
    assert marking.marks(PAIRS, ["1", "3", "1"], Rules(parts=False)) == 0
    assert marking.marks(PAIRS, ["1", "3", "1"], Rules()) == 2
    assert marking.marks(Question(SHORT, "q"), "text", Rules()) is None


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=5) | st.dictionaries(st.text(max_size=2), below, max_size=2),
)


@given(ANY, st.sampled_from([ONE, TWO, YES, GAPS, VOLT, PAIRS, STEPS]), st.sampled_from(marking.MULTIPLE_RULES))
def test_no_answer_brings_marking_down_or_earns_too_much(answer: Any, question: Question, rule: str) -> None:
    earned = marking.marks(question, answer, Rules(rule))
    assert earned is not None
    assert 0 <= earned <= question.marks


@given(st.dictionaries(st.text(max_size=3), st.none() | st.decimals(0, 100, places=2), max_size=9), st.randoms())
def test_marks_add_up_in_any_order(several: dict[str, Decimal | None], rng: random.Random) -> None:
    pairs = list(several.items())
    rng.shuffle(pairs)
    assert marking.total(dict(pairs)) == marking.total(several)


def bank(count: int) -> dict[str, Question]:
    return {
        f"q{n:03d}": Question(
            SINGLE if n % 3 else MULTIPLE, f"{n}", FOUR, (0,), topic="t" if n % 2 else "u", difficulty=1 + n % 5
        )
        for n in range(count)
    }


BLUEPRINT = [Row(10, Decimal(2), kind=SINGLE), Row(5, Decimal(4), kind=MULTIPLE, topic="t"), Row(5, Decimal(1))]


def test_a_paper_is_the_same_everywhere() -> None:
    """The keys themselves: another machine, another version, another order of the bank must give these."""
    held = bank(60)
    paper = papers.draw(held, BLUEPRINT, "seed-1")
    assert [one.key for one in paper] == WANTED
    backwards = dict(reversed(held.items()))
    assert papers.draw(backwards, BLUEPRINT, "seed-1") == paper
    assert papers.draw(held, BLUEPRINT, "seed-2") != paper
    assert papers.missing(held, BLUEPRINT) == []
    assert papers.full_marks(BLUEPRINT) == sum(one.marks for one in paper) == 45


WANTED = [
    "q022",
    "q028",
    "q031",
    "q041",
    "q014",
    "q044",
    "q017",
    "q008",
    "q049",
    "q023",
    "q015",
    "q033",
    "q051",
    "q009",
    "q027",
    "q011",
    "q005",
    "q036",
    "q003",
    "q037",
]


def test_rows_are_kept_and_no_question_stands_twice() -> None:
    held = bank(60)
    paper = papers.draw(held, BLUEPRINT, "x")
    assert len({one.key for one in paper}) == 20
    begin = 0
    for row in BLUEPRINT:
        part = paper[begin : begin + row.count]
        assert all(row.fits(held[one.key]) and one.marks == row.marks for one in part)
        begin += row.count
    assert all(sorted(one.options) == [0, 1, 2, 3] for one in paper)
    assert len({one.options for one in paper}) > 5
    assert {one.options for one in papers.draw(held, BLUEPRINT, "x", shuffled=False)} == {(0, 1, 2, 3)}


def test_a_bank_that_is_too_small_is_told() -> None:
    short = papers.missing(bank(12), BLUEPRINT)
    assert [(one.row, one.wanted, one.found) for one in short] == [(0, 10, 8), (1, 5, 2), (2, 5, 2)]


def test_every_question_has_its_fair_chance() -> None:
    held = bank(30)
    seen = dict.fromkeys(held, 0)
    for number in range(600):
        for one in papers.draw(held, [Row(6, Decimal(1))], f"s{number}"):
            seen[one.key] += 1
    assert all(80 <= count <= 160 for count in seen.values())  # 120 each, within some four standard deviations


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 96)), min_size=2, max_size=40))
def test_statistics_agree_with_the_standard_library(pairs: list[tuple[int, int]]) -> None:
    marks = [float(mark) for mark, _ in pairs]
    totals = [float(mark + rest) for mark, rest in pairs]
    found = statistics.item(marks, totals, 4)
    assert found.facility == pytest.approx(stdlib.mean(marks) / 4)
    rest = [float(one) for _, one in pairs]
    if len(set(marks)) > 1 and len(set(rest)) > 1:
        assert found.index == pytest.approx(100 * stdlib.correlation(marks, rest), abs=1e-6)
    else:
        assert found.index is None


def test_statistics_of_nobody_and_of_one() -> None:
    assert statistics.item([], [], 4) == statistics.Item(0, None, None)
    assert statistics.item([4], [40], 4) == statistics.Item(1, 1.0, None)
