"""Dates moved to another year, money against caps: pure."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.trips.rules.money import Bill, Caps, excesses, over_in_year, yuan
from xinlian.trips.rules.planning import laid_out, may_lay_out, next_start, years_later

D = datetime.date


def test_a_season_is_laid_out() -> None:
    spans = laid_out(D(2027, 5, 8), 3, 4, 2)
    assert [(one.first, one.last) for one in spans] == [
        (D(2027, 5, 8), D(2027, 5, 9)),
        (D(2027, 5, 12), D(2027, 5, 13)),
        (D(2027, 5, 16), D(2027, 5, 17)),
    ]


@given(st.dates(D(2000, 1, 1), D(2090, 12, 31)), st.integers(1, 9))
def test_moved_dates_keep_their_weekday_and_season(on: datetime.date, years: int) -> None:
    moved = years_later(on, years)
    assert moved.weekday() == on.weekday()
    there = D(on.year + years, on.month, min(on.day, 28))
    assert abs((moved - there).days) <= 7


@pytest.mark.parametrize(
    ("count", "every", "days", "capacity", "code"),
    [
        (0, 1, 1, 1, "batches_some"),
        (201, 1, 1, 1, "batches_some"),
        (1, 1, 0, 1, "days_some"),
        (1, 1, 1, 0, "seats_some"),
    ],
)
def test_numbers_that_make_no_season(count: int, every: int, days: int, capacity: int, code: str) -> None:
    assert may_lay_out(count, every, days, capacity).missing == (code,)
    assert may_lay_out(15, 4, 1, 48).ok


def test_the_next_batch_follows_the_rhythm() -> None:
    today = D(2027, 1, 1)
    assert next_start([D(2027, 5, 1), D(2027, 5, 5)], today) == D(2027, 5, 9)
    assert next_start([D(2027, 5, 1)], today) == D(2027, 5, 8)
    assert next_start([], today) == D(2027, 2, 15)


def test_a_bill_is_shared_and_rounded_up() -> None:
    bill = Bill(total_fen=10_001, heads=3, days=2)
    assert (bill.person_fen, bill.day_fen) == (3334, 1667)
    assert Bill(total_fen=500, heads=0, days=0).day_fen == 500


def test_every_broken_cap_is_named() -> None:
    bill = Bill(total_fen=200_002, heads=2, days=4)
    found = excesses(bill, Caps(day_fen=25_000, year_fen=100_000, days=3))
    assert [(one.code, one.allowed, one.found) for one in found] == [
        ("day_over", 25_000, 25_001),
        ("year_over", 100_000, 100_001),
        ("days_over", 3, 4),
    ]
    assert excesses(Bill(200_000, 2, 4), Caps(25_000, 100_000, 4)) == []
    assert excesses(bill, Caps()) == []


def test_nobody_is_over_where_there_is_no_cap() -> None:
    assert over_in_year({1: 500, 2: 300}, 400) == {1: 500}
    assert over_in_year({1: 500}, None) == {}


def test_money_reads_as_written() -> None:
    assert [yuan(fen) for fen in (0, 123_450, 100, 216_67)] == ["0", "1,234.5", "1", "216.67"]
