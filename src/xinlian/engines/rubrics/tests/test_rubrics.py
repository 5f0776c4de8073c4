"""Sheets and panels: every kind of criterion, order does not matter, alarms where judges differ."""

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.rubrics.panel import Rule, together
from xinlian.engines.rubrics.plain import as_plain, entries_from, entries_plain, from_plain
from xinlian.engines.rubrics.sheet import Criterion, entry, faults, full_marks, mark

D = Decimal
SHEET = [
    Criterion("a", "measure", "焊脚尺寸", D(20), target=D(6), bands=((D("0.5"), D(20)), (D(1), D(12)))),
    Criterion("b", "judge", "外观", D(30), levels=(("均匀", D(30)), ("略有起伏", D(20)), ("粗糙", D(5)))),
    Criterion("c", "deduct", "夹渣", D(10), each=D(4)),
    Criterion("d", "time", "用时", D(6), each=D(2), limit=600, step=60),
    Criterion("e", "veto", "烧穿"),
]


def said(**texts: str) -> dict[str, object]:
    return {one.code: entry(one, texts.get(one.code, "")) for one in SHEET}


def test_a_sheet_gives_what_it_declares() -> None:
    assert faults(SHEET) == []
    assert full_marks(SHEET) == 50
    done = mark(SHEET, said(a="6.5", b="1", c="2", d="601"))
    assert (done.total, done.parts) == (30, {"a": 20, "b": 20, "c": -8, "d": -2})
    assert mark(SHEET, said(a="7.01", b="2", c="9", d="6000")).total == 0, "5 - 10 - 6 is never below nothing"
    assert mark(SHEET, said(a="5", b="0", c="0", d="600")).total == 42
    vetoed = mark(SHEET, said(a="6", b="0", c="0", d="1", e="1"))
    assert (vetoed.total, vetoed.vetoes) == (0, ("e",))
    assert mark(SHEET, said(b="0")).missing == ("a", "c", "d")


@pytest.mark.parametrize(
    ("code", "text"),
    [("a", "六"), ("a", "NaN"), ("a", "1e400"), ("b", "3"), ("b", "-1"), ("c", "1000"), ("d", "1.5"), ("e", "2")],
)
def test_what_cannot_be_an_entry_is_none(code: str, text: str) -> None:
    with pytest.raises(ValueError):
        entry(next(one for one in SHEET if one.code == code), text)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Criterion("x", "judge", "外观", D(5), levels=(("好", D(4)), ("差", D(0)))), "levels_wrong"),
        (Criterion("x", "judge", "外观", D(5), levels=(("差", D(0)), ("好", D(5)))), "levels_wrong"),
        (Criterion("x", "measure", "尺寸", D(5), bands=((D(2), D(5)), (D(1), D(3)))), "bands_wrong"),
        (Criterion("x", "deduct", "夹渣", D(2), each=D(3)), "each_range"),
        (Criterion("x", "time", "用时", D(2), each=D(1)), "limit_range"),
        (Criterion("x", "veto", " "), "words_missing"),
        (Criterion("x", "dance", "跳舞", D(2)), "kind_unknown"),
    ],
)
def test_a_criterion_that_nobody_can_mark_by_is_named(wrong: Criterion, code: str) -> None:
    assert ("x", code) in faults([*SHEET, wrong])
    assert ("", "sheet_empty") in faults([])
    assert ("", "codes_same") in faults([*SHEET, SHEET[0]])


def test_a_sheet_and_its_entries_come_back_from_json() -> None:
    assert from_plain(as_plain(SHEET)) == SHEET
    entries = said(a="6.25", b="2", c="3", d="90", e="0")
    assert entries_from(SHEET, entries_plain(entries)) == entries


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 5000), min_size=1), st.booleans())
def test_a_panel_comes_to_the_same_in_any_order(points: dict[str, int], drop: bool) -> None:
    totals = {judge: D(value) / 100 for judge, value in points.items()}
    rule = Rule(drop=drop)
    found = together(totals, D(50), rule)
    assert found == together(dict(reversed(totals.items())), D(50), rule)
    values = sorted(points.values())
    kept = values[1:-1] if drop and len(values) >= 5 else values
    exact = Fraction(sum(kept), 100 * len(kept))
    assert found.result is not None
    assert abs(Fraction(found.result) - exact) <= Fraction(1, 200)
    assert len(found.dropped) == (2 if drop and len(values) >= 5 else 0)


def test_one_who_stands_apart_is_named_and_a_wide_panel_is_seen() -> None:
    close = {"甲": D(40), "乙": D(41), "丙": D("41.5")}
    assert not together(close, D(50), Rule()).alarm
    apart = together({**close, "丁": D(30)}, D(50), Rule())
    assert (apart.outliers, apart.wide) == (("丁",), True)
    two = together({"甲": D(40), "乙": D(30)}, D(50), Rule())
    assert (two.outliers, two.wide) == ((), True), "of two nobody can say which is the odd one"
    assert together({}, D(50), Rule()).result is None


def test_rounding_is_half_up_and_exact() -> None:
    for several in itertools.permutations([D("40.01"), D("40.02")]):
        assert together(dict(zip("甲乙", several, strict=True)), D(50), Rule()).result == D("40.02")
