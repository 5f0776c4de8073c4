"""The labour contest's rules: items, months, what counts become, tables with their reasons. Pure."""

import dataclasses
import datetime
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from xinlian.engines.ranking.ranking import rank
from xinlian.engines.ranking.reading import from_json
from xinlian.training.rules import season as rules
from xinlian.training.rules import season_table as tables
from xinlian.training.rules.season import Item, Measured
from xinlian.training.rules.season_table import Mark, Table, Unit

DAY = datetime.date.fromisoformat
GOOD = [Item("", "比质量", 60), Item("", "比培训", 40, rules.HOURS, Decimal(2))]


def measured(top: object, bottom: int) -> Measured:
    return Measured(Decimal(str(top)), bottom)


def test_the_proposal_is_sound_and_weighs_a_hundred() -> None:
    items = [Item("", name, weight, source, target) for name, weight, source, target in rules.PROPOSED]
    assert len(items) == 8
    assert rules.may_have(items).ok
    assert rules.may_start(items).ok


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "season_item_name"),
        ({"name": "长" * 21}, "season_item_name"),
        ({"name": "比培训"}, "season_item_twice"),
        ({"weight": 0}, "season_item_weight"),
        ({"weight": 101}, "season_item_weight"),
        ({"source": rules.HOURS, "target": Decimal(1)}, "season_source_twice"),
        ({"source": rules.POINTS}, "season_item_target"),
        ({"source": rules.POINTS, "target": Decimal(0)}, "season_item_target"),
        ({"target": Decimal(1)}, "season_item_target"),
        ({"source": "luck"}, "season_item_target"),
    ],
)
def test_an_item_that_cannot_be(change: dict[str, Any], code: str) -> None:
    assert code in rules.may_have([dataclasses.replace(GOOD[0], **change), GOOD[1]]).missing


def test_one_to_eight_items() -> None:
    nine = [Item("", f"比{n}", 1) for n in range(9)]
    assert rules.may_have(nine[:8]).ok
    assert rules.may_have(nine).missing == ("season_items_number",)
    assert "season_items_number" in rules.may_have([]).missing


@pytest.mark.parametrize(("weight", "ok"), [(59, False), (60, True), (61, False)])
def test_weights_are_a_hundred_together_before_it_starts(weight: int, ok: bool) -> None:
    items = [dataclasses.replace(GOOD[0], weight=weight), GOOD[1]]
    assert rules.may_have(items).ok
    assert rules.may_start(items).ok is ok


def test_months_and_their_days() -> None:
    first, last = DAY("2029-11-15"), DAY("2030-02-03")
    months = rules.months(first, last)
    assert [f"{one:%Y-%m}" for one in months] == ["2029-11", "2029-12", "2030-01", "2030-02"]
    assert [rules.span(one, first, last) for one in (months[0], months[1], months[3])] == [
        (first, DAY("2029-11-30")),
        (DAY("2029-12-01"), DAY("2029-12-31")),
        (DAY("2030-02-01"), last),
    ]


def test_a_season_is_no_longer_than_two_years_and_no_shorter_than_a_day() -> None:
    assert rules.may_be(DAY("2030-01-31"), DAY("2031-12-01")).ok
    assert rules.may_be(DAY("2030-01-31"), DAY("2032-01-01")).missing == ("season_long",)
    assert rules.may_be(DAY("2030-01-02"), DAY("2030-01-01")).missing == ("season_days",)
    assert rules.may_be(DAY("2030-01-01"), DAY("2030-01-01")).ok


@pytest.mark.parametrize(
    ("month", "on", "code"),
    [
        ("2030-05-01", "2030-05-09", ""),
        ("2030-05-01", "2031-01-01", ""),
        ("2030-06-01", "2030-05-31", "season_month_begun"),
        ("2030-04-01", "2030-05-31", "season_month"),
        ("2030-05-02", "2030-05-31", "season_month"),
    ],
)
def test_marks_are_given_for_months_that_have_begun(month: str, on: str, code: str) -> None:
    found = rules.may_mark(DAY(month), DAY("2030-05-10"), DAY("2030-07-31"), DAY(on))
    assert found.missing == ((code,) if code else ())


@pytest.mark.parametrize(
    ("source", "target", "top", "bottom", "mark"),
    [
        (rules.HOURS, 2, 240, 2, "100.0"),  # two hours a head of two
        (rules.HOURS, 2, 9999, 2, "100.0"),
        (rules.HOURS, 2, 60, 1, "50.0"),
        (rules.HOURS, 3, 100, 7, "7.9"),  # 100/60/7/3 of a hundred = 7.936…
        (rules.CLEARED, None, 2, 3, "66.7"),
        (rules.CLEARED, None, 0, 3, "0.0"),
        (rules.EXAMS, None, 5, 8, "62.5"),
        (rules.EXAMS, None, 1, 16, "6.3"),  # 6.25 goes up
        (rules.SIMULATORS, None, "161.5", 2, "80.8"),  # 80.75 goes up
        (rules.POINTS, 10, 0, 7, "100.0"),
        (rules.POINTS, 10, 3, 12, "75.0"),  # 2.5 points per ten heads of ten
        (rules.POINTS, 10, 40, 10, "0.0"),
    ],
)
def test_what_a_count_is_worth(source: str, target: int | None, top: object, bottom: int, mark: str) -> None:
    aim = None if target is None else Decimal(target)
    assert str(rules.worth(source, aim, measured(top, bottom))) == mark
    assert rules.worth(source, aim, measured(top, 0)) is None


