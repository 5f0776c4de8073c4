"""What the drawn charts say."""

from datetime import date

import pytest

from xinlian.web.templatetags import charts


def test_bars_share_one_scale():
    rows = charts.bars([("甲", 50), ("乙", 200, "bad"), ("丙", 0)], "题")["rows"]
    assert [row["width"] for row in rows] == ["25.00", "100.00", "0.00"]
    assert rows[1]["state"] == "bad"


def test_bars_of_nothing_do_not_divide_by_zero():
    assert charts.bars([("甲", 0)], "题")["rows"][0]["width"] == "0.00"
    assert charts.bars([], "题")["rows"] == []


@pytest.mark.parametrize(
    ("value", "top"), [(0, 1), (0.3, 0.5), (1, 1), (7, 10), (10, 10), (23, 25), (402, 500), (1001, 2000)]
)
def test_the_scale_ends_on_a_round_number(value, top):
    assert charts.nice_top(value) == pytest.approx(top)


def test_a_missing_day_breaks_the_line():
    drawn = charts.lines(["1", "2", "3", "4"], {"数": [10, None, 5, 0]}, "题")["series"][0]
    assert drawn["path"] == "M0 0M666.7 150L1000 300"
    assert drawn["dot"] == (1000, 300)


def test_the_table_behind_a_line_holds_every_value():
    table = charts.lines(["1", "2"], {"数": [1234, None]}, "题")["table"]
    assert table == [("1", ["1,234"]), ("2", ["没有记录"])]


def test_no_figures_at_all_is_said():
    assert charts.lines(["1", "2"], {"数": [None, None]}, "题")["any"] is False
    assert charts.heat({}, "题")["weeks"] == []


def test_a_month_begins_on_monday_and_deepens():
    days = {date(2026, 5, day): float(day) for day in range(1, 32)}
    days[date(2026, 5, 9)] = None
    weeks = charts.heat(days, "题")["weeks"]
    assert [day["in"] for day in weeks[0]] == [False] * 4 + [True] * 3
    assert weeks[0][4]["n"] == 1
    assert [weeks[0][4]["level"], weeks[1][5]["level"], weeks[4][6]["level"]] == [1, 0, 4]


def test_one_odd_day_does_not_flatten_a_month():
    days = {date(2026, 5, day): 1000.0 + day for day in range(1, 29)} | {date(2026, 5, 29): 9.0}
    levels = [day["level"] for week in charts.heat(days, "题")["weeks"] for day in week if day["in"]]
    assert set(levels) == {1, 2, 3, 4}
