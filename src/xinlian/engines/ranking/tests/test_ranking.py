"""Ranks: total, stable under the order of rows, equal to a sort; every rule of parts, rounding, ties and styles."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.ranking.ranking import Entry, part_of, rank
from xinlian.engines.ranking.reading import Unreadable, from_csv, from_json, rule_from
from xinlian.engines.ranking.rule import STYLES, Part, Rounding, Rule, Tie

D = Decimal
MARKS = st.lists(st.one_of(st.none(), st.integers(0, 40).map(lambda n: D(n) / 4)), max_size=4)
TABLE = st.lists(st.tuples(MARKS, MARKS, st.one_of(st.none(), st.integers(0, 3))), max_size=25)
RULE = Rule(
    (Part("theory", D("0.3"), how="best"), Part("practical", D("0.7"), judges=True, how="mean", missing="zero")),
    Rounding(D("0.01")),
    (Tie("total"), Tie("seconds", smaller_first=True), Tie("practical")),
)


def entries(table: list[tuple[list[Decimal | None], list[Decimal | None], int | None]]) -> list[Entry]:
    return [
        Entry(f"E{n:03d}", {"theory": one, "practical": two}, {"seconds": None if three is None else D(three)})
        for n, (one, two, three) in enumerate(table)
    ]


@given(TABLE, st.integers(), st.sampled_from(STYLES))
def test_ranks_are_total_stable_and_equal_to_a_sort(
    table: list[tuple[list[Decimal | None], list[Decimal | None], int | None]], seed: int, style: str
) -> None:
    rule = Rule(RULE.parts, RULE.round, RULE.ties, style)
    rows = entries(table)
    found = rank(rows, rule)
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    assert rank(mixed, rule) == found
    assert sorted(one.entry.id for one in found) == [one.id for one in rows]
    ranked = [one for one in found if one.rank is not None]
    assert all(one.why for one in found if one.rank is None)
    for one in ranked:
        ahead = sum(_before(other, one) for other in ranked)
        level = sum(not _before(other, one) and not _before(one, other) for other in ranked)
        groups = len({_plain(other) for other in ranked if _before(other, one)})
        expected = {"1224": ahead + 1, "1334": ahead + level, "1223": groups + 1}.get(style, one.rank)
        assert one.rank == expected
    if style == "1234":
        assert [one.rank for one in ranked] == list(range(1, len(ranked) + 1))


def _plain(one: object) -> tuple[object, ...]:
    total, seconds, practical = one.total, one.entry.more["seconds"], one.parts["practical"]  # type: ignore[attr-defined]
    return (-total, seconds is None, seconds or 0, practical is None, -(practical or 0))


def _before(one: object, other: object) -> bool:
    return _plain(one) < _plain(other)


@pytest.mark.parametrize(
    ("part", "marks", "value"),
    [
        (Part("p", how="best"), ["3", "9", "5"], "9"),
        (Part("p", how="last"), ["3", "9", None, "5", None], "5"),
        (Part("p", how="first"), [None, "3", "9"], "3"),
        (Part("p", how="mean"), ["3", "9", None], "6"),
        (Part("p", how="mean_best", of=2), ["3", "9", "5"], "7"),
        (Part("p", how="mean_best", of=9), ["3", "9"], "6"),
        (Part("p", fewest=2), ["3", None], None),
        (Part("p", judges=True, how="mean", drop_high=1, drop_low=1), ["10", "8", "9", "2", "9"], None),
        (Part("p", judges=True, how="median"), ["10", "8", "9", "2"], "8.5"),
        (Part("p", judges=True, how="mean", drop_high=1, drop_low=1), ["10", "8"], None),
        (Part("p", how="mean", round_mark=Rounding(D(1)), round=Rounding(D("0.1"))), ["1.5", "2.4", "2.4"], "2"),
        (Part("p", how="mean", round=Rounding(D("0.1"))), ["0.25", "0.05"], "0.2"),
    ],
)
def test_parts(part: Part, marks: list[str | None], value: str | None) -> None:
    found = part_of(part, [None if one is None else D(one) for one in marks])
    if len(marks) == 5 and part.judges:
        assert found == Fraction(26, 3)
    else:
        assert found == (None if value is None else Fraction(value))


@pytest.mark.parametrize(
    ("mode", "values"),
    [
        ("half_up", {"0.25": "0.3", "0.35": "0.4", "-0.25": "-0.2", "0.2499": "0.2"}),
        ("half_even", {"0.25": "0.2", "0.35": "0.4", "-0.25": "-0.2", "0.2501": "0.3"}),
        ("down", {"0.29": "0.2", "-0.29": "-0.2", "0.2": "0.2"}),
        ("up", {"0.21": "0.3", "-0.21": "-0.3", "0.2": "0.2"}),
    ],
)
def test_rounding_is_exact_in_every_mode(mode: str, values: dict[str, str]) -> None:
    for value, expected in values.items():
        assert Rounding(D("0.1"), mode)(Fraction(value)) == Fraction(expected)


def test_a_binary_fraction_never_decides() -> None:
    rows = [Entry("a", {"p": [D("0.1"), D("0.2")]}), Entry("b", {"p": [D("0.3"), D("0")]})]
    rule = Rule((Part("p", judges=True, how="mean"),))
    assert [one.rank for one in rank(rows, rule)] == [1, 1]


def test_nothing_is_not_nought() -> None:
    rows = [Entry("nought", {"p": [D(0)]}), Entry("nothing", {"p": [None]}), Entry("absent", {})]
    found = {one.entry.id: (one.rank, one.why) for one in rank(rows, Rule((Part("p"),)))}
    assert found == {"nought": (1, ()), "nothing": (None, ("missing:p",)), "absent": (None, ("missing:p",))}
    zero = rank(rows, Rule((Part("p", missing="zero"),)))
    assert [one.rank for one in zero] == [1, 1, 1]


def test_below_a_minimum_nobody_is_ranked_however_good_the_rest() -> None:
    rule = Rule((Part("theory", D("0.3"), minimum=D(60)), Part("practical", D("0.7"), minimum=D(60))))
    rows = [
        Entry("a", {"theory": [D(59)], "practical": [D(100)]}),
        Entry("b", {"theory": [D(60)], "practical": [D(60)]}),
    ]
    assert [(one.entry.id, one.rank, one.why) for one in rank(rows, rule)] == [
        ("b", 1, ()),
        ("a", None, ("minimum:theory",)),
    ]


GOOD = """{"format": "xinlian-ranking", "version": 1, "rule": {"parts": [{"key": "p", "weight": 0.1}]},
"entries": [{"id": "a", "marks": {"p": [1.1, "2", null]}}, {"id": "b", "marks": {"p": 2}}], "published": [{"id": "a", "rank": 1, "total": 0.2}]}"""


def test_json_and_csv_say_the_same() -> None:
    table = from_json(GOOD)
    assert [(one.entry.id, one.rank, one.total) for one in rank(table.entries, table.rule)] == [
        ("a", 1, Fraction(1, 5)),
        ("b", 1, Fraction(1, 5)),
    ]
    assert table.published == {"a": (1, D("0.2"))}
    text = "\ufeffid,name,p.2,p.1,rank,total\na,甲,2,1.1,1,0.2\n\nb,乙,,2,,\n"
    assert rank(from_csv(text, table.rule).entries, table.rule)[0].total == Fraction(1, 5)
    assert from_csv(text, table.rule).entries[0].marks["p"] == [D("1.1"), D(2)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("xinlian-ranking", "other"), "other_format"),
        (('"version": 1', '"version": 2'), "other_version"),
        (('"weight": 0.1', '"weight": "NaN"'), "number_wrong"),
        (('"weight": 0.1', '"weight": 1e999999'), "number_wrong"),
        (('"weight": 0.1', '"wieght": 0.1'), "fields_unknown"),
        (('"weight": 0.1', '"how": "luck"'), "choice_wrong"),
        (('"weight": 0.1', '"how": "mean_best"'), "choice_wrong"),
        (('"weight": 0.1', '"most": 1'), "mark_above_most"),
        (('"weight": 0.1', '"round": {"step": 0}'), "rounding_wrong"),
        (('"key": "p"', '"key": "total"'), "key_taken"),
        (('"id": "b"', '"id": "a"'), "id_twice"),
        (('{"p": 2}', '{"q": 2}'), "fields_unknown"),
        (("1.1", "true"), "number_wrong"),
        (("[1.1", "[[1.1"), "not_json"),
    ],
)
def test_a_file_that_bends_the_rule_is_refused(change: tuple[str, str], code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        from_json(GOOD.replace(*change, 1))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_header"),
        ("name,p\n", "no_header"),
        ("id,p,p\n", "header_twice"),
        ("id,p\na,1\na,2\n", "id_twice"),
        ("id,p\n,1\n", "id_missing"),
        ("id,p\na,eins\n", "number_wrong"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        from_csv(text, rule_from({"parts": [{"key": "p"}]}))
    assert refused.value.code == code