def test_where_there_was_nothing_to_count_the_mean_of_the_others_stands() -> None:
    found = {"a": measured(1, 2), "b": measured(3, 4), "c": measured(0, 0)}
    assert rules.worths(rules.EXAMS, None, found) == {
        "a": (Decimal("50.0"), False),
        "b": (Decimal("75.0"), False),
        "c": (Decimal("62.5"), True),
    }
    assert rules.worths(rules.EXAMS, None, {"a": measured(0, 0)}) == {}


@pytest.mark.parametrize(
    ("mark", "evidence", "code"),
    [
        ("0", "检查", ""),
        ("100.0", "检查", ""),
        ("88.50", "检查", ""),
        ("88.55", "检查", "season_mark_range"),
        ("-0.1", "检查", "season_mark_range"),
        ("100.1", "检查", "season_mark_range"),
        ("NaN", "检查", "season_mark_range"),
        ("Infinity", "检查", "season_mark_range"),
        ("88", "  ", "season_mark_evidence"),
        ("88", "长" * 61, "season_mark_evidence"),
    ],
)
def test_a_mark_that_can_be_given(mark: str, evidence: str, code: str) -> None:
    assert rules.may_be_mark(Decimal(mark), evidence).missing == ((code,) if code else ())


ITEMS = [Item("i1", "比质量", 60), Item("i2", "比进度", 40)]
UNITS = [Unit("a", "甲班", "一标"), Unit("b", "乙班", "一标"), Unit("c", "丙班", "二标")]


def table(marks: dict[tuple[str, str], list[str | None]], items: Sequence[Item] = ITEMS) -> Table:
    given = {key: [None if one is None else Mark(Decimal(one)) for one in row] for key, row in marks.items()}
    return tables.make(tables.TEAMS, tables.WHOLE, items, UNITS, given)


def test_the_mean_of_months_times_the_weight_is_the_total() -> None:
    made = table(
        {
            ("i1", "a"): ["80", "85.1"],
            ("i2", "a"): ["90", None],
            ("i1", "b"): ["70", "70"],
            ("i2", "b"): ["100", "99.9"],
            ("i1", "c"): ["82.6", "82.6"],
            ("i2", "c"): ["90", "90"],
        }
    )
    by_id = {one.id: one for one in made.lines}
    # 82.55 goes up to 82.6; times 0.6 is 49.56; and 90 times 0.4 is 36.
    assert [(one.mark, one.gain) for one in by_id["a"].parts] == [("82.6", "49.56"), ("90.0", "36.00")]
    assert by_id["a"].total == "85.56"
    assert [(one.id, one.rank) for one in made.lines] == [("a", 1), ("c", 1), ("b", 3)], "equals share a rank"
    for one in made.lines:
        assert sum(Decimal(part.gain) for part in one.parts) == Decimal(one.total)


def test_who_lacks_a_mark_is_not_ranked_and_told_which() -> None:
    made = table(
        {("i1", "a"): ["80"], ("i2", "a"): ["80"], ("i1", "b"): ["99"], ("i1", "c"): ["0"], ("i2", "c"): ["0"]}
    )
    assert [(one.id, one.rank, one.lacks) for one in made.lines] == [("a", 1, []), ("c", 2, []), ("b", None, ["i2"])]
    assert made.lines[2].total == ""


def test_an_item_without_any_mark_does_not_count_yet() -> None:
    made = table({("i1", one.id): ["50"] for one in UNITS})
    assert [one["name"] for one in made.items] == ["比质量"]
    assert [one["name"] for one in made.waiting] == ["比进度"]
    assert {one.total for one in made.lines} == {"30.00"}
    assert {one.rank for one in table({}).lines} == {None}


def test_a_kept_table_opens_as_it_was_and_its_digest_tells_a_change() -> None:
    made = table({("i1", "a"): ["80"], ("i2", "a"): ["70.5"]})
    kept = json.loads(json.dumps(made.kept()))
    assert tables.opened(kept) == made
    other = json.loads(json.dumps(kept).replace("70.5", "70.6"))
    assert tables.digest(kept) == tables.digest(made.kept()) != tables.digest(other)


def test_the_file_recomputes_to_the_same_ranks_and_totals() -> None:
    made = table(
        {
            ("i1", "a"): ["80", "85.1"],
            ("i2", "a"): ["90", None],
            ("i1", "b"): ["70"],
            ("i1", "c"): ["82.7"],
            ("i2", "c"): ["90.3"],
        },
        [dataclasses.replace(ITEMS[0], weight=55), dataclasses.replace(ITEMS[1], weight=45)],
    )
    # 45.485 and 40.635 go up, each by itself.
    assert next(one.total for one in made.lines if one.id == "c") == "86.13"
    read = from_json(json.dumps(tables.file(made)))
    again = {one.entry.id: (one.rank, one.total) for one in rank(read.entries, read.rule)}
    assert again == {key: (rank, total) for key, (rank, total) in read.published.items()}
    assert read.published["b"] == (None, None)
