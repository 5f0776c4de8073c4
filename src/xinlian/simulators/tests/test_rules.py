"""Numbers, what runs come to, signatures: pure."""

import datetime
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.simulators.importing import moment
from xinlian.simulators.reading import marks_of
from xinlian.simulators.rules.numbers import DIGITS, is_number, number
from xinlian.simulators.rules.signing import PREFIX, is_fresh, is_signed, signature
from xinlian.simulators.rules.standing import Counted, Policy, points, standing

START = datetime.datetime(2026, 11, 1, 8, tzinfo=datetime.UTC)
KEY = PREFIX + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HOWS = st.sampled_from(["best", "last", "first", "mean", "mean_best"])
RUNS = st.lists(
    st.builds(
        lambda n, simulator, marks, seconds, minute: Counted(
            str(n), simulator, Decimal(marks) / 10, points(Decimal(marks) / 10, Decimal(70), Decimal(9)), seconds,
            START + datetime.timedelta(minutes=minute),
        ),
        st.integers(0, 10**6),
        st.integers(1, 3),
        st.integers(0, 1000),
        st.one_of(st.none(), st.integers(0, 3600)),
        st.integers(0, 10**5),
    ),
    max_size=8,
    unique_by=lambda one: one.uid,
)  # fmt: skip


@given(st.integers(0, 2**32), st.integers(0, DIGITS), st.integers(1, 9))
def test_a_wrong_digit_or_two_that_changed_places_are_seen(seed: int, place: int, away: int) -> None:
    whole = number(random.Random(seed))
    assert is_number(whole)
    assert whole[0] != "0"
    wrong = f"{whole[:place]}{(int(whole[place]) + away) % 10}{whole[place + 1 :]}"
    assert not is_number(wrong)
    if place and whole[place] != whole[place - 1]:
        swapped = whole[: place - 1] + whole[place] + whole[place - 1] + whole[place + 1 :]
        assert not is_number(swapped)


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "１２３４５６７２", "1234567a"])
def test_what_is_no_number(text: str) -> None:
    assert not is_number(text)


@given(RUNS, HOWS, st.integers(1, 4), st.integers(1, 3), st.booleans(), st.randoms())
def test_the_order_of_arrival_decides_nothing(
    runs: list[Counted], how: str, of: int, fewest: int, overall: bool, rng: random.Random
) -> None:
    policy = Policy(how, of, fewest, overall)
    shuffled = list(runs)
    rng.shuffle(shuffled)
    assert standing(runs, policy) == standing(shuffled, policy)


@given(RUNS, st.integers(1, 3))
def test_what_counts_is_what_the_policy_says(runs: list[Counted], fewest: int) -> None:
    best = standing(runs, Policy("best", fewest=fewest))
    if len(runs) < fewest:
        assert best is None
        return
    assert best is not None
    assert best.marks == max(one.marks for one in runs)
    tops = [one for one in runs if one.marks == best.marks]
    quickest = [one.seconds for one in tops if one.seconds is not None]
    assert best.seconds == (min(quickest) if quickest else None)
    last = standing(runs, Policy("last", fewest=fewest))
    assert last is not None
    assert last.counted == (max(runs, key=lambda one: (one.ended_at, one.uid)).uid,)


@given(RUNS)
def test_overall_is_the_sum_of_points_and_a_simulator_not_tried_is_nothing(runs: list[Counted]) -> None:
    found = standing(runs, Policy("best", overall=True))
    best: dict[int, Decimal] = {}
    for one in runs:
        best[one.simulator] = max(best.get(one.simulator, Decimal(0)), one.points or Decimal(0))
    assert (found.marks if found else Decimal(0)) == sum(best.values(), Decimal(0))


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [("70", "50.00"), ("79", "66.67"), ("97", "100.00"), ("100", "100.00"), ("43", "0.00"), ("0", "0.00")],
)
def test_points_are_clipped_at_three_spreads_and_rounded_half_up(marks: str, wanted: str) -> None:
    assert points(Decimal(marks), Decimal(70), Decimal(9)) == Decimal(wanted)


def test_a_newcomer_changes_nobody_else_s_points() -> None:
    before = points(Decimal(80), Decimal(70), Decimal(9))
    points(Decimal(0), Decimal(70), Decimal(9))
    assert points(Decimal(80), Decimal(70), Decimal(9)) == before


def test_a_signature_is_over_id_time_and_body() -> None:
    # The example of Standard Webhooks 1.0 with its secret.
    body = b'{"test": 2432232314}'
    given_signature = signature(KEY, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert given_signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    whole = ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert is_signed(KEY, *whole, f"v1,AAAA {given_signature}")
    for wrong in (("other", *whole[1:]), (whole[0], "1614265331", body), (*whole[:2], body + b" ")):
        assert not is_signed(KEY, *wrong, given_signature)
    assert not is_signed(KEY, *whole, "")
    assert not is_signed(KEY, *whole, "v1,\u00e4")


@pytest.mark.parametrize(("seconds", "fresh"), [(0, True), (299, True), (-299, True), (301, False), (-301, False)])
def test_a_signature_is_fresh_for_five_minutes(seconds: int, fresh: bool) -> None:
    assert is_fresh(str(int(START.timestamp()) + seconds), START) is fresh


@pytest.mark.parametrize("text", ["", "x", "-5", "1.5", "9" * 13, "１６１４２６５３３０"])
def test_a_time_that_is_none_is_not_fresh(text: str) -> None:
    assert not is_fresh(text, START)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [(88.1, "88.100"), ("86.5", "86.500"), ("0.0005", "0.001"), (None, None), ("", None), ("abc", None), (True, None),
     ("9" * 40, None), (float("nan"), "NaN"), (float("inf"), "Infinity"), ("1e3", "1000.000")],
)  # fmt: skip
def test_marks_as_they_are_said(said: object, wanted: str | None) -> None:
    found = marks_of(said)
    assert (None if found is None else str(found)) == wanted


@pytest.mark.parametrize(
    "text", ["2026-11-20 14:32:08", "2026/11/20 14:32:08", "2026年11月20日 14:32:08", "2026-11-20T14:32:08+08:00"]
)
def test_times_of_tables(text: str) -> None:
    found = moment(text)
    assert found is not None
    assert found.astimezone(datetime.UTC) == datetime.datetime(2026, 11, 20, 6, 32, 8, tzinfo=datetime.UTC)


@pytest.mark.parametrize("text", ["", "昨天", "2026-13-01 00:00", "14:32"])
def test_what_is_no_time(text: str) -> None:
    assert moment(text) is None
