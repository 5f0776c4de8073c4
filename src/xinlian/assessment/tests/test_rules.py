"""Pure rules of sittings and papers: which answer counts, when the bell rings, whether two markers agree."""

import datetime
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.assessment.rules import papers
from xinlian.assessment.rules import sittings as rules
from xinlian.engines.exams.papers import Row
from xinlian.engines.exams.questions import Question
from xinlian.rows.refusals import Refused

START = datetime.datetime(2026, 12, 2, 9, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 5)), max_size=30), st.integers())
def test_the_last_said_counts_in_any_order(words: list[tuple[int, int, int]], seed: int) -> None:
    rows = [(place, answer, START + minute * MINUTE, order) for order, (place, answer, minute) in enumerate(words)]
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    found = rules.last_said(mixed)
    assert found == rules.last_said(rows)
    for place, answer in found.items():
        said = [(at, order, given) for p, given, at, order in rows if p == place]
        assert max(said)[2] == answer


def test_the_bell_is_the_earlier_of_two_and_extra_comes_on_top() -> None:
    closes = START + 60 * MINUTE
    assert rules.bell(START, 30, 0, closes) == START + 30 * MINUTE
    assert rules.bell(START + 50 * MINUTE, 30, 0, closes) == closes
    assert rules.bell(START + 50 * MINUTE, 30, 15, closes) == closes + 15 * MINUTE


@pytest.mark.parametrize(
    ("said", "arrived", "expected"),
    [(29, 29, (True, True)), (30, 60, (True, True)), (30, 61, (True, False)), (31, 31, (False, False))],
)
def test_what_was_said_before_the_bell_counts_while_it_is_not_too_late(
    said: int, arrived: int, expected: tuple[bool, bool]
) -> None:
    bell = START + 30 * MINUTE
    given = {"over_at": bell, "ends_at": bell, "late": 30 * MINUTE}
    assert rules.in_time(START + said * MINUTE, START + arrived * MINUTE, **given) == expected


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [("7", "8", "7.5"), ("7", "7.5", "7.5"), ("6", "8", "7"), ("6", "8.5", None), ("0", "0", "0")],
)
def test_two_markers_agree_within_a_fifth(first: str, second: str, agreed: str | None) -> None:
    found = rules.agreed(Decimal(first), Decimal(second), Decimal(10), Decimal("0.5"))
    assert found == (None if agreed is None else Decimal(agreed))
    assert found == rules.agreed(Decimal(second), Decimal(first), Decimal(10), Decimal("0.5"))


BANK = {str(n): Question("judge", f"第 {n} 句", truth=True) for n in range(3)}


@pytest.mark.parametrize(
    ("rows", "pass_marks", "code"),
    [
        ([], "1", "paper_empty"),
        ([Row(301, Decimal(1))], "1", "paper_too_long"),
        ([Row(1, Decimal(0))], "1", "paper_row_wrong"),
        ([Row(1, Decimal(1), "dance")], "1", "paper_row_wrong"),
        ([Row(2, Decimal(5))], "11", "paper_pass_too_high"),
        ([Row(2, Decimal(5), "judge"), Row(2, Decimal(5))], "10", "paper_short"),
        ([Row(1, Decimal(5), "single")], "5", "paper_short"),
    ],
)
def test_a_paper_that_cannot_be_is_refused(rows: list[Row], pass_marks: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        papers.demand_sound(rows, Decimal(pass_marks), BANK)
    papers.demand_sound([Row(3, Decimal(5))], Decimal(15), BANK)


def test_rows_come_back_from_json() -> None:
    rows = [Row(3, Decimal("2.5"), "judge", "高处", 4), Row(1, Decimal(1))]
    assert papers.rows(papers.plain(rows)) == rows
