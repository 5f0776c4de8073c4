"""Who is next, until when, and what is a proof: pure."""

import datetime
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from xinlian.enrolment.rules import seats as rules
from xinlian.enrolment.rules.states import SEAT_NEXT, SEAT_STANDS
from xinlian.rows.diagrams import before

NOW = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)

lines = st.lists(st.integers(1, 4), max_size=12).map(
    lambda sizes: [(number, number * 10 + i) for number, size in enumerate(sizes, 1) for i in range(size)]
)


@given(line=lines, free=st.integers(0, 20))
def test_the_line_is_served_in_order_whole_parties_only(line: list[tuple[int, int]], free: int) -> None:
    chosen = rules.choose(line, free)
    taken = [key for keys in chosen for key in keys]
    assert len(taken) <= free
    assert taken == sorted(taken)
    left = free
    for _, several in groupby(line, key=lambda pair: pair[0]):
        keys = [key for _, key in several]
        assert (keys in chosen) == (len(keys) <= left)  # nobody is passed over who would have fitted
        left -= len(keys) if keys in chosen else 0


def test_a_party_too_large_is_passed_over() -> None:
    assert rules.choose([(1, 11), (1, 12), (2, 21)], 1) == [[21]]


def test_the_deadline_never_lies_after_the_start() -> None:
    assert rules.deadline(NOW, 72, NOW + 100 * HOUR) == NOW + 72 * HOUR
    assert rules.deadline(NOW, 72, NOW + 10 * HOUR) == NOW + 10 * HOUR
    assert rules.deadline(NOW, 72, NOW - HOUR) == NOW


def test_yes_counts_until_the_last_second() -> None:
    assert rules.may_accept("offered", NOW, NOW).ok
    assert rules.may_accept("offered", NOW, NOW + datetime.timedelta(seconds=1)).missing == ("answer_in_time",)
    assert rules.may_accept("lapsed", NOW, NOW).missing == ("seat_step",)


def test_where_a_seat_may_come_from() -> None:
    assert before(SEAT_NEXT, "declined") == ("offered",)
    assert set(before(SEAT_NEXT, "moved")) == {"offered", "accepted"}
    assert all(state in SEAT_STANDS for state, following in SEAT_NEXT.items() if following)


def test_a_substitute_is_somebody_else_of_the_same_union() -> None:
    assert rules.may_substitute(same=False, unions=("0001", "0001"), begun=False).ok
    no = rules.may_substitute(same=True, unions=("0001", "0002"), begun=True)
    assert no.missing == ("substitute_not_oneself", "same_union", "batch_begun")
    assert not rules.may_substitute(same=False, unions=("", ""), begun=False).ok


def test_a_tick_belongs_to_the_time_of_the_batch() -> None:
    def tick(said: datetime.datetime, at: datetime.datetime) -> tuple[str, ...]:
        ends = NOW + 48 * HOUR
        return rules.may_tick(state="accepted", said_at=said, at=at, begins=NOW, ends=ends).missing

    assert tick(NOW - 2 * HOUR, NOW) == ()
    assert tick(NOW - 13 * HOUR, NOW) == ("tick_not_too_early",)
    assert tick(NOW + HOUR, NOW + 100 * HOUR) == ()
    assert tick(NOW + HOUR, NOW + 200 * HOUR) == ("tick_not_too_late",)
    assert tick(NOW + 70 * HOUR, NOW + 70 * HOUR) == ("tick_not_too_late",)


def test_only_the_code_of_this_batch_proves() -> None:
    assert rules.proven("k1", rules.proof("k1").lower())
    assert not rules.proven("k1", rules.proof("k2"))
    assert not rules.proven("", rules.proof(""))
